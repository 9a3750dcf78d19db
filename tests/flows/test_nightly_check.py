"""The nightly check reads what is on record; what is broken fails the run, what an outage cost is proposed."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from prefect.client.orchestration import get_client

from flows.extend import extend
from flows.nightly_check import BrokenRecordError
from papiplan.database import pulses, schema
from papiplan.domain.outages import Lifeline
from tasks.artifacts import NIGHTLY
from tests.factories import at
from tests.flows.offices import PLAN, Office, latest_artifact

NIGHT = "2023-07-01 02:00"


def board() -> str:
    return str(latest_artifact(NIGHTLY).data)


def stored(office: Office) -> list[Path]:
    return sorted(path for path in (office.home / "files").rglob("*") if path.is_file())


def test_what_is_whole_completes_and_says_what_was_read(office: Office) -> None:
    office.issue()
    assert office.run("nightly_check", NIGHT).result == 1
    assert "Không có vấn đề." in board()
    with office.database.reading() as connection:
        files = connection.execute(sa.select(sa.func.count()).select_from(schema.files)).scalar_one()
    assert f"kho {files} tệp" in board()


def remove(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"!")


@pytest.mark.parametrize(("harm", "said"), [(remove, "mất"), (change, "bị thay đổi")])
def test_a_file_that_is_gone_or_changed_fails_the_run(office: Office, harm: Callable[[Path], None], said: str) -> None:
    office.issue()
    harmed = stored(office)[0]
    harm(harmed)
    with pytest.raises(BrokenRecordError, match=f"{PLAN}: 01 tệp trong kho {said}"):
        office.run("nightly_check", NIGHT)
    assert f"01 tệp trong kho {said}: {(harmed.parent.name + harmed.name)[:12]}" in board()


def test_a_journal_that_was_changed_fails_the_run(office: Office) -> None:
    office.issue()
    with office.database.engine.begin() as connection:
        connection.execute(schema.journal.update().values(entry=schema.journal.c.entry + " "))
    with pytest.raises(BrokenRecordError, match="nhật ký không liền mạch từ mục số 1"):
        office.run("nightly_check", NIGHT)


def test_a_due_date_on_which_the_mailbox_was_down_is_proposed_to_move_and_the_form_is_filled(office: Office) -> None:
    office.issue()
    with get_client(sync_client=True) as client:
        client.create_deployment(client.create_flow(extend), "23. Gia hạn gửi")
    with office.database.plan_transaction(PLAN) as connection:
        for day, hour in product(("2023-06-29", "2023-07-03"), range(7, 18)):
            pulses.save_pulse(connection, PLAN, Lifeline.MAILBOX, at(f"{day} {hour:02d}:00"))
        pulses.save_pulse(connection, PLAN, Lifeline.MAILBOX, at("2023-06-30 07:00"))
    office.run("nightly_check", NIGHT)
    down = "Hộp thư không hoạt động ngày 30/6/2023, từ 08 giờ đến 18 giờ"
    assert down in board()
    assert "đề xuất gia hạn đến hết ngày 03/7/2023" in board()
    office.run("daily_digest", "2023-07-03 08:00")
    assert down in " ".join(office.mails_to("nv1")[-1].text.split())
    filled = json.loads(unquote(board().partition("?parameters=")[2].partition(")")[0]))
    office.run("extend", "2023-07-03 09:00", **filled, decided_by="Chủ tịch UBND thành phố", actor="nv1")
    office.run("nightly_check", "2023-07-04 02:00")
    assert down not in board(), "the dates are moved"
