import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.deadlines import Calendar
from papiplan.domain.evaluation import Evaluation, UnitEvaluation, evaluate, evaluate_units
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import DueDate, Outcome, Part, Receipt, Standing, Timing, standing
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.publication import ProvinceScores, Publication
from papiplan.domain.submissions import AcceptedForm, FormRow, Value
from papiplan.domain.unit_recording import Freeze, unit_records
from papiplan.domain.unit_records import ActionRecord, UnitRecord
from papiplan.domain.units import Group
from tests.factories import (
    a_department,
    a_plan,
    a_receipt,
    a_unit,
    an_action,
    an_extension,
    an_obligation,
    at,
)
from tests.scoring_records import PHONG_KINH_TE, PHONG_TU_PHAP, PHUONG_2, XA_TAN_QUY_TAY

CALENDAR = Calendar()
PUBLISHED_ON = date(2024, 4, 2)
FINAL_AT = at("2024-04-12 16:00")
DUE = {SubmissionKind.SUBPLAN: date(2023, 6, 30), SubmissionKind.REPORT: date(2024, 4, 8)}
IN_TIME = {SubmissionKind.SUBPLAN: "2023-06-28 09:00", SubmissionKind.REPORT: "2024-04-05 10:00"}


def a_plan_of_one(**changes: Any) -> PlanDefinition:
    """Phường 2 with two actions."""
    actions = tuple(an_action(code, lead="nv", on_site=("phuong-2",)) for code in ("2.3.1", "5.1.1"))
    return a_plan(**{"units": (a_unit("phuong-2"),), "actions": actions, **changes})


def a_standing(kind: SubmissionKind, *receipts: Receipt, unit: str = "phuong-2", **changes: Any) -> Standing:
    """How a duty stands after the chốt, with these receipts."""
    due = DueDate(DUE[kind], "thời hạn của Kế hoạch")
    obligation = an_obligation(kind=kind, owed_by=unit, borne_by=unit, due=due, **changes)
    return standing(obligation, receipts, at("2024-04-15 08:00"), Timing())


DONE: Mapping[str, Value] = {"status": "done", "evidence": "15/BB-UBND"}
BOTH_DONE: Mapping[str, Mapping[str, Value]] = {"2.3.1": DONE, "5.1.1": DONE}


def a_form(
    kind: SubmissionKind,
    received_at: str = "",
    rows: Mapping[str, Mapping[str, Value]] = BOTH_DONE,
    unit: str = "phuong-2",
) -> AcceptedForm:
    """A usable form with these rows by the code of their action."""
    return AcceptedForm(
        submission_id=1,
        unit=unit,
        kind=kind,
        sha256="0" * 64,
        received_at=at(received_at or IN_TIME[kind]),
        rows=tuple(FormRow(kind.sheet, n, code, values, {}) for n, (code, values) in enumerate(rows.items(), start=9)),
    )


def a_signed(received_at: str) -> Receipt:
    return a_receipt(received_at, part=Part.SIGNED, submission_id=2, channel="register")


def recorded(
    standings: Iterable[Standing], forms: Iterable[AcceptedForm] = (), definition: PlanDefinition | None = None
) -> UnitRecord:
    freeze = Freeze(PUBLISHED_ON, FINAL_AT)
    (record,) = unit_records(definition or a_plan_of_one(), standings, forms, freeze, CALENDAR)
    return record


SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT


def test_a_form_and_its_signed_document_in_time_are_a_whole_duty() -> None:
    receipts = (a_receipt("2023-06-28 09:00", channel="mailbox"), a_signed("2023-06-29 10:00"))
    duty = recorded([a_standing(SUBPLAN, *receipts)], [a_form(SUBPLAN)]).subplan
    assert duty is not None
    assert (duty.status, duty.received_at, duty.channel) == ("on_time", at("2023-06-28 09:00"), "mailbox")
    assert (duty.complete_rows, duty.expected_rows, duty.signed, duty.signed_in_time) == (2, 2, True, True)


def test_a_returned_form_mended_in_time_says_so_and_keeps_its_first_receipt() -> None:
    receipts = (
        a_receipt("2023-06-29 16:50", outcome=Outcome.REFUSED, returned_at="2023-06-30 08:00", channel="mailbox"),
        a_receipt("2023-07-04 15:40", version=2, submission_id=3),
    )
    duty = recorded([a_standing(SUBPLAN, *receipts)], [a_form(SUBPLAN, "2023-07-04 15:40")]).subplan
    assert duty is not None
    assert (duty.mended, duty.late_days, duty.received_at) == (True, 0, at("2023-06-29 16:50"))


