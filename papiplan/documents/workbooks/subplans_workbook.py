"""The workbook beside the report on sub-plans (dang-ky.xlsx): each promise with the file and the cells it came from.

Not here: what its sheets look like (`sheet_layout`), nor the report's text (`reports.subplans_report`).
"""

from collections.abc import Iterator, Sequence

from papiplan.documents.reports.subplans_report import rhythm_words, sum_words
from papiplan.documents.wording import sorted_day, source_words
from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import Sheets, columns
from papiplan.documents.workbooks.workbook import SENDINGS, sendings
from papiplan.documents.workbooks.workbook_results import SOURCE_COLUMN
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.promises import Subplans


def render_subplans_workbook(subplans: Subplans) -> bytes:
    """The workbook as an .xlsx; equal facts make equal bytes."""
    plan = subplans.definition
    sheets = Sheets(f"Việc đơn vị đăng ký: {plan.short}", (plan.caveat,))
    sheets.add("Việc đăng ký", f"Việc đơn vị đăng ký: {plan.short}", _PROMISES, _promises(subplans))
    sheets.add("Theo nhiệm vụ", "Đăng ký theo nhiệm vụ", _BY_ACTION, _by_action(subplans))
    sheets.add("Chưa có đơn vị đăng ký", "Nhiệm vụ chưa có đơn vị đăng ký", _UNPLANNED, _unplanned(subplans))
    sheets.add("Nhiệm vụ bổ sung", "Nhiệm vụ bổ sung của đơn vị", _EXTRAS, _extras(subplans))
    sheets.add("Tình hình gửi", "Tình hình gửi kế hoạch", SENDINGS, sendings(subplans.table, SubmissionKind.SUBPLAN))
    return sheets.content()


_PROMISES = columns(
    ("Mã", 9), ("Đơn vị", 26), ("Nhiệm vụ, giải pháp", 44), ("Việc làm cụ thể", 50), ("Chỉ tiêu", 26),
    ("Chỉ tiêu bằng số", 11), ("Đơn vị tính", 11), ("Cách thực hiện", 16), ("Ngày bắt đầu", 13),
    ("Ngày hoàn thành", 13), ("Tài liệu kiểm chứng dự kiến", 32), ("Người phụ trách", 26), ("Chức danh, bộ phận", 26),
    ("Phối hợp ở địa bàn", 24), ("Ghi chú", 20), SOURCE_COLUMN,
)  # fmt: skip


def _promises(subplans: Subplans) -> Iterator[Sequence[Cell]]:
    for each in subplans.promised:
        for row in each.rows:
            yield (
                each.action.code,
                subplans.definition.unit(row.unit).short,
                each.action.text,
                row.text("measures"),
                row.text("unit_target"),
                row.target_number,
                row.text("measure_unit"),
                rhythm_words(row),
                sorted_day(row.text("starts_on")),
                sorted_day(row.text("ends_on")),
                row.text("planned_evidence"),
                row.text("person"),
                row.text("person_title"),
                row.text("partners"),
                row.text("note"),
                source_words(row.source, subplans.definition),
            )


_BY_ACTION = columns(
    ("Mã", 9), ("Nhiệm vụ, giải pháp", 60), ("Cơ quan chủ trì", 28), ("Phải đăng ký", 11), ("Đã đăng ký", 11),
    ("Tổng chỉ tiêu bằng số", 32), ("Chưa nhận được đăng ký", 60), SOURCE_COLUMN,
)  # fmt: skip


def _by_action(subplans: Subplans) -> Iterator[Sequence[Cell]]:
    plan = subplans.definition
    for each in subplans.promised:
        yield (
            each.action.code,
            each.action.text,
            plan.unit(each.action.lead).short,
            each.asked,
            len(each.rows),
            sum_words(each),
            "; ".join(plan.unit(unit).short for unit in each.awaited),
            f"Trang Việc đăng ký, các hàng có mã {each.action.code}" if each.rows else "Danh mục nhiệm vụ của Kế hoạch",
        )


_UNPLANNED = columns(
    ("Mã", 9), ("Nhiệm vụ, giải pháp", 70), ("Cơ quan chủ trì", 30), ("Phải đăng ký", 60), SOURCE_COLUMN
)


def _unplanned(subplans: Subplans) -> Iterator[Sequence[Cell]]:
    plan = subplans.definition
    for each in subplans.unplanned:
        asked = "; ".join(plan.unit(unit).short for unit in each.awaited)
        lead = plan.unit(each.action.lead).short
        yield (each.action.code, each.action.text, lead, asked, "Danh mục nhiệm vụ của Kế hoạch")


_EXTRAS = columns(
    ("Đơn vị", 26), ("Nội dung", 10), ("Nhiệm vụ của đơn vị", 60), ("Chỉ tiêu", 30), ("Ghi chú", 20), SOURCE_COLUMN
)  # fmt: skip


def _extras(subplans: Subplans) -> Iterator[Sequence[Cell]]:
    for extra in subplans.extras:
        yield (
            subplans.definition.unit(extra.unit).short,
            extra.dimension or None,
            extra.text,
            extra.target,
            extra.note,
            source_words(extra.source, subplans.definition),
        )
