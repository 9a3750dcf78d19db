"""The tracking workbook "Sổ theo dõi" (so-theo-doi.xlsx): every unit and duty on one line, for the shared folder.

Every round writes it anew. Not here: what its sheets look like (`sheet_layout`), nor how a duty stands
(`domain.facts`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.documents.wording import bearer_name, document_words, form_words, received_words, standing_words
from papiplan.documents.workbooks import tracking_files
from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import Sheets, columns
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import Call
from papiplan.domain.standing_words import due_words
from papiplan.domain.submission_states import SentFile
from papiplan.domain.tallies import sending_tally


@dataclass(frozen=True)
class Chased:
    """What was done to get things: the days of the reminders by obligation, and the telephone calls."""

    reminded: Mapping[int, Sequence[date]]
    calls: Sequence[Call]


def render_tracking_workbook(facts: PlanFacts, chased: Chased, files: Sequence[SentFile], now: datetime) -> bytes:
    """The workbook as an .xlsx: the same facts on the same day give the same bytes."""
    plan = facts.definition
    as_of = f"Tình hình ngày {short(local_date(now))}."
    sheets = Sheets(f"Sổ theo dõi {plan.short}", (as_of, plan.caveat))
    sheets.add("Tổng số", f"Sổ theo dõi: {plan.short}", _TOTALS, _totals(facts, now))
    for kind, name in _SHEETS.items():
        rows = _rows(facts, facts.standings_of(kind, now), chased)
        sheets.add(name, kind.paper, _ROWS, rows)
    sheets.add(
        tracking_files.SHEET, tracking_files.TITLE, tracking_files.COLUMNS, tracking_files.file_rows(facts, files)
    )
    return sheets.content()


_SHEETS: Mapping[SubmissionKind, str] = {
    SubmissionKind.SUBPLAN: "Kế hoạch",
    SubmissionKind.REPORT: "Báo cáo",
    SubmissionKind.REMEDY: "Khắc phục sau kiểm tra",
}

_TOTALS = columns(
    ("Loại hồ sơ", 36), ("Phải gửi", 10), ("Đã gửi", 10), ("Đúng hạn", 10), ("Gửi chậm", 10), ("Chưa gửi", 10),
    ("Được miễn", 10), ("Còn thiếu một phần", 12),
)  # fmt: skip


def _totals(facts: PlanFacts, now: datetime) -> Iterator[Sequence[Cell]]:
    for kind in _SHEETS:
        tally = sending_tally(facts.standings_of(kind, now))
        parts = (tally.on_time, tally.late, tally.not_sent, tally.excused, tally.incomplete)
        yield (kind.paper, tally.owed, tally.sent, *map(len, parts))


_ROWS = columns(
    ("Đơn vị", 34), ("Khối", 18), ("Đầu mối", 22), ("Điện thoại", 16), ("Nội dung", 30), ("Hạn gửi", 12),
    ("Cách tính thời hạn", 36), ("Văn bản (số, ngày)", 24), ("Biểu", 24), ("Trạng thái", 34), ("Nhận lúc", 44),
    ("Số ngày làm việc chậm", 12), ("Còn thiếu", 18), ("Lần nhắc gần nhất", 14), ("Số lần nhắc", 10),
    ("Số lần gọi", 10),
)  # fmt: skip


def _rows(facts: PlanFacts, standings: Sequence[Standing], chased: Chased) -> Iterator[Sequence[Cell]]:
    groups = {group.code: group.name for group in facts.definition.groups}
    calls = Counter(call.unit for call in chased.calls)
    for standing in standings:
        duty = standing.obligation
        unit, reminded = facts.definition.unit(duty.borne_by), chased.reminded.get(duty.id, ())
        yield (
            bearer_name(facts.definition, duty),
            groups.get(unit.group, unit.group),
            unit.contact_name,
            unit.contact_phone,
            duty.subject,
            due_words(duty) or "chờ công bố",
            duty.due_rule,
            document_words(standing.signed),
            form_words(standing.current),
            standing_words(standing),
            received_words(standing.counted),
            standing.late_working_days or None,
            standing.missing.label if standing.missing else "",
            reminded[-1] if reminded else None,
            len(reminded) or None,
            calls[unit.code] or None,
        )
