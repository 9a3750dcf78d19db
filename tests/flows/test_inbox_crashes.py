"""Whatever dies between a claim and its record: nothing is lost, nothing is recorded twice."""

from pathlib import Path

import pytest

from papiplan.documents import inbox
from tasks import arrivals
from tests.flows.offices import PLAN, Office


class Died(Exception):  # noqa: N818 - it is what happened
    """Stands for the death of the process at this very place: nothing of ours catches it."""


def _die(*_: object, **__: object) -> None:
    raise Died


@pytest.mark.parametrize("step", ["read_covering", "record_arrival", "release"])
def test_a_file_whose_collector_died_is_taken_in_by_the_next_run_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    office.issue()
    office.send("phuong-2")
    with monkeypatch.context() as dying, pytest.raises(Died):  # noqa: PT012 - the place of death is set up inside
        dying.setattr(arrivals, step, _die)
        office.run("collect_subplans", "2023-06-28 10:00", plan=PLAN)
    office.advance("2023-06-29 07:30")
    found = office.obligation("phuong-2", "2023-06-29")
    assert (found["status"], found["current"]["version"]) == ("on_time", 1)
    # The receipt is the instant at which the first collector saw the file, not when the second one finished.
    assert found["received_at"] == "2023-06-28T10:00:00+07:00"
    assert not _left(office.home / "inbox" / PLAN)


def test_a_form_that_was_recorded_but_not_checked_is_checked_by_the_next_round(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.issue()
    office.send("phuong-2")
    with monkeypatch.context() as dying, pytest.raises(Died):  # noqa: PT012 - the place of death is set up inside
        dying.setattr("tasks.submissions.read_each", _die)
        office.run("collect_subplans", "2023-06-28 10:00", plan=PLAN)
    waiting = office.obligation("phuong-2", "2023-06-28")
    assert (waiting["status"], waiting["usable"]) == ("on_time", False)
    office.advance("2023-06-29 07:30")
    assert office.obligation("phuong-2", "2023-06-29")["usable"]


def _left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() or path.parent.name == inbox.CLAIMED]
