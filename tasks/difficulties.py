"""The register of difficulties: filled by accepted forms and by hand, answered once, the answer mailed.

Not here: when two are the same (`domain.difficulties`), nor the mail's words (`documents.mails.register_mails`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from papiplan.database import difficulties, messages
from papiplan.database.facts import ANY_TIME
from papiplan.database.messages import Notice
from papiplan.database.submissions import SubmissionRecord
from papiplan.domain.difficulties import (
    StatedAnswer,
    StatedDifficulty,
    answered_before,
    raised_in,
    read_answer,
    read_difficulty,
)
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import NoticeKind
from papiplan.domain.submissions import FormRow
from tasks import office
from tasks.effects import effect
from tasks.entering import RecordedEntry, open_entry


def register_raised(
    connection: sa.Connection,
    facts: PlanFacts,
    form: SubmissionRecord,
    rows: Iterable[FormRow],
    now: datetime,
    review: int | None = None,
) -> None:
    """Enter the difficulties of a form, in the transaction of its acceptance; what is on record already stays as it is.

    Whoever takes back the entry by which a form came, or that of the `review` that accepted it, takes them back too.
    """
    plan, unit = facts.definition.id, facts.bearer_of(form.unit or "", form.received_at)
    entry = review or difficulties.entry_of_form(connection, form.id)
    for raised in raised_in(rows, unit):
        if not difficulties.is_recorded(connection, plan, raised.digest):
            new = replace(raised, submission=form.id, entry=entry, recorded_at=now)
            difficulties.save_difficulty(connection, plan, new)


@effect("Ghi khó khăn, vướng mắc")
def record_difficulty(plan: str, stated: StatedDifficulty, actor: str, now: datetime) -> RecordedEntry:
    """Enter a difficulty that a unit told beside its forms; the same words again change nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        difficulty = read_difficulty(entering.reading, stated)
        for known in difficulties.load_difficulties(connection, plan, ANY_TIME):
            if known.digest == difficulty.digest:
                return RecordedEntry(known.id, known.entry, new=False)
        difficulty = entering.signed(difficulty, HandAct.RECORD_DIFFICULTY, {"unit": difficulty.unit})
        return RecordedEntry(difficulties.save_difficulty(connection, plan, difficulty), difficulty.entry, new=True)


@effect("Trả lời khó khăn, vướng mắc")
def answer_difficulty(plan: str, stated: StatedAnswer, actor: str, now: datetime) -> RecordedEntry:
    """Answer a difficulty and tell its unit; the same answer again changes nothing, another one is refused."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        known = difficulties.load_difficulties(connection, plan, ANY_TIME)
        difficulty, answer = read_answer(entering.reading, known, stated)
        given = answered_before(difficulty, answer)
        if given is not None:
            return RecordedEntry(difficulty.id, given.entry, new=False)
        answer = entering.signed(answer, HandAct.ANSWER_DIFFICULTY, {"difficulty": difficulty.id})
        difficulties.save_answer(connection, plan, difficulty.id, answer)
        addressee = entering.facts.bearer_of(difficulty.unit, now)
        # An answer that was taken back may be followed by another: each is told by the entry that gave it.
        occasion = f"kho-khan-{difficulty.id}-{answer.entry}"
        messages.save_notice(connection, plan, Notice(addressee, NoticeKind.ANSWER, occasion, entry=answer.entry), now)
    return RecordedEntry(difficulty.id, answer.entry, new=True)
