"""What a file that came is, and whose: told by itself, by what came beside it, by its sender or its covering note.

Not here: recording it (`tasks.arrivals`), nor whether a form is right (`tasks.submissions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import forms
from papiplan.database.forms import IssuedForm
from papiplan.domain.covering import Covering, answered_duty
from papiplan.domain.facts import PlanFacts
from papiplan.domain.file_names import kind_in_name
from papiplan.domain.file_roles import file_roles, unopened_problem
from papiplan.domain.form_mentions import StatedInForm, goes_with
from papiplan.domain.identifying import (
    LOST_CODE,
    Origin,
    lost_form_problem,
    origin_of,
    strange_address,
    suggested_unit,
    whose_form_problem,
)
from papiplan.domain.obligations import Obligation, Part
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.requests import units_with_form
from papiplan.domain.submissions import RawForm
from papiplan.domain.wrong_forms import wrong_form_problem
from tasks.received_files import ReadFile, ReadyFile, ReceivedFile, ready_files


@dataclass(frozen=True)
class Paper:
    """What is known of a unit's signed document: số, ký hiệu; ngày; người ký."""

    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""


@dataclass(frozen=True)
class Identified:
    """A file, or a document known by its number alone (`file` is None): what it is and whose.

    `doubt` says why nobody can assign it, and `suggested` is the unit that it may be of; `label` names it for the
    operator, empty where the doubt does so itself. `warnings` are for the officers, of what is taken all the same.
    """

    label: str
    part: Part
    obligation: Obligation | None
    file: ReceivedFile | None = None
    form: str | None = None
    doubt: Problem | None = None
    suggested: str | None = None
    warnings: tuple[Problem, ...] = ()
    paper: Paper = field(default_factory=Paper)


def identify(
    connection: sa.Connection,
    facts: PlanFacts,
    files: Sequence[ReceivedFile],
    read: Sequence[ReadFile],
    covering: Covering,
    now: datetime,
    sender: str = "",
    subject: str = "",
    part: Part | None = None,
) -> list[Identified]:
    """Each file of one arrival, and the document that the note numbers if none of the files is it.

    `sender` is the address that a mail came from, which is as good as a note that names its unit; `subject` is what the
    mail says of itself, from which a unit is suggested at most. `part` is what an officer says that the files are.
    """
    ready = ready_files(connection, facts.definition.id, files, read)
    origin = origin_of(facts, covering, sender, now)
    if origin.unit is not None:
        covering = replace(covering, unit=origin.unit.code)
    return _Arrival(connection, facts, covering, origin, subject, now, part).identified(ready)


