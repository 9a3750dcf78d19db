"""Recording the decision on a draft evaluation, and the steps of the awards that it proposes. Neither tells anybody.

Not here: how they are read (`domain.confirmation_reading`, `domain.award_reading`), the papers (`confirmed_papers`).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from papiplan.database import confirmations
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.award_reading import StatedAwardStep, read_award_step
from papiplan.domain.awards import AwardTaken
from papiplan.domain.confirmation_reading import StatedConfirmation, read_confirmation
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.draft_scores import answers_until
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.papers import owed_papers
from papiplan.domain.problems import Refused
from papiplan.domain.verdicts import ConfirmedEvaluation
from tasks import evaluations, office
from tasks.effects import effect
from tasks.entering import Entering


@dataclass(frozen=True)
class RecordedConfirmation:
    """A decision on record: its entry in the journal; `new` is False where it was there before.

    `message` is what an officer should know of how the units were asked.
    """

    number: int
    entry: int | None
    new: bool
    message: str = ""


@effect("Xác nhận kết quả đánh giá")
def confirm_evaluation(plan: str, stated: StatedConfirmation, actor: str, now: datetime) -> RecordedConfirmation:
    """Record the decision on the draft evaluation; the same again changes nothing, another one is refused.

    Refused as well while the draft is stale.
    """
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        known = confirmations.load_confirmation(connection, plan, ANY_TIME)
        if known is None:
            check_act(Act.CONFIRM, entering.facts, now)
            evaluations.check_draft(connection, entering.facts, now)
        confirmed = _read(entering, stated, known)
        if known is not None:
            return RecordedConfirmation(known.id, known.entry, new=False)
        ids = {"evaluation": confirmed.evaluation, "number": confirmed.number}
        ids |= {"owed": [paper.entry for paper in owed_papers(entering.facts)]}
        confirmed = entering.signed(confirmed, HandAct.CONFIRM, ids, confirmed.paper)
        number = confirmations.save_confirmation(connection, plan, confirmed)
    return RecordedConfirmation(number, confirmed.entry, new=True, message=_asked_words(entering.facts, now))


def _read(entering: Entering, stated: StatedConfirmation, known: ConfirmedEvaluation | None) -> ConfirmedEvaluation:
    """The decision as stated; Refused where another one is `known`, with who recorded that and when."""
    draft = entering.facts.evaluation
    assert draft is not None, "a plan whose result may be confirmed has a draft"
    if known is None:
        return read_confirmation(entering.reading, stated, entering.facts, draft)
    try:
        if read_confirmation(entering.reading, stated, entering.facts, draft) == known:
            return known
    except Refused:
        # What is wrong with another decision matters less than that there is one.
        pass
    assert known.recorded_at is not None, "what is on record has its instant"
    raise Refused(
        f"Đã xác nhận kết quả theo {known.paper} của {known.decided_by}, ghi nhận bởi {known.actor} ngày "
        f"{short(local_date(known.recorded_at))} (mục số {known.entry}). Không có dữ liệu nào thay đổi; nếu ghi nhầm, "
        'chạy "33. Rút lại mục ghi nhầm" trước'
    )


def _asked_words(facts: PlanFacts, now: datetime) -> str:
    """That units were not asked, still may answer, or have answered; nothing where none of it is so."""
    assert facts.evaluation is not None, "a plan whose result is confirmed has a draft"
    draft = facts.evaluation.id
    until = answers_until([each for each in facts.asked if each.evaluation == draft], facts.calendar)
    answered = dict.fromkeys(each.unit for each in facts.score_answers if each.evaluation == draft)
    notes = []
    if until is None:
        notes.append("dự thảo này chưa được gửi đơn vị đối chiếu")
    elif local_date(now) <= until:
        notes.append(f"đơn vị còn được phản hồi đến hết ngày {short(until)}")
    if answered:
        names = ", ".join(facts.definition.unit(unit).short for unit in answered)
        notes.append(f"đã có phản hồi của {len(answered):02d} đơn vị ({names})")
    return f"Đã xác nhận. Lưu ý: {'; '.join(notes)}." if notes else ""


@dataclass(frozen=True)
class RecordedAwards:
    """Steps of awards on record: for how many units and persons; `new` is False where all were there before."""

    subjects: int
    entry: int | None
    new: bool


@effect("Ghi bước khen thưởng")
def record_award_step(plan: str, stated: StatedAwardStep, actor: str, now: datetime) -> RecordedAwards:
    """Record a step of the awards of units and persons; the same again changes nothing, another one is refused."""
    with office.database().plan_transaction(plan) as connection:
        entering = Entering(connection, load_facts(connection, plan, now), actor, now)
        check_act(Act.RECORD_AWARD_STEP, entering.facts, now)
        confirmed = entering.facts.confirmation
        if confirmed is None:
            raise Refused("Kế hoạch chưa có kết quả được xác nhận. Không có dữ liệu nào thay đổi")
        taken = read_award_step(entering.reading, stated, entering.facts, confirmed)
        added = _not_yet_taken(taken, confirmations.load_awards(connection, plan, ANY_TIME))
        if not added:
            return RecordedAwards(len(taken), None, new=False)
        ids = {"step": added[0].step, "subjects": len(added), "number": added[0].number}
        first = entering.signed(added[0], HandAct.RECORD_AWARD_STEP, ids)
        for each in added:
            signed = replace(each, entry=first.entry, actor=first.actor, recorded_at=first.recorded_at)
            confirmations.save_award(connection, plan, signed)
    return RecordedAwards(len(taken), first.entry, new=True)


def _not_yet_taken(taken: tuple[AwardTaken, ...], known: tuple[AwardTaken, ...]) -> list[AwardTaken]:
    """The steps that are not on record; Refused where the same step is with another date or number."""
    by_step = {(each.subject, each.step): each for each in known}
    for each in taken:
        before = by_step.get((each.subject, each.step))
        if before is not None and before != each:
            raise Refused(
                f"{each.subject}: đã ghi {before.sentence()} (mục số {before.entry}, bởi {before.actor}). Không có dữ "
                'liệu nào thay đổi; nếu ghi nhầm, chạy "33. Rút lại mục ghi nhầm" trước'
            )
    return [each for each in taken if (each.subject, each.step) not in by_step]
