"""The plan's targets (chỉ tiêu) for the province's result: each met, not met, or not to be judged, with its figures.

Figures are compared as published, at four decimals, in exact decimals: a tie meets "at least". Not here: recording
what a person found of a qualitative target (`judging`).
"""

from dataclasses import dataclass
from enum import StrEnum

from papiplan.domain.deadlines import short
from papiplan.domain.index_figures import baseline, compared_words, exact, published
from papiplan.domain.plans import PlanDefinition, Target, TargetOperator
from papiplan.domain.publication import GROUPS, ProvinceResult, ProvinceScores, Publication, figure_vi, rounded
from papiplan.domain.quartiles import baselines_of, national, place_of


class Verdict(StrEnum):
    """Whether a target was met (đạt); what was not published cannot be judged."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def label(self) -> str:
        return {
            Verdict.MET: "Đạt",
            Verdict.NOT_MET: "Không đạt",
            Verdict.CANNOT_JUDGE: "Chưa đánh giá được",
        }[self]


@dataclass(frozen=True)
class TargetEvaluation:
    """One target of the plan, judged; `reason` gives the figures in Vietnamese."""

    figure: str
    wording: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class PublishedYear:
    """What targets are judged by: the plan, the publication of its year, and what that says of its province."""

    definition: PlanDefinition
    publication: Publication
    result: ProvinceResult
    scores: ProvinceScores | None

    @property
    def group_note(self) -> str:
        """That the group is our own computation; empty where it was published."""
        if self.result.group is None or self.result.group_source == "published":
            return ""
        return f"nhóm do {self.definition.coordinator.short} tính toán, chưa phải số liệu công bố"

    def without_result(self, figure: str) -> str:
        """That the index was published, and our province has no result in it, or none of this figure."""
        said = f"Chỉ số {self.definition.index} năm {self.definition.year} đã được công bố"
        where = "" if figure == "total" else " ở nội dung này"
        return f"{said}, tỉnh {self.definition.province} không có kết quả{where}"

    def year_compared(self, target: Target) -> int:
        """The year that a target compares with: the year before unless it names one."""
        return target.reference_year or self.definition.year - 1


Judged = tuple[Verdict, str]


def judge_target(target: Target, year: PublishedYear) -> TargetEvaluation:
    """The verdict on a target with its reason in Vietnamese."""
    return TargetEvaluation(target.figure, target.wording, *_judged(target, year))


def _judged(target: Target, year: PublishedYear) -> Judged:
    value = published(year.scores, target.figure)
    match target.operator:
        case TargetOperator.QUALITATIVE:
            return _judge_by_person(target, year)
        case TargetOperator.REACH_GROUP:
            return _judge_group(target, year)
        case _ if value is None:
            return Verdict.CANNOT_JUDGE, year.without_result(target.figure)
        case TargetOperator.AT_LEAST:
            return _judge_at_least(target, value)
        case TargetOperator.EXACTLY:
            return _judge_exactly(target, value)
        case TargetOperator.KEEP_OR_RAISE:
            return _judge_kept(target, year, value)
        case TargetOperator.RAISE_BY:
            return _judge_raised(target, year, value)
        case TargetOperator.RAISE_RANK:
            return _judge_rank(target, year, value)


def _verdict(*, met: bool) -> Verdict:
    return Verdict.MET if met else Verdict.NOT_MET


def _unstated(what: str) -> Judged:
    return Verdict.CANNOT_JUDGE, f"Kế hoạch không ghi {what} của chỉ tiêu này"


def _judge_at_least(target: Target, value: float) -> Judged:
    if target.points is None:
        return _unstated("mức điểm")
    wanted = f"mức {figure_vi(target.points)} điểm"
    short_by = rounded(target.points, 4) - exact(value)
    if short_by > 0:
        return Verdict.NOT_MET, f"{figure_vi(value)} điểm, thấp hơn {wanted} là {figure_vi(float(short_by))} điểm"
    return Verdict.MET, f"{figure_vi(value)} điểm, đạt {wanted}"


def _judge_exactly(target: Target, value: float) -> Judged:
    """Exactly X, at the decimals that X is written with, half up: 4,73 is met by 4,7312 and by 4,7250.

    A plan writes targets in fewer decimals than are published, so that at four of them no target would ever be met. At
    least two count, the fewest of any published figure: "4,5" is 4,50.
    """
    if target.points is None:
        return _unstated("mức điểm")
    wanted = rounded(target.points, 4)
    places = max(2, -int(wanted.normalize().as_tuple().exponent))
    level = f"mức {figure_vi(target.points, places)} điểm"
    away = exact(value) - wanted
    if rounded(value, places) == rounded(target.points, places):
        rounding = ", làm tròn" if away else ","
        return Verdict.MET, f"{figure_vi(value)} điểm{rounding} đúng {level}"
    side = "cao" if away > 0 else "thấp"
    return Verdict.NOT_MET, f"{figure_vi(value)} điểm, {side} hơn {level} là {figure_vi(float(abs(away)))} điểm"


def _judge_kept(target: Target, year: PublishedYear, value: float) -> Judged:
    """Kept or raised: to hold a score means not to fall below it, and more than held is held."""
    compared_with = year.year_compared(target)
    before = published(baseline(year.definition, compared_with), target.figure)
    words = compared_words(value, before, compared_with)
    if before is None:
        return Verdict.CANNOT_JUDGE, words
    return _verdict(met=value >= before), words


def _judge_raised(target: Target, year: PublishedYear, value: float) -> Judged:
    if target.delta is None:
        return _unstated("mức tăng")
    compared_with = year.year_compared(target)
    before = published(baseline(year.definition, compared_with), target.figure)
    words = compared_words(value, before, compared_with)
    if before is None:
        return Verdict.CANNOT_JUDGE, words
    met = exact(value) - exact(before) >= rounded(target.delta, 4)
    return _verdict(met=met), f"{words}; chỉ tiêu là tăng ít nhất {figure_vi(target.delta)} điểm"


def _judge_rank(target: Target, year: PublishedYear, value: float) -> Judged:
    """Ranks are not published: both are computed, each among the provinces that have a result in its year."""
    if target.places is None:
        return _unstated("số bậc")
    compared_with = year.year_compared(target)
    earlier = baselines_of(year.definition, compared_with)
    now = place_of(year.publication.scores, target.figure, year.definition)
    before = place_of(earlier, target.figure, year.definition)
    if now is None:
        return Verdict.CANNOT_JUDGE, f"{figure_vi(value)} điểm; số liệu công bố chưa đủ các tỉnh, thành phố để xếp thứ"
    if before is None:
        missing = "số liệu toàn quốc" if not national(earlier, target.figure) else "kết quả của tỉnh"
        return Verdict.CANNOT_JUDGE, f"{now.words}; chưa có {missing} năm {compared_with} để so sánh"
    rise = before.rank - now.rank
    moved = f"{'tăng' if rise > 0 else 'giảm'} {abs(rise):02d} bậc so với" if rise else "không thay đổi so với"
    return (
        _verdict(met=rise >= target.places),
        f"{now.words}, {moved} năm {compared_with} là {before.words}; chỉ tiêu là tăng ít nhất {target.places:02d} bậc",
    )


def _judge_group(target: Target, year: PublishedYear) -> Judged:
    group = year.result.group
    if not year.result.scored:
        return Verdict.CANNOT_JUDGE, year.without_result(target.figure)
    if group is None:
        return Verdict.CANNOT_JUDGE, "chưa có nhóm được công bố, chưa có số liệu các tỉnh, thành phố để tính toán"
    shown = f'nhóm "{group}"' + (f" ({year.group_note})" if year.group_note else "")
    met = GROUPS.index(group) <= GROUPS.index(target.group)
    return _verdict(met=met), f'{shown}; chỉ tiêu là nhóm "{target.group}" trở lên'


def _judge_by_person(target: Target, year: PublishedYear) -> Judged:
    """A qualitative target is met when a person says so; where the province has no result, that is said beside."""
    unscored = "" if year.result.scored else f"{year.without_result('total')}; "
    found = target.judgement
    if found is None:
        return Verdict.CANNOT_JUDGE, f"{unscored}chỉ tiêu định tính, chưa có người đánh giá"
    by = f"theo đánh giá của {found.judged_by} ngày {short(found.on)}"
    return _verdict(met=found.met), f"{unscored}{found.reason} ({by})"
