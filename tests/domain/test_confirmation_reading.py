"""A decision on a draft evaluation is read line by line, and everything that is wrong with it is told at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.confirmation_reading import StatedConfirmation, read_confirmation
from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import EvaluationRecord, PlanFacts, UnitScore
from papiplan.domain.problems import Refused
from papiplan.domain.proposals import Proposal
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict, Verdict
from tests.factories import a_plan, an_extension, an_obligation, at

DIGEST = "af36ece87afb" + "0" * 52
DRAFT = EvaluationRecord(
    4,
    1,
    DIGEST,
    (UnitScore("tckh", 92.345, {}, Proposal.COMMEND), UnitScore("phuong-2", 58.0, {}, Proposal.LEARN)),
    at("2024-04-15 10:00"),
)
FACTS = PlanFacts(a_plan(), evaluation=DRAFT)
RIGHT = StatedConfirmation("af36ece87afb", "6/QĐ-UBND", date(2024, 4, 25), " Chủ tịch  UBND ")


def read(facts: PlanFacts = FACTS, **changes: Any) -> ConfirmedEvaluation:
    reading = EntryReading(facts.definition, at("2024-04-26 09:00"))
    return read_confirmation(reading, replace(RIGHT, **changes), facts, DRAFT)


def verdicts(**changes: Any) -> dict[str, tuple[str, Verdict, str]]:
    return {unit.unit: (unit.grade, unit.verdict, unit.reason) for unit in read(**changes).units}


def test_a_decision_without_changes_takes_the_draft_as_it_is() -> None:
    confirmed = read()
    assert (confirmed.evaluation, confirmed.facts_digest, confirmed.number) == (4, DIGEST, "06/QĐ-UBND")
    assert (confirmed.decided_on, confirmed.decided_by) == (date(2024, 4, 25), "Chủ tịch UBND")
    assert confirmed.units == (
        UnitVerdict("tckh", "Xuất sắc", Verdict.COMMEND),
        UnitVerdict("phuong-2", "Trung bình", Verdict.LEARN),
    )
    assert confirmed.commended == ("tckh",)


@pytest.mark.parametrize(
    ("line", "unit", "found"),
    [
        ("tckh: không đề xuất – đã trao đổi", "tckh", ("Xuất sắc", Verdict.NONE, "đã trao đổi")),
        ("UBND Phuong 2: giải trình - chưa gửi", "phuong-2", ("Trung bình", Verdict.EXPLAIN, "chưa gửi")),
        ("Phường 2: Phê bình — nhiều lần", "phuong-2", ("Trung bình", Verdict.CRITICISE, "nhiều lần")),
        ("phuong-2: xếp loại Khá – bổ sung", "phuong-2", ("Khá", Verdict.LEARN, "bổ sung")),
        ("phuong-2: khá; không đề xuất – bổ sung", "phuong-2", ("Khá", Verdict.NONE, "bổ sung")),
    ],
)
def test_a_line_changes_a_units_class_or_what_is_proposed_of_it(
    line: str, unit: str, found: tuple[str, Verdict, str]
) -> None:
    assert verdicts(changes=f"\n  {line}  \n\n")[unit] == found


def test_units_and_persons_are_named_with_their_reasons() -> None:
    confirmed = read(
        commend="phuong-2 – vươn lên\nTrần Thị Bình, công chức – tham mưu tốt",
        criticise="Lê Văn C, công chức – chậm gửi",
    )
    assert confirmed.commended == ("tckh", "phuong-2", "Trần Thị Bình, công chức")
    assert confirmed.persons == (
        NamedPerson(Verdict.COMMEND, "Trần Thị Bình, công chức", "tham mưu tốt"),
        NamedPerson(Verdict.CRITICISE, "Lê Văn C, công chức", "chậm gửi"),
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"digest": ""}, "Mã dự thảo: đang để trống"),
        ({"digest": "af36"}, '"af36" không phải mã của dự thảo đang có'),
        ({"digest": "0" * 12}, "mã của dự thảo đang có là af36ece87afb"),
        ({"number": "456"}, '"456" chưa đúng dạng'),
        ({"on": date(2024, 4, 27)}, "27/4/2024 ở sau hôm nay"),
        ({"on": date(2024, 4, 14)}, "14/4/2024 ở trước ngày lập dự thảo (15/4/2024)"),
        ({"decided_by": " "}, "Người quyết định: đang để trống"),
        ({"changes": "tckh: không đề xuất"}, 'dòng 1: "tckh: không đề xuất" thiếu quyết định hoặc lý do'),
        ({"changes": "\ntckh – lý do"}, "dòng 2"),
        ({"changes": "nv: không đề xuất – nhầm"}, '"nv" không có trong dự thảo đánh giá'),
        ({"changes": "Phường 99: không đề xuất – nhầm"}, 'không rõ đơn vị "Phường 99"'),
        ({"changes": "tckh: tuyên dương – tốt"}, 'không rõ "tuyên dương"'),
        ({"changes": "tckh: không đề xuất – a\ntckh: giải trình – b"}, "tckh: nêu hai lần"),
        ({"changes": "tckh: không đề xuất – a", "commend": "tckh – b"}, "tckh: nêu hai lần"),
        ({"commend": "tckh"}, '"tckh" chưa nêu lý do'),
        ({"commend": "Phuong2x – làm tốt"}, "không phải đơn vị, không phải họ và tên"),
        ({"criticise": "Lê Văn C – a\nlê văn c – b"}, '"lê văn c" nêu hai lần'),
    ],
)
def test_what_is_wrong_with_a_decision_is_told_with_its_field(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(Refused) as refused:
        read(**changes)
    assert problem in str(refused.value)


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read(digest="", number="", decided_by="", changes="a\nb", commend="c", criticise="d")
    assert len(refused.value.problems) == 7


def test_owed_papers_hold_a_decision_up_until_somebody_accepts_that_they_will_not_come() -> None:
    owing = an_obligation(extensions=(an_extension("2023-07-05", entry=7, paper_owed=True),))
    facts = replace(FACTS, obligations=(owing,))
    with pytest.raises(Refused) as refused:
        read(facts)
    assert "mục số 7 (gia hạn: " in str(refused.value)
    assert read(facts, settle_owed="Chánh Văn phòng").without_papers_by == "Chánh Văn phòng"
