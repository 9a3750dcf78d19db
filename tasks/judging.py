"""Recording what an officer found of a qualitative target. Not here: when that is the same again (`domain.judging`)."""

from datetime import datetime

from papiplan.database import judgements
from papiplan.database.facts import ANY_TIME
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.judging import StatedJudgement, in_force, read_judgement
from tasks import office
from tasks.effects import effect
from tasks.entering import RecordedEntry, open_entry


@effect("Đánh giá chỉ tiêu định tính")
def judge_target(plan: str, stated: StatedJudgement, actor: str, now: datetime) -> RecordedEntry:
    """Record whether a qualitative target was met; the same again changes nothing, another one takes its place."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        judgement = read_judgement(entering.reading, stated)
        standing = in_force(judgements.load_judgements(connection, plan, ANY_TIME)).get(judgement.wording)
        if standing == judgement:
            return RecordedEntry(standing.id, standing.entry, new=False)
        ids = {"target": judgement.wording, "met": judgement.met}
        judgement = entering.signed(judgement, HandAct.JUDGE_TARGET, ids, judgement.reason)
        return RecordedEntry(judgements.save_judgement(connection, plan, judgement), judgement.entry, new=True)
