"""The office's own Word templates in a plan folder's `templates/`: found, and tried out with sample data.

Not here: filling them (`papers.word_templates`), nor the sample data (`samples.paper_samples`).
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from papiplan.documents.papers.paper_guard import paper_problem
from papiplan.documents.papers.paper_names import PAPERS, SAMPLES
from papiplan.documents.papers.word_templates import TemplateFaultError, shipped_template
from papiplan.documents.plan_folders.plan_files import PlanFile
from papiplan.documents.plan_folders.plan_values import quoted
from papiplan.domain.plans import PaperTemplate, PlanDefinition
from papiplan.domain.problems import Problem

FOLDER = "templates/"

_HOW_TO_FIX = f"So với mẫu cùng tên trong {SAMPLES}; kiểm tra các dấu {{{{ }}}}, {{% %}} và tên dữ liệu ở đoạn này."

_SAVE_AS = "Mở bằng Word, lưu lại dạng .docx, không đặt mật khẩu, không có macro."

_MOST_SHOWN = 120
"""How many characters of a paragraph are enough to find it."""


def read_paper_templates(files: Mapping[str, PlanFile]) -> tuple[tuple[PaperTemplate, ...], tuple[Problem, ...]]:
    """The templates in `templates/`, in the order of their names, and what is wrong with the files as such."""
    own = {path: file for path, file in sorted(files.items()) if _is_template(path)}
    problems = tuple(problem for path, file in own.items() for problem in _file_problems(path, file.data))
    return tuple(PaperTemplate(_name(path), sha256(file.data).hexdigest()) for path, file in own.items()), problems


def own_template(files: Iterable[PlanFile], name: str) -> bytes:
    """The template of a paper in a plan folder that has passed the check: the office's own, else ours."""
    return next(
        (file.data for file in files if _is_template(file.path) and _name(file.path) == name), shipped_template(name)
    )


def _is_template(path: str) -> bool:
    folder, _, name = path.partition("/")
    return f"{folder.casefold()}/" == FOLDER and "/" not in name


def _name(path: str) -> str:
    return path.partition("/")[2]


def _file_problems(path: str, content: bytes) -> Iterable[Problem]:
    name = _name(path)
    if name not in PAPERS:
        close = difflib.get_close_matches(name, PAPERS, n=1)
        hint = f'Có phải "{close[0]}"?' if close else f"Các mẫu được dùng: {', '.join(PAPERS)}."
        yield Problem(path, f"không có mẫu văn bản tên {quoted(name)}", hint)
    elif problem := paper_problem(content):
        yield Problem(path, problem.what, _SAVE_AS)


def check_paper_templates(plan: PlanDefinition, files: Mapping[str, PlanFile]) -> tuple[Problem, ...]:
    """What goes wrong when the plan's own templates are filled with sample data, one problem for each template."""
    if not plan.paper_templates:
        return ()
    # All that writes papers: a second that few plans need.
    from papiplan.documents.samples.paper_samples import sample_papers

    samples = sample_papers(plan)
    own = sorted((path, file.data) for path, file in files.items() if _is_template(path))
    return tuple(problem for path, template in own if (problem := _tried_out(path, template, samples[_name(path)])))


def _tried_out(path: str, template: bytes, fill: Callable[[bytes], bytes]) -> Problem | None:
    try:
        fill(template)
    except TemplateFaultError as fault:
        return Problem(_place(path, fault.paragraph), _words(fault.cause), _HOW_TO_FIX)
    except Exception as error:  # what Word calls a .docx may lack whatever its readers ask for
        return Problem(path, f"không đọc được tệp Word ({type(error).__name__})", _SAVE_AS)
    return None


def _place(path: str, paragraph: str) -> str:
    return f'{path}, đoạn "{paragraph[:_MOST_SHOWN]}"' if paragraph else path


_NAMES = re.compile(r"'([^']*)'")


def _words(error: Exception) -> str:
    """What a template's fault is to the officer who wrote it."""
    if isinstance(error, UndefinedError) and (names := _NAMES.findall(str(error))):
        return f"không có dữ liệu tên {quoted(names[-1])}"
    if isinstance(error, TemplateSyntaxError):
        return f"không đọc được mẫu ({error.message})"
    if isinstance(error, SecurityError):
        return "có phép tính hoặc lệnh mà mẫu văn bản không được dùng"
    return f"không điền được dữ liệu ({type(error).__name__}: {error})"
