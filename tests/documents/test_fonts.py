"""A font is one for papers only when it has every letter: a page that mixes two is none."""

import pytest

from papiplan.documents import fonts


def test_every_letter_of_vietnamese_is_asked_for() -> None:
    words = "Ủy ban nhân dân Phường Tân Quy Đông kính gửi, đề nghị khẩn trương hoàn thiện kỹ lưỡng: ỳ ỷ ỹ ỵ Ữ Ẫ Ẵ Ỗ Ỡ"
    special = {letter for letter in words if ord(letter) > 127}
    assert special <= set(fonts.LETTERS)
    assert len(set(fonts.LETTERS)) == len(fonts.LETTERS) == 2 * (12 * 6 + 1)


@pytest.mark.parametrize(
    ("installed", "font"),
    [
        ([("Tinos", True), ("Liberation Serif", True)], "Tinos"),
        ([("Liberation Serif", True), ("Times New Roman", True)], "Times New Roman"),
        ([("Liberation Serif", True), ("Liberation Serif", False)], None),
        ([], None),
    ],
    ids=["first", "decree", "two-versions", "none"],
)
def test_the_first_family_with_every_letter_in_every_face_is_taken(
    monkeypatch: pytest.MonkeyPatch, installed: list[tuple[str, bool]], font: str | None
) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: iter(installed))
    monkeypatch.setattr(fonts, "_has_every_letter", lambda face: face)
    assert fonts.paper_font() == font
