"""How an entry of the journal reads: the act, and what it names, in words.

Not here: the chain that the entries make (`domain.journal_chain`).
"""

import json
from collections.abc import Mapping

from papiplan.domain.hand_acts import HandAct

SYSTEM = "papiplan"
"""Who acts where no officer does."""


def who_words(who: str) -> str:
    """The officer's code, or the system."""
    return "Hệ thống" if who == SYSTEM else who


def act_words(act: str) -> str:
    """An act in words: an officer's own, or what the system did by itself."""
    return HandAct(act).label if act in set(HandAct) else _BY_ITSELF.get(act, act)


def ids_words(ids: Mapping[str, object]) -> str:
    """What an entry names: hồ sơ: 1, 2; lần tổng hợp: 3."""
    return "; ".join(f"{_NAMED.get(name, name)}: {_plain(value)}" for name, value in sorted(ids.items()))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_BY_ITSELF = {
    "accept_form": "kiểm tra biểu: chấp nhận",
    "return_form": "kiểm tra biểu: trả lại",
    "mail_submission": "đọc thư: hồ sơ của đơn vị",
    "mail_hand": "đọc thư: nhập hộ",
    "mail_words": "đọc thư: không có hồ sơ",
    "mail_bounce": "đọc thư: báo không gửi được",
    "mail_automatic": "đọc thư: trả lời tự động",
    "make_subplan_forms": "lập biểu đăng ký",
    "make_report_forms": "lập biểu báo cáo",
    "remind": "đôn đốc",
    "draft_letters": "lập dự thảo công văn đôn đốc",
    "consolidate": "tổng hợp báo cáo",
    "consolidate_subplans": "tổng hợp kế hoạch của các đơn vị",
    "evaluate": "lập dự thảo đánh giá",
    "confirmed_papers": "lập danh sách, phiếu kết quả sau khi xác nhận",
    "make_pdf": "lập bản PDF",
    "show_file": "trình tệp trong thư mục theo dõi",
    "restore": "khôi phục từ bản sao lưu",
    "archive": "lập hồ sơ lưu trữ",
}
"""What the journal says the system did by itself."""

_NAMED = {
    "about": "về",
    "act": "việc",
    "backed_up_at": "sao lưu lúc",
    "before": "trước đó",
    "choice": "lựa chọn",
    "day": "ngày",
    "deliveries": "lượt gửi thư",
    "doubted": "thư chưa rõ đã gửi",
    "entry": "mục số",
    "evaluation": "bản đánh giá",
    "failed": "không lập được",
    "file": "tệp",
    "files": "tệp",
    "final": "chốt",
    "forms": "biểu",
    "index": "chỉ số",
    "kind": "loại hồ sơ",
    "mail": "thư đến",
    "message": "thư đi",
    "messages": "thư đi",
    "met": "đạt",
    "missing": "tệp thiếu",
    "notices": "thông báo",
    "number": "số, ký hiệu",
    "obligation": "nghĩa vụ gửi",
    "obligations": "nghĩa vụ gửi",
    "of": "của",
    "on": "ngày",
    "organisation": "cơ quan, tổ chức",
    "owed": "còn nợ văn bản ở mục số",
    "part": "phần",
    "problems": "điểm cần hoàn thiện",
    "publication": "lần công bố",
    "received_at": "nhận lúc",
    "remedies": "kiến nghị",
    "reports": "báo cáo",
    "revision": "lần tổng hợp",
    "step": "bước",
    "subjects": "số đơn vị, cá nhân",
    "sha256": "mã kiểm tra",
    "submission": "hồ sơ",
    "submissions": "hồ sơ",
    "target": "chỉ tiêu",
    "unit": "đơn vị",
    "units": "đơn vị",
    "until": "đến ngày",
    "version": "phiên bản",
    "year": "năm",
}
"""What entries name, by their own words for it."""
