"""An office may lay its papers out itself: Word templates in the plan folder's `templates/`, tried out by the check."""

import io
import re
import shutil
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from jinja2 import ChainableUndefined

from papiplan.database.definitions import definition_from_json, definition_to_json
from papiplan.documents.papers import template_sandbox
from papiplan.documents.papers.paper_names import PAPERS
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.plan_folders.plan_folder import LoadedPlan, example_folder, load_plan_folder
from papiplan.documents.samples.paper_samples import sample_papers
from papiplan.domain.plans import PaperTemplate
from tests.documents.papers.word_files import DOCUMENT, a_word_file, changed, saved

REPORT = "bao-cao.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def load(folder: Path, template: bytes, name: str = REPORT) -> LoadedPlan:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template)
    return load_plan_folder(folder)


def own(*paragraphs: str) -> bytes:
    """Our report with a paragraph or two more at its end."""
    document = docx.Document(io.BytesIO(shipped_template(REPORT)))
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def test_an_office_s_own_template_is_the_plan_s_by_its_hash_and_one_in_a_folder_below_is_none(folder: Path) -> None:
    template = own("Số liệu của {{ index }} năm {{ year }}.")
    load(folder, b"not even a Word file", f"mau/{REPORT}")
    plan = load(folder, template).accepted()
    assert plan.paper_templates == (PaperTemplate(REPORT, sha256(template).hexdigest()),)
    assert definition_from_json(definition_to_json(plan)) == plan
    filled = docx.Document(io.BytesIO(sample_papers(plan)[REPORT](template)))
    assert filled.paragraphs[-1].text == "Số liệu của PAPI năm 2023."


@pytest.mark.parametrize("name", PAPERS)
def test_our_own_templates_pass_the_check_as_an_office_gets_them(folder: Path, name: str) -> None:
    loaded = load(folder, shipped_template(name), name)
    assert (loaded.problems, loaded.warnings) == ((), load_plan_folder(example_folder()).warnings)


NEVER_FILLED = {
    "{{ line }}": "the example's papers have no such lines of authority or copies",
    "{{ head }}": "a letter to explain goes to one unit",
    "{{ annexes.counts.instead }}": "no plan has so many actions",
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_wrong_name_is_found_wherever_it_stands(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in the rows of tables that a plan fills at its year's end only: that is too late to mend a template."""
    met: set[str] = set()

    class Met(ChainableUndefined):
        def __str__(self) -> str:
            met.add(str(self._undefined_name))
            return ""

    names: dict[str, str] = {}

    def wrong(tag: re.Match[str]) -> str:
        names[f"khong_co_{len(names)}"] = tag[0]
        return f"{{{{ khong_co_{len(names) - 1} }}}}"

    monkeypatch.setattr(template_sandbox, "StrictUndefined", Met)
    shipped = shipped_template(name)
    misnamed = changed(shipped, DOCUMENT, lambda text: re.sub(r"\{\{.*?\}\}", wrong, text.decode()).encode())
    sample_papers(load_plan_folder(example_folder()).accepted())[name](misnamed)
    assert len(names) > 10
    assert {names[unmet] for unmet in names.keys() - met} <= NEVER_FILLED.keys()


@pytest.mark.parametrize(
    ("paragraph", "what"),
    [
        ("{{ tinh }}", 'không có dữ liệu tên "tinh"'),
        ("{{ results.tong }}", 'không có dữ liệu tên "tong"'),
        ("{{ index | hoa }}", "không đọc được mẫu (No filter named 'hoa'.)"),
        ("{% if index %}", "không đọc được mẫu (Unexpected end of template"),
        ("{{ index", "không đọc được mẫu"),
        ("{{ index * 10 ** 10 }}", "có phép tính hoặc lệnh mà mẫu văn bản không được dùng"),
        ("{{ '%1000000000d' % 1 }}", "có phép tính hoặc lệnh mà mẫu văn bản không được dùng"),
        ("{{ index.ljust(10000000000) }}", "có phép tính hoặc lệnh mà mẫu văn bản không được dùng"),
        ("{{ index.__class__ }}", "có phép tính hoặc lệnh mà mẫu văn bản không được dùng"),
        ("{{ index | safe }}", "không đọc được mẫu (No filter named 'safe'.)"),
        ("{% for n in range(10000000000) %}x{% endfor %}", 'không có dữ liệu tên "range"'),
        ("{{ index / 2 }}", "không điền được dữ liệu (TypeError"),
    ],
)
def test_what_a_template_cannot_have_is_named_with_its_paragraph(folder: Path, paragraph: str, what: str) -> None:
    [problem] = load(folder, own("Trước.", f"Đoạn này: {paragraph}", "Sau.")).problems
    assert problem.what.startswith(what), problem
    assert problem.where.startswith("templates/bao-cao.docx"), problem
    if "đọc được" not in what:
        assert problem.where == f'templates/bao-cao.docx, đoạn "Đoạn này: {paragraph}"'
    assert "templates/mau/" in problem.how_to_fix


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("bao-cao-tong-hop.docx", shipped_template(REPORT), 'không có mẫu văn bản tên "bao-cao-tong-hop.docx"'),
        ("ghi-chu.txt", b"ghi chu", 'không có mẫu văn bản tên "ghi-chu.txt"'),
        (REPORT, b"%PDF-1.7", "tệp không phải văn bản Word (.docx)"),
        (REPORT, changed(a_word_file("x"), DOCUMENT, lambda _: b"<w:document"), "không đọc được tệp Word"),
    ],
    ids=["unknown", "a note", "a PDF", "broken"],
)
def test_a_file_that_is_no_template_is_told_by_its_name(folder: Path, name: str, content: bytes, what: str) -> None:
    [problem] = load(folder, content, name).problems
    assert (problem.where, problem.what[: len(what)]) == (f"templates/{name}", what)
