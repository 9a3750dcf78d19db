"""A font is one for papers only when it has every letter: a page that mixes two is none."""

import shutil
from pathlib import Path

import pytest
from matplotlib import font_manager

from papiplan.documents.papers import fonts


def test_every_letter_of_vietnamese_is_asked_for() -> None:
    words = "Ủy ban nhân dân Phường Tân Quy Đông kính gửi, đề nghị khẩn trương hoàn thiện kỹ lưỡng: ỳ ỷ ỹ ỵ Ữ Ẫ Ẵ Ỗ Ỡ"
    special = {letter for letter in words if ord(letter) > 127}
    assert special <= set(fonts.LETTERS)
    assert len(set(fonts.LETTERS)) == len(fonts.LETTERS) == 2 * (12 * 6 + 1)


WHOLE, PLAIN = {ord(letter) for letter in (*fonts.LETTERS, "z")}, set(map(ord, "aeiou"))


@pytest.mark.parametrize(
    ("installed", "font"),
    [
        ([("Tinos", WHOLE), ("Liberation Serif", WHOLE)], "Tinos"),
        ([("Liberation Serif", WHOLE), ("Times New Roman", WHOLE)], "Times New Roman"),
        ([("Liberation Serif", WHOLE), ("Liberation Serif", PLAIN)], None),
        ([("DejaVu Sans", WHOLE)], None),
        ([], None),
    ],
    ids=["first", "decree", "two-versions", "another", "none"],
)
def test_the_first_family_with_every_letter_in_every_face_is_taken(
    monkeypatch: pytest.MonkeyPatch, installed: list[tuple[str, set[int]]], font: str | None
) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: iter(installed))
    assert fonts.paper_font() == font


def test_a_font_installed_while_we_run_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = Path(font_manager.findfont("DejaVu Serif"))
    monkeypatch.setattr(fonts, "FAMILIES", ("DejaVu Serif",))
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(path) for path in tmp_path.iterdir()])
    assert fonts.paper_font() is None
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    shutil.copy(own, tmp_path)
    assert fonts.paper_font() == "DejaVu Serif"
