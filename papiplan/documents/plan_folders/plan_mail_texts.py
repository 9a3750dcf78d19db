"""The office's own mail texts in a plan folder's `mail/`: read, and tried out with sample data.

Not here: filling texts in (`mails.mail_texts`), nor the sample data (`samples.mail_samples`).
"""

import difflib
import traceback
import unicodedata
from collections.abc import Iterator, Mapping

from jinja2 import TemplateError, TemplateSyntaxError

from papiplan.documents.mails.mail_texts import LAYOUT, check_names, mail_text_blocks, mail_text_names, render_mail
from papiplan.documents.plan_folders.plan_files import PlanFile, text_of
from papiplan.documents.plan_folders.plan_values import quoted
from papiplan.documents.samples.mail_samples import sample_mails
from papiplan.domain.plans import MailText, PlanDefinition
from papiplan.domain.problems import Problem

FOLDER = "mail/"

_HOW_TO_FIX = "So với mẫu đi kèm hệ thống; kiểm tra các dấu {{ }}, {% %} và tên dữ liệu ở dòng này."


def read_mail_texts(files: Mapping[str, PlanFile]) -> tuple[tuple[MailText, ...], tuple[Problem, ...]]:
    """The texts in `mail/`, in the order of their names, and what is wrong with them before any is filled in."""
    texts: list[MailText] = []
    problems: list[Problem] = []
    for path, file in sorted(files.items()):
        folder, _, name = path.partition("/")
        if f"{folder.casefold()}/" != FOLDER or not name:
            continue
        text, found = _read(name, file)
        texts.append(text)
        problems += found
    return tuple(texts), tuple(problems)


def _read(name: str, file: PlanFile) -> tuple[MailText, tuple[Problem, ...]]:
    content, problems = text_of(file)
    text = MailText(name, unicodedata.normalize("NFC", content.replace("\r\n", "\n")))
    if name not in mail_text_names():
        problems = (_unknown(file.path, name),)
    if not problems:
        try:
            blocks = mail_text_blocks(text)
        except TemplateSyntaxError as error:
            problems = (_problem(name, error.lineno, f"không đọc được mẫu thư ({error.message})"),)
        else:
            if name != LAYOUT and "subject" not in blocks:
                problems = (_problem(name, 1, 'thiếu phần tiêu đề, khối "subject"'),)
    return text, problems


def _unknown(path: str, name: str) -> Problem:
    close = difflib.get_close_matches(name, mail_text_names(), n=1)
    hint = f'Có phải "{close[0]}"?' if close else f"Các mẫu thư được dùng: {', '.join(mail_text_names())}."
    return Problem(path, f"không có mẫu thư tên {quoted(name)}", hint)


def check_mail_texts(plan: PlanDefinition) -> tuple[Problem, ...]:
    """What goes wrong when the plan's own texts are filled in with sample data, each thing once."""
    return tuple(dict.fromkeys(_tried_out(plan))) if plan.mail_texts else ()


def _tried_out(plan: PlanDefinition) -> Iterator[Problem]:
    for kind, context in sample_mails(plan):
        unknown = list(check_names(kind, context))
        yield from (_problem(name, line, f"không có dữ liệu tên {quoted(word)}") for name, line, word in unknown)
        if unknown:
            continue
        try:
            mail = render_mail(kind, context)
        except Exception as error:  # a template may stumble over whatever it makes of the data
            name, line = _place(error, plan.mail_texts)
            yield _problem(name, line, f"không điền được dữ liệu vào mẫu thư ({_words(error)})")
        else:
            if mail.subject.strip() == f"[{plan.index} {plan.year}]":
                yield _problem(f"{kind}.txt.j2", 1, "thư không có tiêu đề")


def _place(error: Exception, texts: tuple[MailText, ...]) -> tuple[str, int]:
    """The line of the plan's own texts where the error came from, its last place among them."""
    found = (texts[0].name, 1)
    for frame, line in traceback.walk_tb(error.__traceback__):
        # Jinja2 leaves itself in the frames of what it compiled, whose lines are not those of the text.
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.name in {text.name for text in texts}:
            found = (template.name, template.get_corresponding_lineno(line))
    return found


def _words(error: Exception) -> str:
    return error.message or "" if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"


def _problem(name: str, line: int, what: str) -> Problem:
    return Problem(f"{FOLDER}{name}, dòng {line}", what, _HOW_TO_FIX)
