"""The five annexes of the consolidated report's template, each a section of pages laid across with its own numbers.

Not here: the report's body (`report_layout`), nor the rows (`report_annexes`, `report_result_annex`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from papiplan.documents.paper_layout import MOST_UNSPLIT_LINES, Paper
from papiplan.domain.forms import ActionStatus


@dataclass(frozen=True)
class Columns:
    """A table's columns: heads with the names of the rows' cells, and widths in mm.

    With `long_texts` rows may break across pages: one that is kept whole and higher than a page would be cut off.
    """

    heads: Mapping[str, str]
    widths_mm: tuple[int, ...]
    long_texts: bool = False


FIGURES = Columns(
    {
        "Nội dung": "name",
        "Năm {{ year_before }}": "before",
        "Năm {{ year }}": "value",
        "Tăng, giảm": "change",
    },
    (90, 25, 25, 25),
)
TARGETS = Columns(
    {"Nội dung": "name", "Chỉ tiêu": "wording", "Kết quả": "verdict", "Số liệu, lý do": "reason"}, (45, 40, 22, 58)
)
_SENDINGS = Columns(
    {
        "TT": "no",
        "Đơn vị": "unit",
        "Văn bản": "document",
        "Hạn gửi": "due",
        "Nhận lúc": "received",
        "Ghi nhận": "status",
    },
    (12, 57, 55, 30, 50, 48),
)
_COUNTS = Columns(
    {
        "Nhiệm vụ": "action",
        "Tổng số": "total",
        **{status.label: str(status) for status in ActionStatus},
    },
    (117, 20, 23, 23, 23, 23, 23),
)
_RESULTS = Columns(
    {
        "Mã": "action",
        "Đơn vị": "unit",
        "Tình trạng": "status",
        "Kết quả thực hiện": "result",
        "Tồn tại, hạn chế; lý do": "lacking",
        "Tài liệu kiểm chứng": "evidence",
    },
    (14, 37, 26, 75, 55, 45),
    long_texts=True,
)
_EXTRAS = Columns(
    {
        "Đơn vị": "unit",
        "Nội dung": "dimension",
        "Nhiệm vụ": "action",
        "Tình trạng": "status",
        "Kết quả": "result",
    },
    (45, 20, 72, 30, 85),
    long_texts=True,
)
_OPINIONS = Columns(
    {
        "Đơn vị": "unit",
        "Ưu điểm, cách làm hay": "strengths",
        "Tồn tại, hạn chế; nguyên nhân": "weaknesses",
        "Nhiệm vụ trọng tâm thời gian tới": "next_actions",
    },
    (42, 70, 70, 70),
    long_texts=True,
)
_DIFFICULTIES = Columns(
    {
        "Số": "no",
        "Đơn vị": "unit",
        "Mã nhiệm vụ": "action",
        "Khó khăn, vướng mắc; nguyên nhân": "difficulty",
        "Đề xuất, kiến nghị": "proposal",
        "Cơ quan được kiến nghị": "addressed_to",
        "Kết quả trả lời": "answer",
    },
    (12, 36, 20, 62, 54, 30, 38),
    long_texts=True,
)
_CHANGES = Columns({"Đơn vị": "unit", "Thay đổi": "change"}, (110, 142))


def lay_out_annexes(paper: Paper) -> None:
    """The annexes after the signature; the last one only where something changed."""
    _open(paper, "Phụ lục I", "TÌNH HÌNH GỬI KẾ HOẠCH, BÁO CÁO")
    paper.heading("a) Kế hoạch", 3)
    _put_or_say(paper, _SENDINGS, "annexes.subplans")
    paper.heading("b) Báo cáo", 3)
    _put_or_say(paper, _SENDINGS, "annexes.reports")
    _open(paper, "Phụ lục II", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO 08 NỘI DUNG")
    _lay_out_results(paper)
    _open(paper, "Phụ lục III", "KẾT QUẢ CHỈ SỐ {{ index }} CỦA TỈNH NĂM {{ year_before }}, {{ year }} VÀ MỤC TIÊU")
    put_table(paper, FIGURES, "results.figures")
    paper.text("Nguồn số liệu: {{ source }}.", italic=True)
    paper.text("{{ results.targets_told }}")
    paper.text("{%p if results.targets %}")
    put_table(paper, TARGETS, "results.targets")
    paper.text("{%p endif %}")
    _open(paper, "Phụ lục IV", "KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    _put_or_say(paper, _DIFFICULTIES, "annexes.difficulties")
    # All annexes have the same pages, so that the last section may end with the fourth as well as with the fifth.
    paper.text("{%p if annexes.changes %}")
    _open(paper, "Phụ lục V", "NỘI DUNG THAY ĐỔI SO VỚI LẦN TỔNG HỢP TRƯỚC")
    _put_or_say(paper, _CHANGES, "annexes.changes")
    paper.text("{%p endif %}")


def _lay_out_results(paper: Paper) -> None:
    paper.heading("1. Tổng hợp theo nhiệm vụ (số lượt)", 2)
    _put_or_say(paper, _COUNTS, "annexes.counts")
    paper.heading("2. Kết quả của từng đơn vị", 2)
    paper.text("{%p if annexes.results.instead %}")
    paper.text("{{ annexes.results.instead }}")
    paper.text("{%p else %}")
    opening = (("{%tr for action in annexes.results.actions %}",), ("{{ action.title }}",))
    _put_rows(paper, _RESULTS, (*opening, *_repeated_row(_RESULTS, "action.rows"), ("{%tr endfor %}",)))
    paper.text("{%p endif %}")
    paper.heading("3. Nhiệm vụ bổ sung của đơn vị", 2)
    _put_or_say(paper, _EXTRAS, "annexes.extras")
    paper.heading("4. Đánh giá chung của từng đơn vị", 2)
    _put_or_say(paper, _OPINIONS, "annexes.opinions")


def _open(paper: Paper, number: str, title: str) -> None:
    """A new section with an annex's number and title, what the plan wants said of its units, and its report."""
    paper.lay_across()
    paper.centred(number, bold=True)
    paper.centred(title, bold=True)
    paper.centred("{%p if caveat %}")
    paper.centred("{{ caveat }}", italic=True)
    paper.centred("{%p endif %}")
    paper.centred("{{ reference }}", italic=True)


def _put_or_say(paper: Paper, columns: Columns, table: str) -> None:
    """A table, or the sentence that stands in its place."""
    paper.text(f"{{%p if {table}.instead %}}")
    paper.text(f"{{{{ {table}.instead }}}}")
    paper.text("{%p else %}")
    put_table(paper, columns, f"{table}.rows")
    paper.text("{%p endif %}")


def put_table(paper: Paper, columns: Columns, rows: str) -> None:
    """A table of one repeated row."""
    _put_rows(paper, columns, _repeated_row(columns, rows))


def _repeated_row(columns: Columns, rows: str) -> tuple[tuple[str, ...], ...]:
    cells = tuple(f"{{{{ row.{name} }}}}" for name in columns.heads.values())
    return ((f"{{%tr for row in {rows} %}}",), cells, ("{%tr endfor %}",))


def _put_rows(paper: Paper, columns: Columns, rows: tuple[tuple[str, ...], ...]) -> None:
    # What will stand in the cells is not known here, and a row of tags is short.
    most_unsplit = 0 if columns.long_texts else MOST_UNSPLIT_LINES
    paper.table(tuple(columns.heads), rows, columns.widths_mm, most_unsplit)
