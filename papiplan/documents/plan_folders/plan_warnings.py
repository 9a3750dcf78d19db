"""What looks odd in a sound plan folder: told, never refused (lưu ý).

Not here: what is wrong (`plan_schema`, `plan_columns`).
"""

import re
from collections.abc import Iterator, Sequence

from papiplan.documents.plan_folders.plan_columns import CalendarRow
from papiplan.documents.plan_folders.plan_scoring import most_points
from papiplan.documents.plan_folders.plan_source import Source
from papiplan.documents.plan_folders.plan_sources import Sources
from papiplan.documents.plan_folders.plan_targets import COMPARES_YEARS, unused_keys
from papiplan.domain.deadlines import Calendar, short
from papiplan.domain.index_figures import baseline, published
from papiplan.domain.plans import PlanDefinition, Target, TargetOperator
from papiplan.domain.problems import Problem
from papiplan.domain.quartiles import baselines_of, national
from papiplan.domain.units import Duty, Unit, normalised


def plan_warnings(plan: PlanDefinition, sources: Sources, days: Sequence[CalendarRow]) -> tuple[Problem, ...]:
    """Everything that looks odd; the sources say where it stands. Rows stand in the order of the plan's."""
    fields, units, actions, calendar = sources
    return (
        *_about_the_year(plan, fields),
        *_about_targets(plan, fields),
        *_about_points(plan, fields),
        *_about_units(plan, units),
        *_about_names(plan, units),
        *_about_actions(plan, actions),
        *_about_days(days, calendar),
    )


def _about_the_year(plan: PlanDefinition, fields: Source) -> Iterator[Problem]:
    for key, day in (("figures_from", plan.figures_from), ("figures_to", plan.figures_to)):
        if day.year != plan.year:
            what = f"kỳ số liệu có ngày {short(day)}, ngoài năm {plan.year} của Chỉ số"
            yield Problem(fields.where((key,)), what, "Kiểm tra năm của Chỉ số và kỳ số liệu.")
    if plan.prepare_on <= plan.figures_to:
        what = f"biểu báo cáo gửi trước từ ngày {short(plan.prepare_on)}, khi kỳ số liệu chưa hết"
        yield Problem(fields.where(("prepare_on",)), what, "Kiểm tra ngày gửi trước biểu báo cáo.")
    for key, text in (("title", plan.title), ("subject", plan.subject), ("short", plan.short)):
        years = set(re.findall(r"(?i)\bnăm (20\d\d)\b", text))
        if years and str(plan.year) not in years:
            what = f"ghi năm {', '.join(sorted(years))}, trong khi năm của Chỉ số là {plan.year}"
            yield Problem(fields.where((key,)), what, "Kiểm tra lại nếu chép từ kế hoạch năm trước.")


def _about_targets(plan: PlanDefinition, fields: Source) -> Iterator[Problem]:
    for n, target in enumerate(plan.targets):
        for key in unused_keys(target):
            what = f'chỉ tiêu loại "{target.operator}" không dùng "{key}"'
            yield Problem(fields.where(("targets", n, key)), what, "Kiểm tra loại chỉ tiêu, hoặc bỏ mục này.")
        if target.operator in COMPARES_YEARS:
            yield from _about_year_compared(plan, target, fields.where(("targets", n, "reference_year")))


def _about_year_compared(plan: PlanDefinition, target: Target, where: str) -> Iterator[Problem]:
    year = target.reference_year or plan.year - 1
    if year >= plan.year:
        what = f"chỉ tiêu so với năm {year}, không trước năm {plan.year} của Chỉ số"
        yield Problem(where, what, "Kiểm tra năm so sánh.")
    elif published(baseline(plan, year), target.figure) is None:
        what = f"thư mục results chưa có kết quả năm {year} của {plan.province} để so sánh"
        yield Problem(where, what, "Thêm bảng kết quả năm đó vào thư mục results.")
    elif target.operator is TargetOperator.RAISE_RANK and not national(baselines_of(plan, year), target.figure):
        what = f"thư mục results chưa có kết quả năm {year} của các tỉnh, thành phố để xếp thứ"
        yield Problem(where, what, "Thêm bảng kết quả của tất cả các tỉnh, thành phố năm đó vào thư mục results.")


