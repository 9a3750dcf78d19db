"""Days without us: what the first round afterwards makes good, and that nobody hears of them more than once."""

from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-3"
UNITS = ("xa-1", "xa-2", "xa-3")


def told(office: Office, round_at: str) -> dict[str, list[str]]:
    """The subjects that each unit gets by a round at this instant."""
    before = {unit: len(office.mails_to(unit)) for unit in UNITS}
    office.advance(round_at, PLAN)
    return {unit: [str(m.message["Subject"]) for m in office.mails_to(unit)[n:]] for unit, n in before.items()}


def test_after_three_days_down_over_a_due_date_one_round_sets_all_right(office: Office) -> None:
    office.issue(folder_of_units(office.home, 3))
    office.advance("2023-06-28 07:30", PLAN)
    # Down from here until 4 July; the due date is 30 June. What came meanwhile lies in the inbox with its own instant.
    office.send("xa-1", plan=PLAN, received_at="2023-06-30T16:00")
    office.send("xa-2", plan=PLAN, received_at="2023-07-03T10:00")
    first = told(office, "2023-07-04 09:10")
    assert {unit: len(subjects) for unit, subjects in first.items()} == dict.fromkeys(UNITS, 1)
    assert "Đã nhận" in first["xa-1"][0]
    assert "Đã nhận" in first["xa-2"][0]
    assert "quá hạn" in first["xa-3"][0] or "quan tâm chỉ đạo" in first["xa-3"][0]
    at_noon = "2023-07-04 12:00"
    stands = {unit: office.obligation(unit, at_noon, plan=PLAN)["status"] for unit in UNITS}
    assert stands == {"xa-1": "on_time", "xa-2": "late", "xa-3": "overdue"}
    assert told(office, at_noon) == {unit: [] for unit in UNITS}


def test_a_publication_whose_event_was_lost_is_found_by_the_next_round(office: Office) -> None:
    """Recording and announcing are two things: here nobody hears the event, for days and past the due date."""
    office.issue(folder_of_units(office.home, 3))
    for unit in UNITS:
        office.send(unit, plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 16:00", PLAN)
    office.publish(plan=PLAN)
    assert all("Công bố Chỉ số" in str(office.mails_to(unit)[-1].message["Subject"]) for unit in UNITS)
    office.send("xa-1", "report", PLAN, received_at="2024-04-05T10:00")
    first = told(office, "2024-04-10 09:10")
    assert {unit: len(subjects) for unit, subjects in first.items()} == dict.fromkeys(UNITS, 1)
    assert "Đã nhận" in first["xa-1"][0]
    stands = {unit: office.obligation(unit, "2024-04-10 12:00", "report", PLAN)["status"] for unit in UNITS}
    assert stands == {"xa-1": "on_time", "xa-2": "overdue", "xa-3": "overdue"}
    assert told(office, "2024-04-10 12:00") == {unit: [] for unit in UNITS}
