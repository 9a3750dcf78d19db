"""The shipped template of the report on sub-plans (tong-hop-ke-hoach.docx), laid out by code.

`python -m papiplan.documents.reports.subplans_layout` writes it anew. Not here: what is put into it
(`subplans_report`).
"""

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import (
    DIFFICULTIES,
    SENDINGS,
    Columns,
    open_annex,
    put_groups,
    put_head,
    put_marked,
    put_or_say,
    put_paragraphs,
    put_signature,
)
from papiplan.documents.papers.word_templates import SHIPPED

_PROMISES = Columns(
    {
        "Đơn vị": "unit",
        "Việc làm cụ thể": "measures",
        "Chỉ tiêu": "target",
        "Cách thực hiện": "rhythm",
        "Thời gian": "period",
        "Người phụ trách": "person",
    },
    (34, 76, 46, 22, 30, 44),
)
_EXTRAS = Columns(
    {"Đơn vị": "unit", "Nội dung": "dimension", "Nhiệm vụ của đơn vị": "action", "Chỉ tiêu": "target"},
    (48, 22, 122, 60),
)


def lay_out_subplans() -> bytes:
    """The template as a .docx; its tags name what `subplans_report` gives."""
    paper = Paper("Tổng hợp kế hoạch thực hiện của các cơ quan, đơn vị")
    put_head(paper)
    paper.title("BÁO CÁO", "{{ title }}")
    paper.centred("{%p if caveat %}")
    paper.centred("{{ caveat }}", italic=True)
    paper.centred("{%p endif %}")
    paper.centred("Kính gửi: {{ addressee }}.")
    paper.text("{{ opening }}")
    _body(paper)
    paper.text("{{ closing }}")
    put_signature(paper)
    _annexes(paper)
    return paper.content()


def _body(paper: Paper) -> None:
    paper.heading("I. TÌNH HÌNH GỬI KẾ HOẠCH", 1)
    put_paragraphs(paper, "sendings")
    paper.heading("II. NỘI DUNG ĐĂNG KÝ THEO 08 NỘI DUNG CỦA CHỈ SỐ {{ index }}", 1)
    paper.text("{%p for dimension in dimensions %}")
    paper.heading("{{ dimension.heading }}", 2)
    paper.text("{{ dimension.told }}")
    paper.text("{%p endfor %}")
    paper.heading("III. NHIỆM VỤ CHƯA CÓ ĐƠN VỊ ĐĂNG KÝ", 1)
    put_paragraphs(paper, "unplanned")
    paper.heading("IV. NHIỆM VỤ BỔ SUNG CỦA ĐƠN VỊ", 1)
    paper.text("{{ added }}")
    paper.heading("V. KHÓ KHĂN, VƯỚNG MẮC VÀ KẾT QUẢ TRẢ LỜI", 1)
    put_paragraphs(paper, "difficulties")
    paper.heading("VI. ĐỀ XUẤT, KIẾN NGHỊ", 1)
    put_marked(paper, "requests")


def _annexes(paper: Paper) -> None:
    open_annex(paper, "Phụ lục I", "TÌNH HÌNH GỬI KẾ HOẠCH")
    put_or_say(paper, SENDINGS, "annexes.sendings")
    open_annex(paper, "Phụ lục II", "VIỆC ĐƠN VỊ ĐĂNG KÝ THEO TỪNG NHIỆM VỤ")
    paper.text("{%p if annexes.promises.instead %}")
    paper.text("{{ annexes.promises.instead }}")
    paper.text("{%p else %}")
    put_groups(paper, _PROMISES, "annexes.promises.actions")
    paper.text("{%p endif %}")
    open_annex(paper, "Phụ lục III", "NHIỆM VỤ BỔ SUNG CỦA ĐƠN VỊ")
    put_or_say(paper, _EXTRAS, "annexes.extras")
    open_annex(paper, "Phụ lục IV", "KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    put_or_say(paper, DIFFICULTIES, "annexes.difficulties")


if __name__ == "__main__":
    (SHIPPED / "tong-hop-ke-hoach.docx").write_bytes(lay_out_subplans())
