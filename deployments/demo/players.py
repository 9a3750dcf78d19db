"""The units as players: each reads the mail that it got, fills the form in it, and puts its answer into the inbox.

They know nothing but their mailbox. Not here: who plays what on which day (`script`).
"""

import os
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import yaml

from deployments.demo.filling import action_codes, fill_form
from deployments.demo.mail_server import Mailboxes
from papiplan.documents.inbox import COVERING
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import Unit, UnitKind

SIGNED_PDF = b"%PDF-1.4\n% demo: stands for the scan of the unit's signed document\n%%EOF\n"

MISTAKES = {
    SubmissionKind.SUBPLAN: {"starts_on": "31/6/2023", "person": None, "rhythm": "cả năm"},
    SubmissionKind.REPORT: {"status": "xong", "evidence": None},
}
"""Three mistakes of a sub-plan and two of a report, as clerks make them."""

_LETTERS = {SubmissionKind.SUBPLAN: "KH", SubmissionKind.REPORT: "BC"}


@dataclass(frozen=True)
class Player:
    """One unit with its mailbox and the folder into which its answers go."""

    unit: Unit
    number: int
    mailboxes: Mailboxes
    inbox: Path

    def send_form(self, kind: SubmissionKind, on: date, *, faulty: bool = False) -> None:
        """Fill the newest form of this kind that came by mail, and send it."""
        name, content = self._form(kind)
        document = {"info.doc_symbol": self._symbol(kind), "info.doc_date": on}
        self._put(name, fill_form(content, changes=document | _changes(content, kind, self.number, faulty=faulty)))

    def send_signed(self, kind: SubmissionKind, on: date) -> None:
        """Send the scan of the unit's own signed document."""
        symbol = self._symbol(kind)
        note = {
            "unit": self.unit.code,
            "kind": kind.value,
            "doc_symbol": symbol,
            "doc_date": on.isoformat(),
            "signer": self.unit.head_name or f"(người ký của {self.unit.short})",
        }
        name = f"{symbol.replace('/', '-')} {self.unit.code}.pdf"
        # The note lies there before its file does, so that no collector ever sees the file without it.
        (self.inbox / f"{name}{COVERING}").write_text(yaml.safe_dump(note, allow_unicode=True), encoding="utf-8")
        self._put(name, SIGNED_PDF + f"% {self.unit.code} {kind}\n".encode())

    def _symbol(self, kind: SubmissionKind) -> str:
        """The number and symbol of the unit's own document: 57/KH-UBND, 43/BC-TP."""
        body = "UBND" if self.unit.kind is UnitKind.COMMUNE else self.unit.code.upper()
        return f"{40 + self.number}/{_LETTERS[kind]}-{body}"

    def _form(self, kind: SubmissionKind) -> tuple[str, bytes]:
        """The newest form of this kind in the mailbox: after a return, the copy with the marked cells."""
        wanted = {SubmissionKind.SUBPLAN: "KE-HOACH", SubmissionKind.REPORT: "BAO-CAO"}[kind]
        for mail in reversed(self.mailboxes.to(self.unit.addresses[0])):
            for name, content in _attachments(mail):
                if wanted in name and name.endswith(".xlsx"):
                    return name, content
        raise LookupError(f"{self.unit.code} never got its form of the {kind} by mail")

    def _put(self, name: str, content: bytes) -> None:
        aside = self.inbox / f".{name}"
        aside.write_bytes(content)
        os.replace(aside, self.inbox / name)


def _attachments(mail: EmailMessage) -> list[tuple[str, bytes]]:
    return [(part.get_filename() or "", part.get_content()) for part in mail.iter_attachments()]


def _changes(content: bytes, kind: SubmissionKind, number: int, *, faulty: bool) -> dict[str, object]:
    """What this unit writes otherwise than the common answer: its own course of the year, and its mistakes."""
    codes = action_codes(content)
    changes: dict[str, object] = {}
    if kind is SubmissionKind.REPORT:
        for place, code in enumerate(codes):
            for field, value in _course(number + place).items():
                changes[f"{code}.{field}"] = value
    if faulty:
        changes |= {
            f"{codes[place % len(codes)]}.{field}": value for place, (field, value) in enumerate(MISTAKES[kind].items())
        }
    return changes


def _course(chance: int) -> dict[str, object]:
    """How one action went: mostly done, now and then under way, not begun, or with nothing to do."""
    if chance % 11 == 5:
        return {
            "status": "Đang thực hiện",
            "result_number": 3,
            "done_on": None,
            "evidence": None,
            "weakness": "Kinh phí phân bổ chậm, chưa làm xong phần còn lại",
            "new_due_on": date(2024, 6, 30),
        }
    if chance % 17 == 7:
        return {
            "status": "Chưa thực hiện",
            "result": "Chưa triển khai vì phải chờ hướng dẫn của cấp trên",
            "result_number": 0,
            "done_on": None,
            "evidence": None,
            "weakness": "Chưa được cung cấp bản đồ số",
            "new_due_on": date(2024, 9, 30),
        }
    if chance % 23 == 9:
        return {
            "status": "Không phát sinh",
            "result": None,
            "result_number": None,
            "done_on": None,
            "evidence": None,
            "reason_none": "Trong năm không tổ chức bầu cử trưởng khóm, ấp",
        }
    return {}
