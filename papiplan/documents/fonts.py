"""Which font of this machine papers can be drawn with. Not here: how papers look (`paper_layout`)."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif")
"""The font of Decree 30/2020/NĐ-CP, and those drawn to its measures."""

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(
    letter + letter.upper()
    for letter in ("đ", *(unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES))
)
"""Every letter of Vietnamese that English has not, and its plain vowels."""


def paper_font() -> str | None:
    """The family that papers are drawn with here: the first of `FAMILIES` whose faces have all `LETTERS`; else None.

    Old versions of Liberation Serif lack most letters, and a page then mixes two fonts.
    """
    whole: dict[str, bool] = {}
    for family, path in _installed():
        whole[family] = whole.get(family, True) and _has_every_letter(path)
    return next((family for family in FAMILIES if whole.get(family)), None)


def _installed() -> Iterator[tuple[str, Path]]:
    # Slow to import, and few processes draw.
    from matplotlib.font_manager import fontManager

    return ((font.name, Path(font.fname)) for font in fontManager.ttflist if font.name in FAMILIES)


def _has_every_letter(path: Path) -> bool:
    from matplotlib.font_manager import get_font

    try:
        drawn = get_font(str(path)).get_charmap()
    except (OSError, RuntimeError):
        return False  # uninstalled, or damaged, since the list of fonts was made
    return all(ord(letter) in drawn for letter in LETTERS)
