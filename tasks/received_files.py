"""Files as they came: what each holds, and which issued form it is.

Not here: whose they are and what they are beside each other (`identification`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import sqlalchemy as sa

from papiplan.database import forms
from papiplan.database.forms import IssuedForm
from papiplan.documents.forms.form_reading import read_forms
from papiplan.documents.inbox import is_workbook
from papiplan.domain.file_roles import CameFile, Workbook
from papiplan.domain.form_mentions import StatedInForm, stated_in
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm


@dataclass(frozen=True)
class ReceivedFile:
    """A file with the name under which it came; `inline` when the text of a mail shows it."""

    name: str
    content: bytes
    inline: bool = False

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


ReadFile = RawForm | Problem | None
"""A file as read: what a form holds, why it cannot be read, or None for a file that is meant as no form."""


def read_files(files: Sequence[ReceivedFile]) -> list[ReadFile]:
    """What each file holds if it is meant as a form, the problem if it cannot be read; None for any other file."""
    workbooks = [is_workbook(file.name, file.content) for file in files]
    answers = iter(read_forms([file.content for file, meant in zip(files, workbooks, strict=True) if meant]))
    return [next(answers) if meant else None for meant in workbooks]


@dataclass(frozen=True)
class ReadyFile:
    """A file as it came and as it was read, with the issued form that it is, if any."""

    file: ReceivedFile
    raw: ReadFile
    issued: IssuedForm | None

    @cached_property
    def stated(self) -> StatedInForm | None:
        return stated_in(self.raw) if isinstance(self.raw, RawForm) else None

    @property
    def workbook(self) -> Workbook | None:
        if self.raw is None:
            return None
        if isinstance(self.raw, Problem):
            return Workbook.UNREADABLE
        ours = self.issued or self.raw.code or self.raw.form_id or self.stated
        return Workbook.OURS if ours else Workbook.FOREIGN

    @property
    def came(self) -> CameFile:
        return CameFile(self.file.name, len(self.file.content), self.workbook, self.file.inline)


def _issued_as(connection: sa.Connection, plan: str, raw: RawForm) -> IssuedForm | None:
    """The plan's form that a file is: by its hidden id, or by its visible code where a program dropped the other.

    None where the two disagree: another plan's form may bear the same code, last year's rows are pasted with theirs.
    """
    found = forms.find_form(connection, plan, raw.form_id, "" if raw.form_id else raw.code)
    return found if found and raw.code in ("", found.form.code) else None


def ready_files(
    connection: sa.Connection, plan: str, files: Sequence[ReceivedFile], read: Sequence[ReadFile]
) -> list[ReadyFile]:
    """The files with what was read in each, and the plan's form that each is."""
    return [
        ReadyFile(file, raw, _issued_as(connection, plan, raw) if isinstance(raw, RawForm) else None)
        for file, raw in zip(files, read, strict=True)
    ]
