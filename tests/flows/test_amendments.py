"""An issued plan is amended: the difference first, both versions kept, new forms only where something changed."""

from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from deployments.demo.filling import fill_form
from tests.flows.changed_folders import Row, changed_folder, with_rows
from tests.flows.offices import PLAN, Ended, Office
from tests.flows.test_contract import DRAFTED, a_file, plain, receive

TERM = {"days": 20, "counting": "calendar", "shift": True}


def amend(
    office: Office, folder: Path, *, apply: bool = True, now: str = "2023-06-26 09:00", **changes: object
) -> Ended:
    stated = {"number": "150/KH-UBND", "on": date(2023, 6, 26), "reason": "Bổ sung nhiệm vụ", "actor": "nv1", **changes}
    return office.run("amend_plan", now, plan=PLAN, folder=str(folder), apply=apply, **stated)


def given_to_justice(rows: list[Row]) -> list[Row]:
    """One action more for Phòng Tư pháp, and nothing else for anybody."""
    model = next(row for row in rows if row["lead"] == "tp")
    new = {**model, "code": "1.1.9", "text": "Đối thoại với Nhân dân", "lead": "tp", "on_site": "", "support": ""}
    return [*rows, new]


def codes(content: bytes) -> list[str]:
    sheet = load_workbook(BytesIO(content))["Kế hoạch"]
    return [str(sheet.cell(row, 2).value) for row in range(6, sheet.max_row + 1) if sheet.cell(row, 2).value]


def test_an_amendment_is_shown_first_and_then_told_to_those_whom_it_concerns(office: Office, tmp_path: Path) -> None:
    office.issue()
    old_form = fill_form(office.issued_form("tp"), changes=DRAFTED)
    folder = changed_folder(
        tmp_path,
        units=with_rows(nv={"duty": "obliged"}, kt={"duty": "none"}),
        actions=given_to_justice,
    )
    before, sent = office.digest(), len(office.smtp.mails)
    shown = amend(office, folder, apply=False).result
    assert (shown.applied, office.digest(), len(office.smtp.mails)) == (False, before, sent)
    for line in (
        "Thêm nhiệm vụ 1.1.9: Đối thoại với Nhân dân",
        "Phòng Kinh tế: trách nhiệm gửi",
        "Phòng Nội vụ: trách",
    ):
        assert any(line in found for found in shown.lines), shown.lines

    assert amend(office, folder).result.lines == shown.lines
    told = office.smtp.mails[sent:]
    assert sorted(mail.recipients[0].split("@")[0] for mail in told) == ["kt", "nv", "tp"]
    mail = office.mails_to("tp")[-1]
    assert list(mail.attachments) == ["PAPI2023_TP_KE-HOACH_v2.xlsx"]
    assert "- Giao thêm nhiệm vụ 1.1.9: Đối thoại với Nhân dân." in plain(mail).splitlines()
    assert "không còn phải gửi" in plain(office.mails_to("kt")[-1])
    assert office.obligation("kt", "2023-06-26")["status"] == "excused"
    assert office.obligation("nv", "2023-06-26")["due_on"] == "2023-07-11"
    assert "1.1.9" in codes(office.issued_form("tp"))

    once = office.digest()
    assert amend(office, folder, now="2023-06-27 09:00").result.applied
    assert office.digest() == once

    # The old form is still known; what it lacks comes back in the newest form with what the unit had written.
    (outcome,) = receive(office, [a_file(tmp_path, "old.xlsx", old_form)], "2023-06-28 09:00").result
    assert outcome.outcome == "refused"
    assert len(outcome.problems) == 1
    assert "thiếu dòng của nhiệm vụ 1.1.9" in outcome.problems[0]
    (returned,) = office.mails_to("tp")[-1].attachments.items()
    assert returned[0] == "PAPI2023_TP_KE-HOACH_v2.xlsx"
    mended = fill_form(returned[1], changes=DRAFTED)
    (accepted,) = receive(office, [a_file(tmp_path, "new.xlsx", mended)], "2023-06-29 09:00").result
    assert accepted.outcome == "accepted"


def test_rows_of_a_dropped_action_are_ignored_and_what_was_accepted_stays(office: Office, tmp_path: Path) -> None:
    office.issue()
    accepted = fill_form(office.issued_form("tp"), changes=DRAFTED)
    late = fill_form(office.issued_form("phuong-2"), changes=DRAFTED)
    receive(office, [a_file(tmp_path, "tp.xlsx", accepted)], "2023-06-20 09:00")
    folder = changed_folder(tmp_path, actions=lambda rows: [r for r in rows if r["code"] != "1.1.1"], subplan_rule=TERM)
    amend(office, folder)
    kept = office.obligation("tp", "2023-06-26")
    assert (kept["usable"], kept["status"], kept["due_on"]) == (True, "on_time", "2023-07-05")
    (outcome,) = receive(office, [a_file(tmp_path, "p2.xlsx", late)], "2023-07-04 09:00").result
    assert (outcome.outcome, outcome.problems) == ("accepted", ())
    assert office.obligation("phuong-2", "2023-07-04")["status"] == "on_time"
    assert "hết ngày 05/7/2023" in plain(office.mails_to("phuong-3")[-1])


def test_an_amendment_is_refused_with_everything_that_is_wrong(office: Office, tmp_path: Path) -> None:
    office.issue()
    folder = changed_folder(tmp_path, actions=given_to_justice)
    other = changed_folder(tmp_path, "other", id="sa-dec-khac")
    broken = changed_folder(tmp_path, "broken", units=with_rows(tp={"kind": "?"}, yt={"duty": "?"}))
    before = office.digest()
    wrong = amend(office, other, number="150", on=date(2023, 6, 1), reason="", actor="ai")
    for part in ('mã kế hoạch là "sa-dec-khac"', "Số, ký hiệu", "trước ngày ban hành", "Lý do", '"ai" không có'):
        assert part in wrong.message
    assert amend(office, broken).message.count('cột "') == 2
    assert "không khác Kế hoạch" in amend(office, changed_folder(tmp_path, "same")).message
    assert office.digest() == before
    amend(office, folder)
    again = amend(office, changed_folder(tmp_path, "later", actions=given_to_justice, subplan_rule=TERM))
    assert again.refused
    assert "đã được ghi nhận bởi nv1" in again.message


def test_a_unit_that_an_amendment_invites_is_asked_for_its_report(office: Office, tmp_path: Path) -> None:
    office.issue()

    def led_by_an_agency(rows: list[Row]) -> list[Row]:
        return [*rows, {**rows[-1], "code": "8.9.9", "text": "Phổ biến chính sách thuế", "lead": "cct", "on_site": ""}]

    def with_the_school(rows: list[Row]) -> list[Row]:
        model = next(row for row in rows if row["code"] == "cct")
        new = {"code": "truong", "name": "Trường Chính trị", "short": "", "aliases": "", "addresses": "t@sadec.example"}
        return [*rows, {**model, **new}]

    amend(office, changed_folder(tmp_path, units=with_the_school, actions=led_by_an_agency))
    office.advance("2024-03-01 07:30")
    letter = a_file(tmp_path, "giam-sat.pdf", b"%PDF-1.4")
    assert not receive(office, [letter], "2024-03-01 10:00", unit="Trường Chính trị").refused
    office.publish()
    assert any("phối hợp" in str(mail.message["Subject"]) for mail in office.mails_to("cct"))
