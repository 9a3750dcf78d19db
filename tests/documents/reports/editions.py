"""An edition of the consolidated papers with defaults, and what a .docx consists of."""

import io
import zipfile
from dataclasses import replace
from typing import Any

from papiplan.documents.reports.consolidated_report import Edition
from tests.factories import at


def an_edition(**changes: Any) -> Edition:
    edition = Edition(1, False, at("2024-04-05 16:00"), (), 7, "a1b2c3d4" * 8)
    return replace(edition, **changes)


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name: how they are packed is nobody's business."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
