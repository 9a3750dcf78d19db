"""The registers' rows: read as at an instant, taken back without being lost, each entry on record once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from papiplan.database import difficulties, obligations, registers, schema
from papiplan.database.facts import load_facts
from papiplan.database.obligations import NewObligation
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.entries import Entered
from papiplan.domain.obligations import DueDate, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import AskedRemedy, Call, Inspection, Supervision
from papiplan.domain.remedy_answers import Closing
from tests.database.filled_plan import EVALUATED, OTHER, PLAN
from tests.factories import at

AN_INSTANT = timedelta(microseconds=1)
ENTERED, TAKEN_BACK = EVALUATED + timedelta(days=1), EVALUATED + timedelta(days=2)
ENTRY = 77

E = TypeVar("E", bound=Entered)


def entered(entry: E) -> E:
    return replace(entry, entry=ENTRY, actor="nv1", recorded_at=ENTERED)


INSPECTION = entered(Inspection("phuong-2", date(2024, 4, 10), "Tổ kiểm tra", "Biểu đã cũ"))
SUPERVISION = entered(Supervision("mttq", date(2024, 4, 10), "Đề nghị công khai sớm hơn"))
CALL = entered(Call("phuong-2", at("2024-04-10 09:00"), "Chị E", "Hẹn gửi ngày mai"))
DIFFICULTY = entered(Difficulty("phuong-2", "2.3.1", "Thiếu kinh phí", wanted_on=date(2024, 5, 1)))
ANSWER = entered(Answer("Đã bố trí", "Phòng Tài chính", "Công văn 9/TCKH"))
DUE = DueDate(date(2024, 4, 30), "theo kết quả kiểm tra ngày 10/4/2024", "lịch")


def inspect(connection: sa.Connection) -> int:
    """Record the inspection with one remedy, and return the remedy's obligation."""
    number = registers.save_inspection(connection, PLAN, INSPECTION)
    remedy = NewObligation(
        "phuong-2", SubmissionKind.REMEDY, f"kiem-tra-{number}-1", DUE, subject="Niêm yết lại", entry=ENTRY
    )
    obligations.save_obligations(connection, PLAN, [remedy], ENTERED)
    (found,) = registers.load_inspections(connection, PLAN, ENTERED)[0].remedies
    return found.obligation


def close(connection: sa.Connection) -> None:
    registers.save_closing(connection, PLAN, entered(Closing(inspect(connection), date(2024, 4, 12), "Đã xem")))


def answer(connection: sa.Connection) -> None:
    number = difficulties.save_difficulty(connection, PLAN, replace(DIFFICULTY, recorded_at=EVALUATED))
    difficulties.save_answer(connection, PLAN, number, ANSWER)


def take_back(connection: sa.Connection, table: sa.Table) -> None:
    connection.execute(table.update().where(table.c.entry == ENTRY).values(withdrawn_at=TAKEN_BACK))


