"""Whose a mailed file is and what it is; what nobody knows waits in the queue until an officer assigns it."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import CustomPropertyList

from deployments.demo.filling import fill_form, saved
from papiplan.database.submissions import Arrival, SubmissionRecord, load_submissions
from papiplan.domain.covering import Covering
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.plans import SubmissionKind
from tasks.arrivals import record_arrival
from tasks.received_files import ReceivedFile, read_files
from tests.factories import at
from tests.flows.offices import PLAN, Ended, Office

PDF = b"%PDF-1.4 signed"
CAME = "2023-06-29 16:50"
P1, P2 = "phuong-1@sadec.example", "phuong-2@sadec.example"
STRANGER = "khoa.nv@thu-rieng.example"


@dataclass(frozen=True)
class Desk:
    """An office to which mails come as the mailbox hands them on."""

    office: Office
    seen: list[str] = field(default_factory=list)

    def mail(self, sender: str, files: dict[str, bytes]) -> tuple[SubmissionRecord, ...]:
        self.seen.append(sender)
        arrival = Arrival("mailbox", f"mail-{len(self.seen)}", at(CAME), sender=sender)
        received = [ReceivedFile(name, content) for name, content in files.items()]
        read = read_files(received)
        now = at("2023-06-29 17:00")
        return self.records(record_arrival(PLAN, arrival, received, read, Covering(), now, must_know=False))

    def records(self, ids: tuple[int, ...]) -> tuple[SubmissionRecord, ...]:
        with self.office.database.reading() as connection:
            return load_submissions(connection, PLAN, ids=ids)

    def form(self, unit: str) -> bytes:
        return fill_form(self.office.issued_form(unit))

    def assign(self, submission: SubmissionRecord, now: str = "2023-07-03 08:00", **stated: object) -> Ended:
        entry = {"unit": "", "reason": "đã gọi hỏi", "actor": "nv1", **stated}
        return self.office.run("assign_submission", now, plan=PLAN, submission=submission.id, **entry)


@pytest.fixture
def desk(office: Office) -> Desk:
    office.issue()
    return Desk(office)


def without_code(content: bytes) -> bytes:
    """A form as a program leaves it that drops hidden sheets and properties, after its clerk cleared the code."""
    workbook: Any = load_workbook(BytesIO(content))
    workbook.custom_doc_props = CustomPropertyList()
    for sheet in list(workbook.worksheets):
        if sheet.sheet_state != "visible":
            workbook.remove(sheet)
        elif str(sheet["B2"].value).startswith("Mã biểu"):
            sheet["B2"].value = None
    return saved(workbook)


def a_table() -> bytes:
    workbook = Workbook()
    workbook.create_sheet("Số liệu")["A1"] = "Số liệu quý 3"
    return saved(workbook)


def fate(record: SubmissionRecord) -> tuple[str, str, str | None, str | None]:
    return record.part, record.outcome, record.unit, record.suggested_unit


def test_each_file_of_a_mail_is_told_apart_and_goes_where_it_belongs(desk: Desk) -> None:
    files = {
        "57-KH-UBND.pdf": PDF,
        "PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx": desk.form("phuong-2"),
        "Biên bản niêm yết.pdf": b"%PDF-1.4 minutes",
        "so lieu.xlsx": a_table(),
        "image001.png": b"logo",
        "ho so.zip": b"PK zipped",
    }
    found = desk.mail(P2, files)
    assert [fate(each)[:3] for each in found] == [
        (Part.SIGNED, Outcome.ACCEPTED, "phuong-2"),
        (Part.FORM, Outcome.RECEIVED, "phuong-2"),
        (Part.EVIDENCE, Outcome.ACCEPTED, "phuong-2"),
        (Part.EVIDENCE, Outcome.ACCEPTED, "phuong-2"),
        (Part.OTHER, Outcome.SET_ASIDE, None),
        (Part.OTHER, Outcome.UNASSIGNED, None),
    ]
    assert found[0].doc_symbol == "57/KH-UBND"
    assert found[-1].suggested_unit == "phuong-2"
    assert "không mở" in found[-1].problems[0].what

    (alone,) = desk.mail(P1, {"scan.pdf": PDF})
    assert (alone.part, alone.outcome, alone.kind) == (Part.SIGNED, Outcome.ACCEPTED, SubmissionKind.SUBPLAN)
    assert desk.office.obligation("phuong-1", "2023-06-30")["missing"] == "form"


def test_a_form_proves_whose_it_is_but_not_from_another_units_address(desk: Desk) -> None:
    form, lost = desk.form("phuong-3"), without_code(desk.form("phuong-1"))

    (strange,) = desk.mail(STRANGER, {"Book1.xlsx": form})
    assert fate(strange) == (Part.FORM, Outcome.RECEIVED, "phuong-3", None)
    assert strange.sender == STRANGER
    assert STRANGER in strange.warnings[0].what

    others, scan = desk.mail(P2, {"Book1.xlsx": desk.form("phuong-4"), "scan.pdf": PDF})
    assert fate(others) == (Part.FORM, Outcome.UNASSIGNED, None, "phuong-4")
    assert "được gửi từ địa chỉ của Ủy ban nhân dân Phường 2" in others.problems[0].what
    assert fate(scan) == (Part.SIGNED, Outcome.UNASSIGNED, None, "phuong-4")

    (nobodys,) = desk.mail(STRANGER, {"Book1.xlsx": lost})
    assert fate(nobodys) == (Part.FORM, Outcome.UNASSIGNED, None, "phuong-1")
    (known,) = desk.mail(P1, {"Book1.xlsx": lost})
    assert fate(known) == (Part.FORM, Outcome.RECEIVED, "phuong-1", None)
    assert known.form is not None
    assert known.warnings[0].what == "biểu mất mã"

    (wrong,) = desk.mail(P2, {"Book1.xlsx": a_table()})
    assert fate(wrong)[:3] == (Part.FORM, Outcome.RECEIVED, "phuong-2")


def test_an_officer_assigns_what_waits_and_the_unit_is_answered_as_if_it_had_come_by_itself(desk: Desk) -> None:
    office = desk.office
    (form,) = desk.mail(STRANGER, {"Book1.xlsx": without_code(desk.form("phuong-4"))})
    (scan,) = desk.mail(STRANGER, {"scan.pdf": PDF})
    assert not desk.assign(form, unit="phường 4").refused
    assigned = office.obligation("phuong-4", "2023-07-03 09:00")
    assert (assigned["usable"], assigned["status"]) == (True, "on_time")
    assert assigned["received_at"] == "2023-06-29T16:50:00+07:00"
    assert office.obligation("phuong-4", "2023-06-30")["received_at"] is None
    assert "Đã nhận" in office.mails_to("phuong-4")[-1].message["Subject"]

    before = office.digest()
    assert not desk.assign(form, unit="P.4").refused
    other = desk.assign(form, unit="P3")
    assert other.refused
    assert "đã là của Ủy ban nhân dân Phường 4" in other.message
    for wrong, sentence in (
        ({"unit": "phường 27"}, "không rõ đơn vị"),
        ({"unit": "P3", "reason": " "}, "Lý do: đang để trống"),
        ({"unit": "P3", "at": at("2023-07-04 08:00")}, "ở sau hiện tại"),
        ({"unit": "P3", "at": at("2023-06-01 08:00")}, "ở trước ngày ban hành"),
        ({"unit": "P3", "part": "other"}, "Để trống đơn vị"),
        ({"unit": "P3", "part": "paper"}, '"paper" không có'),
        ({"unit": "P3", "kind": "letter"}, '"letter" không có'),
        ({"unit": "P3", "actor": "ai"}, '"ai" không có'),
    ):
        ended = desk.assign(scan, **wrong)
        assert ended.refused, wrong
        assert sentence in ended.message
    assert office.digest() == before

    assert not desk.assign(scan, unit="P3", at=at("2023-06-28 15:00")).refused
    (given,) = desk.records((scan.id,))
    assert (given.part, given.outcome, given.unit) == (Part.SIGNED, Outcome.ACCEPTED, "phuong-3")
    assert office.obligation("phuong-3", "2023-07-03")["received_at"] == "2023-06-28T15:00:00+07:00"


def test_what_is_no_ho_so_is_set_aside_once_and_a_form_of_another_unit_is_not_given_away(desk: Desk) -> None:
    (form,) = desk.mail(P2, {"Book1.xlsx": desk.form("phuong-4")})
    refused = desk.assign(form, unit="P2")
    assert refused.refused
    assert "là biểu của Ủy ban nhân dân Phường 4" in refused.message
    assert not desk.assign(form, part="other").refused
    before = desk.office.digest()
    assert not desk.assign(form, part="other").refused
    assert desk.office.digest() == before
    (aside,) = desk.records((form.id,))
    assert fate(aside)[:3] == (Part.OTHER, Outcome.SET_ASIDE, None)
    assert not desk.assign(form, unit="P4").refused
    assert desk.office.obligation("phuong-4", "2023-07-03 09:00")["usable"] is True
