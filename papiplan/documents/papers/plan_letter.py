"""The draft of the plan itself (ke-hoach.docx), with number and date once the clerk's office has given them.

Not here: its headings and tables (`plan_letter_layout`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from papiplan.documents.papers.letterheads import issuers_head, signature
from papiplan.documents.papers.word_templates import fill_template
from papiplan.domain.actions import Action
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS


def render_plan_letter(definition: PlanDefinition, number: str, on: date | None, template: bytes) -> bytes:
    """The plan as a .docx. `number` ("123/KH-UBND") may be empty and `on` None: their places stay open."""
    head = issuers_head(definition, f"KH-{definition.issuer.symbol}", number=number, on=on)
    context = {
        **head,
        "title": definition.title,
        "index": definition.index,
        "legal_bases": tuple(_legal_bases(definition.legal_bases)),
        "body": tuple(_body(definition)),
        "caveat": definition.caveat,
        "reference": f"(Kèm theo Kế hoạch {head['cited']})",
        "dimensions": tuple(_dimensions(definition)),
        **signature(definition.recipients, definition.signer),
    }
    return fill_template(template, context, definition.title)


def _legal_bases(stated: Sequence[str]) -> Iterator[str]:
    """The bases as a plan opens with them, a line each (Decree 30/2020, annex I): Căn cứ …; the last ends it."""
    for n, basis in enumerate(stated, start=1):
        words = basis.strip().rstrip(".;")
        opening = "" if words.casefold().startswith("căn cứ") else "Căn cứ "
        yield f"{opening}{words}{'.' if n == len(stated) else ';'}"


_HEADINGS = ((1, re.compile(r"[IVX]+\. ")), (2, re.compile(r"\d+\. ")))


def _body(definition: PlanDefinition) -> Iterator[Mapping[str, object]]:
    """The plan's text, a paragraph a line; "I. …" and short lines "1. …" are headings. Level 0 is none."""
    lines = [line.strip() for line in definition.body.splitlines() if line.strip()]
    if not lines:
        lines = [
            f"Thực hiện {definition.parent_plan}, {definition.issuer.name} ban hành Kế hoạch {definition.subject}.",
            "[Cán bộ bổ sung: nội dung Kế hoạch]",
        ]
    for line in lines:
        level = next((level for level, start in _HEADINGS if start.match(line) and len(line) < 120), 0)
        yield {"level": level, "text": line}


def _dimensions(definition: PlanDefinition) -> Iterator[Mapping[str, object]]:
    """The dimensions that have actions, each with its actions by sub-dimension."""
    for n, name in enumerate(DIMENSIONS, start=1):
        actions = [action for action in definition.actions if action.dimension == n]
        if actions:
            groups = groupby(actions, key=lambda action: f"{action.subdimension}. {action.subdimension_name}")
            yield {
                "heading": f"{n}. {name}",
                "subdimensions": tuple(
                    {"title": title, "rows": tuple(_row(action, definition) for action in members)}
                    for title, members in groups
                ),
            }


def _row(action: Action, definition: PlanDefinition) -> Mapping[str, str]:
    return {
        "code": action.code,
        "text": action.text,
        "target": action.target,
        "lead": definition.unit(action.lead).short,
        "partners": action.partners,
        "timing": action.timing,
        "output": action.output,
    }
