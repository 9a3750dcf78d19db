"""Rules between the rows of a table: what identifies a row, successors that lead somewhere, somebody who is obliged.

Not here: rules inside one row (`plan_columns`).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from papiplan.documents.plan_folders.plan_columns import CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_references import References
from papiplan.documents.plan_folders.plan_source import Source
from papiplan.domain.deadlines import short
from papiplan.domain.problems import Problem
from papiplan.domain.units import Duty


def check_codes(rows: Source) -> Iterator[Problem]:
    """Each code once, whatever else is wrong with its row."""
    first: dict[str, int] = {}
    for n, row in rows.rows:
        code = row.get("code", "").casefold()
        if code and first.setdefault(code, n) != n:
            what = f'mã "{row["code"]}" đã có ở {rows.where((first[code],))}'
            yield Problem(rows.where((n, "code")), what, "Mỗi mã chỉ dùng một lần.")


def check_days(rows: Source, days: Sequence[CalendarRow]) -> Iterator[Problem]:
    """Each day once; `days` is empty while single rows are wrong."""
    first: dict[date, int] = {}
    for n, day in enumerate(days):
        if first.setdefault(day.date, n) != n:
            what = f"ngày {short(day.date)} đã có ở {rows.where((first[day.date],))}"
            yield Problem(rows.where((n, "date")), what, "Mỗi ngày chỉ ghi một lần.")


def check_units(rows: Source, units: Sequence[UnitRow], known: References) -> Iterator[Problem]:
    """What must hold between units; `units` is empty while single rows are wrong."""
    yield from check_codes(rows)
    groups = known.groups.codes if known.groups else frozenset()
    for n, row in rows.rows:
        if row.get("code") in groups:
            what = f'mã "{row["code"]}" cũng là mã của một khối'
            yield Problem(rows.where((n, "code")), what, "Đặt mã khác cho đơn vị hoặc cho khối.")
    if units and not any(unit.duty is Duty.OBLIGED for unit in units):
        yield Problem(
            rows.where(()), "không có đơn vị nào phải gửi", f'Ghi "{Duty.OBLIGED.label}" cho ít nhất một đơn vị.'
        )
    successors = {unit.code: unit.successor for unit in units}
    for n, unit in enumerate(units):
        if unit.successor and _comes_back(unit.code, successors):
            what = f'đơn vị kế thừa của "{unit.code}" dẫn vòng về chính nó'
            yield Problem(rows.where((n, "successor")), what, "Kiểm tra các đơn vị kế thừa.")


def _comes_back(code: str, successors: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = successors[code]
    while at and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = successors.get(at, "")
    return False
