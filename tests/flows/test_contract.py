"""What the contract of the acts promises where an operator errs, repeats himself, or looks back."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

from openpyxl import load_workbook
from openpyxl.packaging.custom import CustomPropertyList

from deployments.demo.filling import fill_form, saved
from papiplan.documents.plan_folders.plan_folder import example_folder
from tests.factories import at
from tests.flows.offices import PLAN, Ended, Office
from tests.smtp_server import ReceivedMail

PDF = b"%PDF-1.4 signed"
DRAFTED = {"info.doc_date": datetime(2023, 6, 17)}  # noqa: DTZ001 - as a workbook holds it


def a_file(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def receive(office: Office, files: list[str], received_at: str = "2023-06-20 09:00", **stated: object) -> Ended:
    now = str(stated.pop("now", received_at))
    return office.run("receive", now, plan=PLAN, files=files, at=at(received_at), actor="nv1", **stated)


def plain(mail: ReceivedMail) -> str:
    body = mail.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def form_of(office: Office, unit: str, kind: str = "subplan") -> bytes:
    return fill_form(office.issued_form(unit, kind), changes=DRAFTED if kind == "subplan" else {})


def changed_example(folder: Path, old: str, new: str) -> Path:
    """A copy of the example's folder with one text changed in its plan."""
    copied = Path(copytree(example_folder(), folder / "changed"))
    plan = copied / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return copied


# Issuing.


def test_an_issue_that_contradicts_the_one_on_record_is_refused(office: Office, tmp_path: Path) -> None:
    office.issue(signed=a_file(tmp_path, "signed.pdf", PDF))
    before = office.digest()
    other_pdf = a_file(tmp_path, "other.pdf", b"%PDF-1.4 other")
    for ended, found in (
        (office.issue(signer="Người Khác"), "người ký Người Khác"),
        (office.issue(signed=other_pdf), "bản đã ký khác"),
        (office.issue(on=date(2023, 6, 14)), "ngày 14/6/2023"),
        (office.issue(changed_example(tmp_path, "Nguyễn Thị A", "Nguyễn Thị B")), "thư mục kế hoạch có nội dung khác"),
    ):
        assert ended.refused
        assert found in ended.message
    assert office.digest() == before


def test_the_same_issue_without_its_signed_pdf_is_the_same_issue(office: Office, tmp_path: Path) -> None:
    office.issue(signed=a_file(tmp_path, "signed.pdf", PDF))
    assert not office.issue(now="2023-06-16 08:00").result.recorded


# Receiving by hand.


def test_everything_wrong_with_an_entry_is_named_at_once_and_nothing_is_recorded(office: Office) -> None:
    office.issue()
    before = office.digest()
    wrong = {"plan": PLAN, "files": ["/nowhere.xlsx"], "at": at("2023-06-10 09:00"), "actor": "ai", "unit": "abc"}
    ended = office.run("receive", "2023-06-20 09:00", **wrong)
    assert ended.refused
    for part in (
        '"ai" không có trong danh sách',
        'không thấy "/nowhere.xlsx"',
        'không rõ đơn vị "abc"',
        "trước ngày ban hành",
    ):
        assert part in ended.message
    assert office.digest() == before


NOT_ASSIGNABLE: tuple[tuple[list[str], dict[str, str]], ...] = (
    ([], {}),
    ([], {"unit": "P2"}),
    ([], {"doc_symbol": "57/KH-UBND"}),
    (["empty.pdf"], {"unit": "P2"}),
    (["form.xlsx"], {"unit": "P3"}),
    (["form.xlsx"], {"unit": "Phường 99"}),
)


def test_what_cannot_be_of_the_unit_that_is_named_is_refused_at_the_desk(office: Office, tmp_path: Path) -> None:
    office.issue()
    a_file(tmp_path, "empty.pdf", b"")
    a_file(tmp_path, "form.xlsx", form_of(office, "phuong-2"))
    before = office.digest()
    for names, stated in NOT_ASSIGNABLE:
        assert receive(office, [str(tmp_path / name) for name in names], **stated).refused, (names, stated)
    assert office.digest() == before


