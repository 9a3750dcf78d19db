"""What an officer states by the subject of a mail: NHAP HO <đơn vị> [thời điểm] [số đến]."""

import pytest

from papiplan.domain.hand_mails import HandSubject, is_hand_subject, read_hand_subject, stated_reason
from tests.factories import a_unit, at

UNITS = (a_unit("phuong-2", aliases=("P2",)), a_unit("xa-tan-quy-tay"))
SENT_AT = at("2023-06-30 08:00")
AT_THREE, END_OF_DAY = at("2023-06-29 15:00"), at("2023-06-29 23:59:59")

SUBJECTS = (
    ("NHAP HO P2", "P2", None, ""),
    ("NHẬP HỘ phường 2", "phường 2", None, ""),
    ("nhap ho P2 29/6/2023 15:00 812", "P2", AT_THREE, "812"),
    ("Fwd: NHAP HO P2 29/6/2023 15:00 812", "P2", AT_THREE, "812"),
    ("RE: FW: Chuyển tiếp: [NHẬP HỘ] P2 29/06/2023 15h00", "P2", AT_THREE, ""),
    ("NHAP HO: P2, 15 giờ 00 phút ngày 29/6/2023, số đến 812/VP", "P2", AT_THREE, "812/VP"),
    ("NHAP HO P2 lúc 15h ngày 29-6-2023 số 812", "P2", AT_THREE, "812"),
    ("NHAP HO P2 29.6.23 15 giờ 812", "P2", AT_THREE, "812"),
    ("NHAP HO UBND Phường 2 29/6/2023 812", "UBND Phường 2", END_OF_DAY, "812"),
    ("NHAP HO P2 ngày 29/6/2023", "P2", END_OF_DAY, ""),
    # Today's bare date is by the time of the mail, for the day is not over.
    ("NHAP HO P2 30/6/2023", "P2", SENT_AT, ""),
    ("NHAP HO P2 812", "P2", None, "812"),
    ("NHAP HO P2 số đến 812", "P2", None, "812"),
    # Its number is part of the unit's name, and where that is none of ours nothing is guessed.
    ("NHAP HO Phường 2", "Phường 2", None, ""),
    ("NHAP HO Phường 27", "Phường 27", None, ""),
    ("NHAP HO", "", None, ""),
)


@pytest.mark.parametrize(("subject", "unit", "received_at", "registry_no"), SUBJECTS, ids=[row[0] for row in SUBJECTS])
def test_a_subject_states_the_unit_when_it_came_and_its_number(
    subject: str, unit: str, received_at: object, registry_no: str
) -> None:
    assert is_hand_subject(subject)
    found = read_hand_subject(subject, UNITS, SENT_AT)
    assert (found.unit, found.received_at, found.registry_no, found.problems) == (unit, received_at, registry_no, ())


@pytest.mark.parametrize("stated", ["31/2/2023", "29/13/2023", "29/6/2023 25:00"])
def test_an_instant_that_is_none_is_named_and_the_rest_is_read(stated: str) -> None:
    found = read_hand_subject(f"NHAP HO P2 {stated} 812", UNITS, SENT_AT)
    (problem,) = found.problems
    assert found == HandSubject("P2", None, "812", (problem,))
    assert stated in problem.sentence()


@pytest.mark.parametrize("subject", ["", "Gửi kế hoạch", "Nhập hồ sơ P2", "Nhập học", "P2 NHAP HO", "NHAP HOA P2"])
def test_another_subject_is_no_hand_mail(subject: str) -> None:
    assert not is_hand_subject(subject)


REASONS = (
    ("Văn thư chuyển muộn\n", "Văn thư chuyển muộn"),
    ("Zalo chị Lan,\nchiều 29/6\n\n---------- Forwarded message ---------\nFrom: x", "Zalo chị Lan, chiều 29/6"),
    ("Máy chủ thư hỏng\n\nTừ: Lê Văn C <c@x>\nKính gửi", "Máy chủ thư hỏng"),
    ("Từ xã gửi lên chậm\n> trích", "Từ xã gửi lên chậm"),
    ("Vào sổ chậm\nVào Th 5, 29 thg 6, 2023 lúc 15:00 A <a@b> đã viết:\nx", "Vào sổ chậm"),
    ("\n-----Original Message-----\nFrom: x", ""),
    ("", ""),
    ("a" * 1000, "a" * 300),
)  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REASONS, ids=[repr(text[:20]) for text, _ in REASONS])
def test_the_reason_is_what_the_officer_writes_above_the_forwarded_mail(text: str, reason: str) -> None:
    assert stated_reason(text) == reason
