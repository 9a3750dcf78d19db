"""A plan as its coordinating office defines it before it is issued: who, what, by when, judged how.

Not here: anything that happened after (`lifecycle.PlanFacts`). Number and date are not here: only issuing gives them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papiplan.domain.actions import Action, actions_of
from papiplan.domain.deadlines import DeadlineRule
from papiplan.domain.publication import ProvinceScores
from papiplan.domain.units import Duty, Group, Unit


class SubmissionKind(StrEnum):
    """What a unit sends: its own plan, then its report on it."""

    SUBPLAN = "subplan"
    REPORT = "report"

    @property
    def paper(self) -> str:
        """The unit's signed document of this kind."""
        return {
            SubmissionKind.SUBPLAN: "Kế hoạch thực hiện",
            SubmissionKind.REPORT: "Báo cáo kết quả thực hiện",
        }[self]

    @property
    def form(self) -> str:
        """Our form of this kind."""
        return {
            SubmissionKind.SUBPLAN: "Biểu đăng ký nhiệm vụ",
            SubmissionKind.REPORT: "Biểu báo cáo kết quả",
        }[self]

    @property
    def sheet(self) -> str:
        """The form's main sheet."""
        return {SubmissionKind.SUBPLAN: "Kế hoạch", SubmissionKind.REPORT: "Báo cáo"}[self]


@dataclass(frozen=True)
class Operator:
    """An officer of the coordinating office who may act (cán bộ)."""

    code: str
    name: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class Authority:
    """An authority as papers name it: the issuer ("Ủy ban nhân dân thành phố Sa Đéc") or the coordinating office.

    `head_lines` is the top-left block of its papers, `symbol` its letters in a document's symbol, `place` the place
    name before a date.
    """

    name: str
    short: str
    symbol: str
    head_lines: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs, in the form of authority that Decree 30/2020 asks for ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")."""

    authority_lines: tuple[str, ...]
    name: str


class TargetOperator(StrEnum):
    """How a target (chỉ tiêu) for the province's result is worded."""

    AT_LEAST = "at_least"
    KEEP_OR_RAISE = "keep_or_raise"
    REACH_GROUP = "reach_group"


@dataclass(frozen=True)
class Target:
    """One target for a figure: a dimension ("D1" … "D8") or the "total".

    AT_LEAST needs `points`; KEEP_OR_RAISE compares with `reference_year`; REACH_GROUP needs `group`.
    """

    figure: str
    operator: TargetOperator
    wording: str
    points: float | None = None
    reference_year: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Reminders:
    """When a unit that has not sent is reminded: working days before and after the due date (đôn đốc)."""

    before_days: int = 2
    after_days: int = 1


@dataclass(frozen=True)
class Scoring:
    """The points of the units' evaluation (thang điểm), data of the plan: a proposal until the office has its own.

    `lateness` maps the most working days late to the coefficient, in ascending order; beyond the last it is
    `late_beyond`. `classes` maps the least score of a class to its name, in descending order.
    """

    subplan_timely: float = 15
    subplan_complete_rows: float = 5
    subplan_complete_signed: float = 3
    report_timely: float = 15
    report_complete_rows: float = 8
    report_complete_signed: float = 4
    output: float = 40
    remedies: float = 10
    remedy_late: float = 0.5
    lateness: tuple[tuple[int, float], ...] = ((0, 1.0), (2, 0.8), (5, 0.6), (10, 0.4))
    late_beyond: float = 0.2
    done_without_evidence: float = 0.5
    in_progress_without_number: float = 0.5
    in_progress_most: float = 0.99
    classes: tuple[tuple[float, str], ...] = (
        (90, "Xuất sắc"),
        (80, "Tốt"),
        (65, "Khá"),
        (50, "Trung bình"),
        (0, "Yếu"),
    )
    signed_grace_days: int = 2
    commend_share: float = 0.2
    commend_least_score: float = 90
    commend_least_actions: int = 3
    learn_below: float = 65
    explain_below: float = 50
    explain_after_urgings: int = 2


class ConsolidateMode(StrEnum):
    """Whether a person starts consolidation, or the round does so on the working day after the due date."""

    MANUAL = "manual"
    AFTER_DUE = "after_due"


@dataclass(frozen=True)
class PlanDefinition:
    """A plan (kế hoạch) as issued: the whole content of its folder, canonical and self-contained.

    `year` is the index's year: it bounds neither the day of issue nor `figures_from` … `figures_to`, the period of the
    figures that units report. `caveat` is printed wherever units or actions are shown (drafted examples say so there).
    `baselines` are the provinces' scores of earlier years. With `tell_recipients` the invited units are mailed a copy:
    off by default, for the clerk's office has sent the plan to "Nơi nhận".
    """

    id: str
    year: int
    index: str
    title: str
    subject: str
    short: str
    province: str
    issuer: Authority
    coordinator: Authority
    coordinator_unit: str
    operators: tuple[Operator, ...]
    signer: SignatureBlock
    report_signer: SignatureBlock
    parent_plan: str
    legal_bases: tuple[str, ...]
    body: str
    recipients: tuple[str, ...]
    tell_recipients: bool
    subplan_rule: DeadlineRule
    report_rule: DeadlineRule
    mend_days: int
    reminders: Reminders
    prepare_on: date
    figures_from: date
    figures_to: date
    consolidate: ConsolidateMode
    targets: tuple[Target, ...]
    scoring: Scoring
    groups: tuple[Group, ...]
    units: tuple[Unit, ...]
    actions: tuple[Action, ...]
    baselines: tuple[ProvinceScores, ...] = ()
    caveat: str = ""

    def unit(self, code: str) -> Unit:
        """The unit of this code; KeyError when the plan has none."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)

    @property
    def obliged_units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.duty is Duty.OBLIGED)

    def actions_of(self, unit: str) -> tuple[Action, ...]:
        return actions_of(unit, self.actions)

    def operator(self, words: str) -> Operator | None:
        """The operator of this code or name."""
        wanted = words.strip().casefold()
        return next((o for o in self.operators if wanted in (o.code.casefold(), o.name.casefold())), None)

    @property
    def contact(self) -> Operator:
        """The officer whom units may ask: the first of the list."""
        return self.operators[0]
