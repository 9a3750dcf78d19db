"""The course of a plan (diễn biến): what has come to pass, day by day, and the due dates that are ahead.

Not here: the acts in full, which the journal has, nor how the course is shown (`documents.boards.course_board`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.tallies import sending_tally


@dataclass(frozen=True)
class Milestone:
    """Something of a plan's course: its day, what it is, and whether it is still ahead."""

    on: date
    what: str
    ahead: bool = False


def course(facts: PlanFacts, now: datetime) -> tuple[Milestone, ...]:
    """What has come to pass up to `now` and what is due after, the earliest first."""
    return tuple(sorted((*_past(facts), *_due(facts, now)), key=lambda milestone: (milestone.ahead, milestone.on)))


def _past(facts: PlanFacts) -> Iterator[Milestone]:
    if facts.issue:
        yield Milestone(facts.issue.on, f"Ban hành Kế hoạch số {facts.issue.number}")
    for amended in facts.amendments:
        yield Milestone(amended.on, f"Điều chỉnh Kế hoạch, văn bản số {amended.number}: {amended.reason}")
    for version in facts.publication_versions:
        said = f"Công bố Chỉ số {facts.definition.index} năm {facts.definition.year}"
        corrected = f" (đính chính lần {version.version - 1}: {version.reason})" if version.version > 1 else ""
        yield Milestone(version.published_on, said + corrected)
    for made in facts.consolidations:
        how = "Chốt tổng hợp báo cáo" if made.final else "Tổng hợp báo cáo, bản tạm tính"
        reports = f"{len(made.report_ids):02d} báo cáo, thiếu {len(made.missing):02d}"
        yield Milestone(local_date(made.recorded_at), f"{how} (lần {made.revision}: {reports})")
    if facts.evaluation:
        yield Milestone(local_date(facts.evaluation.recorded_at), "Lập dự thảo đánh giá đơn vị")
    if facts.confirmation:
        yield Milestone(facts.confirmation.decided_on, f"Xác nhận kết quả đánh giá theo {facts.confirmation.paper}")
    if facts.ending:
        yield Milestone(local_date(facts.ending.recorded_at), facts.ending.sentence())


def _due(facts: PlanFacts, now: datetime) -> Iterator[Milestone]:
    """Each day on which something was or is due, with how many sent it."""
    for kind in FORM_KINDS:
        standings = facts.standings_of(kind, now)
        for day in sorted({s.obligation.effective_due_on for s in standings if s.obligation.effective_due_on}):
            tally = sending_tally(s for s in standings if s.obligation.effective_due_on == day)
            sent = f"đã gửi {len(tally.on_time) + len(tally.late):02d}/{tally.owed:02d} đơn vị"
            yield Milestone(
                day, f"Hạn gửi {kind.paper.lower()}, hết ngày {short(day)} ({sent})", day >= local_date(now)
            )
