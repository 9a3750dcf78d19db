"""How two rosters differ, in words, and what may not be done to a roster once a plan is issued.

Not here: who stands in for whom (`roster`), nor what a change does to the duties of units (`amending`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from papiplan.domain.deadlines import short
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.units import Duty, Unit, UnitKind

_LABELS: Mapping[str, str] = {
    "kind": "loại đơn vị",
    "group": "khối",
    "duty": "trách nhiệm gửi",
    "head_title": "chức danh người đứng đầu",
    "head_name": "người đứng đầu",
    "contact_name": "đầu mối",
    "contact_phone": "điện thoại đầu mối",
    "addresses": "thư điện tử",
    "aliases": "tên gọi khác",
    "gso_code": "mã đơn vị hành chính",
    "valid_from": "có từ ngày",
}
"""What an officer calls the fields of a unit; names, ends and successors have lines of their own."""


def roster_changes(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[str, ...]:
    """Everything in which two rosters differ, a line each; none exactly when they are equal."""
    old, new = ({unit.code: unit for unit in units} for units in (before, after))
    names = {unit.code: unit.short for unit in (*before, *after)}
    lines = [line for unit in after for line in _unit_changes(old.get(unit.code), unit, names)]
    lines += [f"Bỏ đơn vị: {unit.name} ({unit.code})" for unit in before if unit.code not in new]
    if not lines and tuple(before) != tuple(after):
        return ("Đổi thứ tự các đơn vị",)
    return tuple(lines)


def _unit_changes(old: Unit | None, new: Unit, names: Mapping[str, str]) -> Iterator[str]:
    if old is None:
        since = f", có từ ngày {short(new.valid_from)}" if new.valid_from else ""
        yield f"Thêm đơn vị: {new.name} ({new.code}), {new.duty.label}{since}"
        old = replace(new, valid_to=None, successor="")
    if (old.name, old.short) != (new.name, new.short):
        yield f"Đổi tên: {_called(old)} → {_called(new)}"
    if (old.valid_to, old.successor) != (new.valid_to, new.successor):
        yield _ending(new, names)
    for field, label in _LABELS.items():
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield f"{new.short}: {label} {_words(was)} → {_words(now)}"


def _called(unit: Unit) -> str:
    return unit.name if unit.short == unit.name else f"{unit.name} ({unit.short})"


def _ending(unit: Unit, names: Mapping[str, str]) -> str:
    if unit.valid_to is None:
        return f"{unit.short}: không còn ghi ngày kết thúc, đơn vị kế thừa"
    last = f"{unit.short} đến hết ngày {short(unit.valid_to)}"
    if unit.successor:
        return f"Sáp nhập: {last}, đơn vị kế thừa là {names.get(unit.successor, unit.successor)}"
    return f"Kết thúc hoạt động: {last}, không có đơn vị kế thừa; cần quyết định về hồ sơ còn phải gửi"


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or "(trống)"
    if isinstance(value, UnitKind | Duty):
        return value.label
    return short(value) if isinstance(value, date) else str(value or "(trống)")


def roster_problems(before: Sequence[Unit], after: Sequence[Unit], places: Mapping[str, str]) -> tuple[Problem, ...]:
    """What a new roster may not do: let a unit vanish, or have it followed by one that cannot answer for it.

    `places` says where each unit stands in the table.
    """
    codes = {unit.code for unit in after}
    vanished = [
        Problem(
            "Danh sách đơn vị",
            f'thiếu đơn vị "{unit.code}" ({unit.name})',
            'Giữ dòng của đơn vị; nếu đơn vị đã sáp nhập, giải thể, ghi ngày cuối ở cột "Có đến ngày" (valid_to) và mã '
            'đơn vị kế thừa (nếu có) ở cột "Mã đơn vị kế thừa" (successor).',
        )
        for unit in before
        if unit.code not in codes
    ]
    return (*vanished, *(problem for unit in after for problem in _ending_problems(unit, after, places)))


def _ending_problems(unit: Unit, units: Sequence[Unit], places: Mapping[str, str]) -> Iterator[Problem]:
    where = places.get(unit.code, unit.code)
    heir = next((other for other in units if other.code == unit.successor), None)
    if heir is None or unit.valid_to is None:
        return
    if heir.valid_to is not None and heir.valid_to <= unit.valid_to:
        what = f"{heir.short} kế thừa {unit.short} nhưng kết thúc không muộn hơn ({short(heir.valid_to)})"
        yield Problem(where, what, "Kiểm tra ngày cuối của hai đơn vị.")
    if unit.duty is Duty.OBLIGED and heir.duty is not Duty.OBLIGED:
        what = f"{heir.short} kế thừa {unit.short}, là đơn vị {unit.duty.label}, nhưng ghi {heir.duty.label}"
        yield Problem(where, what, f'Ghi "{Duty.OBLIGED.label}" cho đơn vị kế thừa.')


def with_former_units(before: PlanDefinition, after: PlanDefinition) -> PlanDefinition:
    """The plan with the units that its new folder leaves out: what they did stays on record, nothing is asked of them.

    A unit that was merged before stays as it was, for its successor answers for it.
    """
    codes = {unit.code for unit in after.units}
    former = [
        unit if unit.successor in codes else replace(unit, duty=Duty.NONE, successor="")
        for unit in before.units
        if unit.code not in codes
    ]
    return replace(after, units=(*after.units, *former))
