"""Strangers' files that are no workbook, or whose archive is broken, forged or a bomb.

Not here: well-packed workbooks with something odd in them (`hostile_workbooks`).
"""

import os
import struct
import zipfile
from io import BytesIO

from tests.documents.forms.forging import (
    ENTRY,
    LAST_DIRECTORY,
    LOCAL_ENTRY,
    MAIN_PART,
    Stranger,
    a_sheet,
    cut,
    good_form,
    old_container,
    packed,
    part,
    poked,
    repacked,
)

BROKEN = "tệp trống hoặc bị lỗi khi gửi"
PASSWORD = "tệp có mật khẩu"
OLD_XLS = "tệp dạng .xls cũ, đề nghị lưu lại dạng .xlsx"
NOT_A_FORM = "tệp không phải là biểu Excel"
PICTURE = "ảnh chụp, chưa có Biểu"
PACKED = "tệp nén, chưa có Biểu"
MACROS = "tệp có macro hoặc đối tượng nhúng, đề nghị lưu lại dạng .xlsx và xóa đối tượng nhúng"
UNSAFE = "tệp có nội dung không an toàn (nén bất thường)"
TOO_LARGE = "tệp có nhiều trang, cột hoặc chữ hơn hẳn Biểu"
TOO_MANY_ROWS = "tệp quá lớn do nhiều dòng trống được định dạng, đề nghị xóa định dạng các dòng trống"
UNREADABLE = "tệp bị lỗi hoặc quá lớn, không đọc được"


def with_two_of_a_name() -> bytes:
    """Two entries of one name; what a reader takes of them is up to the reader."""
    content = packed({"xl/workbook.xml": part("xl/workbook.xml"), "xl/workbook.xmL": b"<workbook/>"})
    return content.replace(b"workbook.xmL", b"workbook.xml")


def with_lied_sizes(size: int) -> bytes:
    """The main sheet said to be of another size than it is, at both places."""
    content = bytearray(good_form())
    for signature, size_at, name_at in ((ENTRY, 24, 46), (LOCAL_ENTRY, 22, 30)):
        at = content.find(MAIN_PART.encode()) if signature == LOCAL_ENTRY else content.rfind(MAIN_PART.encode())
        start = at - name_at
        assert content[start : start + 4] == signature
        content[start + size_at : start + size_at + 4] = struct.pack("<I", size)
    return bytes(content)


def overlapping() -> bytes:
    """A bomb whose entries all inflate the same bytes: each of the list points to the one that is there."""
    one = packed({"xl/workbook.xml": b" " * 900_000})
    local, directory = one[: one.index(ENTRY)], one[one.index(ENTRY) : one.index(LAST_DIRECTORY)]
    entries = [directory.replace(b"workbook.xml", b"workbook.%03d" % n) for n in range(200)]
    listed = b"".join([directory, *entries])
    end = struct.pack("<4s4H2IH", LAST_DIRECTORY, 0, 0, 201, 201, len(listed), len(local), 0)
    return local + listed + end


def nested(depth: int = 4) -> bytes:
    """Archives in archives, of which each holds ten of the next."""
    content = bytes(1_000_000)
    for level in range(depth):
        content = packed({f"{level}-{n}.zip": content for n in range(10)})
    return content


def one_text_in_many_cells() -> bytes:
    """A file that passes every look at it and asks for 200 GB when read: one long text in 50,000 cells."""
    text = b"<si><t>" + os.urandom(2_000_000).hex().encode() + b"</t></si>"
    rows = b"".join(b'<row r="%d">%s</row>' % (row, b'<c t="s"><v>0</v></c>' * 50) for row in range(1, 1_001))
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text + b"</sst>"
    return repacked({MAIN_PART: a_sheet(rows), "xl/sharedStrings.xml": strings})()


def encrypted_entries() -> bytes:
    """An archive with a password of its own, as archivers set it."""
    content = bytearray(good_form())
    for signature, at in ((LOCAL_ENTRY, 6), (ENTRY, 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(signature, start + 4)
    return bytes(content)


def packed_as(packing: int) -> bytes:
    with zipfile.ZipFile(BytesIO(good_form())) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()}, packing)


