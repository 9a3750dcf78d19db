"""What is wrong in any field of any form is answered by a sentence about it: nothing changes, nobody is alerted."""

import importlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
import yaml

from deployments.deploying import PREFECT_FILE
from flows.fields import CHOICES, TITLES
from papiplan.database.facts import ANY_TIME, load_facts
from tests.factories import at
from tests.flows.offices import RESULTS, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
NOBODY, NOWHERE, LONG = "Người Lạ", "/khong-co/o-day.xlsx", "chữ " * 600

DECIDED = {"actor": "nv1", "decided_by": "Chủ tịch", "basis": "ý kiến chỉ đạo tại giao ban"}
RIGHT: Mapping[str, Mapping[str, Any]] = {
    "check": {"folder": ""},
    "issue": {"folder": "", "number": "123/KH-UBND", "on": date(2023, 6, 15), "actor": "nv1"},
    "collect_subplans": {},
    "consolidate_subplans": {},
    "record_publication": {"on": date(2024, 4, 2), "results": str(RESULTS), "actor": "nv1"},
    "collect_reports": {},
    "consolidate": {"actor": "nv1"},
    "evaluate": {"actor": "nv1"},
    "close_plan": {**DECIDED},
    "cancel_plan": {**DECIDED, "reason": "sáp nhập đơn vị hành chính"},
    "receive": {"files": [str(RESULTS)], "at": at("2024-04-05 09:00"), "actor": "nv1", "unit": "xa-1"},
    "assign_submission": {"submission": "hồ sơ 1", "unit": "xa-1", "reason": "ghi ở bì thư", "actor": "nv1"},
    "review_submission": {"decision": "trả lại", "reason": "số liệu chưa khớp", "actor": "nv1", "submission": "số 1"},
    "extend": {**DECIDED, "units": "xa-1", "kind": "báo cáo", "until": date(2024, 4, 19)},
    "exempt": {**DECIDED, "units": "xa-1", "kind": "báo cáo"},
    "record_document": {"about": "1", "number": "57/BC-PNV", "signed_on": date(2024, 4, 5), "actor": "nv1"},
    "record_inspection": {
        "unit": "xa-1", "on": date(2024, 4, 3), "inspector": "Đoàn kiểm tra", "findings": "chưa làm", "actor": "nv1",
    },
    "record_supervision": {"organisation": "mttq", "on": date(2024, 4, 3), "content": "đề nghị", "actor": "nv1"},
    "answer_difficulty": {"difficulty": 1, "answer": "đã bố trí", "answered_by": "tckh", "actor": "nv1"},
    "update_roster": {"folder": "", "reason": "đổi đầu mối", "actor": "nv1"},
    "hold_plan": {"actor": "nv1", "reason": "rà soát"},
    "release_plan": {"actor": "nv1"},
    "preview_notices": {"actor": "nv1"},
    "approve_notices": {"actor": "nv1"},
    "withdraw_entry": {"entry": 2, "reason": "ghi nhầm", "actor": "nv1"},
    "amend_plan": {
        "folder": "", "number": "45/KH-UBND", "on": date(2024, 4, 3), "reason": "điều chỉnh", "actor": "nv1",
    },
    "lift_exception": {**DECIDED, "units": "xa-1", "kind": "báo cáo"},
    "confirm_due_date": {**DECIDED, "kind": "báo cáo", "choice": "giữ"},
    "record_call": {
        "unit": "xa-1", "at": at("2024-04-05 08:00"), "person": "Chị Lan", "content": "sẽ gửi", "actor": "nv1",
    },
    "type_in": {"unit": "xa-1", "file": str(RESULTS), "actor": "nv1", "kind": "báo cáo", "doc_symbol": "31/BC-UBND"},
    "record_difficulty": {"unit": "xa-1", "difficulty": "thiếu đường truyền", "actor": "nv1"},
    "close_remedy": {"unit": "xa-1", "remedy": "1", "on": date(2024, 4, 3), "reason": "đã xem", "actor": "nv1"},
    "judge_target": {"target": "1", "decision": "đạt", "reason": "theo báo cáo", "actor": "nv1"},
    "send_draft_score": {"actor": "nv1"},
    "confirm_evaluation": {
        "digest": "", "decision_number": "456/QĐ-UBND", "decision_on": date(2024, 4, 25), "decided_by": "Chủ tịch",
        "actor": "nv1", "changes": "xa-1: không đề xuất – đã trao đổi", "commend": "xa-2 – hoàn thành sớm",
        "criticise": "Lê Văn C, công chức – chậm gửi",
    },
    "record_award_step": {
        "subjects": "xa-1", "step": "có quyết định", "on": date(2024, 5, 3), "number": "500/QĐ-UBND", "actor": "nv1",
    },
    "alert_operators": {"trouble": "failed"},
    "advance": {},
    "daily_digest": {},
}  # fmt: skip
"""What an operator states rightly, but for the plan: in each case one field of it is wrong."""


