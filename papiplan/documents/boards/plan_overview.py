"""How a plan stands at a glance: what the dashboard and the A4 page "Bảng tiến độ" both say, worded.

Pure, from the officers' digest, so that no page has a truth of its own. Not here: what the pages look like
(`dashboard`, `progress_sheet`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from papiplan.documents.boards.state_notes import state_notes
from papiplan.documents.wording import bearer_short, percent, received_words
from papiplan.domain.deadlines import short, working_days_between
from papiplan.domain.digest import Digest
from papiplan.domain.facts import PlanFacts
from papiplan.domain.lifecycle import stage
from papiplan.domain.obligations import Missing, Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import SendingTally, sending_tally

MENDING = "Cần hoàn thiện biểu"
"""What is said of a returned form that may still come back."""


@dataclass(frozen=True)
class Progress:
    """How many of those that owe something of one kind have sent it: all of them, and each standing group (khối)."""

    kind: SubmissionKind
    tally: SendingTally
    groups: tuple[tuple[str, SendingTally], ...]


@dataclass(frozen=True)
class Lacking:
    """What has not come yet, and of whom: "Chờ biểu" of these units."""

    label: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """A plan at a glance; `lacking` is of what the plan waits for now, `newest` when anything came last."""

    title: str
    number: str
    stage: str
    notes: tuple[str, ...]
    due: tuple[str, ...]
    newest: str
    progress: tuple[Progress, ...]
    lacking: tuple[Lacking, ...]
    caveat: str


def overview(digest: Digest) -> Overview:
    """How the plan of a digest stands at its instant."""
    facts = digest.facts
    came = [s.counted for s in facts.standings(digest.now) if s.counted is not None]
    return Overview(
        title=facts.definition.short,
        number=facts.issue.number if facts.issue else "",
        stage=stage(facts, digest.now).label,
        notes=state_notes(facts),
        due=tuple(_due_words(digest)),
        newest=received_words(max(came, key=lambda receipt: receipt.received_at, default=None)),
        progress=tuple(_progress(digest)),
        lacking=tuple(_lacking(digest)),
        caveat=facts.definition.caveat,
    )


def sent_words(tally: SendingTally) -> str:
    """How many have sent: "Đã gửi 17/20 (85,0%)"."""
    return f"Đã gửi {tally.sent:02d}/{tally.owed:02d} ({percent(tally.sent, tally.owed)})"


def _due_words(digest: Digest) -> Iterator[str]:
    facts, kind = digest.facts, digest.kind
    if facts.ended:
        yield "Kế hoạch đã kết thúc, không còn thời hạn nào."
        return
    if facts.issue is None:
        yield "Kế hoạch chưa ban hành, chưa tính thời hạn."
        return
    if facts.held:
        yield "Kế hoạch đang tạm dừng: không gửi thư, vẫn nhận hồ sơ."
    yield from (f"Hạn gửi {each.paper.lower()} được ghi nhận muộn, chờ xác nhận." for each in digest.unconfirmed)
    open_ones = [*digest.tally.open, *(s for s, _ in digest.extended)]
    known = {s.obligation.id: s for s in open_ones if s.obligation.kind not in digest.unconfirmed}
    yield from _ahead(facts, known.values(), digest.today)
    if digest.tally.overdue:
        waiting = f"còn {len(digest.tally.overdue):02d} đơn vị chưa gửi {kind.paper.lower()}"
        yield f"Quá hạn: {waiting}{_since(digest)}."
    elif digest.tally.owed and not digest.tally.not_sent:
        yield f"Tất cả đơn vị đã gửi {kind.paper.lower()}."
    if facts.publication is None:
        rule = facts.definition.report_rule
        yield (
            f"Hạn gửi báo cáo: {rule.days:02d} {rule.counting.label} kể từ ngày công bố Chỉ số "
            f"{facts.definition.index} năm {facts.definition.year}; chưa công bố."
        )


def _since(digest: Digest) -> str:
    """Since when the plan's due date has passed, where that is told."""
    if digest.past_due is None or digest.kind in digest.unconfirmed:
        return ""
    return f" (hạn {short(digest.past_due)}, đã qua {_days(digest.facts, digest.past_due, digest.today)})"


def _ahead(facts: PlanFacts, standings: Iterable[Standing], today: date) -> Iterator[str]:
    """A sentence for each due date to come, the nearest first."""
    waiting: dict[tuple[date, SubmissionKind], int] = {}
    for s in standings:
        if s.obligation.effective_due_on is not None:
            key = (s.obligation.effective_due_on, s.obligation.kind)
            waiting[key] = waiting.get(key, 0) + 1
    for (due, kind), units in sorted(waiting.items()):
        left = "Hôm nay là" if due == today else f"Còn {_days(facts, today, due)} đến"
        yield f"{left} hạn gửi {kind.paper.lower()} ({short(due)}): {units:02d} đơn vị chưa gửi."


def _days(facts: PlanFacts, after: date, until: date) -> str:
    """A span as people count it: "10 ngày, trong đó 07 ngày làm việc"."""
    working = working_days_between(after, until, facts.calendar)
    return f"{(until - after).days:02d} ngày, trong đó {working:02d} ngày làm việc"


def _progress(digest: Digest) -> Iterator[Progress]:
    facts = digest.facts
    for kind in SubmissionKind:
        standings = facts.standings_of(kind, digest.now)
        if standings:
            yield Progress(kind, sending_tally(standings), tuple(_groups(facts, standings)))


def _groups(facts: PlanFacts, standings: Iterable[Standing]) -> Iterator[tuple[str, SendingTally]]:
    members: dict[str, list[Standing]] = {}
    for standing in standings:
        members.setdefault(facts.definition.unit(standing.obligation.borne_by).group, []).append(standing)
    names = group_names(facts)
    for code in sorted(members, key=[*names, *members].index):
        yield names.get(code, code), sending_tally(members[code])


def group_names(facts: PlanFacts) -> dict[str, str]:
    """The standing groups by code, in the plan's order."""
    return {group.code: group.name for group in facts.definition.groups}


def _lacking(digest: Digest) -> Iterator[Lacking]:
    tally, mending = digest.tally, {s.obligation.id for s in digest.mending}
    told_apart = {
        "Quá hạn, chưa gửi": tally.overdue,
        "Chưa đến hạn, chưa gửi": tally.open,
        MENDING: tuple(s for s in digest.mending if s.obligation.kind is digest.kind),
        **{each.label: tuple(s for s in tally.incomplete if s.missing is each) for each in Missing},
    }
    for label, standings in told_apart.items():
        shown = [s for s in standings if label == MENDING or s.obligation.id not in mending]
        if shown:
            yield Lacking(label, tuple(bearer_short(digest.facts.definition, s.obligation) for s in shown))
