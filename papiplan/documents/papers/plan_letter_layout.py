"""The shipped template of the plan itself (ke-hoach.docx), laid out by code.

`python -m papiplan.documents.papers.plan_letter_layout` writes it anew. Not here: what is put into it (`plan_letter`).
"""

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import (
    Columns,
    open_annex,
    put_groups,
    put_head,
    put_marked,
    put_signature,
)
from papiplan.documents.papers.word_templates import SHIPPED
from papiplan.domain.publication import DIMENSIONS

_ACTIONS = Columns(
    {
        "Mã": "code",
        "Nhiệm vụ, giải pháp": "text",
        "Chỉ tiêu": "target",
        "Cơ quan chủ trì": "lead",
        "Cơ quan phối hợp": "partners",
        "Thời gian": "timing",
        "Sản phẩm, kết quả": "output",
    },
    (15, 72, 40, 35, 40, 22, 28),
)


def lay_out_plan_letter() -> bytes:
    """The template as a .docx; its tags name what `plan_letter` gives."""
    paper = Paper("Kế hoạch")
    put_head(paper)
    paper.title("KẾ HOẠCH", "{{ title }}")
    paper.text("{%p for basis in legal_bases %}")
    paper.text("{{ basis }}", italic=True)
    paper.text("{%p endfor %}")
    _put_body(paper)
    put_signature(paper)
    open_annex(paper, "Phụ lục", f"NHIỆM VỤ, GIẢI PHÁP THEO {len(DIMENSIONS):02d} NỘI DUNG CỦA CHỈ SỐ {{{{ index }}}}")
    paper.text("{%p for dimension in dimensions %}")
    paper.heading("{{ dimension.heading }}", 2)
    put_groups(paper, _ACTIONS, "dimension.subdimensions")
    paper.text("{%p endfor %}")
    return paper.content()


def _put_body(paper: Paper) -> None:
    """The plan's text: headings of two levels, and paragraphs."""
    paper.text("{%p for part in body %}")
    paper.text("{%p if part.level == 1 %}")
    paper.heading("{{ part.text }}", 1)
    paper.text("{%p elif part.level == 2 %}")
    paper.heading("{{ part.text }}", 2)
    paper.text("{%p else %}")
    put_marked(paper, "part.text")
    paper.text("{%p endif %}")
    paper.text("{%p endfor %}")


if __name__ == "__main__":
    (SHIPPED / "ke-hoach.docx").write_bytes(lay_out_plan_letter())
