"""Showing an officer how a changed plan or roster differs from the one in force. Not here: comparing them."""

from prefect.artifacts import create_markdown_artifact

from papiplan.documents.boards.boards import escaped
from tasks.amendments import ShownChanges
from tasks.artifacts import key_of
from tasks.effects import effect

AMENDMENT, ROSTER = "dieu-chinh", "cap-nhat-don-vi"

TITLES = {AMENDMENT: "Điều chỉnh kế hoạch: khác biệt", ROSTER: "Cập nhật đơn vị, đầu mối: khác biệt"}


@effect("Bảng khác biệt")
def show_changes(plan: str, subject: str, shown: ShownChanges) -> None:
    """Publish the board of the differences, which says whether they are in force."""
    state = "Đã áp dụng." if shown.applied else "Chưa áp dụng: chạy lại và chọn Áp dụng để các thay đổi có hiệu lực."
    lines = "\n".join(f"- {escaped(line)}" for line in shown.lines) or "Không có khác biệt."
    markdown = f"# {TITLES[subject]}\n\n{state}\n\n{lines}"
    create_markdown_artifact(markdown, key=key_of(plan, subject), description=TITLES[subject])
