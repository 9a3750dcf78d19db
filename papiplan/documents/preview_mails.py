"""What the next mails would be, for the officer who asks before they leave: a board and a mail.

Not here: which mails those are (`tasks.preview_contents`), nor the mail's wording (`templates/mail`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from papiplan.documents.boards import escaped, table
from papiplan.documents.mail_contexts import MailContext
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class PreviewedMail:
    """A mail that would leave: when, for whom, of which kinds, its subject and how it begins."""

    when: str
    to: str
    kinds: str
    subject: str
    opening: str


@dataclass(frozen=True)
class PreviewContext(MailContext):
    """The mails that would leave, and the installation's `mode` in words."""

    mails: tuple[PreviewedMail, ...]
    mode: str

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind.SUBPLAN


def preview_board(mails: Sequence[PreviewedMail], mode: str, *, held: bool) -> str:
    """The board "Xem trước thư sẽ gửi" as Markdown; while the plan is `held` none of them leaves."""
    parts = [f"Chế độ gửi thư: {mode}. Xem trước không gửi thư nào cho đơn vị."]
    if held:
        parts.append('Kế hoạch đang tạm dừng: chưa thư nào được gửi cho đến khi chạy "30. Tiếp tục kế hoạch".')
    rows = [tuple(escaped(cell) for cell in (m.when, m.to, m.kinds, m.subject, m.opening)) for m in mails]
    head = ("Khi nào", "Gửi đến", "Loại thư", "Tiêu đề", "Những dòng đầu")
    parts.append(table(head, rows) if rows else "Không có thư nào chờ gửi.")
    return "\n\n".join(parts)
