"""Files that people put into a folder of ours: which of them are meant, and what they are called.

Not here: when one is whole, nor what becomes of it (`inbox`, `publications.publications_folder`).
"""

import os
import unicodedata
from pathlib import Path

_PASSED_OVER = ("~$", ".")
_UNFINISHED = (".tmp", ".part", ".crdownload")


def is_meant(path: Path) -> bool:
    """Whether somebody means it to be read: a lock file or an unfinished copy is nobody's."""
    return not path.name.startswith(_PASSED_OVER) and not path.name.endswith(_UNFINISHED)


def name_of(path: Path) -> str:
    """A file's name as text, whatever bytes a foreign system wrote."""
    return unicodedata.normalize("NFC", os.fsencode(path.name).decode(errors="replace"))
