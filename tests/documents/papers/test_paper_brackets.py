"""The brackets that a Word file still has are found however Word splits them; what is no Word file is named."""

import unicodedata

import docx
import pytest

from papiplan.documents.papers.paper_brackets import brackets_in, read_own_paper, read_paper
from papiplan.domain.problems import Refused
from tests.documents.forms.forging import old_container
from tests.documents.papers.word_files import DOCUMENT, a_word_file, changed, saved, with_body, zipped

BRACKET = "[Cán bộ bổ sung: ưu điểm]"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("Không còn gì."), ()),
        (p("[Cán bộ ghi chú] [1] (Cán bộ bổ sung: ưu điểm)"), ()),
        (p(f"1. {BRACKET}, 2. [Cán bộ bổ sung: tồn tại]"), (BRACKET, "[Cán bộ bổ sung: tồn tại]")),
        (p("[Cán", " bộ b", "ổ sung", ": ưu điểm", "]"), (BRACKET,)),
        (p("[CÁN BỘ BỔ SUNG: ƯU ĐIỂM]"), ("[CÁN BỘ BỔ SUNG: ƯU ĐIỂM]",)),
        (p("[ cán bộ\u00a0bổ  sung : ưu điểm ]"), ("[ cán bộ bổ sung : ưu điểm ]",)),
        (p("[Cán b\u00adộ bổ\u200b sung: ưu điểm]"), (BRACKET,)),
        (p(unicodedata.normalize("NFD", BRACKET)), (BRACKET,)),
        (p("[Cán bộ bổ sung]"), ("[Cán bộ bổ sung]",)),
        (p("[Cán bộ bổ", " sung: ưu") + p("điểm]"), (BRACKET,)),
        (p("[Cán bộ bổ sung: chưa đóng") + p("Đoạn sau."), ("[Cán bộ bổ sung: chưa đóng",)),
        (p("[Cán bộ bổ sung: chưa đóng") + p(BRACKET), ("[Cán bộ bổ sung: chưa đóng", BRACKET)),
        (p("[Cán bộ bổ sung: xem [1] dưới]"), ("[Cán bộ bổ sung: xem",)),
        ("<w:p><w:r><w:t>[Cán bộ bổ</w:t><w:br/><w:t>sung: ưu điểm]</w:t></w:r></w:p>", (BRACKET,)),
        ("<w:p><w:r><w:t>[Cán bộ</w:t><w:tab/><w:t>bổ sung: ưu điểm]</w:t></w:r></w:p>", (BRACKET,)),
        (f"<w:tbl><w:tr><w:tc>{p(BRACKET)}</w:tc></w:tr></w:tbl>", (BRACKET,)),
        (f"<w:p><w:ins><w:r><w:t>{BRACKET}</w:t></w:r></w:ins></w:p>", (BRACKET,)),
        (f"<w:p><w:del><w:r><w:delText>{BRACKET}</w:delText></w:r></w:del></w:p>", ()),
        (f"<w:p><w:moveFrom><w:r><w:t>{BRACKET}</w:t></w:r></w:moveFrom></w:p>", ()),
        (f"<w:p><w:moveTo><w:r><w:t>{BRACKET}</w:t></w:r></w:moveTo></w:p>", (BRACKET,)),
        (f"<w:p><w:r><w:instrText>{BRACKET}</w:instrText></w:r></w:p>", ()),
        (
            '<w:p><w:r><w:t>[Cán bộ </w:t></w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:txbxContent>'
            f"{p(BRACKET)}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p(BRACKET)}</w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent><w:r><w:t>bổ sung: ưu điểm]</w:t></w:r></w:p>",
            (BRACKET, BRACKET),
        ),
    ],
)  # fmt: skip
def test_a_bracket_is_found_however_word_splits_it(body: str, found: tuple[str, ...]) -> None:
    assert brackets_in(with_body(body)) == found


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("word/document2.xml", 1),
        ("word/header1.xml", 1),
        ("WORD\\Header1.XML", 1),
        ("word/footer3.xml", 1),
        ("word/footnotes.xml", 1),
        ("word/endnotes.xml", 1),
        ("word/comments.xml", 0),
        ("word/glossary/document.xml", 0),
        ("docProps/core.xml", 0),
    ],
)
def test_brackets_count_in_every_part_that_is_printed(part: str, found: int) -> None:
    assert len(brackets_in(with_body(p(BRACKET), part))) == found


def test_a_file_in_the_strict_format_is_read_too() -> None:
    strict = changed(
        a_word_file(BRACKET),
        DOCUMENT,
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert brackets_in(strict) == (BRACKET,)


def test_what_python_docx_writes_is_read_whole() -> None:
    document = docx.Document()
    document.add_paragraph(BRACKET)
    document.add_table(rows=3, cols=2).cell(1, 1).text = BRACKET
    document.sections[0].header.paragraphs[0].text = BRACKET
    read = read_paper(saved(document))
    assert (read.brackets, read.rows) == ((BRACKET,) * 3, 3)


WORD = a_word_file("Báo cáo")
STRANGERS = {
    "empty": (b"", "tệp trống hoặc bị lỗi khi gửi"),
    "text": (b"Bao cao", "tệp không phải văn bản Word (.docx)"),
    "rtf": (b"{\\rtf1 x}", "tệp không phải văn bản Word (.docx)"),
    "old-doc": (old_container("WordDocument"), "tệp dạng .doc cũ"),
    "encrypted": (old_container("EncryptedPackage"), "tệp có mật khẩu"),
    "cut": (WORD[:2000], "tệp trống hoặc bị lỗi khi gửi"),
    "workbook": (zipped({"xl/workbook.xml": b"<x/>"}), "tệp không phải văn bản Word (.docx)"),
    "macros": (zipped({DOCUMENT: b"<x/>", "word/vbaProject.bin": b"x"}), "tệp có macro"),
    "bomb": (zipped({DOCUMENT: b" " * 60_000_000}), "tệp có nội dung không an toàn (nén bất thường)"),
    "many-parts": (zipped({DOCUMENT: b"<x/>", **{f"word/{n}": b"" for n in range(300)}}), "tệp có quá nhiều phần"),
    "entities": (
        changed(WORD, DOCUMENT, lambda xml: xml.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document')),
        "tệp có nội dung không an toàn (nén bất thường)",
    ),
    "broken-xml": (changed(WORD, DOCUMENT, lambda xml: xml[:-20]), "tệp bị lỗi, không đọc được"),
    "unknown-encoding": (zipped({DOCUMENT: b'<?xml version="1.0" encoding="x"?><a/>'}), "tệp bị lỗi, không đọc được"),
    "large": (b"PK\x03\x04" + b"x" * 11_000_000, "tệp lớn hơn 10 MB"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_word_file_is_refused_with_what_to_give_instead(name: str) -> None:
    content, what = STRANGERS[name]
    with pytest.raises(Refused) as refused:
        brackets_in(content)
    (problem,) = refused.value.problems
    assert problem.what == what
    assert problem.how_to_fix == "Nêu bản PDF đã ký, hoặc tệp Word (.docx) không đặt mật khẩu, không có macro."


def test_a_word_file_with_a_chart_of_its_own_is_read() -> None:
    parts = {DOCUMENT: b"<x/>", "word/embeddings/Microsoft_Excel_Sheet.xlsx": b"x"}
    assert brackets_in(zipped(parts)) == ()


def test_our_own_paper_is_read_however_well_it_packs() -> None:
    long = with_body(p("Nội dung như nhau.") * 40_000)
    with pytest.raises(Refused):
        read_paper(long)
    assert read_own_paper(long).brackets == ()