def test_what_nobody_can_assign_waits_in_the_queue_and_stops_nothing_beside_it(office: Office, tmp_path: Path) -> None:
    office.issue()
    stray = a_file(tmp_path, "stray.pdf", PDF)
    forms = [a_file(tmp_path, f"{unit}.xlsx", form_of(office, unit)) for unit in ("phuong-2", "phuong-3", "phuong-4")]
    assert [o.outcome for o in receive(office, [stray]).result] == ["unassigned"]
    assert [o.outcome for o in receive(office, [forms[0], stray]).result] == ["accepted", "accepted"]
    assert office.obligation("phuong-2", "2023-06-20")["missing"] is None
    by_two = receive(office, [*forms[1:], stray], doc_symbol="99/KH-UBND").result
    assert [o.outcome for o in by_two] == ["accepted", "accepted", "unassigned"]


def test_todays_date_as_the_receipt_means_by_now(office: Office, tmp_path: Path) -> None:
    office.issue()
    form = a_file(tmp_path, "form.xlsx", form_of(office, "phuong-2"))
    receive(office, [form], "2023-06-20 23:59:59", now="2023-06-20 15:00")
    assert office.obligation("phuong-2", "2023-06-20")["received_at"] == "2023-06-20T15:00:00+07:00"


def test_a_signed_document_belongs_to_the_form_beside_it(office: Office, tmp_path: Path) -> None:
    office.issue()
    office.advance("2024-03-01 07:30")
    files = [
        a_file(tmp_path, "report.xlsx", form_of(office, "phuong-2", "report")),
        a_file(tmp_path, "signed.pdf", PDF),
    ]
    receive(office, files, "2024-03-20 09:00", unit="phường 2")
    assert office.obligation("phuong-2", "2024-03-20", "report")["missing"] is None
    assert office.obligation("phuong-2", "2024-03-20")["missing"] == "both"


def test_a_signed_document_that_comes_again_stays_with_the_duty_that_holds_it(office: Office, tmp_path: Path) -> None:
    office.issue()
    signed = a_file(tmp_path, "signed.pdf", PDF)
    receive(office, [a_file(tmp_path, "form.xlsx", form_of(office, "phuong-2")), signed], unit="P2")
    (again,) = receive(office, [signed], "2023-06-21 09:00", unit="P2").result
    assert again.outcome == "duplicate"
    receive(office, [a_file(tmp_path, "scan.pdf", PDF + b" scanned again")], "2023-06-22 09:00", unit="P2")
    assert office.obligation("phuong-2", "2023-06-22", "report")["received_at"] is None


def test_a_report_before_there_is_a_form_for_it_gets_a_receipt_and_stops_nobody_elses(
    office: Office, tmp_path: Path
) -> None:
    office.issue()
    early = a_file(tmp_path, "early.pdf", PDF)
    receive(office, [early], unit="P2", doc_symbol="12/BC-UBND")
    receive(office, [a_file(tmp_path, "form.xlsx", form_of(office, "phuong-3"))], "2023-06-21 09:00")
    assert office.status("2023-06-21")["deliveries"]["pending"] == 0
    receipt = office.mails_to("phuong-2")[-1]
    assert receipt.attachments == {}
    assert "Biểu báo cáo kết quả (sẽ gửi cho đơn vị sau)" in plain(receipt)
    assert "Đã nhận" in office.mails_to("phuong-3")[-1].message["Subject"]


def test_a_document_known_by_its_number_alone_is_named_so_in_its_receipt(office: Office) -> None:
    office.issue()
    receive(office, [], unit="tp", doc_symbol="12/KH-TP")
    assert "- Văn bản của đơn vị: số 12/KH-TP." in plain(office.mails_to("tp")[-1]).splitlines()


# Which form a file is.


def recoded(content: bytes, code: str, *, keep_identity: bool) -> bytes:
    """A form whose visible code is another, with or without the hidden sheet and properties that identify it."""
    workbook: Any = load_workbook(BytesIO(content))
    if not keep_identity:
        workbook.custom_doc_props = CustomPropertyList()
    for sheet in list(workbook.worksheets):
        if sheet.sheet_state != "visible" and not keep_identity:
            workbook.remove(sheet)
        elif str(sheet["B2"].value).startswith("Mã biểu"):
            sheet["B2"].value = f"Mã biểu: {code}"
    return saved(workbook)


