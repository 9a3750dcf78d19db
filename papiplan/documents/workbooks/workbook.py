"""The workbook of a consolidation (tong-hop.xlsx): every figure of it, each with the file and the cell it came from.

Not here: what its sheets look like (`sheet_layout`), nor the report's text.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from papiplan.documents.figure_words import change_rows
from papiplan.documents.reports.consolidated_report import Edition, interim_line
from papiplan.documents.reports.report_province import linked_rows
from papiplan.documents.reports.report_registers import answer_words, raised_words
from papiplan.documents.wording import (
    bearer_name,
    document_words,
    measure_words,
    received_words,
    source_words,
    standing_words,
    typed_in,
)
from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import Sheets, columns
from papiplan.documents.workbooks.workbook_charts import charted
from papiplan.documents.workbooks.workbook_matrix import LEGEND, matrix, matrix_columns
from papiplan.documents.workbooks.workbook_results import (
    FIGURE_COLUMN,
    PROMISES,
    RESULTS,
    SOURCE_COLUMN,
    promises,
    results,
)
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_remarks import INFO_COUNTS
from papiplan.domain.figure_ids import (
    GROUP,
    INFO_CODES,
    RANK,
    REMEDIES,
    TOTAL,
    dimension_scope,
    score_scope,
    sending_figure,
)
from papiplan.domain.figures_recorded import source_of_year
from papiplan.domain.form_tables import INFO
from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import DIMENSIONS, SOURCE, Publication
from papiplan.domain.standing_words import due_words
from papiplan.domain.tallies import StatusCounts


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Python searches the more often the more is made; among a workbook's cells, which all live until it is written,
    it finds nothing, in a fifth of the time.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@_no_search_for_garbage()
def render_workbook(table: ConsolidatedTable, publication: Publication, edition: Edition) -> bytes:
    """The workbook as an .xlsx."""
    plan = table.definition
    state = "Số liệu đã chốt." if edition.final else interim_line(table, edition.as_of)
    sheets = Sheets(f"Tổng hợp {plan.short}, lần {edition.revision}", (state, plan.caveat))
    sheets.add("Tổng hợp", f"Tổng hợp tình trạng nhiệm vụ: {plan.short}", _SUMMARY, _summary(table))
    sheets.add("Theo nhiệm vụ", "Tổng hợp theo nhiệm vụ (số lượt)", _BY_ACTION, _by_action(table))
    sheets.add("Tình hình gửi", "Tình hình gửi kế hoạch, báo cáo", SENDINGS, sendings(table))
    sheets.add("Đơn vị và nhiệm vụ", f"Đơn vị và nhiệm vụ ({LEGEND})", matrix_columns(table), matrix(table))
    for n, name in enumerate(DIMENSIONS, start=1):
        sheets.add(f"Nội dung {n}", f"{n}. {name}", RESULTS, results(table, n))
    sheets.add("Đăng ký và kết quả", "Việc đã đăng ký và kết quả thực hiện", PROMISES, promises(table))
    sheets.add("Nhiệm vụ bổ sung", "Nhiệm vụ bổ sung của đơn vị", _EXTRAS, _extras(table))
    sheets.add("Khó khăn, kiến nghị", "Khó khăn, vướng mắc, kiến nghị", _DIFFICULTIES, _difficulties(table))
    sheets.add("Số liệu chung", "Số liệu, nhận xét chung của đơn vị", _REMARKS, _remarks(table))
    title = f"Chỉ số {plan.index} của tỉnh {plan.province} và chỉ tiêu (nguồn: {SOURCE})"
    province = evaluate_province(plan, publication)
    linked = linked_rows(table, publication)
    sheets.add("Điểm và chỉ tiêu", title, _SCORES, _scores(province, publication, table.recorded_years, linked))
    sheets.add("Thay đổi", "Thay đổi so với lần tổng hợp trước", _CHANGES, _changes(table, edition))
    sheets.add_charts("Biểu đồ", f"Biểu đồ: {plan.short}", charted(table, province))
    return sheets.content()


_STATUS_HEADS = tuple((status.label, 13) for status in ActionStatus)
_SHARE_HEADS = tuple((f"{status.label} (%)", 10, "0.0") for status in ActionStatus)
_SUMMARY = columns(("Nội dung", 45), ("Tổng số lượt", 12), *_STATUS_HEADS, *_SHARE_HEADS, FIGURE_COLUMN, SOURCE_COLUMN)


def _summary(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    for n, name in enumerate(DIMENSIONS, start=1):
        yield (f"{n}. {name}", *_counted(table.dimensions[n]), dimension_scope(n), f"Trang Nội dung {n}")
    yield ("Cộng", *_counted(table.total), TOTAL, "Trang Nội dung 1 đến Nội dung 8")


def _counted(counts: StatusCounts) -> tuple[Cell, ...]:
    shares = (counts.percentage(status) for status in ActionStatus)
    return (counts.total, *(counts[status] for status in ActionStatus), *shares)


_BY_ACTION = columns(
    ("Mã", 9), ("Nhiệm vụ, giải pháp", 60), ("Cơ quan chủ trì", 28), ("Tổng số lượt", 12), *_STATUS_HEADS,
    ("Tổng kết quả bằng số", 32), FIGURE_COLUMN, SOURCE_COLUMN,
)  # fmt: skip


def _by_action(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    for tally in table.actions:
        action, counts = tally.action, tally.counts
        yield (
            action.code,
            action.text,
            table.definition.unit(action.lead).short,
            counts.total,
            *(counts[status] for status in ActionStatus),
            "; ".join(measure_words(total) for total in tally.sums),
            action.code,
            f"Trang Nội dung {action.dimension}, các hàng có mã {action.code}",
        )


SENDINGS = columns(
    ("Loại", 26), ("Đơn vị", 38), ("Khối", 16), ("Hạn gửi", 12), ("Cách tính thời hạn", 40), ("Ghi nhận", 34),
    ("Nhận lúc", 44), ("Số ngày làm việc chậm", 12), ("Còn thiếu", 18), ("Văn bản", 24), ("Biểu (mã tệp)", 30),
    FIGURE_COLUMN, SOURCE_COLUMN,
)  # fmt: skip


def sendings(table: ConsolidatedTable, *kinds: SubmissionKind) -> Iterator[Sequence[Cell]]:
    """Who sent what when, of these kinds, or of all: what inspections asked to mend too."""
    groups = {group.code: group.name for group in table.definition.groups}
    for standing in (*table.standings, *table.remedies):
        duty, current = standing.obligation, standing.current
        if kinds and duty.kind not in kinds:
            continue
        unit = table.definition.unit(duty.borne_by)
        yield (
            duty.kind.paper,
            bearer_name(table.definition, duty),
            groups.get(unit.group, unit.group),
            due_words(duty),
            duty.due_rule,
            standing_words(standing),
            received_words(standing.counted),
            standing.late_working_days if standing.counted else None,
            standing.missing.label if standing.missing else "",
            document_words(standing.signed),
            typed_in(current.sha256[:12], current.typed_from) if current else "",
            REMEDIES if duty.kind is SubmissionKind.REMEDY else sending_figure(duty.kind, duty.owed_by),
            "; ".join(dict.fromkeys(f"tệp {part.sha256[:12]}" for part in (current, standing.signed) if part)),
        )


_EXTRAS = columns(
    ("Đơn vị", 26), ("Trong", 26), ("Nội dung", 10), ("Nhiệm vụ của đơn vị", 50), ("Chỉ tiêu", 26), ("Tình trạng", 16),
    ("Kết quả", 44), ("Tài liệu kiểm chứng", 36), ("Ghi chú", 20), SOURCE_COLUMN,
)  # fmt: skip


def _extras(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    for extra in table.extras:
        yield (
            table.definition.unit(extra.unit).short,
            extra.kind.form,
            extra.dimension or None,
            extra.text,
            extra.target,
            ActionStatus(extra.status).label if extra.status else "",
            extra.result,
            extra.evidence,
            extra.note,
            source_words(extra.source, table.definition),
        )


_DIFFICULTIES = columns(
    ("Số", 8), ("Đơn vị", 26), ("Mã nhiệm vụ", 12), ("Khó khăn, vướng mắc", 44), ("Nguyên nhân", 36),
    ("Đề xuất, kiến nghị", 44), ("Cơ quan được kiến nghị", 28), ("Mong được trả lời trước ngày", 14),
    ("Kết quả trả lời", 44), SOURCE_COLUMN,
)  # fmt: skip


def _difficulties(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    for said in table.registers.difficulties:
        yield (
            said.id,
            table.definition.unit(said.unit).short,
            said.action or "Chung",
            said.difficulty,
            said.cause,
            said.proposal,
            said.addressed_to,
            said.wanted_on,
            answer_words(said.answer),
            raised_words(said, table.definition),
        )


_REMARKS = columns(("Đơn vị", 26), ("Mục", 34), ("Nội dung, số liệu", 70), FIGURE_COLUMN, SOURCE_COLUMN)


def _remarks(table: ConsolidatedTable) -> Iterator[Sequence[Cell]]:
    """What each unit said of itself as a whole, in the words of its form; then the sums of the counts."""
    sheet = INFO[SubmissionKind.REPORT]
    for remark in table.remarks:
        unit = table.definition.unit(remark.unit).short
        yield (unit, sheet.column(remark.field).name, remark.value, "", source_words(remark.source, table.definition))
    for field in INFO_COUNTS:
        yield (
            "Cộng",
            sheet.column(field).name,
            table.info_sum(field),
            INFO_CODES[field],
            "Cộng các hàng cùng mục ở trên",
        )


_CHANGES = columns(
    ("Nội dung", 80), ("Lần tổng hợp trước", 28), ("Lần này", 28), FIGURE_COLUMN, SOURCE_COLUMN
)  # fmt: skip


def _changes(table: ConsolidatedTable, edition: Edition) -> Iterator[Sequence[Cell]]:
    """What moved since the last consolidation; where a figure comes from is told by its id, in either of the two."""
    for row in change_rows(edition.changes):
        told = f"papiplan trace {table.definition.id} {row['figure']}"
        yield (row["label"], row["before"], row["after"], row["figure"], told)


_SCORES = columns(
    ("Nội dung", 50), ("Năm trước", 12, "0.0000"), ("Năm công bố", 12, "0.0000"), ("Tăng, giảm", 12, "0.0000"),
    ("Chỉ tiêu", 44), ("Kết quả", 18), ("Số liệu, lý do", 60), FIGURE_COLUMN, SOURCE_COLUMN,
)  # fmt: skip


def _scores(
    province: ProvinceEvaluation,
    publication: Publication,
    recorded_years: Collection[int],
    linked: Iterable[Mapping[str, str]],
) -> Iterator[Sequence[Cell]]:
    """A row per figure; a figure with several targets has a row for each, one without has one all the same."""
    before = source_of_year(province.year_before, recorded_years)
    source = f"{SOURCE}; tệp {publication.results_sha256[:12]}; năm trước: {before}"
    for compared in province.figures:
        name = compared.name if compared.figure == "total" else f"{compared.figure[1:]}. {compared.name}"
        figure = score_scope(compared.figure)
        figures = (name, compared.before, compared.value, compared.change)
        targets = [target for target in province.targets if target.figure == compared.figure]
        for target in targets:
            yield (*figures, target.wording, target.verdict.label, target.reason, figure, source)
        if not targets:
            yield (*figures, "", "", "", figure, source)
    for row in linked:
        told = f"xếp hạng {row['rank']}; nhiệm vụ: {row['actions']}"
        yield (f"{row['name']} năm {row['year']}", None, row["score"], None, "", "", told, row["figure"], row["source"])
    yield ("Xếp thứ", None, province.rank_note, None, "", "", "", RANK, source)
    yield ("Nhóm", None, province.group or "", None, "", "", province.group_note, GROUP, source)
