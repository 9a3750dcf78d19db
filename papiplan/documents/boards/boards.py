"""What operators read in the Prefect UI: a plan's boards as Markdown, from facts and an instant.

Everything that units wrote is escaped: a board is no place for somebody else's markup. Not here: publishing them
(`tasks.artifacts`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from papiplan.documents.boards.state_notes import state_notes
from papiplan.documents.boards.to_do import coming, to_do
from papiplan.documents.wording import (
    bearer_short,
    contact_words,
    form_words,
    received_words,
    status_words,
    tally_words,
)
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.digest import Digest, Undelivered
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import brackets_words
from papiplan.domain.lifecycle import TRANSITIONS, Stage, stage
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.standing_words import due_words
from papiplan.domain.tallies import percentage, sending_tally


def escaped(text: str) -> str:
    """`text` as itself inside a Markdown table."""
    for sign in ("\\", "`", "*", "_", "[", "]", "#", "|", "~"):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split())


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; its cells are already escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def lifecycle_diagram(at: Stage | None = None) -> str:
    """The stages and the acts between them as a mermaid diagram, with one stage marked."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{each.label}" as {each}' for each in Stage]
    lines += [
        f"    {before} --> {after}: {act.label if act else 'hết hạn gửi kế hoạch'}"
        for (before, act), after in TRANSITIONS.items()
        if after is not Stage.CANCELLED
    ]
    if at is not None:
        lines += ["    classDef here fill:#ffd54f,stroke:#bf360c,stroke-width:3px", f"    class {at} here"]
    return "\n".join(lines)


def front_page(
    digest: Digest, deliveries: Mapping[DeliveryState, int], links: Mapping[str, str], forms: Mapping[str, str]
) -> str:
    """The board "Bảng điều hành": what needs a hand today, where the plan stands, and the way to everything else.

    `forms` are the addresses of the filled forms of decisions that wait, by what is run.
    """
    facts, now = digest.facts, digest.now
    at = stage(facts, now)
    number = facts.issue.number if facts.issue else ""
    parts = [
        f"# {escaped(facts.definition.short)}: {at.label}",
        f"Kế hoạch số {escaped(number)}. Tình hình đến {clock_time(now)} ngày {short(local_date(now))}.",
        *(f"**{escaped(note)}**" for note in state_notes(facts)),
        "## Việc cần làm",
        "\n".join(f"- {escaped(line)}" for line in to_do(digest, deliveries)) or "Hôm nay không có việc cần xử lý.",
        *_open_forms(forms),
        *_ahead(digest),
        "## Các bảng khác",
        "\n".join(f"- [{title}]({address})" for title, address in links.items()),
        "## Kế hoạch đang ở đâu",
        f"```mermaid\n{lifecycle_diagram(at)}\n```",
    ]
    return "\n\n".join([*parts, *caveat(facts)])


def _open_forms(forms: Mapping[str, str]) -> list[str]:
    opened = "\n".join(f'- Mở biểu đã điền sẵn: ["{name}"]({address})' for name, address in forms.items())
    return [opened] if opened else []


def form_link(address: str | None) -> str:
    """The way to a filled form; a dash where nothing is deployed."""
    return f"[Mở biểu]({address})" if address else "-"


def _ahead(digest: Digest) -> list[str]:
    lines = "\n".join(f"- {escaped(line)}" for line in coming(digest))
    return ["## Sắp tới", lines] if lines else []


def status_board(facts: PlanFacts, now: datetime) -> str:
    """The board "Tình hình gửi kế hoạch, báo cáo": every obligation as it stands."""
    return _standings("Tình hình gửi kế hoạch, báo cáo", facts, now, SubmissionKind)


def subplans_board(facts: PlanFacts, now: datetime) -> str:
    """The board "Tổng hợp kế hoạch của các đơn vị": who sent a sub-plan, and where it stands what they promised."""
    board = _standings("Tổng hợp kế hoạch của các đơn vị", facts, now, (SubmissionKind.SUBPLAN,))
    return f'{board}\n\nViệc các đơn vị đăng ký: xem báo cáo Word và bảng tính ở bảng "Văn bản, tài liệu".'


