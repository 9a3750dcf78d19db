"""Filling the Word templates of papers: texts, rows and pictures in, a .docx out.

A template is untrusted, and so is each text that is put into it. Not here: what our own templates look like
(`report_layout`), nor what they are given (`consolidated_report`).
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papiplan.documents.paper_parts import MADE_AT, with_fixed_dates
from papiplan.documents.wording import printable

SHIPPED = Path(__file__).parent / "templates" / "papers"
"""Where our own templates lie."""


def shipped_template(name: str) -> bytes:
    """Our own template of a paper ("bao-cao.docx")."""
    return (SHIPPED / name).read_bytes()


@dataclass(frozen=True)
class Picture:
    """A picture to be put into a paper: a PNG, as wide as told, and what it shows, for those who cannot see it."""

    png: bytes
    width_mm: int
    description: str


def fill_template(template: bytes, context: Mapping[str, object], title: str) -> bytes:
    """The paper that a template makes of `context`, the same bytes for the same facts.

    `context` holds texts, `Picture`s, and mappings and sequences of them. Raises jinja2's TemplateError for a template
    that names what is not there or does what it may not.
    """
    paper = DocxTemplate(io.BytesIO(template))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.filters["marked"] = marked
    paper.render(_prepared(context, paper), environment, autoescape=True)
    properties = paper.docx.core_properties
    properties.title, properties.created, properties.modified = printable(title), MADE_AT, MADE_AT
    written = io.BytesIO()
    paper.save(written)
    return with_fixed_dates(written.getvalue())


_BRACKET = re.compile(r"(\[Cán bộ bổ sung:[^\]]*\])")


def marked(text: str) -> "_Xml":
    """A text as runs of Word, the brackets that wait for an officer yellow; a template writes {{r text | marked }}."""
    parts = (part for part in _BRACKET.split(text) if part)
    return _Xml("".join(_run(part, yellow=bool(_BRACKET.fullmatch(part))) for part in parts))


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