REGISTERS: dict[str, tuple[sa.Table, Callable[[sa.Connection], object], Callable[..., object]]] = {
    "an inspection": (
        schema.inspections,
        inspect,
        lambda connection, now: registers.load_inspections(connection, PLAN, now),
    ),
    "a remedy": (
        schema.obligations,
        inspect,
        lambda connection, now: [o for o in load_facts(connection, PLAN, now).obligations if o.subject],
    ),
    "a closing": (
        schema.remedy_closings,
        close,
        lambda connection, now: registers.load_closings(connection, PLAN, now),
    ),
    "a supervision": (
        schema.supervisions,
        lambda connection: registers.save_supervision(connection, PLAN, SUPERVISION),
        lambda connection, now: registers.load_supervisions(connection, PLAN, now),
    ),
    "a call": (
        schema.calls,
        lambda connection: registers.save_call(connection, PLAN, CALL),
        lambda connection, now: registers.load_calls(connection, PLAN, now),
    ),
    "a difficulty": (
        schema.difficulties,
        lambda connection: difficulties.save_difficulty(connection, PLAN, DIFFICULTY),
        lambda connection, now: difficulties.load_difficulties(connection, PLAN, now),
    ),
    "an answer": (
        schema.difficulty_answers,
        answer,
        lambda connection, now: [d for d in difficulties.load_difficulties(connection, PLAN, now) if d.answer],
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_an_entry_stands_from_its_record_until_it_is_taken_back(filled: sa.Connection, name: str) -> None:
    table, save, load = REGISTERS[name]
    save(filled)
    take_back(filled, table)
    instants = (ENTERED - AN_INSTANT, ENTERED, TAKEN_BACK - AN_INSTANT, TAKEN_BACK)
    assert [bool(load(filled, now)) for now in instants] == [False, True, True, False]


def test_entries_read_back_as_they_were_made(filled: sa.Connection) -> None:
    remedy = inspect(filled)
    registers.save_supervision(filled, PLAN, SUPERVISION)
    registers.save_call(filled, PLAN, CALL)
    number = difficulties.save_difficulty(filled, PLAN, DIFFICULTY)
    difficulties.save_answer(filled, PLAN, number, ANSWER)
    kept = registers.load_registers(filled, PLAN, ENTERED)
    (inspection,), (difficulty,) = kept.inspections, kept.difficulties
    assert (inspection, kept.supervisions, difficulty) == (INSPECTION, (SUPERVISION,), DIFFICULTY)
    asked = AskedRemedy(remedy, f"kiem-tra-{inspection.id}-1", "Niêm yết lại", DUE.on)
    assert inspection.remedies == (asked,)
    assert (difficulty.answer, difficulty.id, kept.open_difficulties) == (ANSWER, number, ())
    assert registers.load_calls(filled, PLAN, ENTERED) == (CALL,)
    for entry in (inspection, difficulty, difficulty.answer, *kept.supervisions):
        assert entry is not None
        assert (entry.entry, entry.actor, entry.recorded_at) == (ENTRY, "nv1", ENTERED)


def test_a_confirmed_remedy_is_met_until_the_confirmation_is_taken_back(filled: sa.Connection) -> None:
    close(filled)
    take_back(filled, schema.remedy_closings)
    for now, status in ((ENTERED, Status.ON_TIME), (TAKEN_BACK, Status.OPEN)):
        (remedy,) = load_facts(filled, PLAN, now).standings_of(SubmissionKind.REMEDY, now)
        assert (remedy.status, remedy.obligation.due, remedy.obligation.subject) == (status, DUE, "Niêm yết lại")


ONCE: dict[str, tuple[sa.Table, Callable[[sa.Connection], Callable[[], object]]]] = {
    "a difficulty": (
        schema.difficulties,
        lambda connection: lambda: difficulties.save_difficulty(connection, PLAN, DIFFICULTY),
    ),
    "a closing": (
        schema.remedy_closings,
        lambda connection: _again(
            lambda remedy: registers.save_closing(
                connection, PLAN, entered(Closing(remedy, date(2024, 4, 12), "Đã xem"))
            ),
            inspect(connection),
        ),
    ),
    "an answer": (
        schema.difficulty_answers,
        lambda connection: _again(
            lambda number: difficulties.save_answer(connection, PLAN, number, ANSWER),
            difficulties.save_difficulty(connection, PLAN, DIFFICULTY),
        ),
    ),
}


def _again(save: Callable[[int], object], about: int) -> Callable[[], object]:
    return lambda: save(about)


@pytest.mark.parametrize("name", ONCE)
def test_what_was_taken_back_makes_room_and_what_stands_does_not(filled: sa.Connection, name: str) -> None:
    table, prepare = ONCE[name]
    save = prepare(filled)
    save()
    take_back(filled, table)
    save()
    with pytest.raises(IntegrityError), filled.begin_nested():
        save()


def test_a_difficulty_is_one_of_its_own_plan(filled: sa.Connection) -> None:
    difficulties.save_difficulty(filled, PLAN, DIFFICULTY)
    assert difficulties.is_recorded(filled, PLAN, DIFFICULTY.digest)
    assert not difficulties.is_recorded(filled, OTHER, DIFFICULTY.digest)
    assert not difficulties.is_recorded(filled, PLAN, replace(DIFFICULTY, unit="tckh").digest)
    assert difficulties.load_difficulties(filled, OTHER, ENTERED) == ()
    take_back(filled, schema.difficulties)
    assert not difficulties.is_recorded(filled, PLAN, DIFFICULTY.digest)


def test_a_difficulty_in_a_form_names_the_form_and_what_brought_it(filled: sa.Connection) -> None:
    form = filled.execute(
        sa.select(schema.submissions).where(schema.submissions.c.plan == PLAN, schema.submissions.c.part == "form")
    ).first()
    assert form is not None
    difficulties.save_difficulty(filled, PLAN, replace(DIFFICULTY, entry=None, submission=form.id, place="S!C5"))
    (found,) = difficulties.load_difficulties(filled, PLAN, ENTERED)
    assert (found.submission, found.sha256, found.place) == (form.id, form.sha256, "S!C5")
    assert difficulties.entry_of_form(filled, form.id) is None
    filled.execute(schema.arrivals.update().where(schema.arrivals.c.id == form.arrival).values(entry=5))
    assert difficulties.entry_of_form(filled, form.id) == 5
