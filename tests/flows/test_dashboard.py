"""The pages for leaders in the readable tree: every flow brings the dashboard up, every round the A4 page."""

from papiplan.documents.boards.dashboard import DASHBOARD
from papiplan.documents.boards.progress_sheet import PROGRESS_SHEET
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"


def test_the_pages_follow_what_comes_and_a_second_round_changes_nothing(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    tree = office.home / "plans" / PLAN
    at_first = (tree / DASHBOARD).read_text(encoding="utf-8")
    assert "Đã gửi 00/02 (0,0%)" in at_first
    assert not (tree / PROGRESS_SHEET).exists()
    office.send("xa-2", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 11:00", PLAN)
    office.advance("2023-06-28 11:00", PLAN)
    page, sheet = (tree / DASHBOARD).read_text(encoding="utf-8"), (tree / PROGRESS_SHEET).read_bytes()
    assert "Đã gửi 01/02 (50,0%)" in page
    assert f'href="{PROGRESS_SHEET}"' in page
    assert 'href="tracking/so-theo-doi.xlsx"' in page
    assert f'href="http://127.0.0.1:4200/v2/artifacts/key/{PLAN}-bang-dieu-hanh"' in page
    assert sheet.startswith(b"%PDF")
    office.advance("2023-06-28 11:00", PLAN)
    assert (tree / DASHBOARD).read_text(encoding="utf-8") == page
    assert (tree / PROGRESS_SHEET).read_bytes() == sheet
