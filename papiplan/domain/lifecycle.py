"""The life of a plan: its stage as a pure function of the facts, and what may be done at each stage.

Stages are derived, never stored. Not here: the facts they are derived from (`facts`), nor how an obligation stands
(`obligations`).
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from papiplan.domain.deadlines import ONE_DAY, local_date, short
from papiplan.domain.facts import Consolidation, PlanFacts
from papiplan.domain.obligations import Status
from papiplan.domain.plans import ConsolidateMode, SubmissionKind
from papiplan.domain.problems import Refused


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
    AMEND = "amend"
    UPDATE_ROSTER = "update_roster"
    RECEIVE = "receive"
    REVIEW = "review"
    RECORD = "record"
    EXTEND = "extend"
    HOLD = "hold"
    RELEASE = "release"
    CONSOLIDATE_SUBPLANS = "consolidate_subplans"
    RECORD_PUBLICATION = "record_publication"
    CORRECT_PUBLICATION = "correct_publication"
    CONSOLIDATE = "consolidate"
    FINALISE = "finalise"
    EVALUATE = "evaluate"
    SEND_DRAFT_SCORE = "send_draft_score"
    CONFIRM = "confirm"
    RECORD_AWARD_STEP = "record_award_step"
    CLOSE = "close"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        return {
            Act.ISSUE: "ghi nhận ban hành",
            Act.AMEND: "điều chỉnh kế hoạch",
            Act.UPDATE_ROSTER: "cập nhật đơn vị, đầu mối",
            Act.RECEIVE: "nhận hồ sơ",
            Act.REVIEW: "trả lại, chấp nhận hồ sơ",
            Act.RECORD: "ghi nhận việc theo dõi, đôn đốc, kiểm tra",
            Act.EXTEND: "gia hạn, miễn gửi",
            Act.HOLD: "tạm dừng",
            Act.RELEASE: "tiếp tục",
            Act.CONSOLIDATE_SUBPLANS: "tổng hợp kế hoạch của các đơn vị",
            Act.RECORD_PUBLICATION: "ghi nhận công bố Chỉ số",
            Act.CORRECT_PUBLICATION: "đính chính công bố Chỉ số",
            Act.CONSOLIDATE: "tổng hợp báo cáo",
            Act.FINALISE: "chốt tổng hợp",
            Act.EVALUATE: "lập dự thảo đánh giá",
            Act.SEND_DRAFT_SCORE: "gửi đơn vị đối chiếu điểm",
            Act.CONFIRM: "xác nhận kết quả đánh giá",
            Act.RECORD_AWARD_STEP: "ghi bước khen thưởng",
            Act.CLOSE: "kết thúc và lưu hồ sơ",
            Act.CANCEL: "kết thúc trước thời hạn",
        }[self]


_RUNNING = (Stage.ISSUED, Stage.AWAITING_PUBLICATION, Stage.COLLECTING_REPORTS)
_JUDGED = (Stage.CONSOLIDATED, Stage.EVALUATED, Stage.CONFIRMED)
_OPEN = (*_RUNNING, *_JUDGED)

ALLOWED: Mapping[Act, tuple[Stage, ...]] = {
    Act.ISSUE: (Stage.DRAFT,),
    Act.AMEND: _OPEN,
    Act.UPDATE_ROSTER: _OPEN,
    Act.RECEIVE: _OPEN,
    Act.REVIEW: _OPEN,
    Act.RECORD: _OPEN,
    Act.EXTEND: _OPEN,
    Act.HOLD: _OPEN,
    Act.RELEASE: _OPEN,
    Act.CONSOLIDATE_SUBPLANS: _OPEN,
    Act.RECORD_PUBLICATION: (Stage.ISSUED, Stage.AWAITING_PUBLICATION),
    Act.CORRECT_PUBLICATION: (Stage.COLLECTING_REPORTS, *_JUDGED),
    Act.CONSOLIDATE: (Stage.COLLECTING_REPORTS, Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.FINALISE: (Stage.COLLECTING_REPORTS, Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.EVALUATE: (Stage.CONSOLIDATED, Stage.EVALUATED),
    Act.SEND_DRAFT_SCORE: (Stage.EVALUATED,),
    Act.CONFIRM: (Stage.EVALUATED,),
    Act.RECORD_AWARD_STEP: (Stage.CONFIRMED,),
    Act.CLOSE: (Stage.CONFIRMED,),
    Act.CANCEL: _OPEN,
}
"""The table of acts and stages: it feeds the refusals and the diagram of the docs."""

TRANSITIONS: Mapping[tuple[Stage, Act | None], Stage] = {
    (Stage.DRAFT, Act.ISSUE): Stage.ISSUED,
    (Stage.ISSUED, None): Stage.AWAITING_PUBLICATION,
    (Stage.ISSUED, Act.RECORD_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.AWAITING_PUBLICATION, Act.RECORD_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.COLLECTING_REPORTS, Act.FINALISE): Stage.CONSOLIDATED,
    (Stage.CONSOLIDATED, Act.CORRECT_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.EVALUATED, Act.CORRECT_PUBLICATION): Stage.COLLECTING_REPORTS,
    (Stage.CONSOLIDATED, Act.EVALUATE): Stage.EVALUATED,
    (Stage.EVALUATED, Act.FINALISE): Stage.CONSOLIDATED,
    (Stage.EVALUATED, Act.CONFIRM): Stage.CONFIRMED,
    (Stage.CONFIRMED, Act.CLOSE): Stage.CLOSED,
    **{(stage, Act.CANCEL): Stage.CANCELLED for stage in ALLOWED[Act.CANCEL]},
}
"""Which acts move a plan on; None is the mere passing of the sub-plans' due date."""


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
    """A corrected publication reopens the collecting, but not what a person has confirmed: that shows as stale."""
    evaluated = facts.evaluation is not None and facts.evaluation.consolidation_id == final.id
    if evaluated and Act.CONFIRM in facts.acts:
        return Stage.CONFIRMED
    if facts.consolidation_is_stale:
        return Stage.COLLECTING_REPORTS
    return Stage.EVALUATED if evaluated else Stage.CONSOLIDATED


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
        came = any(s.received_at for s in waiting)
        lacking = "chưa gửi hoặc chưa có biểu đạt yêu cầu" if came else "chưa gửi"
        raise Refused(
            f"Chưa thể chốt tổng hợp: thời hạn gửi báo cáo đến hết ngày {short(due)}, còn "
            f"{len(waiting):02d}/{all_of_them} đơn vị {lacking}. Không có dữ liệu nào thay đổi. "
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
