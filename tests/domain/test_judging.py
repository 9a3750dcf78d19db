"""What an officer finds of a qualitative target: read, or refused with all that is wrong; laid beside its target."""

from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.judging import StatedJudgement, TargetJudgement, read_judgement
from papiplan.domain.plans import Judgement, Target, TargetOperator
from papiplan.domain.problems import Refused
from tests.factories import a_plan, at

WORDING = "Công khai đầy đủ kết quả khảo sát"
PLAN = a_plan(
    targets=(
        Target("total", TargetOperator.AT_LEAST, "từ 44,13 điểm", points=44.13),
        Target("D2", TargetOperator.QUALITATIVE, WORDING),
        Target("D3", TargetOperator.QUALITATIVE, "Không để tồn đọng kiến nghị"),
    )
)
NOW = at("2024-04-09 10:00")
ON_RECORD = TargetJudgement(WORDING, met=True, reason="Đã công khai", entry=7, actor="nv1", recorded_at=NOW)


def read(target: str = "2", decision: str = "met", reason: str = "Đã công khai") -> TargetJudgement:
    return read_judgement(EntryReading(PLAN, NOW), StatedJudgement(target, decision, reason))


@pytest.mark.parametrize("target", ["2", " 2 ", WORDING, "công khai đầy đủ kết quả khảo sát"])
@pytest.mark.parametrize(("decision", "met"), [("met", True), ("Đạt", True), ("not_met", False), ("không đạt", False)])
def test_a_target_is_named_by_its_number_or_its_wording(target: str, decision: str, met: bool) -> None:
    assert read(target, decision) == TargetJudgement(WORDING, met, "Đã công khai")


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"target": "1"}, f'không có chỉ tiêu định tính "1". Nêu một trong: 2 ({WORDING}); 3 (Không để tồn đọng'),
        ({"target": "4"}, 'không có chỉ tiêu định tính "4"'),
        ({"target": "x " * 500}, 'x …"'),
        ({"decision": "khá"}, 'không rõ "khá". Ghi met (đạt) hoặc not_met (không đạt)'),
        ({"reason": " "}, "Lý do: đang để trống"),
    ],
)
def test_what_is_no_judgement_is_refused_with_what_to_write(stated: dict[str, str], told: str) -> None:
    with pytest.raises(Refused) as refused:
        read(**stated)
    assert told in str(refused.value)


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read("9", "khá", "")
    assert len(refused.value.problems) == 3


def test_a_plan_without_qualitative_targets_says_so() -> None:
    reading = EntryReading(a_plan(), NOW)
    with pytest.raises(Refused, match="Mọi chỉ tiêu của Kế hoạch do số liệu quyết định"):
        read_judgement(reading, StatedJudgement("1", "met", "đủ"))


def judgements_of(*recorded: TargetJudgement) -> list[Judgement | None]:
    facts = PlanFacts(PLAN, judgements=recorded)
    assert all(target.judgement is None for target in facts.definition.targets), "the plan itself stays as issued"
    return [target.judgement for target in facts.compared_definition.targets]


def test_a_judgement_stands_beside_its_target_with_who_and_when() -> None:
    found = Judgement(True, "Đã công khai", "Nguyễn Thị A", date(2024, 4, 9))
    assert judgements_of(ON_RECORD) == [None, found, None]


def test_the_newest_judgement_is_in_force() -> None:
    later = replace(ON_RECORD, met=False, reason="Thiếu 02 xã", entry=9, recorded_at=at("2024-04-10 08:00"))
    assert judgements_of(ON_RECORD, later)[1] == Judgement(False, "Thiếu 02 xã", "Nguyễn Thị A", date(2024, 4, 10))


def test_an_officer_who_has_left_the_plan_is_named_by_his_code() -> None:
    (_, found, _) = judgements_of(replace(ON_RECORD, actor="nv9"))
    assert found is not None
    assert found.judged_by == "nv9"


@pytest.mark.parametrize("wording", ["từ 44,13 điểm", "Công khai kết quả khảo sát"])
def test_a_judgement_of_other_words_is_of_no_target_of_this_plan(wording: str) -> None:
    assert judgements_of(replace(ON_RECORD, wording=wording)) == [None, None, None]
