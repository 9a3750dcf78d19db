"""Who a notice is for: a unit by its code, or an officer of the plan.

Not here: to which addresses the mail really goes (`tasks.mail_modes`).
"""

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
