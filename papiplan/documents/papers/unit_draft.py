"""What a unit's own plan or report is drafted from: the rows of its form, read by sheet and field.

Not here: what the paper says of them (`unit_paper`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from papiplan.documents.wording import day
from papiplan.domain.facts import Issue
from papiplan.domain.form_tables import ADDITIONAL_SHEET, DIFFICULTY_SHEET, INFO_SHEET
from papiplan.domain.form_texts import as_text
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.submissions import FormRow
from papiplan.domain.unit_letterheads import Letterhead, letterhead
from papiplan.domain.units import Unit


@dataclass(frozen=True)
class UnitDraft:
    """A unit's own paper to be drafted from the rows of its usable form, which came on `received_on`."""

    plan: PlanDefinition
    issue: Issue
    unit: Unit
    kind: SubmissionKind
    rows: tuple[FormRow, ...]
    received_on: date

    @cached_property
    def info(self) -> FormRow:
        """The sheet "Thông tin chung"; an empty row where a form accepted by hand has none."""
        return next(iter(self._of(INFO_SHEET)), FormRow(INFO_SHEET, 0, "", {}, {}))

    @cached_property
    def by_action(self) -> Mapping[str, FormRow]:
        return {row.action: row for row in self._of(self.kind.sheet)}

    @property
    def additional(self) -> tuple[FormRow, ...]:
        return self._of(ADDITIONAL_SHEET)

    @property
    def difficulties(self) -> tuple[FormRow, ...]:
        return self._of(DIFFICULTY_SHEET)

    @cached_property
    def head(self) -> Letterhead:
        return letterhead(self.unit, self.kind, self.plan.issuer, said(self.info, "doc_symbol"))

    def _of(self, sheet: str) -> tuple[FormRow, ...]:
        return tuple(row for row in self.rows if row.sheet == sheet)


def said(row: FormRow, field: str) -> str:
    """What a unit wrote in a field, as its paper prints it; empty for nothing."""
    value = row.values.get(field)
    return day(value) if isinstance(value, str) else as_text(value)


def chosen(row: FormRow, field: str, labels: Mapping[str, str]) -> str:
    """The label of what a unit chose; of a faulty choice what it wrote."""
    return labels.get(said(row, field), said(row, field))


def count(row: FormRow, field: str) -> str:
    """A count in a sentence: 04; a place left open where the form gives none."""
    value = row.values.get(field)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{int(value):02d}"
    return "…"
