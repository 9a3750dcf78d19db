"""The shipped templates of what is written about units that do not send: three letters and the quick note.

`python -m papiplan.documents.papers.letter_layouts` writes them anew. All their words stand in the templates, for an
office to change; not here: the facts that are put between them (`urging_letter`, `explanation_letter`).
"""

from collections.abc import Callable, Mapping

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.template_parts import Columns, put_annex_head, put_head, put_signature, put_table
from papiplan.documents.papers.word_templates import SHIPPED

_ADDRESSED_MM, _TO_THE_COLON_MM = 25, 17.5
"""Where "Kính gửi:" begins, and from there its colon, under which several addressees stand."""

_LISTED = Columns({"TT": "no", "Đơn vị": "unit", "Còn thiếu": "lacking"}, (13, 92, 60))


_HEADS = "{% if addressees | length == 1 %}{{ heads }}{% else %}Thủ trưởng các cơ quan, đơn vị{% endif %}"
"""Of whom something is asked: of one by its name."""


def lay_out_committee_letter() -> bytes:
    """The urging letter of the People's Committee: it requires, and orders the office to go on watching."""
    paper = _letter()
    _put_state(paper, "Theo báo cáo của {{ office_short }}, tính")
    paper.text("Để bảo đảm tiến độ thực hiện, {{ issuer_short }} yêu cầu:")
    paper.text(
        "1. {% if by_list %}Thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục{% else %}{{ heads }}{% endif %} "
        "khẩn trương chỉ đạo hoàn thành, gửi hồ sơ còn thiếu về {{ issuer_short }} (qua {{ office_short }}) chậm nhất "
        "hết {{ asked_on }}; đồng thời báo cáo rõ nguyên nhân chậm gửi."
    )
    paper.text(
        "2. {{ office_short }} tiếp tục theo dõi, đôn đốc; tổng hợp, báo cáo {{ issuer_short }} trường hợp chưa thực "
        "hiện sau thời hạn nêu trên."
    )
    paper.text(f"Yêu cầu {_HEADS} nghiêm túc thực hiện./.")
    put_signature(paper)
    _put_list(paper)
    return paper.content()


def lay_out_office_letter() -> bytes:
    """The urging letter of the coordinating office: it asks, for a department does not order its equals."""
    paper = _letter()
    _put_state(paper, "Tính")
    paper.text(
        f"Để kịp thời tổng hợp, báo cáo {{{{ issuer_short }}}}, {{{{ office_short }}}} đề nghị {_HEADS} quan tâm chỉ "
        "đạo hoàn thành, gửi hồ sơ còn thiếu chậm nhất hết {{ asked_on }}; trường hợp có khó khăn, vướng mắc, đề nghị "
        "thông tin về {{ office_short }} ({{ contact.name }}, {{ contact.title }}, điện thoại {{ contact.phone }}) để "
        "phối hợp giải quyết."
    )
    paper.text(f"Rất mong nhận được sự quan tâm, phối hợp của {_HEADS}./.")
    put_signature(paper)
    _put_list(paper)
    return paper.content()


def lay_out_explanation_letter() -> bytes:
    """The letter that asks one unit to explain: it names the letters that were not answered, and judges nothing."""
    paper = _letter()
    paper.text(
        "Thực hiện Kế hoạch số {{ plan_number }} {{ issued_on }} của {{ issuer }} về {{ subject }}, tính đến "
        "{{ as_of }}, sau {{ urged }} lần đôn đốc ({{ letters }}), {{ issuer_short }} chưa nhận được {{ paper }} của "
        "{{ unit }}."
    )
    paper.text(
        "Yêu cầu {{ heads }} báo cáo giải trình nguyên nhân, trách nhiệm và thời hạn hoàn thành, gửi về "
        "{{ issuer_short }} (qua {{ office_short }}) chậm nhất hết {{ asked_on }}./."
    )
    put_signature(paper)
    return paper.content()


