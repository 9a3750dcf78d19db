"""The dashboard "Bảng theo dõi" (bang-theo-doi.html): a plan on one page that a leader opens on a telephone.

It asks no network for anything, and shows everything without JavaScript too. Not here: what is said at a glance
(`plan_overview`), nor the page's text, look and script (`templates/`).
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from papiplan.documents.boards.plan_overview import MENDING, group_names, overview, sent_words
from papiplan.documents.mails.digest import call_words
from papiplan.documents.wording import bearer_short, contact_words, one_line, received_words, standing_words
from papiplan.domain.deadlines import short
from papiplan.domain.digest import Digest
from papiplan.domain.obligations import Missing, Standing, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.standing_words import due_words
from papiplan.domain.units import Unit

DASHBOARD = "bang-theo-doi.html"
"""Where the readable tree has the page: at its top, so that its links to other documents are relative."""


@dataclass(frozen=True)
class Row:
    """One duty of one unit as a line of the table.

    `states` are those of `STATES` that it is in; `due_key` and `received_key` sort as text.
    """

    unit: str
    group: str
    kind: SubmissionKind
    status: Status
    state: str
    states: tuple[str, ...]
    missing: str
    due: str
    due_key: str
    received: str
    received_key: str
    contact: str
    telephone: str


STATES: Mapping[str, str] = {
    **{f"status-{status}": status.label for status in Status},
    **{f"missing-{missing}": missing.label for missing in Missing},
    "mending": MENDING,
}
"""What the table can be filtered by."""


def render_dashboard(digest: Digest, documents: Mapping[str, str], boards: Mapping[str, str]) -> bytes:
    """The page as HTML: the same facts on the same day give the same bytes.

    `documents` and `boards` are links by their titles; their addresses are ours, never a unit's.
    """
    names, rows = group_names(digest.facts), tuple(_rows(digest))
    groups = dict.fromkeys(row.group for row in rows)
    used = {state for row in rows for state in row.states}
    html = (
        _pages()
        .get_template("page.html.j2")
        .render(
            shown=overview(digest),
            as_of=short(digest.today),
            rows=rows,
            groups={code: names.get(code, code) for code in sorted(groups, key=[*names, *groups].index)},
            kinds=tuple(kind for kind in SubmissionKind if any(row.kind is kind for row in rows)),
            awaited=digest.kind,
            states={code: label for code, label in STATES.items() if code in used},
            calls=tuple((call_words(digest, s), telephone(_bearer(digest, s))) for s in digest.to_call),
            documents=documents,
            boards=boards,
        )
    )
    return html.encode()


def telephone(unit: Unit) -> str:
    """The first number that a unit gave, as a telephone dials it; empty for what is none.

    >>> from papiplan.domain.units import Duty, UnitKind
    >>> telephone(Unit("x", "X", "X", UnitKind.COMMUNE, "x", Duty.OBLIGED, contact_phone="0277 000.0000 (máy lẻ 12)"))
    '02770000000'
    """
    found = re.search(r"\+?[0-9](?:[ .-]?[0-9]){7,14}", unit.contact_phone)
    return re.sub(r"[ .-]", "", found.group()) if found else ""


def _rows(digest: Digest) -> Iterator[Row]:
    mending = {s.obligation.id for s in digest.mending}
    for s in digest.facts.standings(digest.now):
        duty, unit, is_mended = s.obligation, _bearer(digest, s), s.obligation.id in mending
        yield Row(
            unit=bearer_short(digest.facts.definition, duty),
            group=unit.group,
            kind=duty.kind,
            status=s.status,
            state=standing_words(s),
            states=tuple(_states(s, is_mended=is_mended)),
            missing=_missing_words(s, is_mended=is_mended),
            due=due_words(duty) or "chờ công bố",
            due_key=duty.effective_due_on.isoformat() if duty.effective_due_on else "",
            received=received_words(s.counted),
            received_key=s.received_at.isoformat() if s.received_at else "",
            contact=contact_words(unit),
            telephone=telephone(unit),
        )


def _bearer(digest: Digest, standing: Standing) -> Unit:
    return digest.facts.definition.unit(standing.obligation.borne_by)


def _states(standing: Standing, *, is_mended: bool) -> Iterator[str]:
    yield f"status-{standing.status}"
    if standing.missing:
        yield f"missing-{standing.missing}"
    if is_mended:
        yield "mending"


def _missing_words(standing: Standing, *, is_mended: bool) -> str:
    words = [standing.missing.label] if standing.missing else []
    if is_mended and standing.mending_until is not None:
        words.append(f"{MENDING.lower()} đến hết ngày {short(standing.mending_until)}")
    return "; ".join(words)


@cache
def _pages() -> Environment:
    """The page's templates; what others wrote becomes text in them, and never more."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: one_line(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(two="{:02d}".format, sent=sent_words)
    pages.globals["allowed"] = {
        name: f"'sha256-{b64encode(sha256(pages.get_template(name).render().encode()).digest()).decode()}'"
        for name in ("page.css", "page.js")
    }
    return pages
