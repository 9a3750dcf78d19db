"""A qualitative target through the flows: judged by an officer, shown on the board, taken back."""

from pathlib import Path

import pytest

from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.domain.plans import Target
from tests.flows.changed_folders import changed_folder
from tests.flows.offices import PLAN, Ended, Office

WORDING = "Không để tồn đọng kiến nghị của người dân"
TARGETS = [
    {"figure": "total", "operator": "at_least", "points": "44,13", "wording": "từ 44,13 điểm"},
    {"figure": "D3", "operator": "qualitative", "wording": WORDING},
]


@pytest.fixture
def folder(office: Office) -> Path:
    return changed_folder(office.home, targets=TARGETS)


def judge(office: Office, now: str, **changes: str) -> Ended:
    stated = {"target": "2", "decision": "đạt", "reason": "Đã giải quyết 12/12 kiến nghị", "actor": "nv1", **changes}
    return office.run("judge_target", now, plan=PLAN, **stated)


def target(office: Office) -> Target:
    with office.database.reading() as connection:
        return load_facts(connection, PLAN, ANY_TIME).compared_definition.targets[1]


def test_a_judgement_is_on_record_once_shown_replaced_and_taken_back(office: Office, folder: Path) -> None:
    office.issue(folder)
    office.publish()
    first = judge(office, "2024-04-09 10:00")
    once = office.digest()
    assert (first.result.new, judge(office, "2024-04-09 11:00").result.new) == (True, False)
    assert office.digest() == once
    shown = office.board("ket-qua-papi")
    assert "41,3226 điểm, thấp hơn mức 44,1300 điểm là 2,8074 điểm" in shown
    assert "Đã giải quyết 12/12 kiến nghị (theo đánh giá của Nguyễn Thị A ngày 09/4/2024)" in shown
    assert "Thấp, đã tăng" in shown
    second = judge(office, "2024-04-10 10:00", decision="not_met", reason="Còn 01 kiến nghị", actor="nv2")
    judgement = target(office).judgement
    assert judgement is not None
    assert (judgement.met, judgement.reason, judgement.judged_by) == (False, "Còn 01 kiến nghị", "Trần Văn B")
    taken_back = {"plan": PLAN, "entry": second.result.entry, "reason": "ghi nhầm", "actor": "nv2"}
    assert not office.run("withdraw_entry", "2024-04-10 11:00", **taken_back).refused
    judgement = target(office).judgement
    assert judgement is not None
    assert judgement.met, "the one before is in force again"


def test_what_is_no_qualitative_target_is_refused_and_changes_nothing(office: Office, folder: Path) -> None:
    office.issue(folder)
    before = office.digest()
    ended = judge(office, "2024-04-09 10:00", target="1", decision="khá", actor="ai đó")
    assert ended.refused
    assert 'không có chỉ tiêu định tính "1"' in ended.message
    assert 'không rõ "khá"' in ended.message
    assert "ai đó" in ended.message
    assert office.digest() == before