def lay_out_quick_note() -> bytes:
    """The quick note for the head of the office: where it stands, what was done, what to propose."""
    paper = Paper("Báo cáo nhanh")
    paper.title(
        "BÁO CÁO NHANH",
        "(dùng nội bộ {{ office_short }})",
        "Tình hình gửi {{ paper }} theo Kế hoạch số {{ plan_number }}, tính đến {{ as_of }}",
    )
    paper.text("1. Đã gửi: {{ sent }}/{{ owed }} ({{ share }}); đúng hạn {{ on_time }}, gửi chậm {{ late }}.")
    paper.text("2. Chưa gửi: {{ units }}.")
    paper.text(
        "3. Đã thực hiện: nhắc qua thư {{ mails }} lượt; điện thoại {{ calls }} lượt; {% if letters %}công văn "
        "{{ letters }}{% else %}chưa có công văn{% endif %}."
    )
    paper.text(
        "4. Đề xuất: trình lãnh đạo phụ trách ký công văn đôn đốc (dự thảo kèm theo); ấn định thời hạn mới: hết "
        "{{ asked_on }}."
    )
    return paper.content()


def _letter() -> Paper:
    """A letter begun: its head, what it is about, to whom."""
    paper = Paper("Công văn")
    put_head(paper, about="{{ about }}")
    paper.text("{%p if by_list %}")
    paper.centred("Kính gửi: Thủ trưởng các cơ quan, đơn vị (danh sách tại Phụ lục kèm theo).", before=12)
    paper.text("{%p elif addressees | length == 1 %}")
    paper.centred("Kính gửi: {{ addressees | first }}.", before=12)
    paper.text("{%p else %}")
    paper.hung("Kính gửi:", left_mm=_ADDRESSED_MM, before=12)
    paper.text("{%p for head in addressees %}")
    line = "- {{ head }}{% if loop.last %}.{% else %};{% endif %}"
    paper.hung(line, left_mm=_ADDRESSED_MM + _TO_THE_COLON_MM, hanging_mm=3)
    paper.text("{%p endfor %}")
    paper.text("{%p endif %}")
    return paper


def _put_state(paper: Paper, opening: str) -> None:
    """What the plan asks, and how far it has come."""
    paper.text(
        "Thực hiện Kế hoạch số {{ plan_number }} {{ issued_on }} của {{ issuer }} về {{ subject }}, các cơ quan, đơn "
        "vị gửi {{ paper }} về {{ issuer_short }} (qua {{ office_short }}) chậm nhất hết {{ due_on }}."
    )
    paper.text(
        f"{opening} đến {{{{ as_of }}}}, có {{{{ sent }}}}/{{{{ owed }}}} cơ quan, đơn vị đã gửi {{{{ paper }}}}; đến "
        "nay chưa nhận được hồ sơ của {{ overdue }} đơn vị{% if by_list %} (danh sách tại Phụ lục kèm theo){% else %}: "
        "{{ units }}{% endif %}."
    )


def _put_list(paper: Paper) -> None:
    """The units in an annex to the letter, where they are too many for its sentences."""
    paper.text("{%p if by_list %}")
    paper.lay_upright()
    title = "DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI {{ paper | upper }}"
    put_annex_head(paper, "Phụ lục", title, "(Kèm theo Công văn {{ cited }})")
    put_table(paper, _LISTED, "listed")
    paper.text("{%p endif %}")


LAYOUTS: Mapping[str, Callable[[], bytes]] = {
    "cong-van-don-doc-ubnd.docx": lay_out_committee_letter,
    "cong-van-don-doc-phong.docx": lay_out_office_letter,
    "cong-van-giai-trinh.docx": lay_out_explanation_letter,
    "bao-cao-nhanh.docx": lay_out_quick_note,
}
"""Each template by its file."""


if __name__ == "__main__":
    for name, lay_out in LAYOUTS.items():
        (SHIPPED / name).write_bytes(lay_out())
