"""Writing a new plan folder that passes the check once its blanks are filled.

Not here: what there is to fill (`plan_blanks`), nor the workbook's look (`plan_skeleton_workbook`).
"""

import csv as csv_files
import io
import json
from collections.abc import Iterator
from pathlib import Path

from papiplan.documents.papers.paper_names import PAPERS, SAMPLES
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.plan_folders.plan_blanks import Blank, blanks_of
from papiplan.documents.plan_folders.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_fields import Fields
from papiplan.documents.plan_folders.plan_filling import NOTHING, Filling
from papiplan.documents.plan_folders.plan_skeleton_workbook import render_workbook
from papiplan.documents.plan_folders.plan_sources import FIELDS_FILE, WORKBOOK
from papiplan.documents.plan_folders.plan_tables import NOTE
from papiplan.domain.problems import Refused


def write_new_plan(folder: Path, *, csv: bool, filling: Filling = NOTHING) -> tuple[Path, ...]:
    """Write a plan to be filled into a new or empty folder: ke-hoach.xlsx, or with `csv` plan.yaml and three tables.

    Beside it lie our Word templates, for an office that wants to change one, and the files of `filling`. Returns the
    files written. Refused when the folder holds anything, or cannot be written.
    """
    plan = _text_files(filling) if csv else {WORKBOOK: render_workbook(filling)}
    contents = {**plan, **filling.files, **_templates()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refused(f'Thư mục "{folder}" đã có tệp; không ghi đè. Chọn một thư mục mới hoặc thư mục trống')
        for name, data in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as error:
        raise Refused(f'Không tạo được thư mục "{folder}" ({error.strerror}). Kiểm tra đường dẫn, quyền ghi') from None
    return tuple(folder / name for name in contents)


def _templates() -> dict[str, bytes]:
    return {f"{SAMPLES}{name}": shipped_template(name) for name in PAPERS}


def _text_files(filling: Filling) -> dict[str, bytes]:
    # The mark at the beginning makes Excel read the tables as UTF-8.
    return {
        FIELDS_FILE: "\n".join([*_yaml_lines(filling), ""]).encode(),
        "units.csv": _table(UnitRow, filling).encode("utf-8-sig"),
        "actions.csv": _table(ActionRow, filling).encode("utf-8-sig"),
        "calendar.csv": _table(CalendarRow, filling).encode("utf-8-sig"),
    }


def _table(model: type[Fields], filling: Filling) -> str:
    """The head row, below it a note on each column, then the rows."""
    text = io.StringIO(newline="")
    writer = csv_files.writer(text, lineterminator="\r\n")
    blanks = list(blanks_of(model))
    writer.writerow(blank.field.key for blank in blanks)
    writer.writerows([f"{NOTE} {blank.field.key}: {_note(blank)}"] for blank in blanks)
    writer.writerows([row.get(blank.field.key, "") for blank in blanks] for row in filling.rows.get(model, ()))
    return text.getvalue()


def _note(blank: Blank) -> str:
    return f"{blank.label}. {blank.field.hint}".strip()


def _yaml_lines(filling: Filling) -> Iterator[str]:
    yield f"# Thông tin của kế hoạch. Dòng bắt đầu bằng dấu {NOTE} là giải thích; (*) là bắt buộc."
    yield "# Điền giá trị vào giữa hai dấu ngoặc kép. Thêm một mục vào danh sách: chép lại đoạn bắt đầu bằng dấu gạch."
    yield "# Văn bản nhiều dòng: thay hai dấu ngoặc kép bằng dấu |, xuống dòng và thụt mỗi dòng vào hai dấu cách."
    yield "# Đơn vị ghi ở units.csv, nhiệm vụ ở actions.csv. Số, ngày ban hành không ghi ở đây."
    yield "# calendar.csv chỉ cần khi lịch nghỉ, lịch làm bù khác lịch đã công bố (xem bằng lệnh papiplan calendar)."
    yield "# Muốn dùng lời thư riêng: đặt mẫu thư vào thư mục mail, ví dụ mail/issue.txt.j2."
    yield f"# Muốn đổi mẫu văn bản Word: chép tệp từ {SAMPLES} ra thư mục templates, sửa bằng Word, giữ nguyên tên tệp."
    item: tuple[str, ...] = ()
    for blank in blanks_of(filled=filling.fields):
        indent, key = "  " * (len(blank.path) - 1), blank.path[-1]
        if blank.again and not blank.text:
            continue  # room for more items, which a text file needs not to keep
        if not blank.again:
            yield from [""] if len(blank.path) == 1 else []
            yield f"{indent}# {_note(blank)}"
        if remark := filling.remarks.get(".".join(blank.path)):
            yield f"{indent}# {remark}"
        lead = indent
        if blank.path[-2:-1] and blank.path[-2].isdecimal() and blank.path[:-1] != item:
            item, lead = blank.path[:-1], f"{indent[:-2]}- "
        if blank.is_heading:
            yield f"{lead}{key}:"
        elif blank.field.is_list and not blank.text:
            yield f'{lead}{key}:\n{indent}  - ""'
        else:
            yield f"{lead}{key}: {_scalar(blank.text, indent)}"


def _scalar(text: str, indent: str) -> str:
    """A text as YAML writes it: between quotes, or line by line below its key."""
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False)
    return "\n".join(["|-", *(f"{indent}  {line}".rstrip() for line in text.split("\n"))])
