"""Recording the result of a linked index. Not here: the plan's own index (`publications`)."""

from datetime import datetime

from papiplan.database import linked_indices
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.linked_indices import (
    StatedIndex,
    index_to_record,
    is_own_index,
    read_linked_index,
    results_in_force,
)
from tasks import office
from tasks.effects import effect
from tasks.entering import open_entry
from tasks.publications import RecordedPublication


def is_linked(plan: str, index: str, now: datetime) -> bool:
    """Whether another index than the plan's own is named."""
    with office.database().reading() as connection:
        return not is_own_index(index, load_facts(connection, plan, now).definition)


@effect("Ghi nhận chỉ số liên quan")
def record_linked_index(plan: str, stated: StatedIndex, actor: str, now: datetime) -> RecordedPublication:
    """Record the result of another index than the plan's; the same again changes nothing, and nothing starts."""
    with office.database().plan_transaction(plan) as connection:
        entering = open_entry(connection, plan, actor, now)
        read = read_linked_index(entering.reading, stated)
        standing = results_in_force(linked_indices.load_linked_indices(connection, plan, ANY_TIME))
        existing = next((each for each in standing if (each.index, each.year) == (read.index, read.year)), None)
        new = index_to_record(existing, read, correct=stated.correct)
        if new is not None:
            ids = {"index": new.index, "year": new.year, "on": str(new.published_on)}
            signed = entering.signed(new, HandAct.RECORD_LINKED_INDEX, ids, new.reason)
            linked_indices.save_linked_index(connection, plan, signed)
    return RecordedPublication(read.index, read.year, event=None)
