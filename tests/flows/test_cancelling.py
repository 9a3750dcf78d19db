"""A plan that ends before its time: nobody is chased by a dead office, nothing is received any more."""

from pathlib import Path

import pytest

from deployments.verifying import verify_archive
from papiplan import settings
from papiplan.domain.archive import ArchivedKind, archive_path
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
DECISION = {
    "reason": "không còn cấp huyện từ ngày 01/7/2025",
    "actor": "nv1",
    "decided_by": "Chủ tịch Ủy ban nhân dân Thành phố",
    "basis": "Nghị quyết số 202/2025/QH15",
}


def cancel(office: Office, now: str = "2023-06-20 09:00", **changes: str) -> Ended:
    return office.run("cancel_plan", now, plan=PLAN, **{**DECISION, **changes})


@pytest.fixture
def silent(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A small plan, issued by an office whose mails have not left yet."""
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    office.issue(folder_of_units(office.home, 2))
    return office


def test_a_cancelled_plan_leaves_unsaid_what_waited_and_takes_nothing_in(silent: Office) -> None:
    office = silent
    waiting = office.status("2023-06-15", PLAN)["deliveries"]["pending"]
    assert waiting
    office.send("xa-1", plan=PLAN)
    assert cancel(office).result.recorded
    status = office.status("2023-06-20", PLAN)
    assert status["stage"] == "cancelled"
    assert status["cancellation"]["reason"] == DECISION["reason"]
    assert (status["deliveries"]["pending"], status["deliveries"]["suppressed"]) == (0, waiting)
    once = office.digest()
    assert office.advance("2023-07-03 08:00").result == {}
    for flow in ("collect_subplans", "collect_reports"):
        refused = office.run(flow, "2023-07-03 08:00", plan=PLAN)
        assert refused.refused
        assert '"Kết thúc trước thời hạn"' in refused.message
    by_hand = {"files": [], "at": "2023-06-19T10:00", "actor": "nv1", "unit": "xa-1", "doc_symbol": "57/KH-UBND"}
    assert office.run("receive", "2023-07-03 08:00", plan=PLAN, **by_hand).refused
    assert (office.home / "inbox" / PLAN / "xa-1-subplan.xlsx").is_file()
    assert office.digest() == once


def test_a_plan_is_cancelled_once(silent: Office) -> None:
    cancel(silent)
    once = silent.digest()
    assert not cancel(silent, "2023-06-21 09:00").result.recorded
    other = cancel(silent, "2023-06-21 09:00", basis="ý kiến chỉ đạo tại giao ban")
    assert other.refused
    assert "đã kết thúc trước thời hạn ngày 20/6/2023 theo quyết định của Chủ tịch" in other.message
    assert "(ghi nhận bởi nv1)" in other.message
    assert silent.digest() == once


def test_another_office_opens_the_archive_of_a_cancelled_plan(silent: Office, tmp_path: Path) -> None:
    office = silent
    mails = office.status("2023-06-15", PLAN)["deliveries"]["pending"]
    told = cancel(office)
    archive = office.home / "plans" / PLAN / archive_path(PLAN)
    verified = verify_archive(archive, tmp_path / "taken over")
    assert verified.faults == ()
    assert verified.sha256 in told.message
    assert "theo quyết định của Chủ tịch" in verified.manifest.ending.sentence()
    assert verified.manifest.count(ArchivedKind.MAIL_SENT) == mails
    assert (tmp_path / "taken over" / "van-ban" / "issued" / "xa-1" / "subplan.xlsx").read_bytes() == (
        office.issued_form("xa-1", plan=PLAN)
    )


def test_everything_that_a_cancellation_lacks_is_named_at_once(silent: Office) -> None:
    before = silent.digest()
    ended = cancel(silent, actor="nv9", reason=" ", decided_by="", basis="")
    assert ended.refused
    for what in ("Người thực hiện", "Lý do", "Người quyết định", "Căn cứ"):
        assert f"{what}: " in ended.message
    assert silent.digest() == before
