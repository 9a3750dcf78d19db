"""Reviewing submissions: an officer sends back what was accepted, or accepts what was refused; the unit is told.

Not here: what may be decided (`domain.reviewing`), nor what the mails say (`answer_contents`).
"""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import chases, messages, reviews, submissions, tellings
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.database.messages import Notice
from papiplan.database.submissions import SubmissionRecord
from papiplan.domain.form_tables import difficulty_sheet
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Outcome
from papiplan.domain.review_choice import StatedReview, choose_review
from papiplan.domain.review_words import consequences
from papiplan.domain.reviewing import Review, Reviewed, review
from papiplan.domain.submissions import FormRow
from papiplan.domain.waived_forms import has_data, sound_rows
from tasks import office
from tasks.difficulties import register_raised
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedReview:
    """What became of a submission by whose entry in the journal; `new` is False where that was on record before.

    `message` says to the officer what follows from it.
    """

    plan: str
    submission: int
    outcome: Outcome
    entry: int | None
    new: bool
    message: str


@effect("Trả lại hoặc chấp nhận hồ sơ")
def review_submission(plan: str, stated: StatedReview, actor: str, now: datetime) -> RecordedReview:
    """Put an officer's verdict of a submission on record and tell its unit; the same again changes nothing."""
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.REVIEW, entering.facts, now)
        known = reviews.load_reviews(connection, plan, ANY_TIME)
        chosen = choose_review(entering.reading, entering.facts, stated, known)
        number = chosen.receipt.submission_id
        (record,) = submissions.load_submissions(connection, plan, ids=[number])
        rows = submissions.load_rows(connection, [number]).get(number, ())
        theirs = tuple(each for each in known if each.submission == number)
        decided = review(
            Reviewed(chosen.receipt, chosen.in_force, has_data(rows), theirs), chosen.verdict, chosen.reason
        )
        new = _saved(entering, decided, record, rows) if decided else theirs[-1]
        facts = load_facts(connection, plan, now)
        words = consequences(facts, chosen.duty.id, new, now)
    return RecordedReview(plan, number, new.outcome, new.entry, decided is not None, words)


def _saved(entering: Entering, decided: Review, record: SubmissionRecord, rows: tuple[FormRow, ...]) -> Review:
    """The verdict on record with all that goes with it; what was still to be told of the file is left unsaid."""
    returned = decided.outcome is Outcome.RETURNED
    act = HandAct.RETURN_SUBMISSION if returned else HandAct.WAIVE_PROBLEMS
    kept = entering.signed(decided, act, {"submission": record.id}, decided.reason)
    reviews.save_review(entering.connection, entering.plan, kept)
    tellings.leave_answers_unsaid(entering.connection, entering.plan, record.id, entering.now)
    _tell(entering, NoticeKind.SENT_BACK if returned else NoticeKind.RECEIPT, record, kept)
    if not returned:
        _take_in(entering, record, rows, kept.entry)
    return kept


def _tell(entering: Entering, kind: NoticeKind, record: SubmissionRecord, kept: Review) -> None:
    assert record.unit is not None, "what is nobody's is not reviewed"
    addressee, occasion = entering.facts.bearer_of(record.unit, entering.now), f"review-{kept.entry}"
    notice = Notice(addressee, kind, occasion, record.obligation, record.id, entry=kept.entry)
    messages.save_notice(entering.connection, entering.plan, notice, entering.now)


def _take_in(entering: Entering, record: SubmissionRecord, rows: tuple[FormRow, ...], entry: int | None) -> None:
    """What follows from the acceptance of a form, as far as what stands in it is sound."""
    connection, facts, now = entering.connection, entering.facts, entering.now
    if record.obligation is not None:
        chases.drop_chases(connection, entering.plan, record.obligation, now)
    sheet = difficulty_sheet(facts.definition, facts.bearer_of(record.unit or "", record.received_at))
    register_raised(connection, facts, record, sound_rows(rows, [sheet]), now, entry)
