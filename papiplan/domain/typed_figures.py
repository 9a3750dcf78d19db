"""Figures of the index as somebody wrote them: numbers, ranges, the sum; and those that an officer typed in.

"D1=4,6; …; total=41,3" is one line with every figure of the province. Not here: files
(`documents.publications.results`).
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from papiplan.domain.problems import Problem, Refused
from papiplan.domain.publication import DIMENSIONS, ProvinceScores

SUM_TOLERANCE = Decimal("0.0005")
"""By how much the rounding of eight figures of four decimals, and of their sum, can part them."""

_FIGURES: tuple[str, ...] = (*(f"D{n}" for n in range(1, len(DIMENSIONS) + 1)), "total")

FIGURE_RANGES: Mapping[str, tuple[Decimal, Decimal]] = {
    figure: (Decimal(8), Decimal(80)) if figure == "total" else (Decimal(1), Decimal(10)) for figure in _FIGURES
}
"""What a figure may be: a dimension 1-10, so eight of them 8-80."""

NOT_A_NUMBER = ("không phải là số", "Đề nghị ghi số, ví dụ 4,6667; để trống nếu không có kết quả.")

Found = tuple[str, str]
"""What was found and how to mend it, of a place that the caller knows."""


def as_number(text: str) -> Decimal | None:
    """A number with a decimal point or comma, 0 where it is blank; None for anything else."""
    if not text:
        return Decimal()
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"[+-]?[0-9]{1,20}([.,][0-9]{1,20})?", text) else None


def figure_problem(figure: str, text: str) -> Found | None:
    """Why a figure cannot be what was written; a blank and a zero are missing, which is no problem."""
    value = as_number(text)
    least, most = FIGURE_RANGES[figure]
    if value is None:
        return NOT_A_NUMBER
    if value and not least <= value <= most:
        return "ngoài khoảng cho phép", f"Cho phép từ {least} đến {most}."
    return None


def sum_problem(texts: Mapping[str, str]) -> Found | None:
    """That the total is not the sum of the eight dimensions, where all of them are given."""
    *dimensions, total = (as_number(texts[figure]) or Decimal() for figure in _FIGURES)
    added = sum(dimensions, Decimal())
    if not total or not all(dimensions) or abs(added - total) <= SUM_TOLERANCE:
        return None
    shown = str(added.quantize(SUM_TOLERANCE)).replace(".", ",")
    return f"khác tổng của tám nội dung là {shown}", "Đề nghị kiểm tra lại các cột D1 đến D8."


_FIELD = "Điểm nhập tay"
_EXAMPLE = "Đề nghị ghi đủ, ví dụ: D1=4,6667; D2=5,1234; …; D8=3,2100; total=41,3226."


def typed_figures(text: str, province: str, year: int) -> ProvinceScores:
    """The figures of `province` as an officer typed them, or Refused with everything that is wrong.

    Every figure is named once, in any order; one without a result is left blank after its sign ("D7="). The row has no
    code, which only the published table gives.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        figure = next((each for each in _FIGURES if each.casefold() == name.casefold()), None)
        if not sign or figure is None:
            problems.append(Problem(_FIELD, f'không hiểu "{part[:40]}"', _EXAMPLE))
        elif figure in texts:
            problems.append(Problem(_FIELD, f"{figure} ghi hai lần", "Đề nghị để lại một."))
        else:
            texts[figure] = value
    missing = [figure for figure in _FIGURES if figure not in texts]
    if missing:
        problems.append(Problem(_FIELD, f"thiếu {', '.join(missing)}", _EXAMPLE))
    problems += _problems_of({figure: texts.get(figure, "") for figure in _FIGURES})
    if problems:
        raise Refused(*problems)
    *dimensions, total = (float(as_number(texts[figure]) or 0) or None for figure in _FIGURES)
    if not any((*dimensions, total)):
        how = 'Đề nghị chọn "Tỉnh không có kết quả" nếu Chỉ số đã công bố mà không có điểm của tỉnh.'
        raise Refused(Problem(_FIELD, "không có điểm nào", how))
    return ProvinceScores(year, "", province, "", tuple(dimensions), total)


def _problems_of(texts: Mapping[str, str]) -> list[Problem]:
    wrong = [(figure, found) for figure, text in texts.items() if (found := figure_problem(figure, text))]
    if not wrong and (found := sum_problem(texts)):
        wrong = [("total", found)]
    return [Problem(f"{_FIELD}, {figure}", f'ghi "{texts[figure][:40]}", {what}', how) for figure, (what, how) in wrong]
