"""What opens a term recorded late (ghi nhận muộn): what is proposed, and what an officer decides before units are told.

Not here: whether it was recorded late (`facts`), nor the exceptions that officers grant otherwise (`exceptions`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papiplan.domain.deadlines import add_working_days, short, working_days_between
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.exceptions import named_kind
from papiplan.domain.facts import PlanFacts
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.units import normalised


class Choice(StrEnum):
    """What is to become of a due date that units could not be told of in time."""

    KEEP = "keep"
    EXTEND = "extend"

    @property
    def label(self) -> str:
        return {Choice.KEEP: "giữ hạn", Choice.EXTEND: "gia hạn"}[self]


@dataclass(frozen=True)
class StatedConfirmation:
    """What an officer decides, as stated: `until` is None for the proposal."""

    kind: str
    choice: str
    until: date | None
    decided_by: str
    basis: str


@dataclass(frozen=True)
class Confirmation:
    """The decision, read: an extension for all until a day, or until the one proposed where `until` is None."""

    kind: SubmissionKind
    choice: Choice
    until: date | None
    decided_by: str
    basis: str


def due_by_rule(facts: PlanFacts, kind: SubmissionKind) -> date:
    """The due date that the plan's own rule gives for a kind; ValueError while none has one."""
    return max(o.due.on for o in facts.obligations if o.kind is kind and o.due is not None)


def proposed_until(facts: PlanFacts, kind: SubmissionKind, today: date) -> date | None:
    """The day to which an extension for all is proposed: some working days from today, as the plan says.

    None where the due date by the rule still leaves them.
    """
    proposed = add_working_days(today, facts.definition.late_notice_days, facts.calendar)
    return proposed if proposed > due_by_rule(facts, kind) else None


def what_waits(facts: PlanFacts, today: date) -> tuple[str, ...]:
    """A sentence for each kind whose due date waits to be confirmed: how late it is, what is proposed, what to run."""
    return tuple(_waiting(facts, kind, today) for kind in waiting_kinds(facts))


def waiting_kinds(facts: PlanFacts) -> tuple[SubmissionKind, ...]:
    """The kinds whose due date waits to be confirmed."""
    return tuple(kind for kind in FORM_KINDS if facts.waits_for_confirmation(kind) and facts.due_dates(kind))


def _waiting(facts: PlanFacts, kind: SubmissionKind, today: date) -> str:
    due, until = due_by_rule(facts, kind), proposed_until(facts, kind, today)
    left = working_days_between(today, due, facts.calendar)
    how_late = f"chỉ còn {left:02d} ngày làm việc" if today <= due else "đã qua"
    days = f"{facts.definition.late_notice_days:02d} ngày làm việc"
    proposal = f"gia hạn đến hết ngày {short(until)} ({days})" if until else "giữ hạn theo Kế hoạch"
    return (
        f"Hạn gửi {kind.paper} theo Kế hoạch ({short(due)}) {how_late} khi thông báo: chưa gửi thư, chưa nhắc đơn vị "
        f'nào. Đề nghị {proposal}, chạy "36. Xác nhận thời hạn khi ghi nhận muộn".'
    )


def read_confirmation(reading: EntryReading, stated: StatedConfirmation) -> Confirmation:
    """The decision as stated; Refused with everything that is wrong with it. An extension rests on somebody's word."""
    kind, choice = named_kind(stated.kind), _CHOICES.get(normalised(stated.choice))
    if kind not in FORM_KINDS:
        how = "Ghi một trong: kế hoạch, báo cáo."
        reading.add([Problem("Loại hồ sơ", f'"{one_line(stated.kind)[:60]}" không có', how)])
    if choice is None:
        how = "Ghi một trong: giữ hạn, gia hạn."
        reading.add([Problem("Lựa chọn", f'"{one_line(stated.choice)[:60]}" không có', how)])
    extends = choice is Choice.EXTEND
    decided_by = reading.words("Người quyết định", stated.decided_by, required=extends)
    basis = reading.words("Căn cứ", stated.basis, required=extends)
    reading.refuse_problems()
    assert kind is not None, "a kind that nobody knows is refused"
    assert choice is not None, "a choice that there is not is refused"
    return Confirmation(kind, choice, stated.until if extends else None, decided_by, basis)


_CHOICES: Mapping[str, Choice] = {normalised(word): choice for choice in Choice for word in (choice, choice.label)} | {
    "giu": Choice.KEEP,
    "giu han theo ke hoach": Choice.KEEP,
}


def granted_until(facts: PlanFacts, confirmation: Confirmation, today: date) -> date | None:
    """The last day that the decision grants all, None where the due date is kept; Refused for a day that grants none.

    A day that has passed when units hear of it would make them late by our own doing.
    """
    if confirmation.choice is Choice.KEEP:
        return None
    due = due_by_rule(facts, confirmation.kind)
    until = confirmation.until or proposed_until(facts, confirmation.kind, today)
    if until is None:
        what = f"hạn theo Kế hoạch ({short(due)}) còn đủ {facts.definition.late_notice_days:02d} ngày làm việc"
        raise Refused(Problem("Gia hạn đến", what, "Chọn giữ hạn, hoặc nêu ngày gia hạn."))
    if until <= due or until < today:
        after = f"sau hạn theo Kế hoạch ({short(due)})" if until <= due else f"không trước hôm nay ({short(today)})"
        raise Refused(Problem("Gia hạn đến", f"{short(until)} không được", f"Nêu một ngày {after}."))
    return until


def confirmed_before(facts: PlanFacts, confirmation: Confirmation) -> bool:
    """Whether this very decision is on record; Refused where another is, or where nothing ever waited for one."""
    kind = confirmation.kind
    if facts.waits_for_confirmation(kind):
        return False
    if not facts.opened_late(kind):
        raise Refused(f"Thời hạn gửi {kind.paper} không chờ xác nhận. Không có dữ liệu nào thay đổi")
    until = granted_before(facts, kind)
    if confirmation.choice is (Choice.EXTEND if until else Choice.KEEP) and confirmation.until in (None, until):
        return True
    decided = f"gia hạn đến hết ngày {short(until)}" if until else f"giữ hạn {short(due_by_rule(facts, kind))}"
    raise Refused(
        f"Thời hạn gửi {kind.paper} đã được xác nhận: {decided}, đã thông báo cho đơn vị. Không có dữ liệu nào thay "
        'đổi; để gia hạn thêm, chạy "23. Gia hạn gửi"'
    )


def granted_before(facts: PlanFacts, kind: SubmissionKind) -> date | None:
    """The day until which a kind's due date was put off for all; None where it was kept."""
    return max((e.until for o in facts.obligations if o.kind is kind for e in o.extensions if e.ours), default=None)
