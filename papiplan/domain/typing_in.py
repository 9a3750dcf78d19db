"""A unit's form that an officer types in from the unit's paper (nhập hộ): whose it is, and from which paper.

Not here: whether the form is right (`submissions`), nor as of when it counts (`obligations`).
"""

from dataclasses import dataclass

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.exceptions import named_kind
from papiplan.domain.facts import PlanFacts
from papiplan.domain.forms import Form
from papiplan.domain.obligations import Obligation, Part, same_symbol
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem

MOST_OF_A_SYMBOL = 60
"""Characters of a document's number and symbol."""


@dataclass(frozen=True)
class StatedTyping:
    """What an officer states of a form typed in; `kind` and `doc_symbol` may be empty."""

    unit: str
    kind: str = ""
    doc_symbol: str = ""


@dataclass(frozen=True)
class Typing:
    """The duty that a typed form answers, and the symbol of the paper that it was typed from."""

    duty: Obligation
    typed_from: str


def read_typing(reading: EntryReading, facts: PlanFacts, stated: StatedTyping, form: Form | Problem) -> Typing:
    """Which duty the issued `form` answers and from which paper; Refused with everything that is wrong.

    A form that the unit itself sent is never replaced unseen: an officer returns it first.
    """
    unit, kind = reading.unit("Đơn vị", stated.unit), _kind(reading, stated.kind)
    duty = form if isinstance(form, Problem) else _duty(reading, facts, form, unit, kind)
    if isinstance(duty, Problem):
        reading.add([duty])
        # Without the form a number that is not stated cannot be looked up.
        reading.refuse_problems()
    assert isinstance(duty, Obligation), "a form that nobody knows is refused"
    reading.add(_own_form(facts, duty, reading))
    typed_from = _typed_from(reading, facts, duty, stated.doc_symbol)
    reading.refuse_problems()
    return Typing(duty, typed_from)


def _kind(reading: EntryReading, words: str) -> SubmissionKind | None:
    kind = named_kind(words) if words else None
    if words and kind is None:
        how = "Để trống, hoặc ghi một trong: kế hoạch, báo cáo."
        reading.add([Problem("Loại hồ sơ", f'"{one_line(words)[:MOST_OF_A_SYMBOL]}" không có', how)])
    return kind


def _duty(
    reading: EntryReading, facts: PlanFacts, form: Form, unit: str, kind: SubmissionKind | None
) -> Obligation | Problem:
    """The duty that the form of this unit and kind answers, in which a successor stands for whom it took over."""
    plan, heir = facts.definition, facts.bearer_of(form.unit, reading.now)
    named = {each.code for each in plan.units}
    if unit in named and facts.bearer_of(unit, reading.now) != heir:
        return Problem("Tệp", f"là biểu của {plan.unit(form.unit).name}, không phải của {plan.unit(unit).name}")
    if kind not in (None, form.kind):
        return Problem("Tệp", f"là {form.kind.form}, không phải {kind.form}")
    duty = facts.obligation_of(form.unit, form.kind) or facts.obligation_of(heir, form.kind)
    return duty or Problem("Đơn vị", f"{plan.unit(heir).name} không phải gửi {form.kind.paper.lower()}")


def _own_form(facts: PlanFacts, duty: Obligation, reading: EntryReading) -> list[Problem]:
    current = facts.standing_of(duty.id, reading.now).current
    if current is None or current.typed_from:
        return []
    what = f"đã gửi {duty.kind.form} hợp lệ ngày {short(local_date(current.received_at))}"
    how = f'Nếu khác bản ký, trả lại hồ sơ số {current.submission_id} trước ("22. Trả lại hoặc chấp nhận hồ sơ").'
    return [Problem("Đơn vị", what, how)]


def _typed_from(reading: EntryReading, facts: PlanFacts, duty: Obligation, words: str) -> str:
    """The symbol as it stands on the paper's own record; by default that of the newest signed document."""
    stated, standing = one_line(words), facts.standing_of(duty.id, reading.now)
    if not stated and standing.signed is not None:
        stated = standing.signed.doc_symbol
    if not stated or len(stated) > MOST_OF_A_SYMBOL:
        what = "đang để trống, chưa ghi nhận văn bản nào của đơn vị" if not stated else f"dài {len(stated)} ký tự"
        how = "Ghi số, ký hiệu văn bản giấy mà biểu được nhập theo."
        reading.add([Problem("Số, ký hiệu văn bản của đơn vị", what, how)])
    papers = (r.doc_symbol for r in facts.receipts_of(duty) if r.part is Part.SIGNED)
    return next((symbol for symbol in papers if same_symbol(symbol, stated)), stated)
