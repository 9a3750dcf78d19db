"""What an office's program makes of our files: a paper in one font, a workbook that needs no repair."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from papiplan.documents.papers.fonts import FAMILIES, LETTERS, paper_font
from papiplan.documents.papers.pdf import make_pdf
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.consolidated_report import render_consolidated_report
from papiplan.documents.workbooks.workbook import render_workbook
from tests.consolidations import a_city_plan, a_publication, an_issue, the_example_table
from tests.documents.reports.editions import an_edition

SOFFICE, PDFFONTS = shutil.which("soffice"), shutil.which("pdffonts")
PANGRAM = f"Do bạch kim rất quý nên sẽ dùng để lắp vô xương; {LETTERS}"
TABLE = the_example_table(a_city_plan(caveat=PANGRAM))


@pytest.mark.skipif(not (SOFFICE and PDFFONTS), reason="LibreOffice (soffice) or pdffonts is not installed here")
@pytest.mark.skipif(paper_font() is None, reason="no font with all letters of Vietnamese is installed here")
def test_every_letter_of_a_paper_is_of_one_font(tmp_path: Path) -> None:
    template = shipped_template("bao-cao.docx")
    made = make_pdf(
        render_consolidated_report(TABLE, an_issue(), a_publication(), an_edition(), template), str(SOFFICE)
    )
    assert isinstance(made, bytes)
    paper = tmp_path / "bao-cao.pdf"
    paper.write_bytes(made)
    said = subprocess.run([str(PDFFONTS), str(paper)], capture_output=True, text=True, check=True).stdout
    faces = [line.split()[0].partition("+")[2] for line in said.splitlines()[2:]]
    drawn = {next((family for family in FAMILIES if face.startswith(family.replace(" ", ""))), face) for face in faces}
    assert len(faces) > 1
    assert drawn == {paper_font()}


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed here")
def test_a_workbook_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = render_workbook(TABLE, a_publication(), an_edition())
    (tmp_path / "tong-hop.xlsx").write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    convert = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(tmp_path / "tong-hop.xlsx")]
    subprocess.run([*command, *convert], capture_output=True, check=True)
    written, again = (
        openpyxl.load_workbook(file) for file in (io.BytesIO(content), tmp_path / "again" / "tong-hop.xlsx")
    )
    assert again.sheetnames == written.sheetnames
    for sheet in written:
        here = [[cell.value for cell in row] for row in sheet.iter_rows()]
        there = [
            [cell.value for cell in row]
            for row in again[sheet.title].iter_rows(max_row=len(here), max_col=len(here[0]))
        ]
        assert there == here, sheet.title
        assert set(again[sheet.title].tables) == set(sheet.tables), sheet.title
