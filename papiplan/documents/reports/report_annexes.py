"""The annexes of the consolidated report as rows of texts: who sent what, difficulties; what is too long.

Not here: the annex of results (`report_result_annex`), the index (`report_province`), changes (`figure_words`), nor the
report's text.
"""

from collections.abc import Mapping, Sequence

from papiplan.documents.reports.report_registers import answer_words
from papiplan.documents.wording import bearer_name, count, document_words, received_words, standing_words
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.figure_ids import sending_figure
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.standing_words import due_words

Row = Mapping[str, str]
"""The cells of a table's row by the names that the template gives them."""

MOST_ROWS = 400
"""The most rows that an annex prints: beyond, nobody reads it on paper and LibreOffice hardly converts it."""

IN_WORKBOOK = "Phụ lục có {rows} dòng, được lập thành bảng tính kèm theo (tệp {workbook})."
WORKBOOK = "tong-hop.xlsx"


def replaced(rows: int, workbook: str = WORKBOOK) -> str:
    """The sentence that stands in place of a table of so many rows: of none, or of too many; else empty."""
    if rows > MOST_ROWS:
        return IN_WORKBOOK.format(rows=count(rows), workbook=workbook)
    return "" if rows else "Không có."


def printed(rows: Sequence[Row], workbook: str = WORKBOOK) -> Mapping[str, object]:
    """A table as a template prints it: its `rows`, or what is said `instead`."""
    instead = replaced(len(rows), workbook)
    return {"instead": instead, "rows": () if instead else tuple(rows)}


def sending_annex(table: ConsolidatedTable, kind: SubmissionKind) -> Sequence[Row]:
    """Phụ lục I: who sent what when, of one kind."""
    owed = [standing for standing in table.standings if standing.obligation.kind is kind]
    return [{"no": f"{n:02d}", **_sending(standing, table)} for n, standing in enumerate(owed, start=1)]


def _sending(standing: Standing, table: ConsolidatedTable) -> Row:
    owed = standing.obligation
    return {
        "unit": bearer_name(table.definition, owed),
        "document": document_words(standing.signed),
        "due": due_words(owed),
        "received": received_words(standing.counted),
        "status": standing_words(standing),
        "figure": sending_figure(owed.kind, owed.owed_by),
    }


def difficulty_annex(table: ConsolidatedTable) -> Sequence[Row]:
    """Phụ lục IV: difficulties, what units ask for, and what they were answered."""
    return [
        {
            "no": str(said.id),
            "unit": table.definition.unit(said.unit).short,
            "action": said.action or "Chung",
            "difficulty": "; ".join(filter(None, (said.difficulty.rstrip(". "), said.cause))),
            "proposal": said.proposal,
            "addressed_to": said.addressed_to,
            "answer": answer_words(said.answer),
        }
        for said in table.registers.difficulties
    ]
