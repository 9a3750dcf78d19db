"""The committee's report upward, drafted beside the coordinator's where the plan names to whom."""

from pathlib import Path

import docx

from tests.flows.changed_folders import changed_folder
from tests.flows.offices import PLAN, Office

SUPERIOR = "Ủy ban nhân dân tỉnh Đồng Tháp"


def test_a_plan_that_names_its_superior_gets_the_report_upward_too_and_with_the_letters_on_record(
    office: Office, tmp_path: Path
) -> None:
    office.issue(changed_folder(tmp_path, superior=SUPERIOR))
    office.advance("2023-07-05 07:30")
    draft = "drafts/2023-07-05-subplan/cong-van-don-doc-ubnd.docx"
    numbered = {"number": "456/UBND-NV", "signed_on": "2023-07-05", "signer": "Nguyễn Văn Hôn"}
    office.publish()
    assert office.run("consolidate", "2024-04-09 08:00", plan=PLAN, actor="nv1").result.revision == 1
    office.run("record_document", "2024-04-09 09:00", plan=PLAN, actor="nv1", about=draft, **numbered)
    told = office.run("consolidate", "2024-04-09 10:00", plan=PLAN, actor="nv1").result
    assert (told.revision, told.new) == (2, True), "the report has a number to tell"
    folder = office.home / "plans" / PLAN / "consolidated" / "2"
    assert sorted(file.name for file in folder.glob("*.docx")) == ["bao-cao-ubnd.docx", "bao-cao.docx"]
    said = [paragraph.text for paragraph in docx.Document(str(folder / "bao-cao-ubnd.docx")).paragraphs]
    assert f"Kính gửi: {SUPERIOR}." in said
    assert any("đã ban hành 01 công văn đôn đốc (số 456/UBND-NV ngày 05/7/2023)" in text for text in said)