def _standings(title: str, facts: PlanFacts, now: datetime, kinds: Iterable[SubmissionKind]) -> str:
    parts = [f"# {title}", *(f"**{escaped(note)}**" for note in state_notes(facts))]
    for kind in kinds:
        standings = facts.standings_of(kind, now)
        rows = [_status_row(facts, s) for s in standings]
        head = ("Đơn vị", "Hạn", "Văn bản", "Biểu", "Nhận lúc", "Trạng thái", "Còn thiếu", "Đầu mối")
        if rows or kind in FORM_KINDS:
            parts += [f"## {kind.paper}", tally_words(sending_tally(standings)), table(head, rows)]
    return "\n\n".join([*parts, *caveat(facts)])


def _status_row(facts: PlanFacts, s: Standing) -> tuple[str, ...]:
    signed = (
        " ".join(w for w in (s.signed.doc_symbol, s.signed.doc_date and short(s.signed.doc_date)) if w)
        if s.signed
        else ""
    )
    return (
        escaped(bearer_short(facts.definition, s.obligation)),
        due_words(s.obligation) or "chờ công bố",
        escaped(signed) or ("có" if s.signed else "-"),
        escaped(form_words(s.current)) or "-",
        received_words(s.counted) or "-",
        status_words(s),
        s.missing.label if s.missing else "-",
        escaped(contact_words(facts.definition.unit(s.obligation.borne_by))) or "-",
    )


def progress(facts: PlanFacts, now: datetime) -> tuple[float, str]:
    """How much of what is asked for now has come, in per cent, with the sentence that says so."""
    kind = facts.awaited_kind
    tally = sending_tally(facts.standings_of(kind, now))
    sentence = f"{kind.paper}: đã gửi {tally.sent:02d}/{tally.owed:02d} cơ quan, đơn vị"
    return float(percentage(tally.sent, tally.owed)), sentence


def undelivered_board(facts: PlanFacts, lost: Iterable[Undelivered]) -> str:
    """The board "Thư không gửi được": to whom, which address, and the mail server's own words."""
    units = {unit.code: unit.short for unit in facts.definition.units}
    rows = [
        (
            escaped(units.get(mail.addressee, mail.addressee)),
            escaped(mail.address),
            mail.state.label,
            escaped(mail.answer),
        )
        for mail in lost
    ]
    if not rows:
        return "# Thư không gửi được\n\nKhông có."
    return f"# Thư không gửi được\n\n{table(('Đơn vị', 'Địa chỉ', 'Tình trạng', 'Trả lời của máy chủ thư'), rows)}"


def waiting_board(facts: PlanFacts, now: datetime) -> str:
    """The board "Chờ công bố Chỉ số": how long from issue and from the last due date."""
    assert facts.issue is not None, "only an issued plan waits"
    today = local_date(now)
    last_due = max(facts.due_dates(SubmissionKind.SUBPLAN), default=facts.issue.on)
    if facts.publication:
        return f"# Chờ công bố Chỉ số\n\nĐã công bố ngày {short(facts.publication.published_on)}."
    return (
        f"# Chờ công bố Chỉ số\n\nĐến ngày {short(today)}: {(today - facts.issue.on).days} ngày từ ngày ban hành "
        f"({short(facts.issue.on)}); {(today - last_due).days} ngày từ hạn gửi kế hoạch ({short(last_due)})."
    )


def documents_board(paths: Mapping[str, str], brackets: Mapping[str, int] = {}, note: str = "") -> str:
    """The board "Văn bản, tài liệu": each document with its address, and the brackets that a draft still has.

    `note` is what an officer should know of them all.
    """
    left = {path: f"**{brackets_words(count).capitalize()}**" for path, count in brackets.items()}
    rows = [(f"[{escaped(path)}]({address})", left.get(path, "-")) for path, address in paths.items()]
    parts = ["# Văn bản, tài liệu", escaped(note), table(("Tệp", "Ghi chú"), rows)]
    return "\n\n".join(filter(None, parts))


def caveat(facts: PlanFacts) -> list[str]:
    """What every board of units says of a plan that is an example, as its last line."""
    return [f"*{escaped(facts.definition.caveat)}*"] if facts.definition.caveat else []
