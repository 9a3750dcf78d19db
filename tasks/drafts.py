"""What our drafts still leave to officers, counted in the files themselves.

Not here: which drafts those are (`domain.open_papers`).
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from papiplan.database.facts import load_facts
from papiplan.database.outcomes import load_documents
from papiplan.database.recorded_documents import load_recorded_documents
from papiplan.documents.papers.paper_brackets import read_own_paper
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import brackets_words, report_drafts
from papiplan.domain.open_papers import drafts_to_finish
from tasks import office
from tasks.effects import effect


@effect("Đếm chỗ cần cán bộ bổ sung")
def tell_brackets(plan: str, now: datetime) -> str:
    """How many brackets the newest reports leave to an officer, as one sentence; empty where none is left."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        left = load_brackets(connection, facts, now)
    reports = report_drafts(left, facts.consolidations[-1] if facts.consolidations else None)
    told = "; ".join(f"{path} {brackets_words(left[path])}" for path in reports)
    return f"{told}." if told else ""


@lru_cache(maxsize=1024)
def count_brackets(sha256: str) -> int:
    """How many brackets a paper of ours has; counted once a process, for a hash stands for the same bytes for ever."""
    return len(read_own_paper(office.store().get(sha256)).brackets)


def load_brackets(connection: sa.Connection, facts: PlanFacts, now: datetime) -> Mapping[str, int]:
    """How many brackets each draft has that officers may have to complete, by path; those without any are left out."""
    plan = facts.definition.id
    shown, recorded = load_documents(connection, plan, now), load_recorded_documents(connection, plan, now)
    newest = facts.consolidations[-1] if facts.consolidations else None
    counted = {path: count_brackets(shown[path]) for path in drafts_to_finish(shown, newest, recorded)}
    return {path: count for path, count in counted.items() if count}
