"""Writing an empty plan folder that passes the check once its blanks are filled.

Not here: what there is to fill (`plan_blanks`), nor the workbook's look (`plan_skeleton_workbook`).
"""

import csv as csv_files
import io
from collections.abc import Iterator
from pathlib import Path

from papiplan.documents.plan_blanks import Blank, blanks_of
from papiplan.documents.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_fields import Fields
from papiplan.documents.plan_skeleton_workbook import render_workbook
from papiplan.documents.plan_sources import FIELDS_FILE, WORKBOOK
from papiplan.documents.plan_tables import NOTE
from papiplan.domain.problems import Refused


def write_new_plan(folder: Path, *, csv: bool) -> tuple[Path, ...]:
    """Write an empty plan into a new or empty folder: ke-hoach.xlsx, or with `csv` plan.yaml and three tables.

    Returns the files written. Refused when the folder holds anything, or cannot be written.
    """
    contents = _text_files() if csv else {WORKBOOK: render_workbook()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refused(f'Thư mục "{folder}" đã có tệp; không ghi đè. Chọn một thư mục mới hoặc thư mục trống')
        for name, data in contents.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise Refused(f'Không tạo được thư mục "{folder}" ({error.strerror}). Kiểm tra đường dẫn, quyền ghi') from None
    return tuple(folder / name for name in contents)


def _text_files() -> dict[str, bytes]:
    # The mark at the beginning makes Excel read the tables as UTF-8.
    return {
        FIELDS_FILE: "\n".join([*_yaml_lines(), ""]).encode(),
        "units.csv": _table(UnitRow).encode("utf-8-sig"),
        "actions.csv": _table(ActionRow).encode("utf-8-sig"),
        "calendar.csv": _table(CalendarRow).encode("utf-8-sig"),
    }


def _table(model: type[Fields]) -> str:
    """The head row, and below it a note on each column."""
    text = io.StringIO(newline="")
    writer = csv_files.writer(text, lineterminator="\r\n")
    blanks = list(blanks_of(model))
    writer.writerow(blank.field.key for blank in blanks)
    writer.writerows([f"{NOTE} {blank.field.key}: {_note(blank)}"] for blank in blanks)
    return text.getvalue()


def _note(blank: Blank) -> str:
    return f"{blank.label}. {blank.field.hint}".strip()


def _yaml_lines() -> Iterator[str]:
    yield f"# Thông tin của kế hoạch. Dòng bắt đầu bằng dấu {NOTE} là giải thích; (*) là bắt buộc."
    yield "# Điền giá trị vào giữa hai dấu ngoặc kép. Thêm một mục vào danh sách: chép lại đoạn bắt đầu bằng dấu gạch."
    yield "# Văn bản nhiều dòng: thay hai dấu ngoặc kép bằng dấu |, xuống dòng và thụt mỗi dòng vào hai dấu cách."
    yield "# Đơn vị ghi ở units.csv, nhiệm vụ ở actions.csv. Số, ngày ban hành không ghi ở đây."
    yield "# calendar.csv chỉ cần khi lịch nghỉ, lịch làm bù khác lịch đã công bố (xem bằng lệnh papiplan calendar)."
    yield "# Muốn dùng lời thư riêng: đặt mẫu thư vào thư mục mail, ví dụ mail/issue.txt.j2."
    item: tuple[str, ...] = ()
    for blank in blanks_of():
        indent, key = "  " * (len(blank.path) - 1), blank.path[-1]
        if blank.again and not blank.text:
            continue  # room for more items, which a text file needs not to keep
        if not blank.again:
            yield from [""] if len(blank.path) == 1 else []
            yield f"{indent}# {_note(blank)}"
        lead = indent
        if blank.path[-2:-1] and blank.path[-2].isdecimal() and blank.path[:-1] != item:
            item, lead = blank.path[:-1], f"{indent[:-2]}- "
        if blank.is_heading:
            yield f"{lead}{key}:"
        elif blank.field.is_list and not blank.text:
            yield f'{lead}{key}:\n{indent}  - ""'
        else:
            yield f'{lead}{key}: "{blank.text}"'
