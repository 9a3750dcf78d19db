"""A plan's own calendar, hour and words travel from its folder to its due dates, its mails and its judgement."""

import shutil
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from papiplan.database import schema
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder
from tests.flows.offices import PLAN, Office

OWN_RECEIPT = """{% extends "layout.txt.j2" %}
{% block subject %}Đã nhận của {{ unit.name }}{% endblock %}
{% block body %}
Phòng Nội vụ cảm ơn đơn vị. Ghi nhận: {{ told.status_words }}.
{% endblock %}
"""


def a_folder_of_its_own(tmp_path: Path) -> Path:
    """The example, whose office does not work on the due date, ends its days at five and words its own receipts."""
    folder = Path(shutil.copytree(example_folder(), tmp_path / "plan"))
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + '\ndue_time: "17:00"\n', encoding="utf-8")
    (folder / "calendar.csv").write_text("date,kind,source\n30/6/2023,nghỉ,Thông báo số 12/TB-UBND\n", encoding="utf-8")
    (folder / "mail").mkdir()
    (folder / "mail" / "receipt.txt.j2").write_text(OWN_RECEIPT, encoding="utf-8")
    return folder


def test_a_plan_s_own_calendar_hour_and_words_hold_from_its_issue_on(office: Office, tmp_path: Path) -> None:
    folder = a_folder_of_its_own(tmp_path)
    calendar = load_plan_folder(folder).accepted().calendar
    office.issue(folder)
    with office.database.reading() as connection:
        due_dates = set(connection.execute(sa.select(schema.due_dates.c.due_on, schema.due_dates.c.calendar)).tuples())
    assert due_dates == {(date(2023, 7, 3), calendar.name)}
    told = office.mails_to("phuong-2")[-1].text
    assert "chậm nhất 17 giờ 00 phút ngày 03/7/2023 (thứ Hai)" in told
    assert "ngày nghỉ (Thông báo số 12/TB-UBND)" in told

    office.send("phuong-2", received_at="2023-07-03T16:59:59")
    office.send("phuong-3", received_at="2023-07-03T17:00:00")
    office.advance("2023-07-03 18:00", plan=PLAN)
    statuses = {
        row["unit"]: row["status"]
        for row in office.status("2023-07-03 18:00")["obligations"]
        if row["kind"] == "subplan"
    }
    assert (statuses["phuong-2"], statuses["phuong-3"]) == ("on_time", "late")
    assert "Phòng Nội vụ cảm ơn đơn vị" in office.mails_to("phuong-3")[-1].text
