"""Strangers' files: read as they are, or refused by name; none of them harms the process that asks."""

import contextlib
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from deployments.demo.filling import fill_form, saved
from papiplan.documents.forms.form_reading import read_each, read_forms
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import RawForm
from tests.documents.forms.test_form_writing import rendered


def read(content: bytes) -> RawForm | Problem:
    (result,) = read_forms([content])
    return result


def a_workbook(fill: Callable[[Workbook], None]) -> bytes:
    workbook = Workbook()
    fill(workbook)
    return saved(workbook)


def rewritten(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The same archive with parts replaced, added, or (None) left out."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()} | changes
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return output.getvalue()


def with_sheet(rows: bytes) -> bytes:
    """A workbook with one sheet of these rows of XML."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    blank = a_workbook(lambda _: None)
    return rewritten(blank, {"xl/worksheets/sheet1.xml": head + rows + b"</sheetData></worksheet>"})


def cells(fill: Callable[[Workbook], None]) -> dict[tuple[int, int], object]:
    raw = read(a_workbook(fill))
    assert isinstance(raw, RawForm)
    return dict(raw.sheets["Sheet"])


def put(value: object, number_format: str = "General") -> Callable[[Workbook], None]:
    def fill(workbook: Workbook) -> None:
        cell = workbook["Sheet"]["C3"]
        cell.value = value
        cell.number_format = number_format

    return fill


@pytest.mark.parametrize(
    ("value", "number_format", "read_as"),
    [
        ("Ủy ban", "General", "Ủy ban"),
        (4, "General", 4.0),
        (97.5, "0.00", 97.5),
        (0.975, "0%", "97,5%"),
        (0.12345, "0.0%", "12,345%"),
        (97.5, '0.0"%"', 97.5),
        (97.5, "0.0\\%", 97.5),
        (True, "General", True),
        (date(2023, 7, 5), "dd/mm/yyyy", date(2023, 7, 5)),
        (datetime(2023, 7, 5, 13, 30), "dd/mm/yyyy hh:mm", datetime(2023, 7, 5, 13, 30)),  # noqa: DTZ001
        ("=1+1", "General", "=1+1"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(value: object, number_format: str, read_as: object) -> None:
    assert cells(put(value, number_format)) == {(3, 3): read_as}


def test_a_form_is_known_by_its_hidden_id_and_by_its_code() -> None:
    raw = read(fill_form(rendered()))
    assert isinstance(raw, RawForm)
    assert (raw.form_id, raw.code) == ("form-id", "PAPI2023-PHUONG-2-KH-v1")
    assert list(raw.sheets) == [
        "Hướng dẫn",
        "Thông tin chung",
        "Kế hoạch",
        "Nhiệm vụ bổ sung",
        "Khó khăn, kiến nghị",
    ]


CODE = "PAPI2023-PHUONG-2-KH-v1"


@pytest.mark.parametrize(
    ("dropped", "known_by"),
    [
        (["sheet"], ("form-id", CODE)),
        (["properties"], ("form-id", CODE)),
        (["sheet", "properties"], ("", CODE)),
        (["codes"], ("form-id", CODE)),
        (["codes", "sheet"], ("form-id", CODE)),
        (["codes", "sheet", "properties"], ("", "")),
    ],
    ids=" and ".join,
)
def test_a_form_is_known_by_what_a_program_leaves_of_its_identity(dropped: list[str], known_by: object) -> None:
    workbook = load_workbook(BytesIO(rendered()))
    for sheet in workbook.worksheets if "codes" in dropped else []:
        if sheet.title != "papiplan":
            sheet["B2"] = None
    if "sheet" in dropped:
        del workbook["papiplan"]
    content = saved(workbook)
    if "properties" in dropped:
        content = rewritten(content, {"docProps/custom.xml": None})
    raw = read(content)
    assert isinstance(raw, RawForm)
    assert (raw.form_id, raw.code) == known_by


def test_a_strange_workbook_has_neither_id_nor_code() -> None:
    raw = read(a_workbook(put("Mã biểu")))
    assert isinstance(raw, RawForm)
    assert (raw.form_id, raw.code) == ("", "")


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le") + bytes(512)


def a_zip(*names: str) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "tệp trống hoặc bị lỗi khi gửi"),
        (bytes(1000), "tệp trống hoặc bị lỗi khi gửi"),
        (rendered()[:5_000], "tệp trống hoặc bị lỗi khi gửi"),
        (ole("EncryptedPackage"), "tệp có mật khẩu"),
        (ole("Workbook"), "tệp dạng .xls cũ, đề nghị lưu lại dạng .xlsx"),
        (b"<html><table>", "tệp dạng .xls cũ, đề nghị lưu lại dạng .xlsx"),
        (ole("WordDocument"), "tệp không phải là biểu Excel"),
        (a_zip("mimetype", "content.xml"), "tệp dạng .ods, đề nghị lưu lại dạng .xlsx"),
        (a_zip("xl/workbook.bin"), "tệp dạng .xlsb, đề nghị lưu lại dạng .xlsx"),
        (a_zip("word/document.xml"), "tệp Word, chưa có Biểu"),
        (a_zip("bao cao.xlsx"), "tệp nén, chưa có Biểu"),
        (a_zip("a.txt"), "tệp không phải là biểu Excel"),
        (b"%PDF-1.7", "tệp PDF, chưa có Biểu"),
        (b"\xff\xd8\xff\xe0", "ảnh chụp, chưa có Biểu"),
        (b"\0\0\0\x18ftypheic", "ảnh chụp, chưa có Biểu"),
        (b"STT;Ma nhiem vu", "tệp không phải là biểu Excel"),
        (bytes(10 * 1024 * 1024 + 1), "tệp lớn hơn 10 MB"),
    ],
)
def test_what_is_no_xlsx_is_named_as_what_it_is(content: bytes, named: str) -> None:
    result = read(content)
    assert isinstance(result, Problem)
    assert result.what == named


FORM = rendered()
FAR_AWAY = with_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
FORMATTED_ROWS = with_sheet(b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, 100_000)))
TOO_MANY_ROWS = "tệp quá lớn do nhiều dòng trống được định dạng, đề nghị xóa định dạng các dòng trống"
TOO_LARGE = "tệp có nhiều trang, cột hoặc chữ hơn hẳn Biểu"
MACROS = "tệp có macro hoặc đối tượng nhúng, đề nghị lưu lại dạng .xlsx và xóa đối tượng nhúng"
UNSAFE = "tệp có nội dung không an toàn (nén bất thường)"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (FAR_AWAY, TOO_MANY_ROWS),
        (FORMATTED_ROWS, TOO_MANY_ROWS),
        (with_sheet(b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 200_001 + b"</row>"), TOO_MANY_ROWS),
        (with_sheet(b"<row>" + b"".join(b"<c><v>%d</v></c>" % n for n in range(200_001)) + b"</row>"), TOO_LARGE),
        (rewritten(FORM, {"xl/media/a.bin": bytes(50_000_000)}), UNSAFE),
        (rewritten(FORM, {f"xl/media/{n}.bin": b"x" for n in range(301)}), TOO_LARGE),
        (rewritten(FORM, {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>'}), UNSAFE),
        (rewritten(FORM, {"xl/styles.xml": "<!DOCTYPE a><styleSheet/>".encode("utf-16")}), UNSAFE),
        (rewritten(FORM, {"xl/vbaProject.bin": b"x"}), MACROS),
        (rewritten(FORM, {"xl/embeddings/oleObject1.bin": b"x"}), MACROS),
        (rewritten(FORM, {"xl/workbook.xml": b"<workbook"}), "tệp trống hoặc bị lỗi khi gửi"),
        (rewritten(FORM, {"xl/_rels/workbook.xml.rels": None}), "tệp trống hoặc bị lỗi khi gửi"),
    ],
)  # fmt: skip
def test_a_hostile_or_swollen_file_is_refused(content: bytes, named: str) -> None:
    result = read(content)
    assert isinstance(result, Problem)
    assert result.what == named


def test_two_parts_of_one_name_are_refused() -> None:
    output = BytesIO(FORM)
    with zipfile.ZipFile(output, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    result = read(output.getvalue())
    assert isinstance(result, Problem)
    assert result.what == UNSAFE


def test_the_empty_last_row_that_libreoffice_writes_does_no_harm() -> None:
    raw = read(with_sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="AMJ1048576" s="0"/></row>'))
    assert isinstance(raw, RawForm)
    assert raw.sheets["Sheet"] == {(1, 1): 1.0}


def a_killer() -> bytes:
    """A file that passes every look at it and asks for 200 GB when read: one long text in 50,000 cells."""
    text = os.urandom(2_000_000).hex().encode()
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + text + b"</t></si></sst>"
    )
    rows = b"".join(b'<row r="%d">' % row + b'<c t="s"><v>0</v></c>' * 50 + b"</row>" for row in range(1, 1_001))
    return rewritten(with_sheet(rows), {"xl/sharedStrings.xml": strings})


def test_when_the_child_dies_its_file_is_refused_and_the_others_are_read() -> None:
    results = read_forms([FORM, a_killer(), FORM])
    assert [type(result) for result in results] == [RawForm, Problem, RawForm]
    assert isinstance(results[1], Problem)
    assert results[1].what == "tệp bị lỗi hoặc quá lớn, không đọc được"


def test_a_file_that_takes_too_long_is_refused() -> None:
    # As many cells as are read at all: the clock is surely first.
    rows = b"".join(b'<row r="%d">' % row + b"<c><v>0</v></c>" * 50 + b"</row>" for row in range(1, 1_001))
    many = with_sheet(rows)
    assert isinstance(read(many), RawForm)
    (result,) = read_forms([many], seconds=0)
    assert isinstance(result, Problem)
    assert result.what == "tệp bị lỗi hoặc quá lớn, không đọc được"


def test_of_a_batch_one_file_at_a_time_is_in_memory() -> None:
    taken: list[int] = []

    def files() -> Iterator[bytes]:
        for number in range(3):
            taken.append(number)
            yield FORM

    with contextlib.closing(read_each(files())) as results:
        assert isinstance(next(results), RawForm)
        assert taken == [0]


def test_the_child_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}
    start = subprocess.Popen

    def started(*args: object, **kwargs: object) -> object:
        told.update(kwargs)
        return start(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr("papiplan.documents.forms.form_reading.subprocess.Popen", started)
    read(FORM)
    assert set(told["env"]) == {"PYTHONPATH"}  # type: ignore[call-overload]


def test_every_file_of_a_batch_has_its_own_result() -> None:
    results = read_forms([b"", FORM, b"%PDF", FAR_AWAY, FORM])
    assert [type(result) for result in results] == [Problem, RawForm, Problem, Problem, RawForm]
    assert read_forms([]) == []


def children() -> set[str]:
    """The process ids of this process's children; a thread that ends while we look has none."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found.update((task / "children").read_text().split())
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_no_child_stays_behind() -> None:
    before = children()
    read_forms([FORM, a_killer()])
    assert children() == before


def test_a_reader_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(RuntimeError, match="does not start"):
        read_forms([FORM])
