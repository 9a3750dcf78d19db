"""The shipped template of the draft evaluation (danh-gia.docx), laid out by code.

`python -m papiplan.documents.reports.evaluation_layout` writes it anew. Not here: what is put into it
(`evaluation_report`).
"""

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import Columns, put_groups, put_table
from papiplan.documents.papers.word_templates import SHIPPED
from papiplan.documents.reports.report_annex_layout import FIGURES, TARGETS
from papiplan.domain.publication import DIMENSIONS

_COURSES = Columns({"Nội dung": "name", "Kết quả": "course", "Số liệu": "figures"}, (55, 25, 85))
_SERVING = Columns(
    {"Nội dung": "name", "Nhiệm vụ": "action", "Số lượt theo tình trạng mà các đơn vị báo cáo": "ended"}, (50, 60, 55)
)
_YEARS = Columns(
    {"Năm": "year", **{f"ND {n}": f"d{n}" for n in range(1, len(DIMENSIONS) + 1)}, "Tổng điểm": "total"},
    (15, *(16 for _ in DIMENSIONS), 22),
)
"""A row a year, for the years at hand are as many as they are."""
_UNITS = Columns(
    {"Đơn vị": "name", "Điểm": "score", "Xếp loại": "grade", "Đề xuất": "proposal", "Căn cứ": "reasons"},
    (45, 18, 22, 35, 45),
)

_LINES = Columns({"Tiêu chí": "criterion", "Điểm": "points", "Căn cứ tính điểm": "reason"}, (50, 22, 93))
"""Under each unit's name, for none of them is read without the others."""


def lay_out_evaluation() -> bytes:
    """The template as a .docx; its tags name what `evaluation_report` gives."""
    paper = Paper("Dự thảo đánh giá")
    paper.centred("DỰ THẢO", bold=True)
    paper.title("ĐÁNH GIÁ", "Kết quả thực hiện Kế hoạch số {{ plan_number }} ngày {{ issued_on }}")
    paper.centred("Điểm theo dõi phục vụ tham mưu, chưa phải kết quả đánh giá chính thức.", italic=True)
    paper.centred("{%p if caveat %}")
    paper.centred("{{ caveat }}", italic=True)
    paper.centred("{%p endif %}")
    _province(paper)
    _years(paper)
    _units(paper)
    paper.centred("{{ mark }}", italic=True)
    return paper.content()


def _province(paper: Paper) -> None:
    paper.heading("I. KẾT QUẢ CHỈ SỐ {{ index }} NĂM {{ year }} SO VỚI CHỈ TIÊU", 1)
    paper.text("{{ note }}", italic=True)
    paper.text("{{ overall }}")
    put_table(paper, FIGURES, "figures")
    paper.text("Nguồn số liệu: {{ source }}.", italic=True)
    paper.text("{{ targets_told }}")
    paper.text("{%p if targets %}")
    put_table(paper, TARGETS, "targets")
    paper.text("{%p endif %}")


def _years(paper: Paper) -> None:
    """What became of high and low dimensions, the actions that served them, and the years at hand."""
    paper.heading("Giữ nội dung cao, nâng nội dung thấp", 2)
    paper.text("{{ courses_told }}")
    put_table(paper, _COURSES, "courses")
    paper.heading("Nhiệm vụ của Kế hoạch phục vụ từng nội dung", 2)
    put_table(paper, _SERVING, "serving")
    paper.heading("Xu hướng qua các năm", 2)
    put_table(paper, _YEARS, "years")
    paper.text("(ND: nội dung, theo số thứ tự ở bảng trên.)", italic=True)


def _units(paper: Paper) -> None:
    """Each khối: the table of its units, then what each unit's points come from, line by line."""
    paper.heading("II. ĐIỂM THEO DÕI CỦA CÁC CƠ QUAN, ĐƠN VỊ THEO KHỐI", 1)
    paper.text("{%p for group in groups %}")
    paper.heading("{{ group.title }}", 1)
    put_table(paper, _UNITS, "group.units")
    paper.heading("Điểm của từng cơ quan, đơn vị", 2)
    put_groups(paper, _LINES, "group.units")
    paper.text("{%p endfor %}")


if __name__ == "__main__":
    (SHIPPED / "danh-gia.docx").write_bytes(lay_out_evaluation())
