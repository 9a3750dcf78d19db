"""The life of a plan: its stage as a pure function of the facts, and what may be done at each stage.

Stages are derived, never stored. Not here: how an obligation stands (`obligations`), nor the wording of papers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from papiplan.domain.deadlines import ONE_DAY, Calendar, local_date, short
from papiplan.domain.obligations import Obligation, Receipt, Standing, Status, standing
from papiplan.domain.plans import ConsolidateMode, PlanDefinition, SubmissionKind
from papiplan.domain.problems import Refused
from papiplan.domain.publication import ProvinceResult, Publication, province_result


class Stage(StrEnum):
    """Where a plan stands (giai đoạn)."""

    DRAFT = "draft"
    ISSUED = "issued"
    AWAITING_PUBLICATION = "awaiting_publication"
    COLLECTING_REPORTS = "collecting_reports"
    CONSOLIDATED = "consolidated"
    EVALUATED = "evaluated"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            Stage.DRAFT: "Đang chuẩn bị",
            Stage.ISSUED: "Đã ban hành, đang nhận kế hoạch của đơn vị",
            Stage.AWAITING_PUBLICATION: "Chờ công bố Chỉ số",
            Stage.COLLECTING_REPORTS: "Đang nhận báo cáo",
            Stage.CONSOLIDATED: "Đã chốt tổng hợp",
            Stage.EVALUATED: "Đã có dự thảo đánh giá",
            Stage.CONFIRMED: "Đã có kết quả chính thức",
            Stage.CLOSED: "Đã kết thúc, lưu hồ sơ",
            Stage.CANCELLED: "Kết thúc trước thời hạn",
        }[self]


class Act(StrEnum):
    """What can be done to a plan (việc): the rows of the table of acts and stages."""

    ISSUE = "issue"
    RECEIVE = "receive"
    CONSOLIDATE_SUBPLANS = "consolidate_subplans"
    RECORD_PUBLICATION = "record_publication"
    CONSOLIDATE = "consolidate"
    FINALISE = "finalise"
    EVALUATE = "evaluate"
    CONFIRM = "confirm"
    CLOSE = "close"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        return {
            Act.ISSUE: "ghi nhận ban hành",
            Act.RECEIVE: "nhận hồ sơ",
            Act.CONSOLIDATE_SUBPLANS: "tổng hợp kế hoạch của các đơn vị",
            Act.RECORD_PUBLICATION: "ghi nhận công bố Chỉ số",
            Act.CONSOLIDATE: "tổng hợp báo cáo",
            Act.FINALISE: "chốt tổng hợp",
            Act.EVALUATE: "lập dự thảo đánh giá",
            Act.CONFIRM: "xác nhận kết quả đánh giá",
            Act.CLOSE: "kết thúc và lưu hồ sơ",
            Act.CANCEL: "kết thúc trước thời hạn",
        }[self]


_RUNNING = (Stage.ISSUED, Stage.AWAITING_PUBLICATION, Stage.COLLECTING_REPORTS)
_JUDGED = (Stage.CONSOLIDATED, Stage.EVALUATED, Stage.CONFIRMED)

ALLOWED: Mapping[Act, tuple[Stage, ...]] = {
    Act.ISSUE: (Stage.DRAFT,),
    Act.RECEIVE: (*_RUNNING, *_JUDGED),
    Act.CONSOLIDATE_SUBPLANS: (*_RUNNING, *_JUDGED),
    Act.RECORD_PUBLICATION: (Stage.ISSUED, Stage.AWAITING_PUBLICATION),
    Act.CONSOLIDATE: (Stage.COLLECTING_REPORTS, Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.FINALISE: (Stage.COLLECTING_REPORTS, Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.EVALUATE: (Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.CONFIRM: (Stage.EVALUATED,),
    Act.CLOSE: (Stage.CONFIRMED,),
    Act.CANCEL: (*_RUNNING, *_JUDGED),
}
"""The table of acts and stages: it feeds the refusals and the diagram of the docs."""

TRANSITIONS: Mapping[tuple[Stage, Act | None], Stage] = {
    (Stage.DRAFT, Act.ISSUE): Stage.ISSUED,
    (Stage.ISSUED, None): Stage.AWAITING_PUBLICATION,
    (Stage.ISSUED, Act.RECORD_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.AWAITING_PUBLICATION, Act.RECORD_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.COLLECTING_REPORTS, Act.FINALISE): Stage.CONSOLIDATED,
    (Stage.CONSOLIDATED, Act.EVALUATE): Stage.EVALUATED,
    (Stage.EVALUATED, Act.FINALISE): Stage.CONSOLIDATED,
    (Stage.EVALUATED, Act.CONFIRM): Stage.CONFIRMED,
    (Stage.CONFIRMED, Act.CLOSE): Stage.CLOSED,
    **{(stage, Act.CANCEL): Stage.CANCELLED for stage in ALLOWED[Act.CANCEL]},
}
"""Which acts move a plan on; None is the mere passing of the sub-plans' due date."""


