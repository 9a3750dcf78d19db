"""The sections of a unit's own plan and report: short sentences that stand, and what the unit wrote.

Not here: head and close (`unit_paper`), nor the actions one by one (`unit_paper_annex`).
"""

from collections import Counter
from collections.abc import Iterator

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.unit_draft import UnitDraft, count, said
from papiplan.domain.deadlines import short
from papiplan.domain.form_tables import STATUSES
from papiplan.domain.publication import DIMENSIONS

_NONE = "Không có."


def write_plan(paper: Paper, draft: UnitDraft) -> None:
    """The sections of a plan: what for, what, by whom."""
    plan, unit = draft.plan, draft.unit
    paper.heading("I. MỤC ĐÍCH, YÊU CẦU", 1)
    paper.text(
        f"1. Mục đích: Tổ chức thực hiện đầy đủ, đúng thời gian các nhiệm vụ giao cho {unit.name} tại Kế hoạch số "
        f"{draft.issue.number}, góp phần cải thiện kết quả Chỉ số {plan.index} năm {plan.year}."
    )
    paper.text(
        "2. Yêu cầu: Mỗi nhiệm vụ có việc làm cụ thể, thời gian, tài liệu kiểm chứng và người phụ trách; việc tổ chức "
        "thực hiện bảo đảm thiết thực, đúng quy định."
    )
    paper.heading("II. NỘI DUNG THỰC HIỆN", 1)
    paper.text(_scope(draft))
    for line in _by_dimension(draft):
        paper.text(line)
    paper.heading("III. TỔ CHỨC THỰC HIỆN", 1)
    paper.text(
        "1. Người phụ trách nêu tại Phụ lục chủ động tổ chức thực hiện đúng thời gian, lưu giữ tài liệu kiểm chứng."
    )
    paper.text(f"2. {_contact(draft)}")
    paper.text(
        f"3. {unit.name} báo cáo kết quả thực hiện về {plan.issuer.short} (qua {plan.coordinator.short}) theo quy định "
        f"tại Kế hoạch số {draft.issue.number}."
    )
    if draft.difficulties:
        paper.text("4. Khó khăn, vướng mắc và đề xuất, kiến nghị:")
        _write_difficulties(paper, draft)


def write_report(paper: Paper, draft: UnitDraft) -> None:
    """The sections of a report: results together, shortcomings, difficulties, what comes next."""
    plan, info = draft.plan, draft.info
    paper.heading("I. KẾT QUẢ CHUNG", 1)
    paper.text(
        f"1. Công tác chỉ đạo, triển khai: Từ ngày {short(plan.figures_from)} đến ngày {short(plan.figures_to)}, "
        f"{draft.unit.name} đã ban hành {count(info, 'docs_issued')} văn bản chỉ đạo, triển khai; tổ chức "
        f"{count(info, 'meetings')} hội nghị, cuộc họp quán triệt; thực hiện {count(info, 'communications')} tin, bài, "
        f"buổi tuyên truyền; tự kiểm tra {count(info, 'self_checks')} cuộc."
    )
    paper.text(f"2. Kết quả thực hiện nhiệm vụ: {_results(draft)}")
    if strengths := said(info, "strengths"):
        _write_said(paper, strengths, "3. Ưu điểm, cách làm hay: ")
    paper.heading("II. TỒN TẠI, HẠN CHẾ; NGUYÊN NHÂN", 1)
    _write_said(paper, said(info, "weaknesses") or _NONE)
    paper.heading("III. KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ", 1)
    if draft.difficulties:
        _write_difficulties(paper, draft)
    else:
        paper.text(_NONE)
    paper.heading("IV. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", 1)
    _write_said(paper, said(info, "next_actions") or _NONE)


def _scope(draft: UnitDraft) -> str:
    """What the annex holds, in a sentence."""
    given, added = len(draft.plan.actions_of(draft.unit.code)), len(draft.additional)
    parts = [f"{given:02d} nhiệm vụ được giao"] if given else []
    parts += [f"{added:02d} nhiệm vụ bổ sung của đơn vị"] if added else []
    return (
        f"{draft.unit.name} thực hiện {' và '.join(parts) or 'nhiệm vụ'} theo các nội dung của Chỉ số "
        f"{draft.plan.index}; việc làm cụ thể, chỉ tiêu, thời gian, tài liệu kiểm chứng và người phụ trách nêu tại Phụ "
        "lục kèm theo."
    )


def _by_dimension(draft: UnitDraft) -> Iterator[str]:
    """How many actions of each dimension are the unit's."""
    given = Counter(action.dimension for action in draft.plan.actions_of(draft.unit.code))
    for n, dimension in enumerate(sorted(given), start=1):
        yield f"{n}. {DIMENSIONS[dimension - 1]}: {given[dimension]:02d} nhiệm vụ."


def _results(draft: UnitDraft) -> str:
    """The unit's actions counted by status; what a form accepted by hand does not say is counted apart."""
    given = draft.plan.actions_of(draft.unit.code)
    rows = [draft.by_action.get(action.code) for action in given]
    said_of = Counter(said(row, "status") if row else "" for row in rows)
    counted = [f"{said_of[status]:02d} {label.lower()}" for status, label in STATUSES.items() if said_of[status]]
    unsaid = len(given) - sum(said_of[status] for status in STATUSES)
    counted += [f"{unsaid:02d} chưa nêu tình trạng"] if unsaid else []
    told = [f"trong {len(given):02d} nhiệm vụ được giao có {', '.join(counted)}"] if given else []
    told += [f"thực hiện {len(draft.additional):02d} nhiệm vụ bổ sung của đơn vị"] if draft.additional else []
    sentence = "; ".join([*told, "chi tiết tại Phụ lục kèm theo."])
    return sentence[:1].upper() + sentence[1:]


def _contact(draft: UnitDraft) -> str:
    """Who at the unit keeps track."""
    name, phone = said(draft.info, "contact_name"), said(draft.info, "contact_phone")
    told = f"{name or '…'}{f', điện thoại {phone}' if phone else ''}"
    return f"Đầu mối theo dõi, tổng hợp, báo cáo: {told}."


def _write_difficulties(paper: Paper, draft: UnitDraft) -> None:
    for row in draft.difficulties:
        action, cause, to = said(row, "action_code"), said(row, "cause"), said(row, "addressed_to")
        about = f"Nhiệm vụ {action}: " if action else ""
        because = f" Nguyên nhân: {_ended(cause)}" if cause else ""
        asked = f"{f' ({to})' if to else ''}: {_ended(said(row, 'proposal'))}"
        paper.text(f"- {about}{_ended(said(row, 'difficulty'))}{because} Đề xuất, kiến nghị{asked}")


def _write_said(paper: Paper, text: str, opening: str = "") -> None:
    """What the unit wrote, a paragraph a line."""
    first, *more = text.split("\n")
    paper.text(f"{opening}{first if more else _ended(first)}")
    for line in filter(None, map(str.strip, more)):
        paper.text(line)


def _ended(text: str) -> str:
    """A sentence of the unit's with its full stop."""
    return text if text.endswith((".", "!", "?", ";", ":", "…")) else f"{text}."
