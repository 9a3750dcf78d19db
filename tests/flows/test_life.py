"""The plan's life through its flows, on a real Prefect server and a real mail server."""

from collections import Counter
from datetime import date

import pytest

from tests.flows.offices import PLAN, Office
from tests.flows.plan_folders import folder_of_units

PDF = b"%PDF-1.4 signed"


def test_issuing_gives_each_obliged_unit_its_duties_its_form_and_one_mail(office: Office) -> None:
    ended = office.issue()
    assert ended.result.obliged_units == 20
    status = office.status("2023-06-15")
    assert status["stage"] == "issued"
    assert Counter(o["kind"] for o in status["obligations"]) == {"subplan": 20, "report": 20}
    assert {o["due_on"] for o in status["obligations"]} == {"2023-06-30", None}
    assert {o["status"] for o in status["obligations"]} == {"open"}
    assert status["deliveries"]["sent"] == 21, "the units, and the coordinator its own form"
    assert len(office.smtp.mails) == 21
    mail = office.mails_to("phuong-2")[0]
    assert mail.message["Subject"] == (
        "[PAPI 2023] Triển khai Kế hoạch số 123/KH-UBND và gửi Kế hoạch của đơn vị (hạn 30/6/2023)"
    )
    assert mail.attachments == {"PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx": office.issued_form("phuong-2")}
    assert (office.home / "plans" / PLAN / "issued" / "ke-hoach.docx").is_file()


def test_a_plan_is_issued_once(office: Office) -> None:
    office.issue()
    before = office.digest()
    again = office.issue(number="123/KH\u200b-UBND ", now="2023-06-16 09:00")
    other = office.issue(number="124/KH-UBND")
    assert not again.result.recorded
    assert other.refused
    assert "123/KH-UBND" in other.message
    assert office.digest() == before
    assert len(office.smtp.mails) == 21


def test_only_a_plan_that_says_so_is_mailed_to_the_invited(office: Office) -> None:
    folder = folder_of_units(office.home, 1, tell_recipients=True)
    office.issue(folder)
    copies = [mail for mail in office.smtp.mails if "Gửi để biết" in mail.message["Subject"]]
    assert any(mail.recipients == ("mttq@sadec.example",) for mail in copies)
    assert not any(mail.attachments for mail in copies)
    assert len(office.mails_to("xa-1")) == 1


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"actor": "nv9"}, "không có trong danh sách cán bộ"),
        ({"on": date(2023, 6, 16)}, "ở sau hôm nay"),
        ({"number": "123"}, "Ghi số và ký hiệu"),
        ({"signed": "/nowhere.pdf"}, "không thấy tệp"),
    ],
)
def test_a_wrong_issue_is_refused_and_changes_nothing(office: Office, stated: dict[str, object], sentence: str) -> None:
    ended = office.issue(**stated)
    assert ended.refused
    assert sentence in ended.message
    assert not (office.home / "plans").exists()


def test_a_right_form_and_its_signed_document_complete_a_duty(office: Office) -> None:
    office.issue()
    office.send("phuong-2", received_at="2023-06-28T10:00")
    office.put("57.pdf", PDF, unit="P2", doc_symbol="57/KH-UBND", received_at="2023-06-28T10:05")
    office.advance("2023-06-28 11:00")
    found = office.obligation("phuong-2", "2023-06-28")
    assert (found["status"], found["missing"], found["usable"]) == ("on_time", None, True)
    assert found["received_at"] == "2023-06-28T10:00:00+07:00"
    subjects = [mail.message["Subject"] for mail in office.mails_to("phuong-2")[1:]]
    assert len(subjects) == 2
    assert all("Đã nhận" in subject for subject in subjects)


def test_a_defective_form_is_returned_with_its_cells_marked_and_mended_in_time_counts_as_sent_first(
    office: Office,
) -> None:
    office.issue()
    office.send("phuong-2", changes={"2.3.1.person": None}, received_at="2023-06-30T16:50")
    office.advance("2023-06-30 17:00")
    returned = office.mails_to("phuong-2")[-1]
    assert "Đề nghị hoàn thiện" in returned.message["Subject"]
    held = office.obligation("phuong-2", "2023-07-01")
    assert (held["status"], held["usable"], held["missing"]) == ("on_time", False, "both")
    office.send("phuong-2", received_at="2023-07-04T15:40")
    office.advance("2023-07-04 16:00")
    mended = office.obligation("phuong-2", "2023-07-05")
    assert (mended["status"], mended["usable"]) == ("on_time", True)
    assert mended["received_at"] == "2023-06-30T16:50:00+07:00"


