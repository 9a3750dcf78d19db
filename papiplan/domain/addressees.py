"""Who a notice is for: a unit by its code, or an officer of the plan; and which stranger an answer goes to as well.

Not here: to which addresses the mail really goes (`tasks.mail_modes`).
"""

from collections.abc import Collection
from dataclasses import replace

from papiplan.domain.plans import Operator, PlanDefinition
from papiplan.domain.units import Unit

_OFFICER = "operator:"
"""How an addressee begins who is an officer; the officer's code follows."""


def officer_addressee(officer: str) -> str:
    """The addressee that stands for the officer of this code."""
    return f"{_OFFICER}{officer}"


def is_officer(addressee: str) -> bool:
    return addressee.startswith(_OFFICER)


def officer_of(plan: PlanDefinition, addressee: str) -> Operator | None:
    """The officer whom an addressee stands for; None for a unit, and for an officer who has left the plan."""
    return plan.operator(addressee.removeprefix(_OFFICER)) if is_officer(addressee) else None


def greeted(plan: PlanDefinition, addressee: str) -> Unit:
    """Whom a mail greets: the unit, or the coordinating office under the officer's own name."""
    if not is_officer(addressee):
        return plan.unit(addressee)
    office, officer = plan.unit(plan.coordinator_unit), officer_of(plan, addressee)
    return replace(office, name=f"{officer.name}, {officer.title}") if officer else office


_MACHINES = ("mailer-daemon", "postmaster", "bounce", "noreply", "no-reply", "donotreply", "do-not-reply")
"""How the names of mailboxes begin that nobody reads."""


def stranger_to_answer(plan: PlanDefinition, sender: str, ours: Collection[str]) -> str:
    """The address that a form of the plan came from, where it is to be answered beside the unit's own; else empty.

    Not one that belongs to a unit, for it is no stranger, nor to an officer or to us (`ours`), nor a machine's. Only
    who sent a form that we issued may be answered: anybody else's address may be forged.
    """
    known = {*ours, *(officer.email for officer in plan.operators)}
    known |= {address for unit in plan.units for address in unit.addresses}
    address = sender.strip().casefold()
    mailbox, at, host = address.partition("@")
    if not (mailbox and at and host) or mailbox.startswith(_MACHINES):
        return ""
    return "" if address in {other.strip().casefold() for other in known} else address