@dataclass(frozen=True)
class Issue:
    """That the plan was issued (ban hành): the number and date which the clerk's office gave, and who signed."""

    number: str
    on: date
    signer: str
    actor: str
    signed_sha256: str
    recorded_at: datetime


@dataclass(frozen=True)
class Consolidation:
    """One revision of the consolidated report (lần tổng hợp): interim (bản tạm tính) or final (chốt)."""

    id: int
    revision: int
    final: bool
    actor: str
    facts_digest: str
    report_ids: tuple[int, ...]
    missing: tuple[str, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class UnitScore:
    """One unit's points (điểm theo dõi) with the lines they come apart into, and what is proposed."""

    unit: str
    score: float | None
    parts: Mapping[str, object]
    proposal: str


@dataclass(frozen=True)
class EvaluationRecord:
    """A draft evaluation (dự thảo đánh giá) of one consolidation."""

    id: int
    consolidation_id: int
    facts_digest: str
    units: tuple[UnitScore, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class PlanFacts:
    """Everything recorded of a plan up to an instant: what stages and statuses are derived from.

    `receipts` are keyed by the obligation's id. `acts` holds the instants of confirm, close, cancel, hold and release.
    """

    definition: PlanDefinition
    issue: Issue | None = None
    obligations: tuple[Obligation, ...] = ()
    receipts: Mapping[int, tuple[Receipt, ...]] = field(default_factory=dict)
    publication: Publication | None = None
    consolidations: tuple[Consolidation, ...] = ()
    evaluation: EvaluationRecord | None = None
    acts: frozenset[str] = frozenset()
    held: bool = False
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def final(self) -> Consolidation | None:
        """The newest final consolidation."""
        return next((c for c in reversed(self.consolidations) if c.final), None)

    def standings(self, now: datetime) -> tuple[Standing, ...]:
        """How each obligation stands, in the order of units and kinds."""
        return tuple(
            standing(o, self.receipts.get(o.id, ()), now, self.definition.mend_days, self.calendar)
            for o in self.obligations
        )

    def standings_of(self, kind: SubmissionKind, now: datetime) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings(now) if s.obligation.kind is kind)

    def standing_of(self, obligation: int, now: datetime) -> Standing:
        """How the obligation of this id stands; KeyError when there is none."""
        owed = {o.id: o for o in self.obligations}[obligation]
        return standing(owed, self.receipts.get(owed.id, ()), now, self.definition.mend_days, self.calendar)

    def obligation_of(self, unit: str, kind: SubmissionKind) -> Obligation | None:
        """What `unit` bears of this kind; None for a unit that owes nothing."""
        return next((o for o in self.obligations if o.borne_by == unit and o.kind is kind), None)

    def usable(self, kind: SubmissionKind, now: datetime) -> tuple[int, ...]:
        """The submissions whose data are in force, one a unit."""
        return tuple(s.current.submission_id for s in self.standings_of(kind, now) if s.current)

    @property
    def ended(self) -> bool:
        """Whether the plan is closed or cancelled: nothing is received or chased any more."""
        return Act.CLOSE in self.acts or Act.CANCEL in self.acts

    def due_dates(self, kind: SubmissionKind) -> tuple[date, ...]:
        """The effective due dates of the obligations of one kind that have one and are not excused."""
        return tuple(
            o.effective_due_on
            for o in self.obligations
            if o.kind is kind and not o.exempted and o.effective_due_on is not None
        )

    def result(self) -> ProvinceResult | None:
        """What the publication in force says of the plan's province."""
        return province_result(self.publication, self.definition.province) if self.publication else None


def stage(facts: PlanFacts, now: datetime) -> Stage:
    """The stage of a plan at `now`: the furthest that its facts support."""
    if Act.CANCEL in facts.acts:
        return Stage.CANCELLED
    if facts.issue is None:
        return Stage.DRAFT
    if Act.CLOSE in facts.acts:
        return Stage.CLOSED
    if facts.final is not None:
        return _stage_after_final(facts, facts.final)
    if facts.publication is not None:
        return Stage.COLLECTING_REPORTS
    last_due = max(facts.due_dates(SubmissionKind.SUBPLAN), default=facts.issue.on)
    return Stage.AWAITING_PUBLICATION if local_date(now) > last_due else Stage.ISSUED


def _stage_after_final(facts: PlanFacts, final: Consolidation) -> Stage:
    if facts.evaluation is None or facts.evaluation.consolidation_id != final.id:
        return Stage.CONSOLIDATED
    return Stage.CONFIRMED if Act.CONFIRM in facts.acts else Stage.EVALUATED


def check_act(act: Act, facts: PlanFacts, now: datetime) -> None:
    """Refuse `act` where the table does not allow it at this stage, with what to do instead."""
    at = stage(facts, now)
    if at in ALLOWED[act]:
        return
    if act in (Act.CONSOLIDATE, Act.FINALISE) and at in (Stage.ISSUED, Stage.AWAITING_PUBLICATION):
        raise Refused(_too_early_to_consolidate(facts))
    if act is Act.EVALUATE and at is Stage.COLLECTING_REPORTS:
        raise Refused(
            f"Chưa thể lập dự thảo đánh giá của {facts.definition.short}: chưa chốt tổng hợp báo cáo. "
            'Không có dữ liệu nào thay đổi. Cách làm: chạy "08. Chốt tổng hợp", '
            'sau đó chạy lại "09. Lập dự thảo đánh giá"'
        )
    raise Refused(
        f'Không thể {act.label}: {facts.definition.short} đang ở giai đoạn "{at.label}". Không có dữ liệu nào thay đổi'
    )


def can_act(act: Act, facts: PlanFacts, now: datetime) -> bool:
    """Whether the table allows `act` now."""
    try:
        check_act(act, facts, now)
    except Refused:
        return False
    return True


def _too_early_to_consolidate(facts: PlanFacts) -> str:
    plan, number = facts.definition, facts.issue.number if facts.issue else ""
    index = f"Chỉ số {plan.index} năm {plan.year}"
    return (
        f"Chưa thể tổng hợp báo cáo của Kế hoạch {number}: chưa ghi nhận ngày công bố {index}. "
        'Không có dữ liệu nào thay đổi. Cách làm: chạy "05. Ghi nhận công bố Chỉ số", nhập ngày công bố, '
        'người thực hiện; sau đó chạy lại "07. Tổng hợp báo cáo". Để xem tình hình kế hoạch của đơn vị, chạy '
        '"04. Tổng hợp kế hoạch của các đơn vị"'
    )


def check_final(facts: PlanFacts, now: datetime) -> None:
    """Refuse the final consolidation (chốt) while a unit still has time: before the due date, or mending a return."""
    check_act(Act.FINALISE, facts, now)
    reports = [s for s in facts.standings_of(SubmissionKind.REPORT, now) if s.status is not Status.EXCUSED]
    waiting, all_of_them = [s for s in reports if not s.usable], f"{len(reports):02d}"
    today = local_date(now)
    running = [due for s in waiting if (due := s.obligation.effective_due_on) is not None and today <= due]
    if running:
        due = max(running)
        raise Refused(
            f"Chưa thể chốt tổng hợp: thời hạn gửi báo cáo đến hết ngày {short(due)}, còn "
            f"{len(waiting):02d}/{all_of_them} đơn vị chưa gửi. Không có dữ liệu nào thay đổi. "
            f"Đề nghị chốt từ ngày {short(due + ONE_DAY)}, hoặc sau khi đủ {all_of_them}/{all_of_them} đơn vị"
        )
    mending = [s.mending_until for s in waiting if s.mending_until is not None and today <= s.mending_until]
    if mending:
        raise Refused(
            f"Chưa thể chốt tổng hợp: còn {len(mending):02d} đơn vị đang hoàn thiện biểu trong thời gian được trả lại, "
            f"đến hết ngày {short(max(mending))}. Không có dữ liệu nào thay đổi"
        )


class Step(StrEnum):
    """A stage's flow as the round starts it (bước của lượt theo dõi)."""

    COLLECT_SUBPLANS = "collect_subplans"
    AWAIT_PUBLICATION = "await_publication"
    COLLECT_REPORTS = "collect_reports"
    CONSOLIDATE = "consolidate"


def round_steps(facts: PlanFacts, now: datetime) -> tuple[Step, ...]:
    """Which stages of a plan may advance now: the daily round, the same whether an event or the clock started it.

    Collecting, receipts and chasing go on until the plan is closed. The round consolidates only where the plan says so
    (`after_due`), on a working day after the reports' due date, and never for good: final is the operator's.
    """
    at = stage(facts, now)
    if at in (Stage.DRAFT, Stage.CLOSED, Stage.CANCELLED):
        return ()
    if at is Stage.ISSUED:
        return (Step.COLLECT_SUBPLANS,)
    if at is Stage.AWAITING_PUBLICATION:
        return (Step.COLLECT_SUBPLANS, Step.AWAIT_PUBLICATION)
    due, today = max(facts.due_dates(SubmissionKind.REPORT), default=None), local_date(now)
    consolidates = (
        facts.definition.consolidate is ConsolidateMode.AFTER_DUE
        and at is Stage.COLLECTING_REPORTS
        and due is not None
        and today > due
        and facts.calendar.is_working(today)
    )
    return (Step.COLLECT_REPORTS, *((Step.CONSOLIDATE,) if consolidates else ()))
