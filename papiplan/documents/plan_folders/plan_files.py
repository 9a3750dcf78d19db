"""The files of a plan folder, each read once: what is checked is what is stored.

Not here: what they say.
"""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from papiplan.domain.problems import Problem

MOST_FILE_BYTES = 10_000_000
MOST_FILES = 100
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class PlanFile:
    """A file of the folder: its way inside, with slashes and in NFC, and its bytes."""

    path: str
    data: bytes


def read_files(folder: Path) -> tuple[dict[str, PlanFile], tuple[Problem, ...]]:
    """The folder's files by path, in order, and what could not be read. Hidden and lock files are left out."""
    files: dict[str, PlanFile] = {}
    problems: list[Problem] = []
    try:
        if not folder.is_dir():
            return {}, (_no_folder(folder),)
        for path in _files_below(folder):
            name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
            data = _bytes(path)
            if data is None:
                problems.append(_too_large(name))
                continue
            files[name] = PlanFile(name, data)
            if len(files) > MOST_FILES or sum(len(file.data) for file in files.values()) > MOST_BYTES:
                return files, (_too_much(folder),)
    except OSError as error:
        problems.append(_closed(str(error.filename or folder), error))
    return files, tuple(problems)


def read_file(path: Path) -> tuple[dict[str, PlanFile], tuple[Problem, ...]]:
    """One file by its name, or why it could not be read."""
    try:
        if not path.is_file():
            return {}, (Problem(str(path), "không có tệp này", "Ghi đường dẫn đến tệp hoặc thư mục."),)
        data, name = _bytes(path), unicodedata.normalize("NFC", path.name)
    except OSError as error:
        return {}, (_closed(str(path), error),)
    return ({}, (_too_large(name),)) if data is None else ({name: PlanFile(name, data)}, ())


def _files_below(folder: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # Excel leaves "~$…" beside a workbook that is open; pipes and devices are no files and would never end.
        paths = [Path(parent, name) for name in sorted(names) if not name.startswith((".", "~$"))]
        yield from (path for path in paths if path.is_file())


def _bytes(path: Path) -> bytes | None:
    """The file's bytes; None when it is too large, of which no more is read than shows it."""
    with path.open("rb") as file:
        data = file.read(MOST_FILE_BYTES + 1)
    return data if len(data) <= MOST_FILE_BYTES else None


def _no_folder(folder: Path) -> Problem:
    what = "là một tệp, không phải thư mục" if folder.exists() else "không có thư mục này"
    return Problem(str(folder), what, "Ghi đường dẫn đến thư mục kế hoạch.")


def _too_large(name: str) -> Problem:
    return Problem(name, "tệp lớn hơn 10 MB", "Để tệp này ngoài thư mục kế hoạch, hoặc lưu lại nhỏ hơn.")


def _too_much(folder: Path) -> Problem:
    return Problem(
        str(folder),
        f"có hơn {MOST_FILES} tệp hoặc hơn 50 MB, không giống một thư mục kế hoạch",
        "Để plan.yaml hoặc ke-hoach.xlsx và các bảng vào một thư mục riêng.",
    )


def _closed(where: str, error: OSError) -> Problem:
    how_to_fix = "Kiểm tra quyền truy cập, đóng tệp nếu đang mở rồi thử lại."
    return Problem(where, f"không đọc được ({error.strerror})", how_to_fix)


def text_of(file: PlanFile) -> tuple[str, tuple[Problem, ...]]:
    """A text file's text, or why it is none."""
    if not file.data.strip():
        return "", (Problem(file.path, "tệp trống", "Điền nội dung, hoặc tạo lại bằng lệnh papiplan new."),)
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", (
            Problem(
                file.path,
                "chữ trong tệp không theo bảng mã UTF-8",
                'Lưu lại: Excel chọn "CSV UTF-8", Notepad chọn mã hóa UTF-8.',
            ),
        )
    return text, ()
