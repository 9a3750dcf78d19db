"""The units as players: each reads the mail that it got, fills the form in it, and answers it.

They know nothing but their mailbox. Not here: who plays what on which day (`script`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from deployments.demo.filling import action_codes, fill_form
from deployments.demo.mail_server import Mailboxes
from deployments.demo.script import Move, Sending
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
    """One unit with its mailbox, and the way by which a mail reaches the office's mailbox at an instant."""

    unit: Unit
    number: int
    mailboxes: Mailboxes
    send: Callable[[EmailMessage, datetime], None]

    def answer(self, move: Move, officer: str) -> None:
        """Answer the mail that asked for it, with the files of this move; by Zalo, `officer` forwards them."""
        asked, name, content = self._asked(move.kind)
        mail = EmailMessage()
        mail["Subject"], mail["In-Reply-To"] = f"Re: {asked['Subject']}", asked["Message-ID"]
        mail["From"] = self.unit.addresses[0]
        if move.sending is Sending.BOTH_FROM_HOME:
            mail.replace_header("From", f"{self.unit.code}.nhan.vien@thu-rieng.example")
        if move.sending is Sending.BOTH_BY_ZALO:
            del mail["Subject"], mail["In-Reply-To"]
            mail.replace_header("From", officer)
            mail["Subject"] = f"NHAP HO {self.unit.short} {move.at:%d/%m/%Y %H:%M}"
        mail["To"] = asked["From"]
        mail.set_content("Đơn vị gửi hồ sơ kèm theo. Trân trọng.\n")
        for file, held in self._files(move, name, content):
            main, _, sub = _media_type(file).partition("/")
            mail.add_attachment(held, maintype=main, subtype=sub, filename=file)
        mail["Date"] = format_datetime(move.at)
        mail["Message-ID"] = f"<{move.kind}.{move.at:%Y%m%d%H%M}.{self.unit.code}@{self.unit.code}.example>"
        self.send(mail, move.at)

    def symbol(self, kind: SubmissionKind) -> str:
        """The number and symbol of the unit's own document: 57/KH-UBND, 43/BC-TP."""
        body = "UBND" if self.unit.kind is UnitKind.COMMUNE else self.unit.code.upper()
        return f"{40 + self.number}/{_LETTERS[kind]}-{body}"

    def _files(self, move: Move, name: str, content: bytes) -> list[tuple[str, bytes]]:
        symbol, on = self.symbol(move.kind), move.at.date()
        document: dict[str, object] = {"info.doc_symbol": symbol, "info.doc_date": on}
        if not move.sending.with_signed:
            document = {"info.doc_symbol": "chưa có số", "info.doc_date": None}
        changes = document | _changes(content, move.kind, self.number, faulty=move.sending.faulty)
        files = [(name, fill_form(content, changes=changes))]
        if move.sending.with_signed:
            scan = SIGNED_PDF + f"% {self.unit.code} {move.kind}\n".encode()
            files.append((f"{symbol.replace('/', '-')} {self.unit.code}.pdf", scan))
        return files

    def _asked(self, kind: SubmissionKind) -> tuple[EmailMessage, str, bytes]:
        """The newest mail with a form of this kind, and the form: after a return, the copy with the marked cells."""
        wanted = {SubmissionKind.SUBPLAN: "KE-HOACH", SubmissionKind.REPORT: "BAO-CAO"}[kind]
        for mail in reversed(self.mailboxes.to(self.unit.addresses[0])):
            for name, content in _attachments(mail):
                if wanted in name and name.endswith(".xlsx"):
                    return mail, name, content
        raise LookupError(f"{self.unit.code} never got its form of the {kind} by mail")


def _attachments(mail: EmailMessage) -> list[tuple[str, bytes]]:
    return [(part.get_filename() or "", part.get_content()) for part in mail.iter_attachments()]


def _media_type(name: str) -> str:
    """A form's type as Excel registers it, else that of a scan."""
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return workbook if name.endswith(".xlsx") else "application/pdf"


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
