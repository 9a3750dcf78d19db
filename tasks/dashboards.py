"""The dashboard of a plan and the digest that it is made of, read from what is on record.

Not here: what the page says (`documents.boards.dashboard`), nor where it is written (`documents`).
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa

from papiplan import settings
from papiplan.database import digests
from papiplan.database.facts import load_facts
from papiplan.documents.boards.dashboard import render_dashboard
from papiplan.domain.digest import Digest
from tasks import artifacts


def load_digest(connection: sa.Connection, plan: str, now: datetime) -> Digest:
    """What is on record of a plan since its issue, as its pages show it."""
    facts = load_facts(connection, plan, now)
    begun = facts.issue.recorded_at if facts.issue else now
    return Digest(facts, digests.load_digest_rows(connection, facts, begun, now), now)


def dashboard_page(digest: Digest, paths: Iterable[str]) -> bytes:
    """The dashboard with the links to these documents of the tree, which it lies in itself, and to the boards."""
    plan = digest.facts.definition.id
    documents = {artifacts.PAGES.get(path, path): quote(path) for path in artifacts.listed(paths)}
    boards = (artifacts.FRONT, artifacts.STATUS, artifacts.TO_SEE, artifacts.DIFFICULTIES, artifacts.DOCUMENTS)
    screen = settings.current().ui_url
    return render_dashboard(
        digest, documents, {artifacts.TITLES[board]: f"{screen}{artifacts.board_url(plan, board)}" for board in boards}
    )
