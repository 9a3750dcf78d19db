"""How two versions of a plan differ, in the words that an officer or a unit reads, and which forms show it.

Not here: how two rosters differ (`roster_changes`), nor what a change does to the duties of units (`amending`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from enum import StrEnum

from papiplan.domain.actions import Action
from papiplan.domain.deadlines import DeadlineRule, short
from papiplan.domain.form_given import given_values
from papiplan.domain.forms import Form
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.roster_changes import roster_changes

_LABELS: Mapping[str, str] = {
    "year": "Năm của Chỉ số",
    "index": "Chỉ số",
    "title": "Tên kế hoạch",
    "subject": "Trích yếu",
    "short": "Tên gọi tắt",
    "province": "Tỉnh",
    "issuer": "Cơ quan ban hành",
    "coordinator": "Cơ quan đầu mối",
    "coordinator_unit": "Đơn vị đầu mối",
    "operators": "Cán bộ theo dõi",
    "signer": "Người ký Kế hoạch",
    "report_signer": "Người ký báo cáo",
    "parent_plan": "Kế hoạch cấp trên",
    "superior": "Cơ quan cấp trên nhận báo cáo",
    "legal_bases": "Căn cứ",
    "body": "Nội dung văn bản",
    "recipients": "Nơi nhận",
    "tell_recipients": "Gửi để biết",
    "subplan_rule": "Thời hạn gửi kế hoạch",
    "report_rule": "Thời hạn gửi báo cáo",
    "mend_days": "Số ngày hoàn thiện biểu",
    "reminders": "Lịch nhắc, đôn đốc",
    "prepare_on": "Ngày gửi trước biểu báo cáo",
    "figures_from": "Kỳ số liệu từ ngày",
    "figures_to": "Kỳ số liệu đến ngày",
    "consolidate": "Cách tổng hợp",
    "targets": "Mục tiêu",
    "scoring": "Thang điểm",
    "groups": "Khối",
    "baselines": "Kết quả các năm trước",
    "caveat": "Lưu ý in trên văn bản",
    "due_time": "Giờ hết hạn",
    "on_time_by": "Phần quyết định đúng hạn",
    "late_notice_days": "Số ngày đề xuất khi ghi nhận muộn",
    "calendar_days": "Lịch làm việc điều chỉnh",
    "mail_texts": "Mẫu thư của cơ quan",
    "paper_templates": "Mẫu văn bản của cơ quan",
    "group_boundary": "Nhóm của tỉnh ở ranh giới",
}
"""What an officer calls the fields of a plan; units and actions have lines of their own."""

TERMS = (
    "subplan_rule", "report_rule", "due_time", "on_time_by", "mend_days", "calendar_days", "figures_from", "figures_to",
    "issuer", "caveat",
)  # fmt: skip
"""The fields that every unit has to be told of: its terms, and what its form shows."""


def changes(before: PlanDefinition, after: PlanDefinition) -> tuple[str, ...]:
    """Everything in which two versions of a plan differ, a line each; none exactly when they are equal."""
    return (
        *field_changes(before, after, tuple(_labelled(before))),
        *roster_changes(before.units, after.units),
        *action_changes(before, after, _codes(before.actions, after.actions)),
    )


def _labelled(plan: PlanDefinition) -> Iterator[str]:
    return (field.name for field in fields(plan) if field.name not in ("id", "units", "actions"))


def field_changes(before: PlanDefinition, after: PlanDefinition, names: Sequence[str]) -> tuple[str, ...]:
    """The differences in these fields."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(_changed(_LABELS[name], old, new) for name, old, new in pairs if old != new)


