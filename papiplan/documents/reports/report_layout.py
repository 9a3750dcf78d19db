"""The shipped template of the consolidated report, laid out by code: head, seven sections and signature.

Both reports are born with this layout; `python -m papiplan.documents.reports.report_layout` writes them anew. Not here:
the annexes (`report_annex_layout`), nor what is put into it (`consolidated_report`).
"""

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import put_head, put_marked, put_paragraphs, put_signature, put_table
from papiplan.documents.papers.word_templates import SHIPPED
from papiplan.documents.reports.report_annex_layout import FIGURES, LINKED, TARGETS, lay_out_annexes


def lay_out_report() -> bytes:
    """The template as a .docx; its tags name what `consolidated_report` gives."""
    paper = Paper("Báo cáo tổng hợp")
    _opening(paper)
    _direction(paper)
    _dimensions(paper)
    _province(paper)
    _judgement(paper)
    _signature(paper)
    lay_out_annexes(paper)
    return paper.content()


def _opening(paper: Paper) -> None:
    put_head(paper)
    paper.title("BÁO CÁO", "{{ title }}")
    for name, look in (("interim", {"bold": True}), ("caveat", {"italic": True})):
        paper.centred(f"{{%p if {name} %}}")
        paper.centred(f"{{{{ {name} }}}}", **look)
        paper.centred("{%p endif %}")
    paper.centred("Kính gửi: {{ addressee }}.")
    paper.text("{{ opening }}")
    paper.text("{%p if annexes.changes %}")
    paper.text("(Nội dung thay đổi so với lần tổng hợp trước: Phụ lục V.)", italic=True)
    paper.text("{%p endif %}")


def _direction(paper: Paper) -> None:
    paper.heading("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN", 1)
    paper.heading("1. Ban hành văn bản chỉ đạo, triển khai", 2)
    put_paragraphs(paper, "direction.documents")
    paper.heading("2. Công tác tuyên truyền, quán triệt", 2)
    put_paragraphs(paper, "direction.communication")
    paper.heading("3. Công tác theo dõi, đôn đốc, kiểm tra", 2)
    put_paragraphs(paper, "direction.follow_up")
    paper.heading("4. Tình hình gửi kế hoạch, báo cáo của các cơ quan, đơn vị", 2)
    put_paragraphs(paper, "direction.sendings")
    _chart(paper, "charts.receipts")


def _dimensions(paper: Paper) -> None:
    paper.heading("II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ THEO 08 NỘI DUNG CỦA CHỈ SỐ {{ index }}", 1)
    paper.text(
        "(Điểm số của Tỉnh nêu trong mục này: nguồn {{ source }}; kết quả của từng đơn vị: Phụ lục II.)", italic=True
    )
    paper.text("{%p for dimension in dimensions %}")
    paper.heading("{{ dimension.heading }}", 2)
    paper.heading("a) Kết quả thực hiện", 3)
    paper.text("{{ dimension.results }}")
    put_paragraphs(paper, "dimension.brackets")
    paper.heading("b) Tồn tại, hạn chế", 3)
    paper.text("{{ dimension.shortcomings }}")
    paper.text("{%p endfor %}")


def _province(paper: Paper) -> None:
    paper.heading("III. KẾT QUẢ CHỈ SỐ {{ index }} NĂM {{ year }} CỦA TỈNH {{ province | upper }}", 1)
    paper.text("{{ results.note }}", italic=True)
    paper.heading("1. Kết quả chung", 2)
    paper.text("{{ results.overall }}")
    paper.heading("2. Kết quả từng nội dung", 2)
    put_table(paper, FIGURES, "results.figures")
    paper.text("Nguồn số liệu: {{ source }}. Chi tiết tại Phụ lục III.", italic=True)
    _chart(paper, "charts.dimensions")
    paper.heading("3. Đối chiếu với mục tiêu của Kế hoạch", 2)
    paper.text("{{ results.targets_told }}")
    paper.text("{%p if results.targets %}")
    put_table(paper, TARGETS, "results.targets")
    paper.text("{%p endif %}")
    paper.text("{%p if results.linked %}")
    paper.heading("4. Các chỉ số liên quan", 2)
    put_table(paper, LINKED, "results.linked")
    paper.text("{%p endif %}")


def _judgement(paper: Paper) -> None:
    paper.heading("IV. ĐÁNH GIÁ CHUNG", 1)
    paper.heading("1. Ưu điểm", 2)
    put_marked(paper, "judgement.strengths")
    paper.heading("2. Tồn tại, hạn chế", 2)
    put_marked(paper, "judgement.weaknesses")
    paper.heading("3. Nguyên nhân", 2)
    put_marked(paper, "judgement.objective_causes")
    put_marked(paper, "judgement.own_causes")
    paper.heading("V. KHÓ KHĂN, VƯỚNG MẮC VÀ KẾT QUẢ TRẢ LỜI", 1)
    put_paragraphs(paper, "difficulties")
    paper.heading("VI. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", 1)
    put_marked(paper, "judgement.outlook")
    paper.heading("VII. ĐỀ XUẤT, KIẾN NGHỊ", 1)
    put_marked(paper, "judgement.requests")
    paper.text("{{ closing }}")


def _signature(paper: Paper) -> None:
    put_signature(paper)
    paper.text("{{ mark }}", italic=True)


def _chart(paper: Paper, chart: str) -> None:
    """A chart with its caption below, where the data make one."""
    paper.centred(f"{{%p if {chart} %}}")
    paper.centred(f"{{{{ {chart}.picture }}}}", with_next=True)
    paper.centred(f"Biểu đồ {{{{ {chart}.number }}}}. {{{{ {chart}.caption }}}}", italic=True)
    paper.centred("{%p endif %}")


if __name__ == "__main__":
    for name in ("bao-cao.docx", "bao-cao-ubnd.docx"):
        (SHIPPED / name).write_bytes(lay_out_report())