def test_a_defective_form_not_mended_in_its_time_counts_as_not_sent(office: Office) -> None:
    office.issue()
    office.send("phuong-2", changes={"2.3.1.person": None}, received_at="2023-06-30T16:50")
    office.advance("2023-06-30 17:00")
    assert office.obligation("phuong-2", "2023-07-05")["status"] == "overdue"
    office.send("phuong-2", received_at="2023-07-06T09:00")
    office.advance("2023-07-06 10:00")
    late = office.obligation("phuong-2", "2023-07-06")
    assert (late["status"], late["late_working_days"]) == ("late", 4)


def test_what_nobody_can_assign_is_kept(office: Office) -> None:
    office.issue()
    office.put("ảnh chụp.jpg", b"\xff\xd8\xff picture")
    office.put("rỗng.xlsx", b"")
    ended = office.advance("2023-06-20 09:00")
    assert ended.name == "Completed"
    assert not [path for path in (office.home / "inbox" / PLAN).rglob("*") if path.is_file()]
    assert {o["status"] for o in office.status("2023-06-20")["obligations"]} == {"open"}


def test_who_sent_all_is_not_reminded_and_who_sent_nothing_once_by_each_rule(office: Office) -> None:
    office.issue()
    office.send("phuong-1", received_at="2023-06-27T10:00")
    office.put("1.pdf", PDF, unit="phuong-1", received_at="2023-06-27T10:00")
    for now in ("2023-06-28 07:30", "2023-06-28 12:00", "2023-06-29 07:30", "2023-07-03 07:30", "2023-07-04 07:30"):
        office.advance(now)
    subjects = [mail.message["Subject"] for mail in office.mails_to("phuong-2")[1:]]
    told = ("còn 02 ngày làm việc", "còn 01 ngày làm việc", "đã quá hạn 01 ngày làm việc", "quan tâm chỉ đạo")
    assert [words in subject for words, subject in zip(told, subjects, strict=True)] == [True] * 4
    answers = [mail.message["Subject"] for mail in office.mails_to("phuong-1")[1:]]
    assert answers
    assert all("Đã nhận" in subject for subject in answers)


def test_consolidating_before_the_publication_is_refused_with_what_to_do_first(office: Office) -> None:
    office.issue()
    before = office.digest()
    ended = office.run("consolidate", "2023-07-10 09:00", plan=PLAN, actor="nv1")
    assert ended.refused
    assert ended.message == (
        "Chưa thể tổng hợp báo cáo của Kế hoạch 123/KH-UBND: chưa ghi nhận ngày công bố Chỉ số PAPI năm 2023. "
        'Không có dữ liệu nào thay đổi. Cách làm: chạy "05. Ghi nhận công bố Chỉ số", nhập ngày công bố, '
        'người thực hiện; sau đó chạy lại "07. Tổng hợp báo cáo". Để xem tình hình kế hoạch của đơn vị, chạy '
        '"04. Tổng hợp kế hoạch của các đơn vị".'
    )
    assert office.digest() == before


def test_the_wait_says_how_long_it_has_been_and_ends_at_once(office: Office) -> None:
    office.issue()
    office.advance("2023-07-03 07:30")
    waiting = office.run("await_publication", "2024-04-02 07:30", plan=PLAN).result
    assert (waiting.since_issue_days, waiting.since_due_days) == (292, 277)


