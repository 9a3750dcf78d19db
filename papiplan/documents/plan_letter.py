"""The draft of the plan itself (ke-hoach.docx), with number and date once the clerk's office has given them.

Not here: what every paper looks like (`paper_layout`).
"""

import re
from collections.abc import Iterator
from datetime import date

from papiplan.documents.paper_layout import OPEN, Head, Paper, place_and_date
from papiplan.domain.deadlines import long
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import DIMENSIONS


def render_plan_letter(definition: PlanDefinition, number: str, on: date | None) -> bytes:
    """The plan as a .docx. `number` ("123/KH-UBND") may be empty and `on` None: their places stay open."""
    issuer = definition.issuer
    symbol = number or f"{OPEN}/KH-{issuer.symbol}"
    paper = Paper(definition.title)
    paper.head(Head(issuer.head_lines, 0, symbol, place_and_date(issuer.place, on)))
    paper.title("KẾ HOẠCH", definition.title)
    for basis in definition.legal_bases:
        paper.text(basis, italic=True)
    _write_body(paper, definition)
    paper.signature(definition.recipients, definition.signer)
    _write_appendix(paper, definition, f"{symbol} {long(on) if on else f'ngày{OPEN}tháng{OPEN}năm{OPEN}'}")
    return paper.content()


_HEADINGS = ((1, re.compile(r"[IVX]+\. ")), (2, re.compile(r"\d+\. ")))


def _write_body(paper: Paper, definition: PlanDefinition) -> None:
    """The plan's text, a paragraph a line; "I. …" and short lines "1. …" are headings."""
    lines = [line.strip() for line in definition.body.splitlines() if line.strip()]
    if not lines:
        paper.text(
            f"Thực hiện {definition.parent_plan}, {definition.issuer.name} ban hành Kế hoạch {definition.subject}."
        )
        paper.text("[Cán bộ bổ sung: nội dung Kế hoạch]")
    for line in lines:
        level = next((level for level, start in _HEADINGS if start.match(line) and len(line) < 120), None)
        if level:
            paper.heading(line, level)
        else:
            paper.text(line)


def _write_appendix(paper: Paper, definition: PlanDefinition, symbol_and_date: str) -> None:
    """The actions by dimension, on pages laid across, for their table has seven columns."""
    paper.lay_across()
    paper.centred("Phụ lục", bold=True)
    paper.centred(f"NHIỆM VỤ, GIẢI PHÁP THEO {len(DIMENSIONS):02d} NỘI DUNG CỦA CHỈ SỐ {definition.index}", bold=True)
    paper.centred(f"(Kèm theo Kế hoạch số {symbol_and_date} của {definition.issuer.name})", italic=True)
    if definition.caveat:
        paper.centred(definition.caveat, italic=True)
    for n, name in enumerate(DIMENSIONS, start=1):
        if rows := list(_appendix_rows(definition, n)):
            paper.heading(f"{n}. {name}", 2)
            paper.table(_APPENDIX_HEADS, rows, (15, 72, 40, 35, 40, 22, 28))


_APPENDIX_HEADS = (
    "Mã", "Nhiệm vụ, giải pháp", "Chỉ tiêu", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm, kết quả",
)  # fmt: skip


def _appendix_rows(definition: PlanDefinition, dimension: int) -> Iterator[tuple[str, ...]]:
    """The rows of one dimension; a row of one text opens each sub-dimension."""
    opened = ""
    for action in definition.actions:
        if action.dimension != dimension:
            continue
        if action.subdimension != opened:
            opened = action.subdimension
            yield (f"{action.subdimension}. {action.subdimension_name}",)
        yield (
            action.code,
            action.text,
            action.target,
            definition.unit(action.lead).short,
            action.partners,
            action.timing,
            action.output,
        )