NO_WORKBOOKS = (
    Stranger("nothing", lambda: b"", refused=BROKEN),
    Stranger("zero-bytes", lambda: bytes(15_000), refused=BROKEN),
    Stranger("spaces", lambda: b" \r\n\t" * 100, refused=BROKEN),
    Stranger("larger-than-10-megabytes", lambda: good_form() + bytes(10 * 1024 * 1024), refused="tệp lớn hơn 10 MB"),
    Stranger("encrypted-workbook", lambda: old_container("EncryptionInfo", "EncryptedPackage"), refused=PASSWORD),
    Stranger("xls", lambda: old_container("Workbook", content=b"\x09\x08\x10\0\0\x06\x05\0"), refused=OLD_XLS),
    Stranger("xls-of-1995", lambda: old_container("Book", content=b"\x09\x08\x08\0\0\x05\x05\0"), refused=OLD_XLS),
    Stranger("doc", lambda: old_container("WordDocument", "1Table"), refused=NOT_A_FORM),
    Stranger("html-as-xls", lambda: b"\xef\xbb\xbf<html><body><table></table></body></html>", refused=OLD_XLS),
    Stranger("spreadsheet-of-2003-as-xml", lambda: b'<?xml version="1.0"?><Workbook/>', refused=OLD_XLS),
    Stranger("csv", lambda: "STT;Mã nhiệm vụ\r\n1;2.3.1\r\n".encode(), refused=NOT_A_FORM),
    Stranger("csv-in-utf-16", lambda: "STT\tMã nhiệm vụ\r\n".encode("utf-16"), refused=NOT_A_FORM),
    Stranger("rtf", lambda: rb"{\rtf1\ansi Ke hoach}", refused=NOT_A_FORM),
    Stranger("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", refused="tệp PDF, chưa có Biểu"),
    Stranger("jpeg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", refused=PICTURE),
    Stranger("png", lambda: b"\x89PNG\r\n\x1a\n", refused=PICTURE),
    Stranger("picture-of-an-iphone", lambda: b"\0\0\0\x18ftypheic", refused=PICTURE),
    Stranger("rar", lambda: b"Rar!\x1a\x07\x01\0", refused=PACKED),
    Stranger("7z", lambda: b"7z\xbc\xaf\x27\x1c", refused=PACKED),
    Stranger("zip-of-a-form", lambda: packed({"Bao cao/P2.xlsx": good_form()}), refused=PACKED),
    Stranger("zip-of-a-pdf", lambda: packed({"van ban.pdf": b"%PDF-1.7"}), refused=PACKED),
    Stranger("zip-of-a-text", lambda: packed({"doc.txt": b"x"}), refused=NOT_A_FORM),
    Stranger("docx", lambda: packed({"word/document.xml": b"<w/>"}), refused="tệp Word, chưa có Biểu"),
    Stranger("pptx", lambda: packed({"ppt/presentation.xml": b"<p/>", "ppt/media/1.png": b""}), refused=NOT_A_FORM),
    Stranger(
        "ods",
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<o/>"}),
        refused="tệp dạng .ods, đề nghị lưu lại dạng .xlsx",
    ),
    Stranger("xlsb", lambda: packed({"xl/workbook.bin": b""}), refused="tệp dạng .xlsb, đề nghị lưu lại dạng .xlsx"),
    Stranger("xlsm", repacked({"xl/vbaProject.bin": b"\xd0\xcf"}), refused=MACROS),
    Stranger("embedded-object", repacked({"xl/embeddings/oleObject1.bin": b"\xd0\xcf"}), refused=MACROS),
    Stranger("macro-sheet-of-excel-4", repacked({"xl/macrosheets/sheet1.xml": b"<m/>"}), refused=MACROS),
    Stranger("active-x", repacked({"xl\\activeX\\activeX1.bin": b""}), refused=MACROS),
)
"""Files of another kind: named to the sender as what they are."""

BROKEN_ARCHIVES = (
    Stranger("truncated-at-10-per-cent", cut(0.1), refused=BROKEN),
    Stranger("truncated-at-50-per-cent", cut(0.5), refused=BROKEN),
    Stranger("truncated-at-90-per-cent", cut(0.9), refused=BROKEN),
    Stranger("last-byte-missing", lambda: good_form()[:-1], refused=BROKEN),
    Stranger("beginning-alone", lambda: LOCAL_ENTRY, refused=BROKEN),
    Stranger("first-bytes-missing", lambda: good_form()[100:], refused=NOT_A_FORM),
    Stranger("flipped-byte-in-the-data", poked(lambda form: len(form) // 2, b"\xff\x00\xff"), refused=BROKEN),
    Stranger("flipped-bytes-in-the-list", poked(lambda form: form.index(ENTRY) + 42, b"\xff\xff"), refused=BROKEN),
    Stranger("list-elsewhere", poked(lambda form: form.rindex(LAST_DIRECTORY) + 16, b"\xff" * 4), refused=BROKEN),
    Stranger("other-name-in-the-list", poked(lambda form: form.rindex(b"sheet3"), b"sheet9"), refused=BROKEN),
    Stranger("size-said-too-small", lambda: with_lied_sizes(10), refused=BROKEN),
    Stranger("size-said-too-large", lambda: with_lied_sizes(2**31)),
    Stranger("password-of-an-archiver", encrypted_entries, refused=PASSWORD),
    Stranger("packed-with-lzma", lambda: packed_as(zipfile.ZIP_LZMA), refused=UNSAFE),
    Stranger("packed-with-bzip2", lambda: packed_as(zipfile.ZIP_BZIP2), refused=UNSAFE),
    Stranger("not-packed-at-all", lambda: packed_as(zipfile.ZIP_STORED)),
    Stranger("two-parts-of-one-name", with_two_of_a_name, refused=UNSAFE),
    Stranger("two-parts-but-for-case", repacked({"XL/Workbook.xml": b"<workbook/>"}), refused=UNSAFE),
    Stranger("part-above-the-archive", repacked({"../../etc/cron.d/x": b"x"})),
    Stranger("part-named-like-a-header", repacked({"xl/a\r\nBcc: x@example.com.xml": b"<a/>"})),
)
"""Archives that were cut, knocked or forged."""

BOMBS = (
    Stranger("bomb-of-one-ratio", repacked({"xl/media/image1.png": bytes(50_000_000)}), refused=UNSAFE),
    Stranger("bomb-in-a-sheet", repacked({MAIN_PART: a_sheet(b" " * 50_000_000)}), refused=TOO_MANY_ROWS),
    Stranger("bomb-of-entries", lambda: packed({f"{n}": b"" for n in range(20_000)}), refused=TOO_LARGE),
    Stranger("bomb-of-overlapping-entries", overlapping, refused=BROKEN),
    Stranger("bomb-of-archives", nested, refused=PACKED),
    Stranger("bomb-of-one-text", one_text_in_many_cells, refused=UNREADABLE),
)
"""Small files that would fill the memory."""

ARCHIVES = (*NO_WORKBOOKS, *BROKEN_ARCHIVES, *BOMBS)