@dataclass(frozen=True)
class Moment:
    """A plan at an instant at which its forms are tried."""

    office: Office
    plan: str
    now: str
    digest: str = ""


@pytest.fixture(scope="module")
def published(read_office: Office) -> Moment:
    """A plan of two communes whose publication is recorded and one of whose reports has come."""
    read_office.issue(folder_of_units(read_office.home, 2))
    read_office.publish(plan=PLAN)
    read_office.send("xa-2", "report", PLAN, received_at="2024-04-05T10:00")
    read_office.advance("2024-04-05 11:00", PLAN)
    return Moment(read_office, PLAN, "2024-04-05 16:00")


@pytest.fixture(scope="module")
def evaluated(read_office: Office) -> Moment:
    """Another, of which there is a draft evaluation."""
    return an_evaluated_plan(read_office, 4)


@pytest.fixture(scope="module")
def confirmed(read_office: Office) -> Moment:
    """A third, whose results are confirmed."""
    moment = an_evaluated_plan(read_office, 1)
    decided = {**RIGHT["confirm_evaluation"], "digest": moment.digest, "changes": "", "commend": "xa-1 – làm tốt"}
    assert not read_office.run("confirm_evaluation", moment.now, plan=moment.plan, **decided).refused
    for step in ("đã trình", "Hội đồng đã xét"):
        taken = {"subjects": "xa-1", "step": step, "on": date(2024, 4, 26), "actor": "nv1"}
        assert not read_office.run("record_award_step", moment.now, plan=moment.plan, **taken).refused
    return replace(moment, now="2024-05-06 09:00")


def an_evaluated_plan(office: Office, units: int) -> Moment:
    plan = f"plan-of-{units}"
    office.issue(folder_of_units(office.home, units))
    office.publish(plan=plan)
    office.run("consolidate", "2024-04-15 09:00", plan=plan, actor="nv1", final=True)
    office.run("evaluate", "2024-04-15 10:00", plan=plan)
    with office.database.reading() as connection:
        draft = load_facts(connection, plan, ANY_TIME).evaluation
    assert draft is not None
    return Moment(office, plan, "2024-04-26 09:00", draft.facts_digest)


MOMENTS = {
    "send_draft_score": "evaluated",
    "confirm_evaluation": "evaluated",
    "record_award_step": "confirmed",
    "close_plan": "confirmed",
}
"""The forms that no plan takes before its results are judged; the others are tried in the course of a year."""


@pytest.fixture
def moment(flow: str, request: pytest.FixtureRequest) -> Moment:
    found: Moment = request.getfixturevalue(MOMENTS.get(flow, "published"))
    return found


