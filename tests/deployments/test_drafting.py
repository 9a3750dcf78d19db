"""The draft of a plan: written beside its folder, never over what somebody has worked on."""

from pathlib import Path
from shutil import copytree

import docx
import pytest

from deployments.drafting import draft
from papiplan.documents.papers.word_templates import SHIPPED
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder
from papiplan.domain.problems import Refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(example_folder(), tmp_path / "ke-hoach"))


def test_the_draft_lies_beside_the_folder_and_has_every_action_and_the_caveat(folder: Path) -> None:
    written = draft(folder, None)
    assert written == folder.parent / "ke-hoach-du-thao.docx"
    paper = docx.Document(str(written))
    told = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    plan = load_plan_folder(folder).accepted()
    assert {action.text for action in plan.actions} <= set(told)
    assert plan.caveat in [paragraph.text for paragraph in paper.paragraphs]
    assert any(cell.startswith("Số: \u00a0") for cell in told), "the number is open"


def test_the_office_s_own_template_is_what_is_filled(folder: Path) -> None:
    own = docx.Document(str(SHIPPED / "ke-hoach.docx"))
    own.add_paragraph("Theo mẫu của cơ quan: {{ title }}.")
    (folder / "templates").mkdir()
    own.save(str(folder / "templates" / "ke-hoach.docx"))
    title = load_plan_folder(folder).accepted().title
    assert docx.Document(str(draft(folder, None))).paragraphs[-1].text == f"Theo mẫu của cơ quan: {title}."


def test_drafting_again_changes_nothing(folder: Path) -> None:
    first = draft(folder, None).read_bytes()
    assert draft(folder, None).read_bytes() == first


def test_what_somebody_has_worked_on_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    edited = draft(folder, None)
    edited.write_bytes(b"edited")
    with pytest.raises(Refused, match="có thể cán bộ đã sửa"):
        draft(folder, None)
    assert edited.read_bytes() == b"edited"
    assert draft(folder, tmp_path / "khac.docx").is_file()


def test_a_draft_of_a_folder_with_problems_is_refused_with_all_of_them(folder: Path) -> None:
    (folder / "plan.yaml").write_text("id: x", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        draft(folder, None)
    assert len(refused.value.problems) > 5
    assert list(folder.parent.glob("*.docx")) == []


def test_a_place_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match="không có thư mục này"):
        draft(folder, folder / "khong" / "co.docx")
