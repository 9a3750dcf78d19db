"""Filling the Word templates of papers: texts, rows and pictures in, a .docx out.

A template is untrusted, and so is each text that is put into it. Not here: what our own templates look like
(`reports.report_layout`), nor what they are given (`reports.consolidated_report`).
"""

import io
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, TemplateError

from papiplan.documents.papers.paper_parts import MADE_AT, with_fixed_dates
from papiplan.documents.papers.paper_rows import keep_rows_whole
from papiplan.documents.papers.template_sandbox import TemplateSandbox
from papiplan.documents.wording import bracketed, printable

SHIPPED = Path(__file__).parent / "templates"
"""Where our own templates lie."""


def shipped_template(name: str) -> bytes:
    """Our own template of a paper ("bao-cao.docx")."""
    return (SHIPPED / name).read_bytes()


class TemplateFaultError(TemplateError):
    """Why a template cannot be filled; `paragraph` is where, as its author sees it, empty where that is not known."""

    def __init__(self, paragraph: str, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__}: {cause}")
        self.paragraph, self.cause = paragraph, cause


@dataclass(frozen=True)
class Picture:
    """A picture to be put into a paper: a PNG, as wide as told, and what it shows, for those who cannot see it."""

    png: bytes
    width_mm: int
    description: str


def fill_template(template: bytes, context: Mapping[str, object], title: str) -> bytes:
    """The paper that a template makes of `context`, the same bytes for the same facts.

    `context` holds texts, `Picture`s, and mappings and sequences of them. Raises TemplateFaultError for a template that
    names what is not there or does what it may not.
    """
    paper = _Paper(io.BytesIO(template))
    environment = TemplateSandbox()
    environment.filters["marked"] = marked
    paper.render(_prepared(context, paper), environment, autoescape=True)
    keep_rows_whole(paper.docx)
    properties = paper.docx.core_properties
    properties.title, properties.created, properties.modified = printable(title), MADE_AT, MADE_AT
    written = io.BytesIO()
    paper.save(written)
    return with_fixed_dates(written.getvalue())


class _Paper(DocxTemplate):  # type: ignore[misc]
    """A template that tells in which of its paragraphs it cannot be filled."""

    def render_xml_part(self, src_xml: str, part: object, context: object, jinja_env: Environment | None = None) -> Any:
        try:
            return super().render_xml_part(src_xml, part, context, jinja_env)
        except Exception as error:  # a template may stumble over whatever it makes of the data
            raise TemplateFaultError(_paragraph(src_xml, error), error) from error


def _paragraph(xml: str, error: Exception) -> str:
    """The words of the paragraph that an error came from; docxtpl begins a line with each paragraph."""
    line = getattr(error, "lineno", None)
    for frame, number in traceback.walk_tb(error.__traceback__):
        if "__jinja_exception__" in frame.f_globals:  # so Jinja2 marks the lines of a template in a traceback
            line = number
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml).splitlines()
    found = lines[line - 1] if line and line <= len(lines) else ""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found)).split())


def marked(text: str) -> "_Xml":
    """A text as runs of Word, the brackets that wait for an officer yellow; a template writes {{r text | marked }}."""
    return _Xml("".join(_run(part, yellow=waits) for part, waits in bracketed(text)))


def _run(text: str, *, yellow: bool) -> str:
    look = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if yellow else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


@dataclass(frozen=True)
class _Xml:
    """What goes into a paper as it is, for it was escaped where it was made."""

    xml: str

    def __html__(self) -> str:
        return self.xml


class _Drawing(InlineImage):  # type: ignore[misc]
    """A picture as Word's XML, with its alternative text."""

    def __init__(self, paper: DocxTemplate, picture: Picture) -> None:
        super().__init__(paper, io.BytesIO(picture.png), width=Mm(picture.width_mm))
        self._description = printable(picture.description)

    def __html__(self) -> str:
        inline = self.tpl.current_rendering_part.new_pic_inline(self.image_descriptor, self.width, self.height)
        inline.docPr.set("descr", self._description)
        opening, closing = "</w:t></w:r><w:r><w:drawing>", '</w:drawing></w:r><w:r><w:t xml:space="preserve">'
        return f"{opening}{inline.xml}{closing}"


def _prepared(value: object, paper: DocxTemplate) -> object:
    """A value as the template may have it: texts without what XML cannot hold, pictures as drawings of this paper."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Picture):
        return _Drawing(paper, value)
    if isinstance(value, Mapping):
        return {key: _prepared(each, paper) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_prepared(each, paper) for each in value]
    return value
