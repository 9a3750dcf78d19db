"""Approving mails that wait for an officer. Not here: which kinds wait (`domain.approval`), nor sending them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.database import approvals, journal
from papiplan.database.approvals import UnsentMessage
from papiplan.database.facts import load_facts
from papiplan.domain.approval import chosen_kinds, unknown_kinds
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from tasks import office
from tasks.effects import effect
from tasks.plans import unknown_actor


@dataclass(frozen=True)
class Approval:
    """How many mails an act let leave, and how many still wait for one."""

    plan: str
    approved: int
    waiting: int


@effect("Kiểm tra yêu cầu duyệt")
def check_request(plan: str, actor: str, units: str, kinds: str, now: datetime) -> None:
    """Refuse, before anything is written, what nobody knows."""
    with office.database().reading() as connection:
        _officer(load_facts(connection, plan, now).definition, actor, units, kinds)


@effect("Duyệt gửi thư")
def record_approval(plan: str, actor: str, units: str, kinds: str, now: datetime) -> Approval:
    """Approve the mails that wait: those to `units` and of `kinds`, all for an empty text.

    A mail that tells several things is approved once each of its kinds is named. Where nothing waits nothing changes.
    """
    with office.database().plan_transaction(plan) as connection:
        definition = load_facts(connection, plan, now).definition
        officer = _officer(definition, actor, units, kinds)
        waiting = [m for m in approvals.load_unsent_messages(connection, plan) if m.awaits_approval]
        chosen = [message.id for message in _chosen(definition, waiting, units, kinds)]
        if chosen:
            approvals.approve_messages(connection, chosen, officer, now)
            entry = journal.Entry(HandAct.APPROVE_NOTICES, officer, now, {"messages": chosen})
            journal.append(connection, plan, entry)
    return Approval(plan, len(chosen), len(waiting) - len(chosen))


def _officer(definition: PlanDefinition, actor: str, units: str, kinds: str) -> str:
    """The code of the officer who approves; Refused with everything that nobody knows."""
    officer, problems = definition.operator(actor), [*unknown_kinds(kinds)]
    known = "; ".join(unit.short for unit in definition.units)
    for name in definition.chosen_units(units)[1]:
        problems.append(Problem("Đơn vị", f'không có đơn vị "{name}"', f"Chọn: {known}."))
    if officer is None:
        problems.insert(0, unknown_actor(definition, actor))
    if problems or officer is None:
        raise Refused(*problems)
    return officer.code


def _chosen(
    definition: PlanDefinition, waiting: Sequence[UnsentMessage], units: str, kinds: str
) -> list[UnsentMessage]:
    codes, wanted = {unit.code for unit in definition.chosen_units(units)[0]}, chosen_kinds(kinds)
    return [m for m in waiting if (not units.strip() or m.addressee in codes) and m.kinds <= wanted]