def test_a_receipt_on_sunday_after_a_friday_term_is_one_day_late() -> None:
    duty = recorded([a_standing(SUBPLAN, a_receipt("2023-07-02 10:00"))]).subplan
    assert duty is not None
    assert duty.late_days == 1


@pytest.mark.parametrize(
    ("form", "signed", "in_time"),
    [
        ("2023-06-20 09:00", "2023-06-30 17:00", True),  # by the due date, however early the form was
        ("2023-06-29 09:00", "2023-07-03 17:00", True),  # Monday, two working days after Thursday
        ("2023-06-29 09:00", "2023-07-04 08:00", False),
        ("2023-07-05 09:00", "2023-07-07 17:00", True),
        ("2023-07-05 09:00", "2023-07-10 08:00", False),
        ("2023-07-05 09:00", "2023-06-29 08:00", True),
    ],
)
def test_a_signed_sub_plan_may_come_two_working_days_after_the_form(form: str, signed: str, in_time: bool) -> None:
    duty = recorded([a_standing(SUBPLAN, a_receipt(form), a_signed(signed))], [a_form(SUBPLAN, form)]).subplan
    assert duty is not None
    assert duty.signed
    assert duty.signed_in_time is in_time


def test_a_corrected_scan_does_not_make_the_signed_document_later() -> None:
    again = replace(a_signed("2024-03-01 08:00"), version=2, submission_id=5)
    receipts = (a_receipt("2023-06-28 09:00"), a_signed("2023-06-28 10:00"), again)
    duty = recorded([a_standing(SUBPLAN, *receipts)], [a_form(SUBPLAN)]).subplan
    assert duty is not None
    assert duty.signed_in_time


@pytest.mark.parametrize(
    ("kind", "received_at", "after_freeze"),
    [
        (SUBPLAN, "2024-04-02 23:59", False),
        (SUBPLAN, "2024-04-03 00:00", True),
        (REPORT, "2024-04-12 16:00", False),
        (REPORT, "2024-04-12 16:01", True),
    ],
)
def test_what_comes_after_the_freeze_is_recorded_and_worth_nothing(
    kind: SubmissionKind, received_at: str, after_freeze: bool
) -> None:
    receipts = (a_receipt(received_at), a_signed(received_at))
    record = recorded([a_standing(kind, *receipts)], [a_form(kind, received_at)])
    (duty,) = record.duties
    assert duty.after_freeze is after_freeze
    assert duty.never_sent is after_freeze
    assert (duty.complete_rows, duty.signed) == ((0, False) if after_freeze else (2, True))


def test_of_several_forms_the_newest_by_the_freeze_counts() -> None:
    forms = [
        a_form(REPORT, "2024-04-05 10:00", rows={"2.3.1": {"status": "not_started"}}),
        a_form(REPORT, "2024-04-10 10:00", rows={"2.3.1": {"status": "in_progress"}}),
        a_form(REPORT, "2024-04-13 10:00", rows={"2.3.1": {"status": "done"}}),
    ]
    record = recorded([a_standing(REPORT, a_receipt("2024-04-05 10:00"))], forms)
    assert [action.status for action in record.actions] == [ActionStatus.IN_PROGRESS, ActionStatus.UNREPORTED]


def test_a_sub_plan_sent_again_after_the_publication_stands_for_the_one_in_time() -> None:
    receipts = (a_receipt("2023-06-28 09:00"), a_receipt("2024-04-03 09:00", version=2, submission_id=3))
    duty = recorded([a_standing(SUBPLAN, *receipts)], [a_form(SUBPLAN, "2024-04-03 09:00")]).subplan
    assert duty is not None
    assert (duty.status, duty.complete_rows) == ("on_time", 2)


def test_a_form_after_the_freeze_does_not_stand_for_a_signed_document_in_time() -> None:
    receipts = (a_signed("2023-06-28 09:00"), a_receipt("2024-04-03 09:00"))
    duty = recorded([a_standing(SUBPLAN, *receipts)], [a_form(SUBPLAN, "2024-04-03 09:00")]).subplan
    assert duty is not None
    assert (duty.status, duty.complete_rows, duty.signed_in_time) == ("on_time", 0, True)


