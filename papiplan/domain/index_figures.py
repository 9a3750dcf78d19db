"""The province's figures of the index as published, each beside that of an earlier year, in words.

Not here: what a figure means for a target (`targets`), nor where it stands among the provinces (`quartiles`).
"""

from dataclasses import dataclass
from decimal import Decimal

from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS, ProvinceScores, figure_vi, province_scores, rounded

FIGURES: tuple[str, ...] = (*(f"D{n}" for n in range(1, len(DIMENSIONS) + 1)), "total")
"""The figures that are compared: the eight dimensions, then their sum."""


@dataclass(frozen=True)
class FigureComparison:
    """One figure of the province beside that of the year before, in points to four decimals as published.

    `change` is the difference of the two as printed. `sentence` says all that in words, without the figure's name.
    """

    figure: str
    name: str
    value: float | None
    before: float | None
    change: float | None
    sentence: str


def compare(figure: str, scores: ProvinceScores | None, before: ProvinceScores | None, year: int) -> FigureComparison:
    """One figure beside that of `year`; differences are those of the four-decimal figures, so that tables add up."""
    value, earlier = published(scores, figure), published(before, figure)
    change = None if value is None or earlier is None else float(exact(value) - exact(earlier))
    return FigureComparison(figure, figure_name(figure), value, earlier, change, compared_words(value, earlier, year))


def figure_name(figure: str) -> str:
    """What "D1" … "D8" and "total" are called."""
    return "Tổng điểm" if figure == "total" else DIMENSIONS[int(figure[1:]) - 1]


def change_vi(change: float | None) -> str:
    """A difference as tables print it: +0,0647; a dash where there is none."""
    sign = "+" if change is not None and change > 0 else ""
    return f"{sign}{figure_vi(change)}"


def baseline(definition: PlanDefinition, year: int) -> ProvinceScores | None:
    """The plan's province in an earlier year, as its folder or a recorded publication of that year has it."""
    return province_scores((row for row in definition.baselines if row.year == year), definition.province)


def published(scores: ProvinceScores | None, figure: str) -> float | None:
    """A figure to the four decimals that are published; None where there is none."""
    value = scores.figure(figure) if scores else None
    return None if value is None else float(rounded(value, 4))


def exact(value: float) -> Decimal:
    """The decimals that are printed: a tie stays a tie."""
    return Decimal(repr(value))


def compared_words(value: float | None, before: float | None, year: int) -> str:
    """A figure and what became of it since `year`."""
    if value is None:
        return "không có kết quả"
    if before is None:
        return f"{figure_vi(value)} điểm; chưa có số liệu năm {year} để so sánh"
    change = exact(value) - exact(before)
    if not change:
        return f"{figure_vi(value)} điểm, bằng năm {year}"
    direction = "tăng" if change > 0 else "giảm"
    amount = figure_vi(float(abs(change)))
    return f"{figure_vi(value)} điểm, {direction} {amount} điểm so với năm {year} ({figure_vi(before)} điểm)"
