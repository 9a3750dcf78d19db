"""The mails to units, filled in from `templates` or the office's own texts: subject, plain text, and HTML.

Not here: what a mail tells (`mail_contexts`), how the office's own texts are read and tried out
(`plan_folders.plan_mail_texts`), its bytes and attachments (`mail`, called by a task).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    meta,
    nodes,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.documents.wording import one_line
from papiplan.domain.deadlines import WEEKDAYS, clock_time, local_date, short
from papiplan.domain.due_dates import until_in_words
from papiplan.domain.plans import MailText
from papiplan.domain.publication import SOURCE, figure_vi


@dataclass(frozen=True)
class Mail:
    """What a person reads: `html` says exactly what `text` says."""

    subject: str
    text: str
    html: str


def render_mail(kind: str, context: MailContext) -> Mail:
    """The mail of this kind of notice, or of a text of this name, in the plan's own words where it has some.

    A `context` of another kind's class is an error of the template.

    What a unit wrote stays on one line of the text and inert in the HTML: it neither ends a paragraph nor starts a tag.
    """
    template = _texts_of(context.plan.mail_texts).get_template(f"{kind}.txt.j2")
    values = template.new_context({name: given(context) for name, given in _GIVEN.items()})
    subject = f"[{context.plan.index} {context.plan.year}] {''.join(template.blocks['subject'](values)).strip()}"
    return as_mail(subject, "".join(template.root_render_func(values)))


def as_mail(subject: str, text: str) -> Mail:
    """A mail of this subject and text, its HTML made of the text."""
    text = _tidy(text)
    html = _TEMPLATES.get_template("layout.html.j2").render(subject=subject, paragraphs=_paragraphs(text))
    return Mail(unicodedata.normalize("NFC", subject), text, html + "\n")


_GIVEN: Mapping[str, Callable[[MailContext], object]] = {
    "plan": lambda context: context.plan,
    "issue": lambda context: context.issue,
    "issuer": lambda context: context.plan.issuer,
    "office": lambda context: context.plan.coordinator,
    "contact": lambda context: context.plan.contact,
    "unit": lambda context: context.unit,
    "kind": lambda context: context.kind,
    "code": lambda context: context.code,
    "told": lambda context: context,
    "source": lambda _: SOURCE,
}
"""The names that a text may use."""


def mail_text_names() -> tuple[str, ...]:
    """The texts that an office may word itself."""
    return tuple(sorted(path.name for path in SHIPPED.glob("*.txt.j2")))


def mail_text_blocks(text: MailText) -> frozenset[str]:
    """The blocks that a text fills; jinja2's TemplateSyntaxError where its signs are wrong."""
    _TEMPLATES.compile(text.text, text.name)
    return frozenset(block.name for block in _TEMPLATES.parse(text.text).find_all(nodes.Block))


def check_names(kind: str, context: MailContext) -> Iterator[tuple[str, int, str]]:
    """The names in the plan's own texts that a mail of this kind has no data for: text, line, name.

    Unlike rendering, it looks into the branches that one mail does not take.
    """
    given = {name: value(context) for name, value in _GIVEN.items()}
    for text in context.plan.mail_texts:
        if text.name not in (f"{kind}.txt.j2", LAYOUT):
            continue
        tree = _TEMPLATES.parse(text.text)
        free = meta.find_undeclared_variables(tree) - set(_TEMPLATES.globals)
        for name in tree.find_all(nodes.Name):
            if name.name in free - set(given):
                yield text.name, name.lineno, name.name
        for part in tree.find_all(nodes.Getattr):
            of = part.node.name if isinstance(part.node, nodes.Name) else ""
            if of in free & set(given) and part.attr not in dir(given[of]):
                yield text.name, part.lineno, f"{of}.{part.attr}"


def _one_line(value: object) -> object:
    """A value as it is printed: text without line breaks and other characters that nobody sees."""
    return one_line(value) if isinstance(value, str) else value


def _tidy(text: str) -> str:
    """NFC, no blanks at a line's end, one empty line between paragraphs, one line end at the end."""
    lines = re.sub(r"[ \t]+$", "", unicodedata.normalize("NFC", text), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _paragraphs(text: str) -> list[list[str]]:
    return [paragraph.splitlines() for paragraph in text.strip().split("\n\n")]


@lru_cache(maxsize=32)
def _texts_of(own: tuple[MailText, ...]) -> Environment:
    """Our texts, with an office's own in place of those of the same name."""
    texts = DictLoader({text.name: text.text for text in own})
    return _TEMPLATES.overlay(loader=ChoiceLoader([texts, FileSystemLoader(SHIPPED)]))


LAYOUT = "layout.txt.j2"
"""What all texts have around them."""

SHIPPED = Path(__file__).parent / "templates"
"""Where our own texts lie."""

_TEMPLATES = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(SHIPPED),
    undefined=StrictUndefined,
    autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
    finalize=_one_line,
    trim_blocks=True,
    lstrip_blocks=True,
)


@pass_context
def _until(values: Context, due: date) -> str:
    """The end of a due date, as the mail's plan says when its days end."""
    return until_in_words(due, values["plan"].due_time)


_TEMPLATES.filters.update(
    short=short,
    until=_until,
    weekday=lambda day: WEEKDAYS[day.weekday()],
    clock=clock_time,
    day=lambda instant: short(local_date(instant)),
    two="{:02d}".format,
    figure=lambda value: figure_vi(value, 2),
)
