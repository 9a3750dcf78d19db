"""Showing an officer how a changed plan or roster differs from the one in force. Not here: comparing them."""

from papiplan.documents.boards.boards import escaped
from tasks.amendments import ShownChanges
from tasks.artifacts import TITLES, publish_board
from tasks.effects import effect


@effect("Bảng khác biệt")
def show_changes(plan: str, subject: str, shown: ShownChanges) -> None:
    """Publish the board of the differences, which says whether they are in force."""
    state = "Đã áp dụng." if shown.applied else "Chưa áp dụng: chạy lại và chọn Áp dụng để các thay đổi có hiệu lực."
    lines = "\n".join(f"- {escaped(line)}" for line in shown.lines) or "Không có khác biệt."
    publish_board(plan, subject, f"# {TITLES[subject]}\n\n{state}\n\n{lines}")
