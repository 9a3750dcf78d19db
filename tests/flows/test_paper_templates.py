"""An office's own Word template is taken with the plan folder at issue: its papers are filled from it, for good."""

import io
import shutil
from pathlib import Path

import docx

from papiplan.documents.papers.word_templates import shipped_template
from tests.documents.papers.word_files import saved
from tests.flows.changed_folders import changed_folder
from tests.flows.offices import PLAN, Office


def test_the_report_is_filled_from_the_template_that_the_folder_had_at_issue(office: Office, tmp_path: Path) -> None:
    template = docx.Document(io.BytesIO(shipped_template("bao-cao.docx")))
    template.add_paragraph("Mẫu riêng của {{ province }}.")
    folder = changed_folder(tmp_path)
    (folder / "templates").mkdir()
    (folder / "templates" / "bao-cao.docx").write_bytes(saved(template))
    office.issue(folder)
    shutil.rmtree(folder)
    office.publish()
    office.run("consolidate", "2024-04-09 08:00", plan=PLAN, actor="nv1")
    report = docx.Document(str(office.home / "plans" / PLAN / "consolidated" / "1" / "bao-cao.docx"))
    assert report.paragraphs[-1].text == "Mẫu riêng của Đồng Tháp."
