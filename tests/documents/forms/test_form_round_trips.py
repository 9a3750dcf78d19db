"""A filled form after the programs of clerks had it: known by the code it shows, and worth the same."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook, load_workbook

from deployments.demo.filling import fill_form, saved
from papiplan.documents.forms.form_reading import read_forms
from papiplan.domain.forms import IDENTITY_SHEET, Form
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.submissions import RawForm
from tests.documents.forms.test_form_writing import rendered
from tests.factories import a_plan, an_action
from tests.raw_forms import a_form, a_promise, check_raw

ACTIONS = ("2.3.1", "6.3.1", "8.2.1")
STRINGS = "xl/sharedStrings.xml"


def a_plan_of_three() -> PlanDefinition:
    return a_plan(actions=tuple(an_action(code) for code in ACTIONS))


def form_of(kind: SubmissionKind) -> Form:
    return a_form(kind, promises={code: a_promise() for code in ACTIONS} if kind is SubmissionKind.REPORT else {})


ON_THE_FREE_SHEETS = {
    "additional.action": "Tập huấn cho cán bộ khóm",
    "difficulty.action_code": "Chung",
    "difficulty.difficulty": "Trụ sở khóm 3 chưa có đường truyền",
    "difficulty.proposal": "Đề nghị hỗ trợ lắp wifi công cộng",
}
ON_THE_MAIN_SHEET = {
    SubmissionKind.SUBPLAN: {"6.3.1.person": "Giang", "2.3.1.target_number": "97,5", "2.3.1.measure_unit": "%"},
    SubmissionKind.REPORT: {"6.3.1.status": "xong", "2.3.1.result_number": "97,5%"},
}


def filled(kind: SubmissionKind) -> bytes:
    """A form with a fault, a decimal comma, letters that XML minds, and something on each free sheet."""
    changes = {**ON_THE_MAIN_SHEET[kind], **ON_THE_FREE_SHEETS, "8.2.1.note": "- Có kèm ảnh; 05/7 & 06/7 <chợ>"}
    return fill_form(rendered(form_of(kind), a_plan_of_three()), changes=changes)


def saved_again(workbook: Workbook) -> None:
    """As it is: openpyxl stands for every program that reads all it knows and writes that."""


def without_identity(workbook: Workbook) -> None:
    """WPS: no properties of the document's own, no sheet that nobody sees, no lists from there."""
    del workbook[IDENTITY_SHEET]
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]
    for name in list(workbook.defined_names):
        del workbook.defined_names[name]


def copied(workbook: Workbook) -> None:
    """Google: what is left are the visible sheets, their cells, and how numbers are shown."""
    without_identity(workbook)
    for worksheet in workbook.worksheets:
        worksheet.protection.disable()
        worksheet.data_validations.dataValidation = []
        worksheet.auto_filter.ref = None
        for row in worksheet.iter_rows():
            for cell in row:
                shown = cell.number_format
                cell.style = "Normal"
                cell.number_format = shown


def changed(change: Callable[[Workbook], None]) -> Callable[[bytes], bytes]:
    def program(content: bytes) -> bytes:
        workbook = load_workbook(BytesIO(content))
        change(workbook)
        return saved(workbook)

    return program


def with_texts_in_cells(content: bytes) -> bytes:
    """Texts where they stand instead of in one table, as some converters write them; and no properties at all."""
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist() if not name.startswith("docProps/custom")}
    workbook = load_workbook(BytesIO(content))
    texts = {
        (sheet.title, cell.coordinate): cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row
    }
    for number, sheet in enumerate(workbook.worksheets, start=1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = re.sub(
            r'<c r="([A-Z]+\d+)"([^>]*) t="s"><v>\d+</v></c>',
            lambda cell, title=sheet.title: (  # type: ignore[misc]
                f'<c r="{cell[1]}"{cell[2]} t="inlineStr"><is><t xml:space="preserve">'
                f"{escape(str(texts[title, cell[1]]))}</t></is></c>"
            ),
            parts[part],
        )
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return output.getvalue()


PROGRAMS = {
    "saved-again": changed(saved_again),
    "without-properties-and-hidden-sheet": changed(without_identity),
    "without-looks-lists-and-locks": changed(copied),
    "with-texts-in-the-cells": with_texts_in_cells,
}


def read(content: bytes) -> RawForm:
    (raw,) = read_forms([content])
    assert isinstance(raw, RawForm)
    return raw


def assert_worth_the_same(kind: SubmissionKind, before: bytes, after: bytes) -> None:
    form, definition = form_of(kind), a_plan_of_three()
    was, became = read(before), read(after)
    assert became.code == form.code
    checked, expected = check_raw(became, form, definition), check_raw(was, form, definition)
    assert (checked.rows, checked.problems) == (expected.rows, expected.problems)
    assert len(checked.problems) == 1
    assert {row.sheet for row in checked.rows} >= {kind.sheet, "Nhiệm vụ bổ sung", "Khó khăn, kiến nghị"}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("kind", FORM_KINDS)
def test_a_form_survives_what_programs_drop(kind: SubmissionKind, program: str) -> None:
    content = filled(kind)
    assert_worth_the_same(kind, content, PROGRAMS[program](content))


SOFFICE = shutil.which("soffice")


def converted(content: bytes, folder: Path, *endings: str) -> bytes:
    """The file after LibreOffice saved it as each of these, one after the other."""
    at = folder / "bieu.xlsx"
    at.write_bytes(content)
    for number, ending in enumerate(endings):
        into = folder / str(number)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(into), str(at)]
        subprocess.run(command, check=True, capture_output=True)
        at = into / f"bieu.{ending}"
    return at.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_a_form_survives_libreoffice_there_and_back(tmp_path: Path) -> None:
    content = filled(SubmissionKind.SUBPLAN)
    back = converted(content, tmp_path, "ods", "xlsx")
    assert_worth_the_same(SubmissionKind.SUBPLAN, content, back)
    workbook = load_workbook(BytesIO(back))
    assert lists_of(workbook, "Kế hoạch", "M5") == [
        "Theo mốc", "Thường xuyên", "Hằng tháng", "Hằng quý", "Theo đợt phát sinh",
    ]  # fmt: skip
    assert workbook["Kế hoạch"].protection.sheet


def lists_of(workbook: Workbook, sheet: str, cell: str) -> list[object]:
    """What the list of a cell offers, wherever the program put it."""
    (validation,) = (v for v in workbook[sheet].data_validations.dataValidation if cell in v.sqref and v.type == "list")
    named = str(validation.formula1).lstrip("=")
    where = workbook.defined_names[named].attr_text if named in workbook.defined_names else named
    title, cells = where.replace("$", "").replace("'", "").split("!")
    return [row[0].value for row in workbook[title][cells]]
