"""The board "Xem trước thư sẽ gửi": what the next mails would be.

Not here: which those are (`tasks.preview_contents`).
"""

from collections.abc import Sequence

from papiplan.documents.boards.boards import escaped, table
from papiplan.documents.mails.preview_mails import PreviewedMail


def preview_board(mails: Sequence[PreviewedMail], mode: str, *, held: bool) -> str:
    """The board "Xem trước thư sẽ gửi" as Markdown; while the plan is `held` none of them leaves."""
    parts = [f"Chế độ gửi thư: {mode}. Xem trước không gửi thư nào cho đơn vị."]
    if held:
        parts.append('Kế hoạch đang tạm dừng: chưa thư nào được gửi cho đến khi chạy "30. Tiếp tục kế hoạch".')
    rows = [tuple(escaped(cell) for cell in (m.when, m.to, m.kinds, m.subject, m.opening)) for m in mails]
    head = ("Khi nào", "Gửi đến", "Loại thư", "Tiêu đề", "Những dòng đầu")
    parts.append(table(head, rows) if rows else "Không có thư nào chờ gửi.")
    return "\n\n".join(parts)