def test_an_extension_beyond_the_publication_gives_a_sub_plan_until_then() -> None:
    extension = an_extension("2024-04-10", "2024-03-01 08:00", basis="Công văn số 9")
    late = a_standing(SUBPLAN, a_receipt("2024-04-09 09:00"), extensions=(extension,))
    duty = recorded([late], [a_form(SUBPLAN, "2024-04-09 09:00")]).subplan
    assert duty is not None
    assert (duty.status, duty.rule_due_on, duty.due_on) == ("on_time", date(2023, 6, 30), date(2024, 4, 10))
    assert (duty.after_freeze, duty.complete_rows) == (False, 2)


def test_a_unit_without_actions_is_whole_with_its_additional_row() -> None:
    form = replace(a_form(SUBPLAN), rows=(FormRow("Nhiệm vụ bổ sung", 9, "", {"measures": "…"}, {}),))
    duty = recorded([a_standing(SUBPLAN, a_receipt("2023-06-28 09:00"))], [form], a_plan_of_one(actions=())).subplan
    assert duty is not None
    assert (duty.complete_rows, duty.expected_rows) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "action"),
    [
        ({"status": "done", "evidence": "15/BB-UBND"}, ActionRecord("2.3.1", ActionStatus.DONE, evidence=True)),
        (
            {"status": "done", "evidence": "Không có", "weakness": "Thực hiện miệng tại hội nghị"},
            ActionRecord("2.3.1", ActionStatus.DONE, explained=True),
        ),
        *(
            ({"status": "done", "evidence": none, "weakness": None}, ActionRecord("2.3.1", ActionStatus.DONE))
            for none in ("không có.", "khong co", "Không", "---", None)
        ),
        ({"status": "not_started"}, ActionRecord("2.3.1", ActionStatus.NOT_STARTED)),
        ({"status": "not_applicable", "reason_none": "…"}, ActionRecord("2.3.1", ActionStatus.NOT_APPLICABLE)),
        (
            {"status": "in_progress", "result_number": 3, "target_number": 4.0},
            ActionRecord("2.3.1", ActionStatus.IN_PROGRESS, result_number=3.0, target_number=4.0),
        ),
    ],
)
def test_an_action_is_read_from_the_row_of_the_report(fields: dict[str, Value], action: ActionRecord) -> None:
    record = recorded([a_standing(REPORT, a_receipt("2024-04-05 10:00"))], [a_form(REPORT, rows={"2.3.1": fields})])
    assert record.actions == (action, ActionRecord("5.1.1", ActionStatus.UNREPORTED))


def test_the_number_promised_in_the_sub_plan_goes_before_what_the_report_repeats() -> None:
    standings = [a_standing(kind, a_receipt(IN_TIME[kind])) for kind in FORM_KINDS]
    forms = [
        a_form(SUBPLAN, rows={"2.3.1": {"target_number": 8}}),
        a_form(REPORT, rows={"2.3.1": {"status": "in_progress", "result_number": 2, "target_number": 2}}),
    ]
    assert recorded(standings, forms).actions[0].target_number == 8


WORKED = (PHONG_TU_PHAP, PHUONG_2, XA_TAN_QUY_TAY, PHONG_KINH_TE)
WORKED_PLAN = a_plan(
    units=(
        a_unit("xa-tan-quy-tay", name="Ủy ban nhân dân xã Tân Quy Tây"),
        a_unit("phuong-2", name="Ủy ban nhân dân Phường 2"),
        a_department("tu-phap", "Phòng Tư pháp"),
        a_department("kinh-te", "Phòng Kinh tế"),
    )
)


def worked() -> tuple[UnitEvaluation, ...]:
    return evaluate_units(WORKED_PLAN, WORKED)


def test_units_stand_by_khoi_each_in_vietnamese_order() -> None:
    assert [(unit.group, unit.unit) for unit in worked()] == [
        ("phong", "kinh-te"),
        ("phong", "tu-phap"),
        ("xa_phuong", "phuong-2"),
        ("xa_phuong", "xa-tan-quy-tay"),
    ]


def test_phuong_2_stands_before_phuong_10() -> None:
    units = tuple(a_unit(f"phuong-{n}", name=f"Ủy ban nhân dân Phường {n}") for n in (10, 2))
    judged = evaluate_units(a_plan(units=units), [UnitRecord(unit.code, None, None) for unit in units])
    assert [unit.unit for unit in judged] == ["phuong-2", "phuong-10"]


