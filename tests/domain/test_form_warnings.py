"""What officers are told to look at in a form that is right: last year's words and number, one sentence everywhere."""

from collections.abc import Sequence

import pytest

from papiplan.domain.form_warnings import EarlierForm, content_warnings
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import FormRow
from papiplan.domain.units import same_unit
from tests.factories import a_unit

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT


def rows(
    texts: Sequence[str | None], kind: SubmissionKind = SUBPLAN, symbol: str = "57/KH-UBND"
) -> tuple[FormRow, ...]:
    """A form whose rows tell these texts, with its document's symbol."""
    told = "measures" if kind is SUBPLAN else "result"
    info = FormRow("Thông tin chung", 0, "", {"doc_symbol": symbol}, {"doc_symbol": "C6"})
    main = (FormRow(kind.sheet, n, f"{n}.1.1", {told: text}, {}) for n, text in enumerate(texts, start=5))
    return info, *main


def distinct(count: int, word: str = "năm nay") -> list[str]:
    return [f"Niêm yết tại khóm {number}, {word}" for number in range(count)]


def warned(
    texts: Sequence[str | None], before: Sequence[str | None] = (), kind: SubmissionKind = SUBPLAN, year: int = 2022
) -> list[str]:
    earlier = EarlierForm(year, rows(before, kind)) if before else None
    return [warning.sentence() for warning in content_warnings(kind, 2023, rows(texts, kind), earlier)]


LOOK = " Đề nghị xem lại; có thể trả lại đơn vị, nêu lý do."
OLD = distinct(27, "năm 2022")


@pytest.mark.parametrize(
    ("texts", "before", "sentence"),
    [
        ([*OLD[:21], *distinct(6)], OLD, "21/27 dòng giống kế hoạch năm trước."),
        (distinct(27, "năm 2023"), OLD, "27/27 dòng giống kế hoạch năm trước."),
        ([text.upper() for text in OLD], OLD, "27/27 dòng giống kế hoạch năm trước."),
        ([*reversed(OLD[:3]), *distinct(24)], OLD, "03/27 dòng giống kế hoạch năm trước."),
        ([*OLD[:2], *distinct(25)], OLD, None),
        ([*OLD[:1], *distinct(1)], OLD, "01/02 dòng giống kế hoạch năm trước."),
        ([*OLD[:1], *distinct(2)], OLD, None),
        (distinct(27), OLD, None),
        (OLD, [], None),
    ],
    ids=["most", "but-the-year", "but-the-case", "three-in-other-rows", "two-of-many", "half-of-two", "one-of-three",
         "none", "no-earlier-form"],
)  # fmt: skip
def test_text_of_an_earlier_year_is_a_warning(texts: list[str], before: list[str], sentence: str | None) -> None:
    assert warned(texts, before) == ([f'Trang "Kế hoạch": {sentence}{LOOK}'] if sentence else [])


@pytest.mark.parametrize(
    ("kind", "year", "sentence"),
    [
        (REPORT, 2022, 'Trang "Báo cáo": 05/05 dòng giống báo cáo năm trước.'),
        (SUBPLAN, 2020, 'Trang "Kế hoạch": 05/05 dòng giống kế hoạch năm 2020.'),
    ],
    ids=["report", "years-ago"],
)
def test_the_warning_names_what_it_is_like(kind: SubmissionKind, year: int, sentence: str) -> None:
    assert warned(distinct(5), distinct(5), kind, year) == [sentence + LOOK]


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["Tuyên truyền trên loa"] * 27, "27/27 dòng ghi cùng một nội dung."),
        (["Tuyên truyền trên loa"] * 3, "03/03 dòng ghi cùng một nội dung."),
        ([*["Tuyên truyền trên loa"] * 14, *distinct(13)], "14/27 dòng ghi cùng một nội dung."),
        ([*["Tuyên truyền trên loa"] * 13, *distinct(14)], None),
        (["Tuyên truyền trên loa"] * 2, None),
        ([None, None, None, None], None),
        ([], None),
    ],
    ids=["all", "all-of-three", "most", "less-than-half", "two", "nothing-written", "no-rows"],
)
def test_one_sentence_in_most_rows_is_a_warning(texts: list[str | None], sentence: str | None) -> None:
    assert warned(texts) == ([f'Trang "Kế hoạch": {sentence}{LOOK}'] if sentence else [])


@pytest.mark.parametrize(
    ("symbol", "known", "is_warned"),
    [
        ("45/KH-UBND", {"45/KH-UBND"}, True),
        ("45/kh-ubnd", {"12/BC-UBND", "45/KH-UBND"}, True),
        ("46/KH-UBND", {"45/KH-UBND"}, False),
        ("chưa có số", {"chưa có số"}, False),
    ],
    ids=["equal", "equal-but-case", "another", "not-numbered-yet"],
)
def test_the_number_of_an_earlier_years_document_is_a_warning(symbol: str, known: set[str], is_warned: bool) -> None:
    earlier = EarlierForm(2022, (), frozenset(known))
    found = content_warnings(SUBPLAN, 2023, rows(distinct(3), symbol=symbol), earlier)
    assert [warning.sentence() for warning in found] == (
        [f'Trang "Thông tin chung", ô C6: số {symbol} trùng văn bản năm trước.{LOOK}'] if is_warned else []
    )


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"code": "p2-cu", "name": "Uỷ ban nhân dân phường 2"}, True),
        ({"code": "p2-cu", "name": "UBND Phường Hai", "short": "Phường Hai", "gso_code": "29908"}, True),
        ({"code": "phuong-2", "name": "UBND Phường Hai", "short": "Phường Hai"}, True),
        ({"code": "p4", "name": "Ủy ban nhân dân Phường 4", "short": "Phường 4"}, False),
    ],
    ids=["by-name", "by-number", "by-code", "another"],
)
def test_a_unit_is_known_again_in_another_years_plan(changes: dict[str, str], same: bool) -> None:
    this = a_unit("phuong-2", name="Ủy ban nhân dân Phường 2", gso_code="29908")
    there = a_unit(**{"gso_code": "", **changes})
    assert same_unit(this, [there]) == (there if same else None)