def test_report_forms_go_ahead_in_march_and_an_early_report_is_on_time_by_nature(office: Office) -> None:
    office.issue()
    office.advance("2024-02-29 07:30")
    before = office.mails_to("phuong-2")
    office.advance("2024-03-01 07:30")
    (prepared,) = office.mails_to("phuong-2")[len(before) :]
    assert not any("BAO-CAO" in name for mail in before for name in mail.attachments)
    assert list(prepared.attachments) == ["PAPI2023_PHUONG-2_BAO-CAO_v1.xlsx"]
    office.send("phuong-2", "report", received_at="2024-03-14T10:00")
    office.advance("2024-03-14 11:00")
    early = office.obligation("phuong-2", "2024-03-14", "report")
    assert (early["status"], early["due_on"], early["usable"]) == ("on_time", None, True)
    office.publish()
    assert office.obligation("phuong-2", "2024-04-02", "report")["status"] == "on_time"


def test_the_publication_makes_reports_due_and_is_recorded_once(office: Office) -> None:
    office.issue()
    office.publish()
    status = office.status("2024-04-02")
    assert status["stage"] == "collecting_reports"
    assert {o["due_on"] for o in status["obligations"] if o["kind"] == "report"} == {"2024-04-08"}
    assert status["publication"] == {
        "index": "PAPI",
        "year": 2023,
        "published_on": "2024-04-02",
        "province_scored": True,
        "provinces_scored": 61,
        "total": 41.322629,
        "rank": 42,
        "group": "Trung bình thấp",
        "group_source": "computed",
    }
    before = office.digest()
    assert office.publish(now="2024-04-03 09:00").name == "Completed"
    contradiction = office.publish(now="2024-04-03 09:00", on=date(2024, 4, 3))
    assert contradiction.refused
    assert "02/4/2024" in contradiction.message
    assert office.digest() == before


def test_the_year_ends_in_a_final_report_and_a_draft_evaluation(office: Office) -> None:
    office.issue()
    for unit in ("phuong-1", "phuong-2", "tp", "kt"):
        office.send(unit, received_at="2023-06-28T10:00")
    office.advance("2023-06-28 11:00")
    office.publish()
    for unit in ("phuong-1", "phuong-2", "tp", "kt"):
        office.send(unit, "report", received_at="2024-04-04T10:00")
    office.advance("2024-04-04 11:00")
    interim = office.run("consolidate", "2024-04-05 16:00", plan=PLAN, actor="nv1")
    assert (interim.result.revision, interim.result.final, interim.result.reports) == (1, False, 4)
    early = office.run("consolidate", "2024-04-05 16:00", plan=PLAN, actor="nv1", final=True)
    assert early.refused
    assert "còn 16/20 đơn vị chưa gửi" in early.message
    assert office.run("evaluate", "2024-04-05 16:00", plan=PLAN).refused
    final = office.run("consolidate", "2024-04-12 09:00", plan=PLAN, actor="Nguyễn Thị A", final=True)
    assert (final.result.revision, final.result.final) == (2, True)
    assert len(final.result.missing) == 16
    office.run("evaluate", "2024-04-15 09:00", plan=PLAN)
    status = office.status("2024-04-15")
    assert status["stage"] == "evaluated"
    assert status["consolidation"]["files"] == [
        f"plans/{PLAN}/consolidated/2/bao-cao.docx",
        f"plans/{PLAN}/consolidated/2/tong-hop.xlsx",
    ]
    assert all((office.home / file).is_file() for file in status["consolidation"]["files"])
    assert (office.home / "plans" / PLAN / "evaluated" / "danh-gia.docx").is_file()
    scores = {unit["unit"]: unit for unit in status["evaluation"]["units"]}
    assert len(scores) == 20
    assert scores["xa-tan-quy-tay"]["score"] == 0
    assert scores["phuong-2"]["score"] > 80
    assert {unit["proposal"] for unit in scores.values()} <= {"commend", "none", "learn", "explain"}


