"""The board "Văn bản chờ ký, chờ số": our drafts without a number, papers that somebody owes.

Not here: publishing it (`tasks.artifacts`), nor which these are (`domain.open_papers`, `domain.papers`).
"""

from collections.abc import Mapping

from papiplan.documents.boards import escaped, table
from papiplan.documents.digest import paper_words
from papiplan.domain.digest import Digest

_DRAFTS = ("Dự thảo", "Số", "Chỗ cần cán bộ bổ sung")
_HOW = (
    'Mở dự thảo bằng Word, bổ sung, trình ký. Khi có số: chạy "24. Ghi số, ngày văn bản", nhập tên dự thảo ở mục '
    '"Về mục nào, dự thảo nào", kèm tệp đã hoàn chỉnh.'
)


def signing_board(digest: Digest, links: Mapping[str, str], brackets: Mapping[str, int]) -> str:
    """Each draft with its address and what it lacks; then the papers that decisions by word of mouth still owe."""
    reports = {report.path: report.number for report in digest.rows.reports}
    drafts = {**dict.fromkeys(digest.rows.unnumbered, ""), **reports}
    rows = [
        (f"[{escaped(path)}]({links[path]})" if path in links else escaped(path), escaped(number) or "chưa có", left)
        for path, number in drafts.items()
        for left in (f"{brackets[path]:02d}" if brackets.get(path) else "-",)
    ]
    parts = ["# Văn bản chờ ký, chờ số", "## Dự thảo của Phòng Nội vụ"]
    parts += [_HOW, table(_DRAFTS, rows)] if rows else ["Không có."]
    owed = [f"- {escaped(paper_words(digest.facts, paper))}" for paper in digest.owed]
    parts += ["## Văn bản còn nợ của các quyết định bằng lời", "\n".join(owed) or "Không có."]
    return "\n\n".join(parts)
