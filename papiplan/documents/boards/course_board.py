"""The board "Diễn biến kế hoạch": what has come to pass and what is ahead, day by day.

Not here: publishing it (`tasks.artifacts`), nor what belongs to a plan's course (`domain.timeline`).
"""

from datetime import datetime

from papiplan.documents.boards.boards import escaped, table
from papiplan.domain.deadlines import short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.timeline import Milestone, course

_HEAD = ("Ngày", "Việc")


def course_board(facts: PlanFacts, now: datetime) -> str:
    """The plan's milestones in two tables: those behind, those ahead."""
    milestones = course(facts, now)
    parts = ["# Diễn biến kế hoạch"]
    for title, ahead in (("Đã qua", False), ("Sắp tới", True)):
        rows = [_row(milestone) for milestone in milestones if milestone.ahead is ahead]
        parts += [f"## {title}", table(_HEAD, rows) if rows else "Không có."]
    return "\n\n".join(parts)


def _row(milestone: Milestone) -> tuple[str, str]:
    return short(milestone.on), escaped(milestone.what)
