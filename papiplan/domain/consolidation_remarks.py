"""What units say in a form beside their actions: figures of the whole unit, added actions.

Not here: the table of actions (`consolidation_rows`), difficulties (`difficulties`), what is added up
(`consolidation`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papiplan.domain.consolidation_rows import Source, source
from papiplan.domain.form_tables import ADDITIONAL_SHEET, INFO_SHEET
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import AcceptedForm, FormRow

INFO_COUNTS = ("docs_issued", "meetings", "communications", "self_checks")
INFO_TEXTS = ("strengths", "weaknesses", "next_actions")


@dataclass(frozen=True)
class Remark:
    """A field of a report's sheet "Thông tin chung": a count of `INFO_COUNTS` or a text of `INFO_TEXTS`."""

    unit: str
    field: str
    value: int | str
    source: Source


@dataclass(frozen=True)
class ExtraAction:
    """An action that a unit added by itself (nhiệm vụ bổ sung): printed, never scored.

    `dimension` is 1-8, or 0 where the unit named none. `status` and `result` are empty in a sub-plan.
    """

    unit: str
    kind: SubmissionKind
    dimension: int
    text: str
    target: str
    status: str
    result: str
    evidence: str
    note: str
    source: Source


def remarks(forms: Iterable[AcceptedForm]) -> Iterator[Remark]:
    """The figures and texts of each report's sheet "Thông tin chung"."""
    for form, row in _filled(forms, INFO_SHEET, INFO_COUNTS + INFO_TEXTS):
        if form.kind is SubmissionKind.REPORT:
            for field in INFO_COUNTS:
                if isinstance(value := row.values.get(field), int | float):
                    yield Remark(form.unit, field, int(value), source(form, row, field))
            for field in INFO_TEXTS:
                if text := _text(row, field):
                    yield Remark(form.unit, field, text, source(form, row, field))


def extra_actions(forms: Iterable[AcceptedForm]) -> Iterator[ExtraAction]:
    """The filled rows of the sheet "Nhiệm vụ bổ sung"."""
    for form, row in _filled(forms, ADDITIONAL_SHEET, ("action", "result")):
        number = re.match(r"\D*([1-8])\b", _text(row, "dimension"))
        yield ExtraAction(
            unit=form.unit,
            kind=form.kind,
            dimension=int(number[1]) if number else 0,
            text=_text(row, "action"),
            target=_text(row, "target"),
            status=_text(row, "status"),
            result=_text(row, "result"),
            evidence=_text(row, "evidence"),
            note=_text(row, "note"),
            source=source(form, row, "action", "result"),
        )


def _filled(
    forms: Iterable[AcceptedForm], sheet: str, fields: tuple[str, ...]
) -> Iterator[tuple[AcceptedForm, FormRow]]:
    """The rows of a sheet that hold something in one of `fields`: free rows come back empty."""
    for form in forms:
        for row in form.rows_of(sheet):
            if any(row.values.get(field) not in (None, "") for field in fields):
                yield form, row


def _text(row: FormRow, field: str) -> str:
    value = row.values.get(field)
    return "" if value is None else str(value)
