"""The roster brought up to date in mid-plan: two wards merge after their sub-plans and before their reports."""

from pathlib import Path

from deployments.demo.filling import fill_form
from tests.flows.changed_folders import changed_folder, merged, with_rows
from tests.flows.offices import PLAN, Ended, Office
from tests.flows.test_contract import a_file, plain, receive
from tests.smtp_server import ReceivedMail

OLD = ("phuong-1", "phuong-4")
NEW = "phuong-1-4"


def update(office: Office, folder: Path, now: str, *, apply: bool = True, **changes: object) -> Ended:
    stated = {"plan": PLAN, "folder": str(folder), "reason": "Nghị quyết sắp xếp", "actor": "nv1", **changes}
    return office.run("update_roster", now, apply=apply, **stated)


def subjects(mails: list[ReceivedMail]) -> list[str]:
    return [str(mail.message["Subject"]) for mail in mails]


def borne(office: Office, now: str, kind: str) -> list[dict[str, object]]:
    return [o for o in office.status(now)["obligations"] if o["unit"] == NEW and o["kind"] == kind]


def test_two_wards_merge_before_their_reports_and_one_report_settles_both(office: Office, tmp_path: Path) -> None:
    office.issue()
    signed = {"doc_symbol": "57/KH-UBND"}
    promised = fill_form(office.issued_form("phuong-1"))
    files = [a_file(tmp_path, "p1.xlsx", promised)]
    receive(office, files, "2023-06-28 09:00", unit="P1", **signed)
    folder = changed_folder(tmp_path, units=merged)
    shown = update(office, folder, "2023-12-20 09:00", apply=False)
    assert any("Sáp nhập: UBND Phường 4 đến hết ngày 31/12/2023" in line for line in shown.result.lines)
    update(office, folder, "2023-12-20 09:00")
    before = office.digest()
    assert update(office, folder, "2023-12-20 10:00").result.applied
    assert office.digest() == before

    # The merger lies ahead: nothing moves until its day.
    assert office.obligation("phuong-4", "2023-12-31", "report")["status"] == "open"
    assert borne(office, "2023-12-31", "report") == []
    assert len(borne(office, "2024-01-01", "report")) == 2
    assert [o["status"] for o in borne(office, "2024-01-01", "subplan")] == ["overdue"]
    assert office.obligation("phuong-1", "2024-01-01")["status"] == "on_time"

    office.advance("2024-03-01 07:30")
    before_publication = len(office.smtp.mails)
    office.publish()
    told = office.smtp.mails[before_publication:]
    assert len([mail for mail in told if mail.recipients[0].startswith(NEW)]) == 1
    assert not [mail for mail in told if mail.recipients[0].split("@")[0] in OLD]
    form = office.issued_form(NEW, "report")
    office.put("report.xlsx", fill_form(form))
    office.advance("2024-04-05 07:30")
    reports = borne(office, "2024-04-05", "report")
    assert [(o["status"], o["usable"]) for o in reports] == [("on_time", True)] * 2
    assert reports[0]["current"] == reports[1]["current"]

    office.run("consolidate", "2024-04-12 09:00", plan=PLAN, actor="nv1", final=True)
    consolidation = office.status("2024-04-12")["consolidation"]
    assert not set(consolidation["missing"]) & {*OLD, NEW}
    office.run("evaluate", "2024-04-15 09:00", plan=PLAN)
    scored = {u["unit"]: u for u in office.status("2024-04-15")["evaluation"]["units"]}
    assert {*OLD, NEW} <= set(scored)
    assert scored[NEW]["score"] > scored["phuong-4"]["score"]


def test_an_old_form_that_comes_after_the_merger_is_taken_for_the_new_ward(office: Office, tmp_path: Path) -> None:
    office.issue()
    office.advance("2024-03-01 07:30")
    old_form = fill_form(office.issued_form("phuong-4", "report"))
    folder = changed_folder(tmp_path, units=lambda rows: merged(rows, "2024-03-10", "2024-03-11"))
    update(office, folder, "2024-03-05 09:00")
    office.advance("2024-03-11 07:30")
    assert any("Chuẩn bị Báo cáo" in subject for subject in subjects(office.mails_to(NEW)))
    ended = receive(office, [a_file(tmp_path, "old.xlsx", old_form)], "2024-03-20 09:00", unit="Phường 4")
    (outcome,) = ended.result
    assert outcome.outcome == "accepted"
    assert "UBND Phường 4 đã kết thúc hoạt động" in outcome.problems[0]
    assert {o["usable"] for o in borne(office, "2024-03-20", "report")} == {True}
    assert "Đã nhận" in subjects(office.mails_to(NEW))[-1]
    (named,) = receive(
        office, [a_file(tmp_path, "p.pdf", b"%PDF-1.4 x")], "2024-03-21 09:00", unit="P1", kind="report"
    ).result
    assert "hồ sơ được nhận cho UBND Phường 1-4" in named.problems[0]
    assert {o["missing"] for o in borne(office, "2024-03-21", "report")} == {None}


def test_a_roster_is_refused_with_everything_that_is_wrong(office: Office, tmp_path: Path) -> None:
    office.issue()
    before = office.digest()
    without = changed_folder(tmp_path, "without", units=lambda rows: [r for r in rows if r["code"] != "phuong-4"])
    ended = update(office, without, "2023-12-20 09:00", actor="ai", reason=" ")
    assert ended.refused
    for part in ('"ai" không có', 'thiếu đơn vị "phuong-4"', "Lý do"):
        assert part in ended.message
    asked = {"valid_to": "2023-12-31", "successor": "mttq"}
    unequal = changed_folder(tmp_path, "unequal", units=with_rows(phuong_1=asked))
    assert "ghi đề nghị phối hợp" in update(office, unequal, "2023-12-20 09:00").message
    assert office.digest() == before


def test_a_ward_that_ends_without_a_successor_stays_visible_and_is_not_mailed(office: Office, tmp_path: Path) -> None:
    office.issue()
    folder = changed_folder(
        tmp_path,
        units=with_rows(phuong_4={"valid_to": "2023-06-20"}, phuong_1={"addresses": "a@sd.example; b@sd.example"}),
    )
    update(office, folder / "units.csv", "2023-06-19 09:00")
    sent = len(office.mails_to("phuong-4"))
    for day in ("2023-06-29", "2023-07-03", "2023-07-04"):
        office.advance(f"{day} 07:30")
    assert office.obligation("phuong-4", "2023-07-04")["status"] == "overdue"
    assert len(office.mails_to("phuong-4")) == sent
    addresses = {mail.recipients[0] for mail in office.smtp.mails}
    assert {"a@sd.example", "b@sd.example"} <= addresses
    assert plain(office.smtp.mails[-1])


def test_what_a_wrong_address_refused_goes_to_the_corrected_one_once(office: Office, tmp_path: Path) -> None:
    office.smtp.refused["phuong-2@sadec.example"] = "550 5.1.1 no such mailbox"
    office.issue()
    assert office.mails_to("phuong-2") == []
    folder = changed_folder(tmp_path, units=with_rows(phuong_2={"addresses": "vanthu-p2@sadec.example"}))
    update(office, folder, "2023-06-16 09:00")
    assert [mail.message["Message-ID"] for mail in office.mails_to("vanthu-p2")]
    update(office, folder, "2023-06-16 10:00")
    office.advance("2023-06-17 07:30")
    assert len(office.mails_to("vanthu-p2")) == 1
