"""A home restored from a backup: what came since is read again, and nothing leaves before a person lets it."""

from pathlib import Path

import pytest

from deployments.backing_up import back_up, restore
from papiplan import settings
from tests.factories import at
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units
from tests.flows.test_fetch_mailbox import PLAN, Post
from tests.flows.test_fetch_mailbox import post as post  # a fixture

BACKED_UP, RESTORED = at("2023-06-20 22:00"), at("2023-06-29 08:00")


@pytest.fixture
def restored(post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office after its machine died: on another home, from the backup of days ago; the mailbox is what it was."""
    back_up(settings.current(), tmp_path / "sao-luu.zip", BACKED_UP)
    post.send_form("xa-1", "2023-06-28 09:00")
    post.office.run("fetch_mailbox", "2023-06-28 10:00")
    assert post.lying() == [0, 1, 0]
    monkeypatch.setenv("PAPIPLAN_HOME", str(tmp_path / "other"))
    settings.current.cache_clear()
    restore(settings.current(), tmp_path / "sao-luu.zip", RESTORED)
    return Office(tmp_path / "other", post.office.smtp)


def test_what_came_since_the_backup_is_read_again_once_with_its_own_receipt(post: Post, restored: Office) -> None:
    before = len(restored.smtp.mails)
    restored.run("fetch_mailbox", "2023-06-29 09:00")
    owed = restored.obligation("xa-1", "2023-06-29", plan=PLAN)
    assert (owed["usable"], owed["received_at"][:16]) == (True, "2023-06-28T09:00")
    digest = restored.digest()
    restored.run("fetch_mailbox", "2023-06-29 09:15")
    assert restored.digest() == digest
    assert post.lying() == [0, 1, 0]
    assert len(restored.smtp.mails) == before, "while it is held nothing leaves"


def test_an_ended_plan_is_not_held_for_nobody_could_release_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.issue(folder_of_units(office.home, 2))
    decision = {"decided_by": "Chủ tịch", "basis": "Nghị quyết", "actor": "nv1"}
    office.run("cancel_plan", "2023-06-19 08:00", plan=PLAN, reason="Sắp xếp đơn vị hành chính", **decision)
    back_up(settings.current(), tmp_path / "sao-luu.zip", BACKED_UP)
    ended = office.status("2023-06-30", PLAN)
    monkeypatch.setenv("PAPIPLAN_HOME", str(tmp_path / "other"))
    settings.current.cache_clear()
    restore(settings.current(), tmp_path / "sao-luu.zip", RESTORED)
    assert Office(tmp_path / "other", office.smtp).status("2023-06-30", PLAN) == ended


def test_what_waited_is_sent_once_more_when_a_person_lets_it_go(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setenv("PAPIPLAN_SMTP_HOST", "")
        settings.current.cache_clear()
        office.issue(folder_of_units(office.home, 2))
    settings.current.cache_clear()
    back_up(settings.current(), tmp_path / "sao-luu.zip", BACKED_UP)
    office.run("deliver_messages", "2023-06-21 09:00")
    sent = [mail.message["Message-ID"] for mail in office.smtp.mails]
    monkeypatch.setenv("PAPIPLAN_HOME", str(tmp_path / "other"))
    settings.current.cache_clear()
    restore(settings.current(), tmp_path / "sao-luu.zip", RESTORED)
    again = Office(tmp_path / "other", office.smtp)
    again.run("deliver_messages", "2023-06-29 09:00")
    assert len(office.smtp.mails) == len(sent)
    assert again.status("2023-06-29", PLAN)["deliveries"]["ambiguous"] == len(sent) > 0
    again.run("release_plan", "2023-06-29 10:00", plan=PLAN, actor="nv1")
    for when in ("10:05", "11:05", "15:00"):
        again.run("deliver_messages", f"2023-06-29 {when}")
    assert sorted(mail.message["Message-ID"] for mail in office.smtp.mails) == sorted(sent * 2)
