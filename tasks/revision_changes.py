"""What a consolidation changed since the one before it: read from the records, and shown as a board.

Not here: what counts as a change (`domain.revision_changes`).
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from papiplan.database.consolidated_tables import load_figures
from papiplan.database.facts import load_facts
from papiplan.documents.boards.change_board import change_board
from papiplan.domain.facts import Consolidation
from papiplan.domain.figures import Figures
from papiplan.domain.revision_changes import Change, changes
from tasks import office
from tasks.artifacts import CHANGES, publish_board
from tasks.effects import effect


def changes_since(connection: sa.Connection, earlier: Sequence[Consolidation], figures: Figures) -> tuple[Change, ...]:
    """What moved since the last of the `earlier` consolidations, whose facts the records still give; first: nothing."""
    if not earlier:
        return ()
    return changes(load_figures(connection, figures.table.definition.id, earlier[-1].recorded_at), figures)


@effect("Nêu thay đổi so với lần trước")
def publish_changes(plan: str, now: datetime) -> None:
    """Bring the board of changes to the newest consolidation; of a first one there is no board."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        *earlier, newest = facts.consolidations
        moved = changes_since(connection, earlier, load_figures(connection, plan, newest.recorded_at))
    if earlier:
        publish_board(plan, CHANGES, change_board(facts.definition, earlier[-1], newest, moved))