def test_each_flow_run_twice_leaves_the_same_record(office: Office) -> None:
    steps = [
        ("advance", "2023-06-28 17:00", {"plan": PLAN}),
        ("collect_subplans", "2023-07-03 08:00", {"plan": PLAN}),
        ("consolidate_subplans", "2023-07-03 09:00", {"plan": PLAN}),
        ("await_publication", "2024-03-04 09:00", {"plan": PLAN}),
        ("collect_reports", "2024-04-09 08:00", {"plan": PLAN}),
        ("deliver_messages", "2024-04-09 08:30", {}),
        ("consolidate", "2024-04-09 09:00", {"plan": PLAN, "actor": "nv1"}),
        ("consolidate", "2024-04-12 09:00", {"plan": PLAN, "actor": "nv1", "final": True}),
        ("evaluate", "2024-04-15 09:00", {"plan": PLAN}),
    ]
    office.issue()
    office.send("phuong-2", received_at="2023-06-28T10:00")
    published = False
    for flow, now, parameters in steps:
        if now > "2024-04-02" and not published:
            office.publish()
            published = True
        office.run(flow, now, **parameters)
        once, mails = office.digest(), len(office.smtp.mails)
        assert office.run(flow, now, **parameters).name == "Completed"
        assert (office.digest(), len(office.smtp.mails)) == (once, mails), flow


def test_without_a_mail_server_messages_wait(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from papiplan import settings

    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    office.issue()
    assert office.status("2023-06-15")["deliveries"]["pending"] == 21
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", office.smtp.host)
    settings.current.cache_clear()
    office.run("deliver_messages", "2023-06-15 12:00")
    assert office.status("2023-06-15")["deliveries"]["sent"] == 21
    assert len({mail.message["Message-ID"] for mail in office.smtp.mails}) == 21


def test_what_came_by_hand_is_recorded_as_it_came(office: Office) -> None:
    office.issue()
    scan = office.home / "scan.pdf"
    scan.write_bytes(PDF)
    stated = {
        "plan": PLAN,
        "files": [str(scan)],
        "at": "2023-06-29T15:00:00",
        "actor": "nv2",
        "unit": "UBND xã Tân Quy Tây",
    }
    entry = {**stated, "doc_symbol": "31/KH-UBND", "doc_date": date(2023, 6, 28), "registry_no": "812"}
    ended = office.run("receive", "2023-06-30 08:00", **entry)
    assert [outcome.outcome for outcome in ended.result] == ["accepted"]
    before = office.digest()
    assert office.run("receive", "2023-06-30 08:00", **entry).result == ended.result
    assert office.digest() == before
    found = office.obligation("xa-tan-quy-tay", "2023-07-05")
    assert (found["status"], found["missing"]) == ("on_time", "form")
    future = office.run("receive", "2023-06-29 08:00", **stated)
    assert future.refused
    odd = [{"kind": "letter"}, {"channel": "pigeon"}, {"unit": "nobody"}, {"actor": "nobody"}]
    assert all(office.run("receive", "2023-06-30 08:00", **{**stated, **wrong}).refused for wrong in odd)
    assert office.digest() == before
    nameless = office.run("receive", "2023-06-30 08:00", **{**stated, "unit": ""})
    assert [outcome.outcome for outcome in nameless.result] == ["unassigned"]


@pytest.mark.parametrize(("units", "reporting"), [(1, 1), (200, 20)])
def test_a_plan_of_any_size_is_issued_answered_and_consolidated(office: Office, units: int, reporting: int) -> None:
    folder = folder_of_units(office.home, units)
    assert office.issue(folder).result.obliged_units == units
    plan = folder.name
    for n in range(1, units + 1):
        office.send(f"xa-{n}", plan=plan)
    office.advance("2023-06-28 09:00", plan)
    usable = [o["usable"] for o in office.status("2023-06-28", plan)["obligations"] if o["kind"] == "subplan"]
    assert usable == [True] * units
    office.publish(plan=plan)
    for n in range(1, reporting + 1):
        office.send(f"xa-{n}", "report", plan=plan)
    office.advance("2024-04-03 09:00", plan)
    office.run("consolidate", "2024-04-12 10:00", plan=plan, actor="nv1", final=True)
    office.run("evaluate", "2024-04-12 11:00", plan=plan)
    status = office.status("2024-04-12", plan)
    assert (status["stage"], status["consolidation"]["reports"]) == ("evaluated", reporting)
    assert len(status["evaluation"]["units"]) == units
    # Sub-plan: the plan, a reminder of the signed document, the receipt. Report: the publication, and the receipts.
    to_units = [mail for mail in office.smtp.mails if mail.recipients[0].startswith("xa-")]
    assert len(to_units) == units * 4 + reporting
