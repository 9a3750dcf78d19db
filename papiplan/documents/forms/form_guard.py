"""The cheap look at a stranger's file before any reader sees it: is it a plain .xlsx of a bearable size?

What it lets through is still read in a child process alone (`form_reading`). The limits rejected none of 2,186 ordinary
office files. Not here: what stands in the cells.
"""

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from io import BytesIO

from papiplan.domain.problems import Problem

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_INFLATED = 100 * MEGABYTE
MOST_ENTRIES = 300
MOST_RATIO = 200

SEND_AGAIN = "Đề nghị gửi lại Biểu Excel, dạng .xlsx, không đặt mật khẩu."

BROKEN = Problem("", "tệp trống hoặc bị lỗi khi gửi", SEND_AGAIN)
PASSWORD = Problem("", "tệp có mật khẩu", SEND_AGAIN)
TOO_MANY_ROWS = Problem("", "tệp quá lớn do nhiều dòng trống được định dạng, đề nghị xóa định dạng các dòng trống")
TOO_LARGE = Problem(
    "", "tệp có nhiều trang, cột hoặc chữ hơn hẳn Biểu", "Đề nghị dùng lại Biểu gửi kèm thư này, không thêm trang, cột."
)
UNREADABLE = Problem("", "tệp bị lỗi hoặc quá lớn, không đọc được", SEND_AGAIN)
UNSAFE = Problem("", "tệp có nội dung không an toàn (nén bất thường)", SEND_AGAIN)
MACROS = Problem("", "tệp có macro hoặc đối tượng nhúng, đề nghị lưu lại dạng .xlsx và xóa đối tượng nhúng")
TOO_BIG = Problem("", "tệp lớn hơn 10 MB", "Đề nghị xóa hình ảnh và định dạng các dòng trống, rồi gửi lại.")
NOT_A_FORM = Problem("", "tệp không phải là biểu Excel", SEND_AGAIN)


def _saved_as(form: str) -> Problem:
    return Problem("", f"tệp dạng {form}, đề nghị lưu lại dạng .xlsx")


OLD_XLS = _saved_as(".xls cũ")
PACKED = Problem("", "tệp nén, chưa có Biểu", SEND_AGAIN)
PICTURE = Problem("", "ảnh chụp, chưa có Biểu", SEND_AGAIN)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_KINDS: tuple[tuple[bytes, Problem], ...] = (
    (b"%PDF", Problem("", "tệp PDF, chưa có Biểu", SEND_AGAIN)),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"RIFF", PICTURE),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
)
"""What other files begin with. A picture of a filled form is what a clerk sends from a telephone."""


def file_problem(content: bytes) -> Problem | None:
    """Why these bytes are not read at all; None when they may be."""
    if len(content) > MOST_BYTES:
        return TOO_BIG
    if content.startswith(OLE):
        return _ole_problem(content)
    if content.startswith(ZIP):
        return archive_problem(content, _workbook_problem)
    if not content.strip(b"\0 \r\n\t"):
        return BROKEN
    return next((problem for magic, problem in _KINDS if content.startswith(magic)), None) or _unknown(content)


def _unknown(content: bytes) -> Problem:
    """An iPhone's picture is known by its box; "Excel" files of old web programs are pages of HTML."""
    if content[4:8] == b"ftyp":
        return PICTURE
    return OLD_XLS if re.match(rb"(\xef\xbb\xbf)?\s*<", content[:512]) else NOT_A_FORM


def _ole_problem(content: bytes) -> Problem:
    """The old container: an encrypted .xlsx, an .xls, or another old office file, told by the names of its streams."""
    if is_encrypted(content):
        return PASSWORD
    is_xls = any(name.encode("utf-16-le") in content for name in ("Workbook", "Book"))
    return OLD_XLS if is_xls else NOT_A_FORM


def is_encrypted(content: bytes) -> bool:
    """Whether an old container holds an office file under a password."""
    return content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content


def archive_problem(content: bytes, judge: Callable[[Collection[str]], Problem | None]) -> Problem | None:
    """Why a zip archive is not opened; `judge` tells what its entries' names, in small letters, say against it."""
    if content.count(_ENTRY) > MOST_ENTRIES:  # before anything is made of each of them
        return TOO_LARGE
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            return _directory_problem(entries, judge) or _inflated_problem(archive, entries)
    except Exception:  # whatever a broken archive provokes in the library
        return BROKEN


def _directory_problem(
    entries: Sequence[zipfile.ZipInfo], judge: Callable[[Collection[str]], Problem | None]
) -> Problem | None:
    """What the list of entries tells: packing that no office program uses, or a kind of file that is not wanted."""
    names = [entry.filename.casefold().replace("\\", "/") for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        return PASSWORD
    if len(set(names)) < len(names) or any(entry.compress_type not in _PACKED for entry in entries):
        return UNSAFE
    return judge(names)


def _workbook_problem(names: Collection[str]) -> Problem | None:
    """What the names of the entries tell: macros, objects, another kind of file than a workbook."""
    if any(_EMBEDDED.search(name) for name in names):
        return MACROS
    if "xl/workbook.xml" in names:
        return None
    return next((problem for told, problem in _OTHER_ZIPS.items() if any(map(told.search, names))), NOT_A_FORM)


_ENTRY = b"PK\x01\x02"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others may ask for as much memory as they say."""


_XML = (".xml", ".rels", ".vml")
_EMBEDDED = re.compile(r"vbaproject|/activex/|/embeddings/|oleobject|/macrosheets/")
_OTHER_ZIPS: Mapping[re.Pattern[str], Problem] = {
    re.compile(r"^xl/workbook\.bin$"): _saved_as(".xlsb"),
    re.compile(r"^word/document\.xml$"): Problem("", "tệp Word, chưa có Biểu", SEND_AGAIN),
    re.compile(r"^content\.xml$"): _saved_as(".ods"),
    re.compile(r"^ppt/"): NOT_A_FORM,
    re.compile(r"\.(xlsx?|docx?|pdf|jpe?g|png|zip|rar)$"): PACKED,
}


def _inflated_problem(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> Problem | None:
    """What really inflating every entry tells: declared sizes are a stranger's word."""
    total = 0
    for entry in entries:
        allowed = max(entry.compress_size, 1) * MOST_RATIO
        inflated, tail = 0, b""
        swollen = TOO_MANY_ROWS if "worksheets" in entry.filename else UNSAFE
        with archive.open(entry) as stream:
            while piece := stream.read(MEGABYTE):
                inflated += len(piece)
                if total + inflated > MOST_INFLATED or inflated > max(allowed, MEGABYTE):
                    return swollen
                if entry.filename.endswith(_XML) and _has_entities(tail + piece):
                    return UNSAFE
                tail = piece[-16:]
        total += inflated
    return None


def _has_entities(text: bytes) -> bool:
    """A document type or entities, which no office program writes, or an encoding that would hide them."""
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text[:4]
