"""What is asked of units that owe nothing: the coordinator's own forms, a report of every invited unit."""

from datetime import date

import pytest

from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.form_given import NO_SUBPLAN, without_promise
from papiplan.domain.obligations import Binding, DueDate
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.requests import consolidated_on, requested_of_leads, requests, units_with_form
from papiplan.domain.units import Duty, UnitKind
from tests.factories import a_department, a_plan, a_receipt, a_unit, an_action, an_exemption, an_obligation, at

POLICE = a_unit("ca", name="Công an Thành phố", kind=UnitKind.AGENCY, group="nganh_doc", duty=Duty.INVITED)
OWN_ACTION = an_action("1.2.1", lead="nv")
POLICE_ACTION = an_action("6.4.1", lead="ca")


def a_plan_that_asks(**changes: object) -> PlanDefinition:
    """The coordinator leads one action, the invited police another; the invited Front leads none."""
    units, actions = (*a_plan().units, POLICE), (*a_plan().actions, OWN_ACTION, POLICE_ACTION)
    return a_plan(**{"units": units, "actions": actions, **changes})


def test_the_coordinator_gets_both_forms_and_every_invited_unit_is_asked_for_a_report() -> None:
    assert list(requests(a_plan_that_asks())) == [
        ("nv", SubmissionKind.SUBPLAN, Binding.OWN),
        ("nv", SubmissionKind.REPORT, Binding.OWN),
        ("mttq", SubmissionKind.REPORT, Binding.REQUESTED),
        ("ca", SubmissionKind.REPORT, Binding.REQUESTED),
    ]


def test_a_coordinator_without_actions_has_no_form_of_its_own() -> None:
    plan = a_plan_that_asks(actions=(an_action(), POLICE_ACTION))
    assert [unit for unit, _, how in requests(plan) if how is Binding.OWN] == []


def test_a_coordinator_that_owes_a_report_is_not_asked_beside_it() -> None:
    units = (a_department("nv", "Phòng Nội vụ"), *a_plan().units[1:], POLICE)
    assert [unit for unit, *_ in requests(a_plan_that_asks(units=units))] == ["mttq", "ca"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(SubmissionKind.SUBPLAN, ["nv", "tckh", "phuong-2"]), (SubmissionKind.REPORT, ["nv", "tckh", "phuong-2", "ca"])],
    ids=str,
)
def test_a_form_is_made_for_the_obliged_the_coordinator_and_invited_leads(
    kind: SubmissionKind, expected: list[str]
) -> None:
    assert [unit.code for unit in units_with_form(a_plan_that_asks(), kind)] == expected


def test_an_invited_lead_is_asked_by_mail_unless_it_has_sent_something() -> None:
    asked = {"kind": SubmissionKind.REPORT, "due": None, "binding": Binding.REQUESTED}
    front = an_obligation(id=7, owed_by="mttq", borne_by="mttq", **asked)
    police = an_obligation(id=8, owed_by="ca", borne_by="ca", **asked)
    facts = PlanFacts(definition=a_plan_that_asks(), requests=(front, police))
    assert requested_of_leads(facts) == (police,)
    assert requested_of_leads(PlanFacts(facts.definition, requests=(police,), receipts={8: (a_receipt(),)})) == ()


CONSOLIDATED = [
    ("the working day after the reports' due date", ("2024-04-08",), "2024-04-02 14:00", "2024-04-09"),
    ("after the latest of them", ("2024-04-08", "2024-04-12"), "2024-04-02 14:00", "2024-04-15"),
    ("asked on the due date", ("2024-04-08",), "2024-04-08 09:00", "2024-04-09"),
    ("asked too late", ("2024-04-08",), "2024-04-12 09:00", "2024-04-15"),
    ("everybody exempted", (), "2024-04-02 14:00", "2024-04-03"),
]


@pytest.mark.parametrize(("dues", "now", "expected"), [r[1:] for r in CONSOLIDATED], ids=[r[0] for r in CONSOLIDATED])
def test_an_invited_lead_is_told_a_day_of_consolidation_that_is_still_to_come(
    dues: tuple[str, ...], now: str, expected: str
) -> None:
    exempted = an_obligation(
        id=1, kind=SubmissionKind.REPORT, due=DueDate(date(2024, 6, 28), ""), exemption=an_exemption()
    )
    owed = [
        an_obligation(id=n, kind=SubmissionKind.REPORT, due=DueDate(date.fromisoformat(due), ""))
        for n, due in enumerate(dues, start=2)
    ]
    facts = PlanFacts(definition=a_plan_that_asks(), obligations=(exempted, *owed))
    assert consolidated_on(facts, local_date(at(now))) == date.fromisoformat(expected)


def test_only_a_unit_that_was_to_send_a_subplan_reads_that_it_did_not() -> None:
    plan = a_plan_that_asks()
    assert [without_promise(plan.unit(code)) for code in ("phuong-2", "nv", "ca")] == [NO_SUBPLAN, NO_SUBPLAN, None]
