"""Last year's plan with a new date: taken all the same, and shown to the officers."""

from datetime import date
from inspect import unwrap

import pytest

from papiplan.database.submissions import SubmissionRecord, load_submissions
from papiplan.domain.covering import Covering
from papiplan.domain.obligations import Outcome
from tasks.arrivals import HandEntry, receive_by_hand
from tests.factories import at
from tests.flows.changed_folders import changed_folder
from tests.flows.offices import PLAN, Office

NEXT = "sa-dec-2024"
UNIT, SYMBOL = "phuong-4", "45/KH-UBND"
FIELDS = {
    "id": NEXT,
    "year": "2024",
    "figures_from": "2024-06-15",
    "figures_to": "2024-12-31",
    "prepare_on": "2025-03-03",
}


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose Phường 4 sent its sub-plan of 2023, and that has issued the plan of 2024."""
    office.issue()
    office.send(UNIT, changes={"info.doc_symbol": SYMBOL})
    office.run("collect_subplans", "2023-06-28 10:00", plan=PLAN)
    office.issue(changed_folder(office.home, NEXT, **FIELDS), "2024-06-15 09:00", on=date(2024, 6, 15))
    return office


def records(office: Office) -> tuple[SubmissionRecord, ...]:
    with office.database.reading() as connection:
        return load_submissions(connection, NEXT)


def test_last_years_text_and_number_are_accepted_with_a_warning(office: Office) -> None:
    office.send(UNIT, plan=NEXT, changes={"info.doc_symbol": SYMBOL})
    office.send("phuong-2", plan=NEXT)
    office.run("collect_subplans", "2024-06-28 10:00", plan=NEXT)
    by_unit = {record.unit: record for record in records(office)}
    assert {record.outcome for record in by_unit.values()} == {Outcome.ACCEPTED}
    assert [warning.what for warning in by_unit[UNIT].warnings] == [
        "27/27 dòng giống kế hoạch năm trước",
        f"số {SYMBOL} trùng văn bản năm trước",
    ]
    assert by_unit["phuong-2"].warnings == ()


def test_a_signed_document_with_last_years_number_is_a_warning(office: Office) -> None:
    covering = Covering(unit=UNIT, kind=None, doc_symbol=SYMBOL, doc_date=date(2024, 6, 27))
    entry = HandEntry("paper", at("2024-06-28 09:00"), covering)
    unwrap(receive_by_hand)(NEXT, [], "nv1", entry, at("2024-06-28 09:30"))
    (record,) = records(office)
    assert [warning.what for warning in record.warnings] == [f"số {SYMBOL} trùng văn bản năm trước"]