def unit_lines(before: PlanDefinition, after: PlanDefinition, unit: str) -> tuple[str, ...]:
    """What two versions of a plan change for one unit: its own actions, and the terms that hold for all."""
    was = {action.code for action in before.actions_of(unit)}
    own = _codes(before.actions_of(unit), after.actions_of(unit))
    given = [f"Giao thêm nhiệm vụ {a.code}: {a.text}" for a in after.actions_of(unit) if a.code not in was]
    still = {action.code for action in after.actions_of(unit)}
    taken = [f"Thôi giao nhiệm vụ {a.code}: {a.text}" for a in before.actions_of(unit) if a.code not in still]
    kept = tuple(code for code in own if code in was & still)
    itself = roster_changes([before.unit(unit)], [after.unit(unit)])
    return (*given, *taken, *action_changes(before, after, kept), *field_changes(before, after, TERMS), *itself)


def action_changes(before: PlanDefinition, after: PlanDefinition, codes: Sequence[str]) -> tuple[str, ...]:
    """The differences in the actions of these codes."""
    old, new = ({action.code: action for action in plan.actions} for plan in (before, after))
    lines = []
    for code in codes:
        if code not in old:
            lines.append(f"Thêm nhiệm vụ {code}: {new[code].text} (chủ trì: {after.unit(new[code].lead).short})")
        elif code not in new:
            lines.append(f"Bỏ nhiệm vụ {code}: {old[code].text}")
        elif old[code] != new[code]:
            lines.append(f"Sửa nhiệm vụ {code}: {'; '.join(_action_parts(before, after, old[code], new[code]))}")
    return tuple(lines)


_ACTION_LABELS: Mapping[str, str] = {
    "dimension": "nội dung",
    "subdimension": "số nội dung thành phần",
    "subdimension_name": "nội dung thành phần",
    "text": "nhiệm vụ, giải pháp",
    "lead": "chủ trì",
    "on_site": "thực hiện tại địa bàn",
    "support": "phối hợp",
    "partners": "cơ quan phối hợp",
    "target": "chỉ tiêu",
    "timing": "thời gian thực hiện",
    "output": "sản phẩm, kết quả",
    "indices": "chỉ số được phục vụ",
}


def _action_parts(before: PlanDefinition, after: PlanDefinition, old: Action, new: Action) -> Iterator[str]:
    for name, label in _ACTION_LABELS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was == now:
            continue
        if name == "lead":
            was, now = before.unit(was).short, after.unit(now).short
        if name in ("on_site", "support"):
            added = [after.unit(code).short for code in now if code not in was]
            gone = [before.unit(code).short for code in was if code not in now]
            words = [f"thêm {', '.join(added)}"] * bool(added) + [f"thôi {', '.join(gone)}"] * bool(gone)
            yield f"{label}: {'; '.join(words) or 'đổi thứ tự'}"
        else:
            yield _changed(label, was, now)


def _codes(before: Sequence[Action], after: Sequence[Action]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(action.code for action in (*after, *before)))


def _changed(label: str, old: object, new: object) -> str:
    was, now = _words(old), _words(new)
    shown = was and now and max(len(was), len(now)) <= _MOST
    return f"{label}: {was} → {now}" if shown else f"{label} thay đổi"


_MOST = 300
"""The longest value that a line shows."""


def _words(value: object) -> str:
    """A value as a person writes it; empty for what has too many parts to be shown in a line."""
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, DeadlineRule):
        shift = ", chuyển sang ngày làm việc tiếp theo" if value.shift else ", không chuyển ngày"
        return f"{value.days:02d} {value.counting.label}{shift}"
    if isinstance(value, date):
        return short(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return f'"{value}"'
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def form_changed(before: PlanDefinition, after: PlanDefinition, unit: str, kind: SubmissionKind) -> bool:
    """Whether a unit's form of a kind shows other facts than before."""
    return _printed(before, unit, kind) != _printed(after, unit, kind)


def _printed(plan: PlanDefinition, unit: str, kind: SubmissionKind) -> object:
    """What a unit's form shows of the plan; the officer to be asked stands on it too, but makes no new form."""
    form = Form("", "", plan.id, unit, kind, 0)
    rows = [given_values(plan, form, n, action) for n, action in enumerate(plan.actions_of(unit), start=1)]
    return plan.unit(unit).name, plan.issuer.name, plan.figures_from, plan.figures_to, plan.caveat, rows
