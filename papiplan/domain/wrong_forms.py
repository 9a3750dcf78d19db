"""Why a file that came is not the form that was awaited: no form at all, an older one, another plan's or unit's.

Not here: which issued form a file is (its id and code are looked up in the database), nor what is wrong in a right one
(`submissions`).
"""

import re

from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm
from papiplan.domain.units import Unit


def wrong_form_problem(file_name: str, raw: RawForm, definition: PlanDefinition) -> Problem:
    """What a workbook is that the plan has no issued form for, told by its visible code alone."""
    use_ours = f"Đề nghị dùng biểu năm {definition.year} gửi kèm thư này."
    year = _year_of(raw.code, definition.index)
    if not raw.code:
        return Problem("", f'Tệp "{file_name}" không phải là biểu của Kế hoạch năm {definition.year}', use_ours)
    if year and year != definition.year:
        return Problem("", f'Tệp "{file_name}" là biểu của Kế hoạch năm {year}', use_ours)
    return Problem("", f'Tệp "{file_name}" là biểu của kế hoạch khác (mã biểu {raw.code})', use_ours)


def _year_of(code: str, index: str) -> int | None:
    found = re.match(rf"{re.escape(index)}(\d{{4}})-", code)
    return int(found[1]) if found else None


def wrong_unit_problem(owner: Unit, sender: Unit) -> Problem:
    """A unit's form that came from another unit's address."""
    return Problem(
        "",
        f"Tệp là biểu của {owner.name}, được gửi từ địa chỉ của {sender.name}",
        "Đề nghị kiểm tra và gửi đúng biểu của đơn vị.",
    )
