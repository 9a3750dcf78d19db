"""The fields of the operators' forms: what they are called, and how what was stated is read.

Not here: what a flow does with them, nor whether a value is right (the domain's rules).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from inspect import Parameter, signature
from typing import Any, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from papiplan.domain.entries import MOST_CHARACTERS
from papiplan.domain.problems import Problem, Refused

TITLES: Mapping[str, str] = {
    "folder": "Thư mục kế hoạch",
    "plan": "Kế hoạch",
    "number": "Số, ký hiệu",
    "on": "Ngày",
    "actor": "Người thực hiện",
    "signed": "Tệp bản ký",
    "signer": "Người ký",
    "files": "Tệp",
    "at": "Thời điểm",
    "unit": "Đơn vị",
    "units": "Các đơn vị",
    "kind": "Loại hồ sơ",
    "kinds": "Loại thư",
    "channel": "Kênh nhận",
    "registry_no": "Số đến",
    "doc_symbol": "Số, ký hiệu văn bản của đơn vị",
    "doc_date": "Ngày văn bản của đơn vị",
    "reason": "Lý do",
    "results": "Tệp kết quả",
    "figures": "Điểm của tỉnh (nhập tay)",
    "not_scored": "Tỉnh không có kết quả",
    "index": "Chỉ số khác",
    "score": "Điểm của chỉ số khác",
    "rank": "Xếp hạng của chỉ số khác",
    "source": "Nguồn của chỉ số khác",
    "group": "Nhóm được công bố",
    "year": "Năm của Chỉ số",
    "correct": "Đính chính",
    "decided_by": "Người quyết định",
    "basis": "Căn cứ",
    "until": "Gia hạn đến",
    "paper_owed": "Còn nợ văn bản",
    "choice": "Lựa chọn",
    "about": "Về mục nào, dự thảo nào",
    "signed_on": "Ngày văn bản",
    "file": "Tệp",
    "entry": "Mục số",
    "submission": "Hồ sơ số",
    "decision": "Quyết định",
    "part": "Là gì",
    "inspector": "Đoàn, người kiểm tra",
    "findings": "Kết quả kiểm tra",
    "remedies": "Các kiến nghị",
    "remedy": "Kiến nghị",
    "organisation": "Cơ quan, tổ chức",
    "content": "Nội dung",
    "person": "Người nghe",
    "difficulty": "Khó khăn, vướng mắc",
    "action": "Mã nhiệm vụ",
    "cause": "Nguyên nhân",
    "proposal": "Đề xuất, kiến nghị",
    "addressed_to": "Cơ quan được kiến nghị",
    "wanted_on": "Mong được trả lời trước ngày",
    "answer": "Nội dung trả lời",
    "answered_by": "Cơ quan, người trả lời",
    "digest": "Mã dự thảo",
    "decision_number": "Số, ký hiệu quyết định",
    "decision_on": "Ngày quyết định",
    "changes": "Đơn vị khác dự thảo",
    "commend": "Đề nghị biểu dương, khen thưởng",
    "criticise": "Đề nghị phê bình",
    "settle_owed": "Chấp nhận không có văn bản",
    "subjects": "Đơn vị, cá nhân được đề xuất",
    "step": "Bước",
    "trouble": "Loại sự cố",
    "run": "Lượt chạy",
    "said": "Câu máy báo",
    "final": "Chốt",
    "target": "Chỉ tiêu",
    "apply": "Áp dụng",
    "now": "Thời điểm chạy",
}
"""What forms call the flows' parameters; the line under each comes from the flow's docstring."""

_KINDS = ("kế hoạch", "báo cáo")
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "receive": {"kind": (*_KINDS, "khắc phục"), "channel": ("bản giấy", "Zalo", "văn thư")},
    "assign_submission": {
        "kind": (*_KINDS, "khắc phục"),
        "part": ("biểu", "bản ký", "tài liệu kiểm chứng", "không phải hồ sơ"),
    },
    "review_submission": {"decision": ("trả lại", "chấp nhận"), "kind": _KINDS, "part": ("biểu", "bản ký")},
    "confirm_due_date": {"kind": _KINDS, "choice": ("giữ hạn", "gia hạn")},
    "type_in": {"kind": _KINDS},
    "judge_target": {"decision": ("đạt", "không đạt")},
    "record_award_step": {"step": ("đã trình", "Hội đồng đã xét", "có quyết định")},
}
"""What forms let an officer choose from, by flow and field; what is not chosen is as if not stated."""

_HOW: Mapping[type, str] = {
    date: "Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2024-04-02.",
    datetime: "Ghi ngày giờ theo dạng năm-tháng-ngày giờ:phút, ví dụ 2024-04-02 14:00.",
    int: "Ghi một số.",
    bool: "Chọn có (true) hoặc không (false).",
    list: "Ghi danh sách, mỗi mục một dòng.",
    str: "Ghi bằng chữ.",
}


class Fields:
    """The fields of one flow, read as its signature wants them."""

    def __init__(self, flow: Callable[..., Any]) -> None:
        self._fields = {
            name: (parameter, TypeAdapter(parameter.annotation, config=ConfigDict(coerce_numbers_to_str=True)))
            for name, parameter in signature(flow, eval_str=True).parameters.items()
        }

    def read(self, stated: Mapping[str, Any]) -> dict[str, Any]:
        """The values of all fields; what was left empty is as if not stated. Refused with every field that is wrong."""
        values, problems = {}, []
        for name, (parameter, reader) in self._fields.items():
            value = stated.get(name)
            if value is None and parameter.default is not Parameter.empty:
                values[name] = parameter.default
                continue
            try:
                values[name] = reader.validate_python(value)
            except ValidationError:
                problems.append(_problem(name, parameter, value))
            problems += _too_long(name, value)
        if problems:
            raise Refused(*problems)
        return values


def _too_long(name: str, value: Any) -> list[Problem]:
    """A line longer than anybody reads; fields of many lines have many."""
    longest = max(map(len, value.splitlines()), default=0) if isinstance(value, str) else 0
    if longest <= MOST_CHARACTERS:
        return []
    return [Problem(TITLES[name], f"dài {longest} ký tự", f"Ghi nhiều nhất {MOST_CHARACTERS} ký tự.")]


def _problem(name: str, parameter: Parameter, value: Any) -> Problem:
    annotation = parameter.annotation
    wanted = next(kind for kind in _HOW if kind in (annotation, get_origin(annotation), *get_args(annotation)))
    found = "chưa ghi" if value is None else f'ghi "{str(value)[:40]}"'
    return Problem(TITLES[name], found, _HOW[wanted])
