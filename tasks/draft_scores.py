"""Sending each unit its own draft score, and what goes into that mail.

Not here: the sheet (`documents.papers.score_sheet`), nor how a mail leaves (`freezing`, `messages`).
"""

from dataclasses import dataclass
from datetime import datetime

from papiplan.database import journal, messages
from papiplan.database.facts import load_facts
from papiplan.database.messages import Notice
from papiplan.documents.mails.score_mails import DraftScoreContext
from papiplan.documents.papers.score_sheet import SHEET_FILE, ScoreSheet, render_draft_sheet
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.draft_scores import answer_until, occasion_of, unit_of
from papiplan.domain.facts import EvaluationRecord, PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import NoticeKind
from tasks import evaluations, office
from tasks.effects import effect
from tasks.plans import require_actor
from tasks.telling import Content, Telling


@dataclass(frozen=True)
class SentScores:
    """How many units are sent their draft scores; `new` is False where all of them were before.

    `message` says until when they may answer.
    """

    units: int
    new: bool
    message: str = ""


@effect("Gửi đơn vị đối chiếu điểm")
def send_draft_scores(plan: str, actor: str, now: datetime) -> SentScores:
    """Queue each unit its own draft score, of each draft once; Refused without a draft, or for one that is stale."""
    with office.database().plan_transaction(plan) as connection:
        facts = load_facts(connection, plan, now)
        check_act(Act.SEND_DRAFT_SCORE, facts, now)
        officer = require_actor(facts.definition, actor)
        draft = evaluations.check_draft(connection, facts, now)
        notices = [n for n in _notices(facts, draft, now) if not messages.is_queued(connection, plan, n)]
        if not notices:
            return SentScores(0, new=False)
        ids = {"evaluation": draft.id, "units": [unit_of(notice.occasion) for notice in notices]}
        entry = journal.append(connection, plan, journal.Entry(HandAct.SEND_DRAFT_SCORE, officer, now, ids))
        for n in notices:
            messages.save_notice(connection, plan, Notice(n.addressee, n.kind, n.occasion, entry=entry), now)
    until = answer_until(local_date(now), facts.calendar)
    message = f"Gửi {len(notices):02d} đơn vị đối chiếu điểm; đơn vị phản hồi chậm nhất hết ngày {short(until)}."
    return SentScores(len(notices), new=True, message=message)


def _notices(facts: PlanFacts, draft: EvaluationRecord, now: datetime) -> list[Notice]:
    """One for each judged unit: who ended meanwhile, its successor is told."""
    return [
        Notice(facts.bearer_of(score.unit, now), NoticeKind.DRAFT_SCORE, occasion_of(draft.id, score.unit))
        for score in draft.units
        if not facts.is_gone(score.unit, now)
    ]


def draft_score(telling: Telling) -> Content:
    """The unit's own sheet, with the day by which it may answer."""
    facts, draft = telling.facts, telling.facts.evaluation
    assert draft is not None, "a draft score is told of a draft"
    score = next(each for each in draft.units if each.unit == unit_of(telling.notice.occasion))
    until = answer_until(local_date(telling.now), facts.calendar)
    sheet = render_draft_sheet(ScoreSheet(facts.definition, telling.issue, score), draft.facts_digest, until)
    return Content(DraftScoreContext(*telling.common, until=until), ((SHEET_FILE, sheet),))