WRONG: Mapping[str, tuple[object, ...]] = {
    "plan": ("plan-of-3", "", 7),
    "folder": (NOWHERE,),
    "actor": ("", NOBODY, None),
    "now": ("bây giờ",),
    "number": ("", LONG, "số mấy đây"),
    "on": (date(2030, 1, 1), "32/13/2023", None),
    "at": (at("2030-01-01 08:00"), "hôm qua"),
    "until": (date(2024, 4, 1), date(2099, 1, 1), "mai"),
    "doc_date": (date(2030, 1, 1), "mai"),
    "signed_on": (date(2030, 1, 1), "nay"),
    "wanted_on": (date(1990, 1, 1), "mai"),
    "signed": (NOWHERE,),
    "file": (NOWHERE,),
    "files": ([NOWHERE], [], "một tệp"),
    "results": (NOWHERE,),
    "figures": ("D1=năm",),
    "year": (1990, "hai nghìn"),
    "index": ("XYZ",),
    "score": ("87,59", LONG),
    "rank": ("12/63", LONG),
    "source": ("Bộ Nội vụ", LONG),
    "group": ("Rất cao",),
    "unit": ("Phường 99", LONG),
    "units": ("Phường 99",),
    "organisation": ("Hội nào", ""),
    "kind": ("báo cáo tháng",),
    "kinds": ("thư gì",),
    "channel": ("bồ câu",),
    "part": ("hình chụp",),
    "decision": ("chần chừ", ""),
    "choice": ("sao cũng được", ""),
    "submission": (999, "chín", "hồ sơ 999", "xa-1"),
    "entry": (9999, 0, "chín"),
    "remedy": ("kiến nghị nào",),
    "remedies": ("không có dấu", LONG),
    "target": ("99", ""),
    "about": ("mục nào", ""),
    "action": ("9.9.9",),
    "reason": (LONG,),
    "decided_by": ("", LONG),
    "basis": (LONG,),
    "inspector": ("", LONG),
    "findings": ("", LONG),
    "content": ("", LONG),
    "person": ("", LONG),
    "difficulty": ("", LONG),
    "cause": (LONG,),
    "proposal": (LONG,),
    "addressed_to": (LONG,),
    "answer": ("", LONG),
    "answered_by": ("", LONG),
    "registry_no": (LONG,),
    "doc_symbol": (LONG,),
    "signer": (LONG,),
    "digest": ("", "0123456789ab", LONG),
    "decision_number": ("", LONG, "số mấy đây"),
    "decision_on": (date(2030, 1, 1), date(2024, 4, 1), "32/13/2023", None),
    "changes": ("Phường 99: không đề xuất – nhầm", "xa-1: tuyên dương – tốt", "xa-1: không đề xuất", LONG),
    "commend": ("xa-2", "Ai – làm tốt", LONG),
    "criticise": ("Lê Văn C", LONG),
    "settle_owed": (LONG,),
    "trouble": ("", "hỏng", LONG),
    "run": ("lượt nào", LONG),
    # Whatever a machine says is told, shortened.
    "said": (),
    "subjects": ("", "xa-99", LONG),
    "step": ("", "đã thưởng"),
    **dict.fromkeys(("final", "not_scored", "correct", "paper_owed", "apply"), ("có lẽ",)),
}
"""What may be wrong with a field, whichever form has it."""

ALL_PLANS = {"advance", "daily_digest"}
"""The flows for which no plan means every plan."""


def forms() -> Iterator[str]:
    """The flows of the deployments that an operator may start with fields of his own."""
    deployments = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]
    for flow in dict.fromkeys(entry["entrypoint"].rpartition(".")[2] for entry in deployments):
        if set(parameters_of(flow)) - {"now"}:
            yield flow


def parameters_of(flow: str) -> tuple[str, ...]:
    return tuple(inspect.signature(function_of(flow).fn).parameters)


def function_of(flow: str) -> Any:
    return getattr(importlib.import_module(f"flows.{flow}"), flow)


def test_every_form_has_what_is_right_and_every_field_what_is_wrong() -> None:
    assert set(forms()) == RIGHT.keys()
    assert TITLES.keys() == WRONG.keys()


@pytest.mark.parametrize("flow", RIGHT)
def test_a_wrong_field_is_refused_by_a_sentence_and_nothing_changes(moment: Moment, flow: str) -> None:
    office, names = moment.office, parameters_of(flow)
    before, mails = office.digest(), len(office.smtp.mails)
    right = dict(RIGHT[flow])
    right |= {"plan": moment.plan} if "plan" in names else {}
    right |= {"folder": str(office.home / moment.plan)} if "folder" in names else {}
    right |= {"digest": moment.digest} if "digest" in names else {}
    right |= {"now": at(moment.now)} if "now" in names else {}
    for name in names:
        for wrong in WRONG[name]:
            if name == "plan" and not wrong and flow in ALL_PLANS:
                continue
            state = function_of(flow)(**{**right, name: wrong}, return_state=True)
            assert (state.name, state.is_cancelled()) == ("Từ chối", True), (name, wrong, state.message)
            assert VIETNAMESE & set(state.message), (name, wrong, state.message)
            assert office.digest() == before, (name, wrong)
    assert len(office.smtp.mails) == mails


@pytest.mark.parametrize(
    ("flow", "field", "choice"),
    [
        (flow, field, choice)
        for flow, fields in CHOICES.items()
        for field, choices in fields.items()
        for choice in choices
    ],
)
def test_every_choice_of_a_form_is_one_that_its_flow_knows(moment: Moment, flow: str, field: str, choice: str) -> None:
    """By nobody, so that everything that is wrong with it is told, and nothing else happens."""
    stated = {**RIGHT[flow], "plan": moment.plan, "now": at(moment.now), "actor": NOBODY, field: choice}
    state = function_of(flow)(**stated, return_state=True)
    assert state.name == "Từ chối"
    assert NOBODY in state.message
    assert f'"{choice}"' not in state.message


VIETNAMESE = set("ăâđêôơưạảấầậẽếềệểịỉọỏốồộờợớụủứừựử")