def _about_points(plan: PlanDefinition, fields: Source) -> Iterator[Problem]:
    most = most_points(plan.scoring)
    if abs(most - 100) > 1e-6:
        yield Problem(fields.where(("scoring",)), f"các tiêu chí cộng lại được {most:g} điểm", "Thường là 100 điểm.")


def _about_units(plan: PlanDefinition, units: Source) -> Iterator[Problem]:
    for n, unit in enumerate(plan.units):
        if unit.code == plan.coordinator_unit and unit.duty is not Duty.NONE:
            what = f"{unit.short} là cơ quan đầu mối, nhưng ghi {unit.duty.label}"
            yield Problem(units.where((n, "duty")), what, 'Cơ quan đầu mối thường ghi "không phải gửi".')
        if unit.duty is not Duty.NONE and not unit.addresses:
            what = f"{unit.short} chưa có địa chỉ thư điện tử, không nhận được thư"
            yield Problem(units.where((n, "addresses")), what, "Ghi địa chỉ, hoặc gửi biểu cho đơn vị bằng cách khác.")
        if unit.duty is Duty.OBLIGED and not plan.actions_of(unit.code):
            what = f"{unit.short} phải gửi nhưng không chủ trì, không thực hiện tại địa bàn nhiệm vụ nào"
            yield Problem(
                units.where((n,)), what, 'Đơn vị sẽ điền trang "Nhiệm vụ bổ sung"; kiểm tra lại bảng nhiệm vụ.'
            )


def _about_names(plan: PlanDefinition, units: Source) -> Iterator[Problem]:
    """Names and addresses that two units share resolve to neither."""
    first: dict[tuple[str, str], Unit] = {}
    for n, unit in enumerate(plan.units):
        words = [("name", unit.name), ("short", unit.short), *(("aliases", alias) for alias in unit.aliases)]
        keys = [(key, "tên", normalised(word), word) for key, word in words]
        keys += [("addresses", "địa chỉ", address.casefold(), address) for address in unit.addresses]
        for key, noun, spelling, word in keys:
            other = first.setdefault((noun, spelling), unit)
            if other is not unit:
                what = f'{noun} "{word}" cũng là của đơn vị "{other.code}"'
                yield Problem(
                    units.where((n, key)), what, "Khi chỉ có tên hoặc địa chỉ này, không nhận ra được đơn vị."
                )


def _about_actions(plan: PlanDefinition, actions: Source) -> Iterator[Problem]:
    duties = {unit.code: unit.duty for unit in plan.units}
    for n, action in enumerate(plan.actions):
        lead = plan.unit(action.lead)
        if lead.duty is Duty.OBLIGED or lead.code == plan.coordinator_unit:
            continue
        where = actions.where((n, "lead"))
        if not any(duties[code] is Duty.OBLIGED for code in action.on_site):
            what = f"nhiệm vụ {action.code} không có đơn vị nào phải báo cáo ({lead.short} chủ trì, {lead.duty.label})"
            yield Problem(where, what, "Kiểm tra cột chủ trì và cột thực hiện tại địa bàn.")
        else:
            what = f"nhiệm vụ {action.code} do {lead.short} chủ trì, là đơn vị {lead.duty.label}"
            yield Problem(where, what, "Kết quả chung của nhiệm vụ chỉ có nếu cơ quan này phối hợp cung cấp.")


def _about_days(days: Sequence[CalendarRow], calendar: Source) -> Iterator[Problem]:
    """A correction that changes nothing is often a slip in the date."""
    public = Calendar()
    for n, day in enumerate(days):
        if public.is_working(day.date) is day.kind:
            what = f"ngày {short(day.date)} vốn là {'ngày làm việc' if day.kind else 'ngày nghỉ'}"
            yield Problem(calendar.where((n, "date")), what, "Kiểm tra ngày; nếu đúng thì không cần dòng này.")
