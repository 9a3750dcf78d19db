"""A plan as its coordinating office defines it before it is issued: who, what, by when, judged how.

Not here: anything that happened after (`lifecycle.PlanFacts`). Number and date are not here: only issuing gives them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property

from papiplan.domain.actions import REPORTING_ROLES, Action, Role, strongest_role
from papiplan.domain.deadlines import Calendar, CalendarDay, DeadlineRule
from papiplan.domain.publication import GroupBoundary, ProvinceScores
from papiplan.domain.roster import predecessors
from papiplan.domain.units import Duty, Group, Unit, find_unit, normalised


class SubmissionKind(StrEnum):
    """What a unit sends: its own plan, then its report on it, and how it remedied what an inspection found."""

    SUBPLAN = "subplan"
    REPORT = "report"
    REMEDY = "remedy"

    @property
    def paper(self) -> str:
        """The unit's signed document of this kind."""
        return {
            SubmissionKind.SUBPLAN: "Kế hoạch thực hiện",
            SubmissionKind.REPORT: "Báo cáo kết quả thực hiện",
            SubmissionKind.REMEDY: "Báo cáo khắc phục sau kiểm tra",
        }[self]

    @property
    def form(self) -> str:
        """Our form of this kind; KeyError for a remedy, which is answered without one."""
        return {
            SubmissionKind.SUBPLAN: "Biểu đăng ký nhiệm vụ",
            SubmissionKind.REPORT: "Biểu báo cáo kết quả",
        }[self]

    @property
    def sheet(self) -> str:
        """The form's main sheet; KeyError for a remedy."""
        return {SubmissionKind.SUBPLAN: "Kế hoạch", SubmissionKind.REPORT: "Báo cáo"}[self]


FORM_KINDS = (SubmissionKind.SUBPLAN, SubmissionKind.REPORT)
"""The two duties that every obliged unit has and that a form answers."""


class OnTimeBy(StrEnum):
    """Which part of a submission decides whether it is on time: the one that came first, or one of the two."""

    FIRST = "first"
    SIGNED = "signed"
    FORM = "form"


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
    EXACTLY = "exactly"
    KEEP_OR_RAISE = "keep_or_raise"
    RAISE_BY = "raise_by"
    REACH_GROUP = "reach_group"
    RAISE_RANK = "raise_rank"
    QUALITATIVE = "qualitative"


@dataclass(frozen=True)
class Judgement:
    """What a person found of a qualitative target: whether it was met, and why; `judged_by` is the officer's name."""

    met: bool
    reason: str
    judged_by: str
    on: date


@dataclass(frozen=True)
class Target:
    """One target for a figure: a dimension ("D1" … "D8") or the "total".

    AT_LEAST and EXACTLY need `points`, RAISE_BY `delta` (points), RAISE_RANK `places` (bậc), REACH_GROUP `group`.
    KEEP_OR_RAISE, RAISE_BY and RAISE_RANK compare with `reference_year`, else with the year before the plan's. Of a
    QUALITATIVE one a person says whether it was met: `judgement` is what is on record, never part of the plan itself.
    """

    figure: str
    operator: TargetOperator
    wording: str
    points: float | None = None
    reference_year: int | None = None
    group: str = ""
    delta: float | None = None
    places: int | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Reminders:
    """When a unit that has not sent is reminded (đôn đốc), all in working days before or after its due date.

    `on_day` reminds on the due date itself. From `head_after_days` the unit's head is written to instead of its
    contact; on `urge_after_days` an urging letter (công văn đôn đốc) is drafted, which only a person sends.
    """

    before_days: tuple[int, ...] = (5, 1)
    on_day: bool = True
    after_days: tuple[int, ...] = (1,)
    head_after_days: tuple[int, ...] = (2,)
    urge_after_days: tuple[int, ...] = (3, 8)


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


@dataclass(frozen=True)
class MailText:
    """The office's own wording of mails (mẫu thư), in place of ours of the same name: "issue.txt.j2"."""

    name: str
    text: str


@dataclass(frozen=True)
class PaperTemplate:
    """The office's own look of a paper (mẫu văn bản), in place of ours of the same name: "bao-cao.docx", by hash."""

    name: str
    sha256: str


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
    off by default, for the clerk's office has sent the plan to "Nơi nhận". A due date ends at `due_time`, or at 24:00
    when it is None. `late_notice_days` working days are proposed where a publication was recorded too late.
    `calendar_days` are the office's own corrections of the public calendar, `mail_texts` its own wordings of mails,
    `paper_templates` its own Word templates.
    `superior` is the body that the issuer reports to in its turn; where it is named, that report is drafted too.
    By `group_boundary` a province exactly at a quartile is put into a group where none is published.
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
    due_time: time | None = None
    on_time_by: OnTimeBy = OnTimeBy.FIRST
    late_notice_days: int = 3
    calendar_days: tuple[CalendarDay, ...] = ()
    mail_texts: tuple[MailText, ...] = ()
    paper_templates: tuple[PaperTemplate, ...] = ()
    superior: str = ""
    group_boundary: GroupBoundary = GroupBoundary.DOWN

    def unit(self, code: str) -> Unit:
        """The unit of this code; KeyError when the plan has none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    def chosen_units(self, words: str) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
        """The units that an operator names: units and groups in any spelling, several apart by ";" or a line break.

        Returns them in the plan's order, and the names that nobody knows.
        """
        named = [name.strip() for name in re.split(r"[;\n]", words) if name.strip()]
        members = {name: self._members(name) for name in named}
        codes = {unit.code for units in members.values() for unit in units}
        unknown = tuple(name for name, units in members.items() if not units)
        return tuple(unit for unit in self.units if unit.code in codes), unknown

    def _members(self, name: str) -> tuple[Unit, ...]:
        wanted = normalised(name)
        for group in self.groups:
            if wanted in (normalised(group.code), normalised(group.name)):
                return tuple(unit for unit in self.obliged_units if unit.group == group.code)
        unit = find_unit(name, self.units)
        return (unit,) if unit else ()

    @property
    def obliged_units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.duty is Duty.OBLIGED)

    def merged_into(self, unit: str) -> tuple[str, ...]:
        """The units that became part of this one; none for a code that the plan does not have."""
        return self._merged.get(unit, ())

    @cached_property
    def _merged(self) -> Mapping[str, tuple[str, ...]]:
        heirs = {unit.successor for unit in self.units if unit.successor}
        return {unit.code: predecessors(unit.code, self.units) for unit in self.units if unit.code in heirs}

    def actions_of(self, unit: str) -> tuple[Action, ...]:
        """The actions that a unit plans and reports on: those it leads or carries out on site, or took over."""
        united = (unit, *self.merged_into(unit))
        return tuple(action for action in self.actions if strongest_role(united, action) in REPORTING_ROLES)

    def role_of(self, unit: str, action: Action) -> Role | None:
        """How a unit takes part in an action, also in place of the units that became part of it."""
        return strongest_role((unit, *self.merged_into(unit)), action)

    @property
    def calendar(self) -> Calendar:
        """The public calendar as this plan's office has corrected it."""
        return Calendar(self.calendar_days)

    def operator(self, words: str) -> Operator | None:
        """The operator of this code or name."""
        wanted = words.strip().casefold()
        return next((o for o in self.operators if wanted in (o.code.casefold(), o.name.casefold())), None)

    @property
    def contact(self) -> Operator:
        """The officer whom units may ask: the first of the list."""
        return self.operators[0]
