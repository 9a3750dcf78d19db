"""The five annexes of the consolidated report's template, each a section of pages laid across with its own numbers.

Not here: the report's body (`report_layout`), nor the rows (`report_annexes`, `report_result_annex`).
"""

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import (
    DIFFICULTIES,
    FIGURE_HEAD,
    SENDINGS,
    Columns,
    open_annex,
    put_groups,
    put_or_say,
    put_table,
)
from papiplan.domain.figure_ids import COUNTED, STATUS_CODES
from papiplan.domain.forms import ActionStatus

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
LINKED = Columns(
    {
        "Chỉ số": "name",
        "Năm": "year",
        "Điểm": "score",
        "Xếp hạng": "rank",
        "Nguồn, ngày công bố": "source",
        "Nhiệm vụ phục vụ": "actions",
    },
    (22, 14, 20, 27, 42, 40),
)
_FIGURES_BY_ID = Columns({**FIGURE_HEAD, **FIGURES.heads}, (30, 102, 40, 40, 40))
_TARGETS_BY_ID = Columns({**FIGURE_HEAD, **TARGETS.heads}, (30, 60, 60, 32, 70))
_COUNTS = Columns(
    {
        **FIGURE_HEAD,
        "Nhiệm vụ": "action",
        f"Tổng số ({COUNTED})": "total",
        **{f"{status.label} ({STATUS_CODES[status]})": str(status) for status in ActionStatus},
    },
    (19, 98, 20, 23, 23, 23, 23, 23),
)
_RESULTS = Columns(
    {
        **FIGURE_HEAD,
        "Đơn vị": "unit",
        "Tình trạng": "status",
        "Kết quả thực hiện": "result",
        "Tồn tại, hạn chế; lý do": "lacking",
        "Tài liệu kiểm chứng": "evidence",
    },
    (32, 35, 25, 68, 50, 42),
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
)
_OPINIONS = Columns(
    {
        "Đơn vị": "unit",
        "Ưu điểm, cách làm hay": "strengths",
        "Tồn tại, hạn chế; nguyên nhân": "weaknesses",
        "Nhiệm vụ trọng tâm thời gian tới": "next_actions",
    },
    (42, 70, 70, 70),
)
_CHANGES = Columns(
    {**FIGURE_HEAD, "Nội dung": "label", "Lần tổng hợp trước": "before", "Lần này": "after"}, (45, 107, 50, 50)
)


def lay_out_annexes(paper: Paper) -> None:
    """The annexes after the signature; the last one only where something changed."""
    open_annex(paper, "Phụ lục I", "TÌNH HÌNH GỬI KẾ HOẠCH, BÁO CÁO")
    paper.heading("a) Kế hoạch", 3)
    put_or_say(paper, SENDINGS, "annexes.subplans")
    paper.heading("b) Báo cáo", 3)
    put_or_say(paper, SENDINGS, "annexes.reports")
    open_annex(paper, "Phụ lục II", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO 08 NỘI DUNG")
    _lay_out_results(paper)
    open_annex(
        paper, "Phụ lục III", "KẾT QUẢ CHỈ SỐ {{ index }} CỦA TỈNH NĂM {{ year_before }}, {{ year }} VÀ MỤC TIÊU"
    )
    put_table(paper, _FIGURES_BY_ID, "results.figures")
    paper.text("Nguồn số liệu: {{ source }}. Mã của một ô: D2.{{ year }}, D2.{{ year_before }}; D2.CL.", italic=True)
    paper.text("{{ results.targets_told }}")
    paper.text("{%p if results.targets %}")
    put_table(paper, _TARGETS_BY_ID, "results.targets")
    paper.text("{%p endif %}")
    open_annex(paper, "Phụ lục IV", "KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    put_or_say(paper, DIFFICULTIES, "annexes.difficulties")
    # All annexes have the same pages, so that the last section may end with the fourth as well as with the fifth.
    paper.text("{%p if annexes.changes %}")
    open_annex(paper, "Phụ lục V", "NỘI DUNG THAY ĐỔI SO VỚI LẦN TỔNG HỢP TRƯỚC")
    put_or_say(paper, _CHANGES, "annexes.changes")
    paper.text("{%p endif %}")


def _lay_out_results(paper: Paper) -> None:
    paper.heading("1. Tổng hợp theo nhiệm vụ (số lượt)", 2)
    put_or_say(paper, _COUNTS, "annexes.counts")
    paper.text("(Mã của một ô gồm mã số liệu của dòng, dấu chấm và mã của cột, ví dụ T.HT, để tra nguồn.)", italic=True)
    paper.heading("2. Kết quả của từng đơn vị", 2)
    paper.text("{%p if annexes.results.instead %}")
    paper.text("{{ annexes.results.instead }}")
    paper.text("{%p else %}")
    put_groups(paper, _RESULTS, "annexes.results.actions")
    paper.text("{%p endif %}")
    paper.heading("3. Nhiệm vụ bổ sung của đơn vị", 2)
    put_or_say(paper, _EXTRAS, "annexes.extras")
    paper.heading("4. Đánh giá chung của từng đơn vị", 2)
    put_or_say(paper, _OPINIONS, "annexes.opinions")
