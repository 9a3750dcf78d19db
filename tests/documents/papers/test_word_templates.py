"""Templates filled: whatever is put into one stays a text, and a template does only what it may."""

import io
import struct
import zlib

import docx
import pytest
from jinja2 import TemplateError

from papiplan.documents.papers.paper_layout import Paper
from papiplan.documents.papers.word_templates import Picture, fill_template


def a_template(*lines: str) -> bytes:
    paper = Paper("Mẫu")
    for line in lines:
        paper.text(line)
    return paper.content()


def filled(*lines: str, **context: object) -> "docx.document.Document":
    return docx.Document(io.BytesIO(fill_template(a_template(*lines), context, "Văn bản")))


def said(document: "docx.document.Document") -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ 7 * 6 }} {% for x in y %}", "{{ 7 * 6 }} {% for x in y %}"),
        ("<w:p> & \"'“”", "<w:p> & \"'“”"),
        ("a\x00b\ufffec", "abc"),
        ("dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        ("Đường Trần Hưng Đạo: 7,5%", "Đường Trần Hưng Đạo: 7,5%"),
    ],
)
@pytest.mark.parametrize("line", ["{{ text }}", "{{r text | marked }}"])
def test_a_strangers_text_stays_a_text(line: str, text: str, printed: str) -> None:
    assert said(filled(line, text=text)) == [printed]


@pytest.mark.parametrize(
    "line", ["{{ nothing }}", "{{ text.__class__ }}", "{{ texts.append(1) }}", "{{ text", "{%p if %}"]
)
def test_a_template_that_does_what_it_may_not_is_an_error(line: str) -> None:
    with pytest.raises(TemplateError):
        filled(line, text="x", texts=["y"])


def test_brackets_are_yellow_runs_of_the_same_paragraph() -> None:
    [paragraph] = filled("{{r text | marked }}", text="a) Lý do: [Cán bộ bổ sung: lý do]. Hết").paragraphs
    runs = [(run.text, run.font.highlight_color is not None) for run in paragraph.runs if run.text]
    assert runs == [("a) Lý do: ", False), ("[Cán bộ bổ sung: lý do]", True), (". Hết", False)]


def a_png() -> bytes:
    """One white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_has_its_width_and_says_what_it_shows() -> None:
    shown = filled("{{ chart }}", chart=Picture(a_png(), 120, 'Biểu đồ "cột" <8>'))
    [inline] = shown.inline_shapes
    assert round(inline.width.mm) == 120
    assert inline._inline.docPr.get("descr") == 'Biểu đồ "cột" <8>'


def test_equal_facts_give_equal_bytes() -> None:
    template, context = a_template("{{ text }}", "{{ chart }}"), {"text": "x", "chart": Picture(a_png(), 50, "Điểm")}
    assert fill_template(template, context, "Văn bản") == fill_template(template, context, "Văn bản")
    assert docx.Document(io.BytesIO(fill_template(template, context, "Tên & số"))).core_properties.title == "Tên & số"