def test_the_worked_units_are_evaluated_each_in_its_own_khoi() -> None:
    assert {unit.unit: (unit.score, unit.grade, unit.proposal.value) for unit in worked()} == {
        "tu-phap": (99.88, "Xuất sắc", "commend"),
        "kinh-te": (94.0, "Xuất sắc", "none"),
        "phuong-2": (89.85, "Tốt", "none"),
        "xa-tan-quy-tay": (46.44, "Yếu", "explain"),
    }


def test_the_record_of_a_unit_keeps_numbers_and_sentences_by_criterion() -> None:
    record = next(unit for unit in worked() if unit.unit == "phuong-2").recorded
    assert (record.unit, record.score, record.proposal) == ("phuong-2", 89.85, "none")
    assert record.parts["report_timely"] == {
        "earned": 12.0,
        "max": 15.0,
        "sentence": "3. Báo cáo, thời hạn: 12,00/15. Hạn 08/4/2024; nhận 10/4/2024, 14 giờ 20 phút (hộp thư); "
        "chậm 02 ngày làm việc; hệ số 0,8.",
    }


def test_a_criterion_that_does_not_apply_has_no_points_to_earn() -> None:
    parts = next(unit for unit in worked() if unit.unit == "kinh-te").recorded.parts
    assert parts["output"] == {
        "earned": 0.0,
        "max": 0.0,
        "sentence": "5. Kết quả nhiệm vụ: không tính. Đơn vị không có nhiệm vụ được giao.",
    }


def a_publication() -> Publication:
    scores = (
        ProvinceScores(2023, "P56", "Đồng Tháp", "Dong Thap", (5.0,) * 8, 40.0),
        ProvinceScores(2023, "X01", "Tỉnh khác", "Another", (5.5,) * 8, 44.0),
    )
    return Publication("PAPI", 2023, 1, PUBLISHED_ON, scores, "", "0" * 64, "nv1")


def evaluated(definition: PlanDefinition) -> Evaluation:
    """Everybody in time, with everything done."""
    units = [unit.code for unit in definition.obliged_units]
    standings = [
        a_standing(kind, a_receipt(IN_TIME[kind], channel="mailbox"), a_signed(IN_TIME[kind]), unit=unit)
        for unit in units
        for kind in FORM_KINDS
    ]
    rows = {action.code: DONE for action in definition.actions}
    forms = [a_form(kind, rows=rows, unit=unit) for unit in units for kind in FORM_KINDS]
    return evaluate(definition, a_publication(), standings, forms, Freeze(PUBLISHED_ON, FINAL_AT), CALENDAR)


def test_an_evaluation_holds_the_province_and_the_obliged_units_only() -> None:
    evaluation = evaluated(a_plan())
    assert evaluation.province.province == "Đồng Tháp"
    assert [(unit.unit, unit.score) for unit in evaluation.units] == [("tckh", 100.0), ("phuong-2", 100.0)]


def test_an_evaluation_becomes_json_and_comes_back() -> None:
    evaluation = evaluated(a_plan())
    plain = json.loads(json.dumps(asdict(evaluation), ensure_ascii=False))
    assert plain["units"][1]["lines"][0]["earned"] == 15.0
    assert plain["province"]["targets"][0]["verdict"] == "not_met"
    assert json.loads(json.dumps(dict(evaluation.units[0].recorded.parts)))["output"]["max"] == 40.0


def a_large_plan(communes: int) -> PlanDefinition:
    """Every commune shares in 96 actions."""
    units = tuple(a_unit(f"xa-{n}", name=f"Ủy ban nhân dân xã {n}") for n in range(communes))
    on_site = tuple(unit.code for unit in units)
    actions = tuple(an_action(f"{d}.{n}.1", lead="nv", on_site=on_site) for d in range(1, 9) for n in range(12))
    return a_plan(units=units, actions=actions, groups=(Group("xa_phuong", "UBND các xã, phường"),))


def test_two_hundred_units_with_a_hundred_actions_are_all_judged() -> None:
    evaluation = evaluated(a_large_plan(200))
    assert len(evaluation.units) == 200
    assert {unit.proposal.value for unit in evaluation.units} == {"commend"}
