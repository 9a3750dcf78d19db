"""The board "Văn bản chờ ký, chờ số": our drafts without a number, papers that somebody owes.

Not here: publishing it (`tasks.artifacts`), nor which these are (`domain.open_papers`, `domain.papers`).
"""

from collections.abc import Mapping

from papiplan.documents.boards.boards import escaped, form_link, table
from papiplan.documents.boards.decision_forms import NUMBERING
from papiplan.documents.mails.digest import paper_words
from papiplan.domain.digest import Digest

_DRAFTS = ("Dự thảo", "Số", "Chỗ cần cán bộ bổ sung", "Biểu")
_OWED = ("Quyết định", "Biểu")
_HOW = (
    "Hai công văn đôn đốc cùng một thư mục: chỉ trình ký một bản, có số thì bản kia rời danh sách. "
    f'Mở dự thảo bằng Word, bổ sung, trình ký. Khi có số: chạy "{NUMBERING}", nhập tên dự thảo ở mục "Về mục nào, dự '
    'thảo nào", kèm tệp đã hoàn chỉnh; hoặc mở biểu đã điền sẵn ở cột cuối.'
)


def signing_board(
    digest: Digest, links: Mapping[str, str], brackets: Mapping[str, int], forms: Mapping[str, str]
) -> str:
    """Each draft with its address and what it lacks; then the papers that decisions by word of mouth still owe.

    `forms` are the addresses of the filled forms that record a number, by a draft's path or the entry that owes one.
    """
    reports = {report.path: report.number for report in digest.rows.reports}
    drafts = {**dict.fromkeys(digest.rows.unnumbered, ""), **reports}
    rows = [
        (
            f"[{escaped(path)}]({links[path]})" if path in links else escaped(path),
            escaped(number) or "chưa có",
            f"{brackets[path]:02d}" if brackets.get(path) else "-",
            form_link(forms.get(path)),
        )
        for path, number in drafts.items()
    ]
    parts = ["# Văn bản chờ ký, chờ số", "## Dự thảo của Phòng Nội vụ"]
    parts += [_HOW, table(_DRAFTS, rows)] if rows else ["Không có."]
    owed = [
        (escaped(paper_words(digest.facts, paper)), form_link(forms.get(str(paper.entry)))) for paper in digest.owed
    ]
    parts += ["## Văn bản còn nợ của các quyết định bằng lời", table(_OWED, owed) if owed else "Không có."]
    return "\n\n".join(parts)
