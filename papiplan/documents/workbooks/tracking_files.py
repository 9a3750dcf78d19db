"""The sheet "Các lần gửi" of the tracking workbook: every file that came, with its number, door, officer and state.

Not here: the other sheets (`tracking_workbook`), nor the states themselves (`domain.submission_states`).
"""

from collections.abc import Iterator, Sequence

from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import columns
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.doors import DOOR_WORDS, typed_words
from papiplan.domain.facts import PlanFacts
from papiplan.domain.submission_states import SentFile, states

SHEET, TITLE = "Các lần gửi", "Mọi tệp, văn bản đã đến"

COLUMNS = columns(
    ("Số", 8), ("Đơn vị", 34), ("Loại hồ sơ", 26), ("Là gì", 20), ("Bản", 6), ("Tệp, văn bản", 40), ("Nhận lúc", 22),
    ("Kênh", 20), ("Cán bộ ghi", 34), ("Trạng thái", 34), ("Ý kiến của cán bộ", 44),
)  # fmt: skip


def file_rows(facts: PlanFacts, files: Sequence[SentFile]) -> Iterator[Sequence[Cell]]:
    """A line of each file; its number is the one by which an officer assigns or reviews it."""
    in_words, short_names = states(files, facts.final), {unit.code: unit.short for unit in facts.definition.units}
    for file in files:
        yield (
            file.id,
            short_names.get(file.unit, file.unit),
            file.kind.paper if file.kind else "",
            file.part.label,
            file.version,
            file.name,
            f"{clock_time(file.received_at)}, {short(local_date(file.received_at))}",
            DOOR_WORDS.get(file.channel, file.channel),
            _recorded(facts, file),
            in_words[file.id],
            file.reason,
        )


def _recorded(facts: PlanFacts, file: SentFile) -> str:
    """Who recorded what came by hand, and when; from which paper it was typed in."""
    if not file.actor:
        return ""
    officer = facts.definition.operator(file.actor)
    name, at = officer.name if officer else file.actor, file.recorded_at
    recorded = f"{name}, lúc {clock_time(at)} ngày {short(local_date(at))}"
    return "; ".join(filter(None, (recorded, typed_words(file.typed_from))))
