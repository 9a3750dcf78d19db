"""The board "Tệp công bố mới": what turned up in the watched folder, as it was read, with the form to record it by.

Not here: reading the files (`publications.results`), nor publishing the board (`tasks.watching`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.documents.boards.boards import escaped, table
from papiplan.documents.publications.results import ReadResults
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.index_figures import FIGURES, figure_name
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.publication import SOURCE, figure_vi, province_scores

FORM = "05. Ghi nhận công bố Chỉ số"
_MOST_PROBLEMS = 20


@dataclass(frozen=True)
class NewFile:
    """A file of the watched folder as read for the plan's year; `form` is the address of the filled form, if any."""

    name: str
    seen_at: datetime
    read: ReadResults
    form: str = ""


def publication_board(definition: PlanDefinition, files: Sequence[NewFile]) -> str:
    """The board, a section for each file. Nothing of it is on record: an officer looks, then records."""
    parts = [
        "# Tệp công bố mới trong thư mục theo dõi",
        "Hệ thống đã đọc các tệp dưới đây và **chưa ghi nhận** kết quả nào. Cán bộ đối chiếu với nguồn công bố, sửa "
        "ngày công bố trên biểu, rồi mới chạy.",
        *(part for file in files for part in _section(definition, file)),
    ]
    return "\n\n".join(parts)


def _section(definition: PlanDefinition, file: NewFile) -> list[str]:
    seen = f"Thấy lúc {clock_time(file.seen_at)} ngày {short(local_date(file.seen_at))}."
    head = [f"## {escaped(file.name)}", seen]
    if file.read.problems:
        shown = file.read.problems[:_MOST_PROBLEMS]
        more = len(file.read.problems) - len(shown)
        lines = [f"- {escaped(problem.sentence())}" for problem in shown]
        lines += [f"- và {more} điểm khác"] if more else []
        return [*head, "Tệp có chỗ chưa đúng, để nguyên trong thư mục:", "\n".join(lines)]
    return [*head, *_read(definition, file)]


def _read(definition: PlanDefinition, file: NewFile) -> list[str]:
    scores = file.read.scores
    scored = sum(row.total is not None for row in scores)
    said = (
        f"Chỉ số {escaped(definition.index)} năm {definition.year}: {len(scores)} tỉnh, thành phố, {scored} có kết quả "
        f"tổng hợp. Nguồn số liệu: {SOURCE}."
    )
    row = province_scores(scores, definition.province)
    if row is None or not any((*row.dimensions, row.total)):
        ours = f"Tỉnh {escaped(definition.province)} không có kết quả trong tệp."
    else:
        figures = [(figure, figure_name(figure), figure_vi(row.figure(figure))) for figure in FIGURES]
        ours = table(("Mã", f"Tỉnh {escaped(definition.province)}", "Điểm"), figures)
    way = f"[Mở biểu đã điền sẵn]({file.form})" if file.form else f'Chạy "{FORM}", nêu tệp này.'
    return [said, ours, way]