@dataclass(frozen=True)
class _Arrival:
    """What is known of all files of one arrival, by which each of them is told."""

    connection: sa.Connection
    facts: PlanFacts
    covering: Covering
    origin: Origin
    subject: str
    now: datetime
    part: Part | None = None

    def identified(self, ready: Sequence[ReadyFile]) -> list[Identified]:
        """Forms first, then the signed documents, then the evidence, which goes with either; in the order they came."""
        roles = self._roles(ready)
        found: dict[int, Identified] = {}
        for part in (Part.FORM, Part.SIGNED, Part.EVIDENCE, Part.OTHER):
            for at, (each, role) in enumerate(zip(ready, roles, strict=True)):
                if role is part:
                    beside = [(other, ready[place].stated) for place, other in found.items()]
                    found[at] = self._form(each) if part is Part.FORM else self._document(each.file, part, beside)
        inorder = [found[at] for at in sorted(found)]
        if self.covering.doc_symbol and not any(each.part is Part.SIGNED for each in inorder):
            # The clerk's register has the paper itself.
            beside = [(other, ready[place].stated) for place, other in found.items()]
            inorder.append(self._document(None, Part.SIGNED, beside))
        return inorder

    def _roles(self, ready: Sequence[ReadyFile]) -> list[Part]:
        if self.part is not None:
            return [self.part for _ in ready]
        if self.covering.stated_kind is SubmissionKind.REMEDY:
            # The answer to an inspection has no form, and what proves it is the answer.
            return [Part.FORM if each.issued else Part.SIGNED for each in ready]
        stated = [each.stated for each in ready if each.stated]
        return file_roles([each.came for each in ready], stated, self.covering.doc_symbol)

    def _form(self, each: ReadyFile) -> Identified:
        """A form says itself whose it is; a workbook that is none of the plan's forms is its unit's."""
        file, label = each.file, f'Tệp "{each.file.name}"'
        if each.issued is not None:
            return self._issued_form(file, each.issued)
        lost = self._lost_form(each)
        if lost is not None:
            return replace(self._issued_form(file, lost), warnings=(LOST_CODE,))
        plan, duty = self.facts.definition, answered_duty(self.facts, self.covering, (), "", self.now)
        if isinstance(duty, Obligation):
            if duty.kind in FORM_KINDS and plan.unit(duty.owed_by) in units_with_form(plan, duty.kind):
                return Identified(label, Part.FORM, duty, file)
            # A remedy has no form, nor have some invited units: they write as they like, in a workbook too.
            return self._document(file, Part.SIGNED, ())
        raw, stated = each.raw, each.stated
        if isinstance(raw, RawForm) and stated and not (raw.code or raw.form_id):
            label, doubt = "", lost_form_problem(file.name)
        elif isinstance(raw, RawForm):
            label, doubt = "", wrong_form_problem(file.name, raw, plan)
        else:
            doubt = raw or duty
        clues = (stated.unit if stated else "", raw.code if isinstance(raw, RawForm) else "")
        return Identified(label, Part.FORM, None, file, doubt=doubt, suggested=self._suggested(file, clues))

    def _issued_form(self, file: ReceivedFile, issued: IssuedForm) -> Identified:
        label, owner, kind = f'Tệp "{file.name}"', issued.form.unit, issued.form.kind
        doubt = whose_form_problem(self.facts, owner, self.origin, self.now)
        if doubt is not None:
            return Identified(label, Part.FORM, None, file, doubt=doubt, suggested=owner)
        heir = self.facts.bearer_of(owner, self.now)
        answered = self.facts.obligation_of(owner, kind) or self.facts.obligation_of(heir, kind)
        strange = self.origin.is_strange and self.origin.unit is None
        warnings = (strange_address(self.origin.address),) if strange else ()
        return Identified(label, Part.FORM, answered, file, issued.form.id, warnings=warnings)

    def _lost_form(self, each: ReadyFile) -> IssuedForm | None:
        """The sender's form of the kind that a workbook's sheets are, where a program dropped both its id and code."""
        unit, raw, stated = self.origin.unit, each.raw, each.stated
        if unit is None or stated is None or not isinstance(raw, RawForm) or raw.code or raw.form_id:
            return None
        if self.covering.stated_kind not in (None, stated.kind):
            return None
        heir = self.facts.bearer_of(unit.code, self.now)
        found = (
            forms.newest_form(self.connection, self.facts.definition.id, u, stated.kind) for u in (unit.code, heir)
        )
        return next((form for form in found if form is not None), None)

    def _document(
        self, file: ReceivedFile | None, part: Part, beside: Sequence[tuple[Identified, StatedInForm | None]]
    ) -> Identified:
        """A unit's signed document (its file, or its number alone) or what goes with it; None of a form's own."""
        label = f'Tệp "{file.name}"' if file else f'Văn bản "{self.covering.doc_symbol}"'
        unopened = unopened_problem(file.name) if file and part is Part.OTHER else None
        if part is Part.OTHER and unopened is None:
            return Identified(label, part, None, file)
        duty = self._duty(file, part, beside)
        empty = file is not None and not file.content
        doubt = _EMPTY if empty else unopened or (duty if isinstance(duty, Problem) else None)
        if doubt is None and isinstance(duty, Obligation):
            part = Part.SIGNED if duty.kind is SubmissionKind.REMEDY else part
            return Identified(label, part, duty, file, paper=_paper(part, duty, beside))
        suggested = duty.owed_by if isinstance(duty, Obligation) else None
        suggested = suggested or next((other.suggested for other, _ in beside if other.suggested), None)
        return Identified(label, part, None, file, doubt=doubt, suggested=suggested or self._suggested(file))

    def _duty(
        self, file: ReceivedFile | None, part: Part, beside: Sequence[tuple[Identified, StatedInForm | None]]
    ) -> Obligation | Problem:
        known = [(other.obligation, stated) for other, stated in beside if other.obligation]
        if not known and any(other.part is Part.FORM for other, _ in beside) and not self.origin.stated:
            return Problem("", "đến cùng biểu chưa rõ đơn vị")
        name = file.name if file else self.covering.doc_symbol
        named = [duty for duty, stated in known if stated and goes_with(name, stated)]
        duties, kind = named or [duty for duty, _ in known], kind_in_name(name) if part is Part.SIGNED else None
        of_kind = [duty for duty in duties if duty.kind is kind]
        sha = file.sha256 if file else ""
        return answered_duty(self.facts, self.covering, of_kind or duties, sha, self.now, kind)

    def _suggested(self, file: ReceivedFile | None, clues: Sequence[str] = ()) -> str | None:
        local_part = self.origin.address.partition("@")[0]
        names = (*clues, self.subject, file.name if file else "", local_part)
        found = suggested_unit(self.facts.definition.units, (name for name in names if name))
        return found.code if found else None


_EMPTY = Problem("", "tệp trống hoặc bị lỗi khi gửi", "Đề nghị gửi lại tệp.")


def _paper(part: Part, duty: Obligation, beside: Sequence[tuple[Identified, StatedInForm | None]]) -> Paper:
    """The number, date and signer of a signed document as the form beside it states them."""
    stated = (s for other, s in beside if s and other.obligation and other.obligation.id == duty.id)
    form = next(stated, None) if part is Part.SIGNED else None
    return Paper(form.doc_symbol, form.doc_date, form.signer) if form else Paper()
