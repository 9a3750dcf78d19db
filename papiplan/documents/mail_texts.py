"""The mails to units, filled in from `templates/mail`: subject, plain text, and the same text as HTML.

Not here: what a mail tells (`mail_contexts`), its bytes and attachments (`mail`, called by a task).
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papiplan.documents.mail_contexts import MailContext
from papiplan.domain.deadlines import WEEKDAYS, clock_time, local_date, short
from papiplan.domain.messages import NoticeKind
from papiplan.domain.publication import SOURCE, figure_vi


@dataclass(frozen=True)
class Mail:
    """What a person reads: `html` says exactly what `text` says."""

    subject: str
    text: str
    html: str


def render_mail(kind: NoticeKind, context: MailContext) -> Mail:
    """The mail of this kind; a `context` of another kind's class is an error of the template.

    What a unit wrote stays on one line of the text and inert in the HTML: it neither ends a paragraph nor starts a tag.
    """
    template = _TEMPLATES.get_template(f"{kind}.txt.j2")
    values = template.new_context(
        {
            "plan": context.plan,
            "issue": context.issue,
            "issuer": context.plan.issuer,
            "office": context.plan.coordinator,
            "contact": context.plan.contact,
            "unit": context.unit,
            "kind": context.kind,
            "code": context.code,
            "told": context,
            "source": SOURCE,
        }
    )
    subject = f"[{context.plan.index} {context.plan.year}] {''.join(template.blocks['subject'](values)).strip()}"
    text = _tidy("".join(template.root_render_func(values)))
    html = _TEMPLATES.get_template("layout.html.j2").render(subject=subject, paragraphs=_paragraphs(text))
    return Mail(unicodedata.normalize("NFC", subject), text, html + "\n")


def _one_line(value: object) -> object:
    """A value as it is printed: text without line breaks and other characters that nobody sees."""
    if not isinstance(value, str):
        return value
    return "".join(c for c in " ".join(value.split()) if c.isprintable())


def _tidy(text: str) -> str:
    """NFC, no blanks at a line's end, one empty line between paragraphs, one line end at the end."""
    lines = re.sub(r"[ \t]+$", "", unicodedata.normalize("NFC", text), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _paragraphs(text: str) -> list[list[str]]:
    return [paragraph.splitlines() for paragraph in text.strip().split("\n\n")]


_TEMPLATES = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "mail"),
    undefined=StrictUndefined,
    autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
    finalize=_one_line,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(
    short=short,
    weekday=lambda day: WEEKDAYS[day.weekday()],
    clock=clock_time,
    day=lambda instant: short(local_date(instant)),
    two="{:02d}".format,
    figure=lambda value: figure_vi(value, 2),
)
