"""A plan is closed once its results are confirmed: its archive is whole, nothing is received or sent any more."""

import shutil
from pathlib import Path

import pytest

from deployments.verifying import VerifiedArchive, verify_archive
from papiplan import settings
from papiplan.database import journal, schema
from papiplan.domain.archive import ArchivedKind, archive_path
from papiplan.domain.plans import SubmissionKind
from tasks import office as desk
from tests.factories import at
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
DECISION = {"actor": "nv1", "decided_by": "Chủ tịch", "basis": "Quyết định số 9/QĐ-UBND ngày 20/6/2024"}
CLOSED = "2024-06-28 09:00"


def close(office: Office, now: str = CLOSED, **changes: str) -> Ended:
    return office.run("close_plan", now, plan=PLAN, **{**DECISION, **changes})


def archive_of(office: Office) -> Path:
    return office.home / "plans" / PLAN / archive_path(PLAN)


def verified(office: Office) -> VerifiedArchive:
    return verify_archive(archive_of(office), None)


@pytest.fixture
def evaluated(office: Office) -> Office:
    """A year with one sub-plan and one report, its results not confirmed yet."""
    office.issue(folder_of_units(office.home, 2))
    office.send("xa-1", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 16:00", PLAN)
    office.publish(plan=PLAN)
    office.send("xa-1", SubmissionKind.REPORT, PLAN, received_at="2024-04-05T08:00")
    office.run("consolidate", "2024-04-15 09:00", plan=PLAN, actor="nv1", final=True)
    office.run("evaluate", "2024-04-15 10:00", plan=PLAN)
    return office


@pytest.fixture
def confirmed(evaluated: Office) -> Office:
    stated = {"actor": "nv1", "decided_by": "Chủ tịch", "basis": "Quyết định số 9/QĐ-UBND"}
    with desk.database().plan_transaction(PLAN) as connection:
        connection.execute(
            schema.plan_acts.insert().values(plan=PLAN, act="confirm", **stated, recorded_at=at("2024-06-20 09:00"))
        )
    return evaluated


def test_a_plan_is_closed_with_a_whole_archive_of_all_that_came_and_went(confirmed: Office) -> None:
    office = confirmed
    told = close(office)
    assert told.result.recorded
    status = office.status("2024-06-28", PLAN)
    assert (status["stage"], status["ending"]["decided_by"]) == ("closed", "Chủ tịch")
    found = verified(office)
    assert found.faults == ()
    assert f"{archive_path(PLAN)}, mã kiểm tra (SHA-256) {found.sha256}" in told.message
    manifest = found.manifest
    assert manifest.ending.sentence() == (
        "Kết thúc, lưu hồ sơ ngày 28/6/2024 theo quyết định của Chủ tịch (Quyết định số 9/QĐ-UBND ngày 20/6/2024)"
    )
    assert manifest.count(ArchivedKind.RECEIVED) == 2
    assert manifest.count(ArchivedKind.MAIL_SENT) == status["deliveries"]["sent"] > 0
    assert {"van-ban/consolidated/1/bao-cao.docx", "van-ban/evaluated/danh-gia.docx", "ke-hoach/v1/plan.yaml"} <= {
        file.path for file in manifest.files
    }
    with office.database.reading() as connection:
        entries, _ = journal.head(connection, PLAN)
        closing, archiving = (journal.find(connection, PLAN, n) for n in (entries - 1, entries))
    assert manifest.journal_entries == entries - 1
    assert (closing and closing.act, archiving and archiving.act) == ("close", "archive")
    assert archiving.ids["sha256"] == found.sha256

    # Nothing is received or sent any more, and what comes stays where it is.
    once, mails = office.digest(), len(office.smtp.mails)
    office.send("xa-2", SubmissionKind.REPORT, PLAN)
    assert office.advance("2024-07-01 07:30").result == {}
    assert office.run("collect_reports", "2024-07-01 08:00", plan=PLAN).refused
    assert (office.home / "inbox" / PLAN / "xa-2-report.xlsx").is_file()
    assert (office.digest(), len(office.smtp.mails)) == (once, mails)

    # The same decision again changes nothing, another one is refused.
    again = close(office, "2024-07-02 09:00")
    assert not again.result.recorded
    assert found.sha256 in again.message
    other = close(office, "2024-07-02 09:00", basis="Quyết định số 10/QĐ-UBND")
    assert other.refused
    assert "đã kết thúc, lưu hồ sơ ngày 28/6/2024 theo quyết định của Chủ tịch" in other.message
    assert "(ghi nhận bởi nv1)" in other.message
    assert (office.digest(), verified(office).sha256) == (once, found.sha256)


def test_a_plan_is_not_closed_before_its_results_are_confirmed(evaluated: Office) -> None:
    before = evaluated.digest()
    early = close(evaluated)
    assert early.refused
    assert "Không thể kết thúc và lưu hồ sơ: " in early.message
    nothing = close(evaluated, actor="nv9", decided_by=" ", basis="")
    for what in ("Người thực hiện", "Người quyết định", "Căn cứ"):
        assert f"{what}: " in nothing.message
    assert evaluated.digest() == before
    assert not archive_of(evaluated).exists()


def test_the_round_makes_the_archive_that_a_crash_left_out_and_names_what_the_store_has_lost(
    confirmed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = confirmed
    with monkeypatch.context() as crash:
        crash.setattr("tasks.archives.archive_into", _crash)
        with pytest.raises(RuntimeError, match="killed"):
            close(office)
    assert office.status("2024-06-28", PLAN)["stage"] == "closed"
    assert not archive_of(office).exists()
    shutil.rmtree(Path(settings.current().storage.removeprefix("file://")) / _hash_of_a_form(office)[:2])
    office.advance("2024-07-01 07:30")
    faults = verified(office).faults
    assert faults
    assert all(fault.endswith("kho đã thiếu tệp này khi lập hồ sơ") for fault in faults)
    assert close(office, "2024-07-01 09:00").name == "Completed"


def _crash(*_: object) -> None:
    raise RuntimeError("The process was killed.")


def _hash_of_a_form(office: Office) -> str:
    with office.database.reading() as connection:
        return str(connection.execute(schema.submissions.select()).mappings().first()["sha256"])
