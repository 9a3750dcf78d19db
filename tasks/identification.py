"""What a file that came is, and whose: told by itself, by what came beside it, or by its covering note.

Not here: recording it (`tasks.arrivals`), nor whether a form is right (`tasks.submissions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from papiplan.database import forms
from papiplan.database.forms import IssuedForm
from papiplan.documents.form_reading import read_forms
from papiplan.documents.inbox import is_workbook
from papiplan.domain.covering import Covering, answered_duty
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation, Part
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.problems import Problem
from papiplan.domain.requests import units_with_form
from papiplan.domain.submissions import RawForm
from papiplan.domain.units import find_unit
from papiplan.domain.wrong_forms import wrong_form_problem


@dataclass(frozen=True)
class ReceivedFile:
    """A file with the name under which it came."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Identified:
    """A file, or a document known by its number alone (`file` is None): what it is and whose.

    `doubt` says why nobody can assign it; `label` names it for the operator, empty where that does so itself.
    """

    label: str
    part: Part
    obligation: Obligation | None
    file: ReceivedFile | None = None
    form: str | None = None
    doubt: Problem | None = None


ReadFile = RawForm | Problem | None
"""A file as read: what a form holds, why it cannot be read, or None for a file that is meant as no form."""


def read_files(files: Sequence[ReceivedFile]) -> list[ReadFile]:
    """What each file holds if it is meant as a form, the problem if it cannot be read; None for any other file."""
    workbooks = [is_workbook(file.name, file.content) for file in files]
    answers = iter(read_forms([file.content for file, meant in zip(files, workbooks, strict=True) if meant]))
    return [next(answers) if meant else None for meant in workbooks]


def identify(
    connection: sa.Connection,
    facts: PlanFacts,
    files: Sequence[ReceivedFile],
    read: Sequence[ReadFile],
    covering: Covering,
    now: datetime,
) -> list[Identified]:
    """Each file of one arrival, and the document that the note numbers if none of the files is it."""
    as_forms = [
        _form(connection, facts, file, raw, covering, now) if raw else None
        for file, raw in zip(files, read, strict=True)
    ]
    beside = [found.obligation for found in as_forms if found and found.obligation]
    identified = [
        found or _signed(facts, covering, beside if covering.unit else (), file, now)
        for found, file in zip(as_forms, files, strict=True)
    ]
    if covering.doc_symbol and not any(found.part is Part.SIGNED for found in identified):
        # The clerk's register has the paper itself.
        identified.append(_signed(facts, covering, beside, None, now))
    return identified


def _form(
    connection: sa.Connection,
    facts: PlanFacts,
    file: ReceivedFile,
    raw: RawForm | Problem,
    covering: Covering,
    now: datetime,
) -> Identified:
    """A form says itself whose it is; a workbook that is none of the plan's forms is its unit's, as the note says."""
    plan, label = facts.definition, f'Tệp "{file.name}"'
    issued = _issued_as(connection, plan.id, raw) if isinstance(raw, RawForm) else None
    if issued is None:
        duty = answered_duty(facts, covering, (), "", now)
        if isinstance(duty, Obligation):
            if duty.kind in FORM_KINDS and plan.unit(duty.owed_by) in units_with_form(plan, duty.kind):
                return Identified(label, Part.FORM, duty, file)
            # A remedy has no form, nor have some invited units: they write as they like, in a workbook too.
            return _signed(facts, covering, (), file, now)
        if isinstance(raw, Problem):
            return Identified(label, Part.FORM, None, file, doubt=raw)
        return Identified("", Part.FORM, None, file, doubt=wrong_form_problem(file.name, raw, plan))
    unit = find_unit(covering.unit, plan.units) if covering.unit else None
    heir = facts.bearer_of(issued.form.unit, now)
    if unit is not None and facts.bearer_of(unit.code, now) != heir:
        what = f"tệp là biểu của {plan.unit(issued.form.unit).name}, được gửi thay cho {unit.name}"
        return Identified(label, Part.FORM, None, file, doubt=Problem("", what))
    kind = issued.form.kind
    answered = facts.obligation_of(issued.form.unit, kind) or facts.obligation_of(heir, kind)
    return Identified(label, Part.FORM, answered, file, issued.form.id)


def _issued_as(connection: sa.Connection, plan: str, raw: RawForm) -> IssuedForm | None:
    """The plan's form that a file is: by its hidden id, or by its visible code where a program dropped the other.

    None where the two disagree: another plan's form may bear the same code, last year's rows are pasted with theirs.
    """
    found = forms.find_form(connection, plan, raw.form_id, "" if raw.form_id else raw.code)
    return found if found and raw.code in ("", found.form.code) else None


def _signed(
    facts: PlanFacts, covering: Covering, beside: Sequence[Obligation], file: ReceivedFile | None, now: datetime
) -> Identified:
    """A unit's signed document: its file, or its number alone."""
    label = f'Tệp "{file.name}"' if file else f'Văn bản "{covering.doc_symbol}"'
    if file is not None and not file.content:
        empty = Problem("", "tệp trống hoặc bị lỗi khi gửi", "Đề nghị gửi lại tệp.")
        return Identified(label, Part.SIGNED, None, file, doubt=empty)
    duty = answered_duty(facts, covering, beside, file.sha256 if file else "", now)
    if isinstance(duty, Problem):
        return Identified(label, Part.SIGNED, None, file, doubt=duty)
    return Identified(label, Part.SIGNED, duty, file)