CODES = (
    ("PAPI2022-PHUONG-2-KH-v1", True, "là biểu của Kế hoạch năm 2022"),
    ("PAPI2022-PHUONG-2-KH-v1", False, "là biểu của Kế hoạch năm 2022"),
    ("", False, "có các trang của biểu nhưng mất mã"),
    ("PAPI2023-PHUONG-99-KH-v1", False, "là biểu của kế hoạch khác"),
    ("PAPI2023-PHUONG-2-KH-v1", False, ""),
    ("", True, ""),
)


def test_a_form_is_known_by_its_identity_or_its_code_and_waits_where_they_disagree(
    office: Office, tmp_path: Path
) -> None:
    office.issue()
    for code, keep_identity, sentence in CODES:
        form = recoded(form_of(office, "phuong-2"), code, keep_identity=keep_identity)
        (found,) = receive(office, [a_file(tmp_path, "form.xlsx", form)]).result
        assert (found.outcome == "unassigned") == bool(sentence)
        assert sentence in " ".join(found.problems)
    assert office.obligation("phuong-2", "2023-06-20")["current"]["version"] == 2


def test_a_form_of_another_plan_with_the_same_code_is_not_taken_for_ours(office: Office, tmp_path: Path) -> None:
    office.issue()
    office.issue(changed_example(tmp_path, "id: sa-dec-2023", "id: sa-dec-khac"))
    theirs = fill_form(office.issued_form("phuong-2", plan="sa-dec-khac"), changes=DRAFTED)
    (found,) = receive(office, [a_file(tmp_path, "form.xlsx", theirs)]).result
    assert found.outcome == "unassigned"
    assert "biểu của kế hoạch khác" in " ".join(found.problems)


# Publication, consolidation, looking back.


def test_a_publication_recorded_once_is_on_record_whatever_the_virtual_clock_says(office: Office) -> None:
    office.issue()
    office.publish("2024-04-02 14:00")
    before = office.digest()
    office.publish("2024-04-02 10:00")
    assert office.digest() == before
    assert office.publish("2024-04-02 10:00", on=date(2024, 4, 1)).refused


def test_consolidating_before_the_issue_or_by_nobody_is_refused_before_anything_is_taken_in(office: Office) -> None:
    office.issue()
    assert office.run("consolidate", "2023-06-01 09:00", plan=PLAN, actor="nv1").refused
    office.publish()
    office.send("phuong-2", "report")
    before = office.digest()
    assert office.run("consolidate", "2024-04-05 09:00", plan=PLAN, actor="nobody").refused
    assert office.digest() == before


def test_an_interim_look_after_the_final_one_makes_neither_it_nor_its_evaluation_stale(office: Office) -> None:
    office.issue()
    office.publish()
    consolidate = {"plan": PLAN, "actor": "nv1"}
    final = office.run("consolidate", "2024-04-12 09:00", **consolidate, final=True).result
    office.run("evaluate", "2024-04-15 09:00", plan=PLAN)
    looked = office.run("consolidate", "2024-04-16 09:00", **consolidate).result
    again = office.run("consolidate", "2024-04-17 09:00", **consolidate, final=True).result
    assert (looked.revision, again.revision, again.new) == (final.revision, final.revision, False)
    assert office.status("2024-04-17")["stage"] == "evaluated"


def test_the_status_as_at_an_act_is_the_same_for_ever(office: Office, tmp_path: Path) -> None:
    seen = {}
    office.issue()
    seen["2023-06-15 09:00"] = office.status("2023-06-15 09:00")
    wrong = fill_form(office.issued_form("phuong-2"), changes={**DRAFTED, "info.signer": None})
    for moment, content in (("2023-06-20 09:00", wrong), ("2023-06-21 09:00", form_of(office, "phuong-2"))):
        receive(office, [a_file(tmp_path, "form.xlsx", content)], moment)
        seen[moment] = office.status(moment)
    office.publish()
    seen["2024-04-02 14:00"] = office.status("2024-04-02 14:00")
    office.run("consolidate", "2024-04-12 09:00", plan=PLAN, actor="nv1", final=True)
    seen["2024-04-12 09:00"] = office.status("2024-04-12 09:00")
    office.run("evaluate", "2024-04-15 09:00", plan=PLAN)
    assert [status["deliveries"]["sent"] for status in seen.values()] == [21, 22, 23, 45, 45]
    for moment, status in seen.items():
        assert office.status(moment) == status
