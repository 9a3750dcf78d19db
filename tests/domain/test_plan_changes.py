"""How two versions of a plan differ, in words; which forms show it; what becomes of duties."""

from dataclasses import fields, replace
from datetime import date, time
from typing import Any

import pytest

from papiplan.domain.amending import duty_changes
from papiplan.domain.deadlines import CalendarDay, Counting, DeadlineRule
from papiplan.domain.due_dates import subplan_due
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Binding, Part
from papiplan.domain.plan_changes import changes, form_changed, unit_lines
from papiplan.domain.plans import FORM_KINDS, OnTimeBy, PlanDefinition, Reminders, Scoring, SubmissionKind
from papiplan.domain.publication import GroupBoundary, ProvinceScores
from papiplan.domain.roster_changes import roster_changes, roster_problems, with_former_units
from papiplan.domain.units import Duty, Unit, UnitKind
from tests.consolidations import a_publication, an_issue
from tests.factories import a_plan, a_receipt, a_unit, an_action, an_obligation, at

SUBPLAN, REPORT = SubmissionKind.SUBPLAN, SubmissionKind.REPORT
PLAN = a_plan()
NOW = at("2023-09-01 09:00")
ON = date(2023, 9, 1)

OTHER: dict[str, Any] = {
    "year": 2024,
    "issuer": replace(PLAN.issuer, place="Lai Vung"),
    "coordinator": replace(PLAN.coordinator, place="Lai Vung"),
    "operators": PLAN.operators[:1],
    "signer": replace(PLAN.signer, name="Trần Văn C"),
    "report_signer": replace(PLAN.report_signer, name="Trần Văn C"),
    "legal_bases": ("Luật",),
    "recipients": (),
    "tell_recipients": True,
    "subplan_rule": DeadlineRule(20),
    "report_rule": DeadlineRule(5, Counting.WORKING),
    "mend_days": 3,
    "reminders": Reminders(before_days=(3,)),
    "prepare_on": date(2024, 3, 4),
    "figures_from": date(2023, 6, 1),
    "figures_to": date(2023, 12, 30),
    "consolidate": "after_due",
    "targets": (),
    "scoring": Scoring(remedies=5),
    "groups": (),
    "units": PLAN.units[:-1],
    "actions": (),
    "baselines": (ProvinceScores(2022, "P56", "Đồng Tháp", "Dong Thap", (None,) * 8, None),),
    "due_time": time(17, 0),
    "on_time_by": OnTimeBy.SIGNED,
    "late_notice_days": 5,
    "group_boundary": GroupBoundary.UP,
    "calendar_days": (CalendarDay(date(2023, 9, 5), working=False, source="bão"),),
}


@pytest.mark.parametrize("field", [field.name for field in fields(PlanDefinition) if field.name != "id"])
def test_no_difference_between_two_versions_goes_unsaid(field: str) -> None:
    changed = replace(PLAN, **{field: OTHER.get(field, "khác")})
    lines = changes(PLAN, changed)
    assert lines
    assert all(field not in line.split() for line in lines), "an officer reads Vietnamese"


def test_equal_plans_differ_in_nothing() -> None:
    assert changes(PLAN, replace(PLAN)) == ()


LINES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"subplan_rule": DeadlineRule(20, Counting.WORKING, shift=False)},
     "Thời hạn gửi kế hoạch: 15 ngày, chuyển sang ngày làm việc tiếp theo → 20 ngày làm việc, không chuyển ngày"),
    ({"due_time": time(17, 0)}, "Giờ hết hạn: (trống) → 17:00"),
    ({"figures_to": date(2023, 12, 30)}, "Kỳ số liệu đến ngày: 31/12/2023 → 30/12/2023"),
    ({"mend_days": 3}, "Số ngày hoàn thiện biểu: 2 → 3"),
    ({"short": "Kế hoạch"}, 'Tên gọi tắt: "Kế hoạch PAPI năm 2023" → "Kế hoạch"'),
    ({"body": "x" * 400}, "Nội dung văn bản thay đổi"),
    ({"actions": ()}, "Bỏ nhiệm vụ 2.3.1: Công khai dự toán, quyết toán thu, chi ngân sách cấp xã"),
    ({"actions": (an_action(), an_action("5.1.1", text="Niêm yết"))},
     "Thêm nhiệm vụ 5.1.1: Niêm yết (chủ trì: Phòng Tài chính - Kế hoạch)"),
    ({"actions": (an_action(target="8/8", on_site=("tckh",)),)},
     "Sửa nhiệm vụ 2.3.1: thực hiện tại địa bàn: thêm Phòng Tài chính - Kế hoạch; thôi UBND Phuong 2; "
     'chỉ tiêu: "9/9 xã, phường thực hiện" → "8/8"'),
    ({"actions": (an_action(lead="nv"),)},
     "Sửa nhiệm vụ 2.3.1: chủ trì: \"Phòng Tài chính - Kế hoạch\" → \"Phòng Nội vụ\""),
)  # fmt: skip


@pytest.mark.parametrize(("changed", "line"), LINES, ids=[line[:30] for _, line in LINES])
def test_a_difference_is_said_as_an_officer_says_it(changed: dict[str, Any], line: str) -> None:
    assert changes(PLAN, replace(PLAN, **changed)) == (line,)


WARD = a_unit("phuong-2")
ROSTERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"name": "Ủy ban nhân dân Phường Hai"}, "Đổi tên: Ủy ban nhân dân Phuong 2 (UBND Phuong 2) → "
     "Ủy ban nhân dân Phường Hai (UBND Phuong 2)"),
    ({"valid_to": date(2023, 12, 31), "successor": "tckh"},
     "Sáp nhập: UBND Phuong 2 đến hết ngày 31/12/2023, đơn vị kế thừa là Phòng Tài chính - Kế hoạch"),
    ({"valid_to": date(2023, 12, 31)}, "Kết thúc hoạt động: UBND Phuong 2 đến hết ngày 31/12/2023, không có đơn vị kế "
     "thừa; cần quyết định về hồ sơ còn phải gửi"),
    ({"addresses": ("a@b.example", "c@d.example")},
     "UBND Phuong 2: thư điện tử phuong-2@sadec.example → a@b.example; c@d.example"),
    ({"contact_name": "Lê Thị E"}, "UBND Phuong 2: đầu mối (trống) → Lê Thị E"),
    ({"duty": Duty.INVITED}, "UBND Phuong 2: trách nhiệm gửi phải gửi → đề nghị phối hợp"),
    ({"kind": UnitKind.AGENCY}, "UBND Phuong 2: loại đơn vị xã, phường → cơ quan ngành dọc"),
)  # fmt: skip


@pytest.mark.parametrize(("changed", "line"), ROSTERS, ids=[line[:30] for _, line in ROSTERS])
def test_a_changed_unit_is_named_with_what_changed(changed: dict[str, Any], line: str) -> None:
    others = [unit for unit in PLAN.units if unit.code != "phuong-2"]
    assert roster_changes((*others, WARD), (*others, replace(WARD, **changed))) == (line,)


@pytest.mark.parametrize("field", [field.name for field in fields(Unit) if field.name != "code"])
def test_no_difference_between_two_rosters_goes_unsaid(field: str) -> None:
    day, words = date(2023, 7, 1), ("khác",)
    other: dict[str, Any] = {"kind": UnitKind.SERVICE, "duty": Duty.NONE, "addresses": words, "aliases": words,
                             "valid_from": day, "valid_to": day}  # fmt: skip
    assert roster_changes((WARD,), (replace(WARD, **{field: other.get(field, "khác")}),))


def test_a_new_unit_a_vanished_one_and_another_order_are_told() -> None:
    new = a_unit("phuong-5", valid_from=date(2024, 1, 1))
    assert roster_changes((WARD,), (WARD, new)) == (
        "Thêm đơn vị: Ủy ban nhân dân Phuong 5 (phuong-5), phải gửi, có từ ngày 01/01/2024",
    )
    assert roster_changes((WARD, new), (WARD,)) == ("Bỏ đơn vị: Ủy ban nhân dân Phuong 5 (phuong-5)",)
    assert roster_changes((WARD, new), (new, WARD)) == ("Đổi thứ tự các đơn vị",)


LAST = date(2023, 12, 31)
BAD_ROSTERS: tuple[tuple[tuple[Unit, ...], str], ...] = (
    ((), 'thiếu đơn vị "phuong-2"'),
    ((replace(WARD, valid_to=LAST, successor="x"), a_unit("x", duty=Duty.INVITED)), "nhưng ghi đề nghị phối hợp"),
    ((replace(WARD, valid_to=LAST, successor="x"), a_unit("x", valid_to=LAST)), "kết thúc không muộn hơn"),
)


@pytest.mark.parametrize(("after", "what"), BAD_ROSTERS, ids=[what for _, what in BAD_ROSTERS])
def test_a_unit_neither_vanishes_nor_is_followed_by_one_that_cannot_answer_for_it(
    after: tuple[Unit, ...], what: str
) -> None:
    (problem,) = roster_problems((WARD,), after, {})
    assert what in problem.sentence()
    assert problem.how_to_fix


def test_what_a_folder_leaves_out_stays_in_the_roster_and_is_asked_for_nothing() -> None:
    after = with_former_units(PLAN, replace(PLAN, units=PLAN.units[:2], actions=()))
    assert [unit.code for unit in after.units] == ["nv", "tckh", "phuong-2", "mttq"]
    assert [unit.duty for unit in after.units[2:]] == [Duty.NONE, Duty.NONE]
    assert with_former_units(after, replace(PLAN, units=PLAN.units[:2], actions=())) == after


# Which forms show it.

FORMS: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"actions": (an_action(target="8/8"),)}, {"tckh", "phuong-2"}),
    ({"actions": (an_action(timing="Hằng tháng"),)}, set()),
    ({"actions": (an_action(on_site=()),)}, {"phuong-2"}),
    ({"actions": (an_action(), an_action("5.1.1", on_site=()))}, {"tckh"}),
    ({"figures_to": date(2023, 12, 30)}, {"tckh", "phuong-2"}),
    ({"subplan_rule": DeadlineRule(20)}, set()),
    ({"operators": PLAN.operators[::-1]}, set()),
    ({"units": (*PLAN.units, a_unit("phuong-5"))}, set()),
)


@pytest.mark.parametrize(("changed", "units"), FORMS, ids=[next(iter(changed)) for changed, _ in FORMS])
def test_only_the_forms_that_show_the_change_are_made_anew(changed: dict[str, Any], units: set[str]) -> None:
    after = replace(PLAN, **changed)
    for kind in FORM_KINDS:
        assert {unit for unit in ("tckh", "phuong-2") if form_changed(PLAN, after, unit, kind)} == units


def test_a_unit_reads_what_changed_for_itself_alone() -> None:
    more = an_action("5.1.1", text="Niêm yết", on_site=())
    after = replace(PLAN, actions=(an_action(target="8/8"), more), mend_days=3)
    common = ('Sửa nhiệm vụ 2.3.1: chỉ tiêu: "9/9 xã, phường thực hiện" → "8/8"', "Số ngày hoàn thiện biểu: 2 → 3")
    assert unit_lines(PLAN, after, "phuong-2") == common
    assert unit_lines(PLAN, after, "tckh") == ("Giao thêm nhiệm vụ 5.1.1: Niêm yết", *common)
    assert unit_lines(after, PLAN, "tckh")[0] == "Thôi giao nhiệm vụ 5.1.1: Niêm yết"


# What becomes of duties.


def facts_of(**changed: Any) -> PlanFacts:
    issue = an_issue()
    owed = tuple(
        an_obligation(id=n, owed_by=unit, borne_by=unit, kind=kind,
                      due=subplan_due(PLAN, issue.on) if kind is SUBPLAN else None)
        for n, (unit, kind) in enumerate(((u, k) for k in FORM_KINDS for u in ("tckh", "phuong-2")), start=1)
    )  # fmt: skip
    return PlanFacts(PLAN, issue, owed, **{"told": frozenset({SUBPLAN}), **changed})


def test_a_unit_that_becomes_obliged_owes_both_and_its_term_counts_from_the_change() -> None:
    after = replace(PLAN, units=(*PLAN.units, a_unit("phuong-5")))
    begun = duty_changes(facts_of(), after, ON, NOW).begun
    assert [(duty.unit, duty.kind, duty.due and duty.due.on) for duty in begun] == [
        ("phuong-5", SUBPLAN, date(2023, 9, 18)),
        ("phuong-5", REPORT, None),
    ]
    published = facts_of(publication=a_publication())
    late = duty_changes(published, after, date(2024, 4, 5), at("2024-04-05 09:00")).begun[1]
    assert late.due is not None
    assert late.due.on == date(2024, 4, 10), "five days from the change, not three from the publication"


def test_a_successor_begins_no_duty_of_its_own() -> None:
    ended = replace(WARD, valid_to=LAST, successor="phuong-5")
    heir = a_unit("phuong-5", valid_from=date(2024, 1, 1))
    after = replace(PLAN, units=(PLAN.unit("nv"), PLAN.unit("tckh"), ended, heir))
    assert duty_changes(facts_of(), after, ON, NOW).begun == ()


def test_of_a_unit_taken_out_the_open_duties_are_lifted_and_what_it_sent_stays() -> None:
    form = a_receipt("2023-06-29 09:00")
    receipts = {2: (form, replace(form, submission_id=2, part=Part.SIGNED))}
    after = with_former_units(PLAN, replace(PLAN, units=PLAN.units[:2], actions=()))
    lifted = duty_changes(facts_of(receipts=receipts), after, ON, NOW).lifted
    assert [(owed.owed_by, owed.kind) for owed in lifted] == [("phuong-2", REPORT)]


@pytest.mark.parametrize(
    ("days", "told", "moved_to"), [(20, True, date(2023, 7, 5)), (10, True, None), (10, False, date(2023, 6, 26))]
)
def test_a_due_date_that_units_were_told_of_moves_later_only(days: int, told: bool, moved_to: date | None) -> None:
    facts = facts_of(told={SUBPLAN: NOW} if told else {})
    moved = duty_changes(facts, replace(PLAN, subplan_rule=DeadlineRule(days)), ON, NOW).moved
    assert {due.on for _, due in moved} == ({moved_to} if moved_to else set())
    assert {owed.kind for owed, _ in moved} <= {SUBPLAN}


def test_other_rules_than_the_terms_move_no_due_date() -> None:
    assert duty_changes(facts_of(), replace(PLAN, mend_days=5, actions=()), ON, NOW).moved == ()


def test_a_term_that_had_passed_when_its_change_was_recorded_counts_from_that_day() -> None:
    after = replace(PLAN, units=(*PLAN.units, a_unit("phuong-5")))
    duty = duty_changes(facts_of(), after, date(2023, 7, 1), NOW).begun[0]
    assert duty.due is not None
    assert duty.due.on == date(2023, 9, 18)


def test_a_unit_that_was_only_asked_before_owes_another_occasion() -> None:
    after = replace(PLAN, units=tuple(replace(u, duty=Duty.OBLIGED) if u.code == "mttq" else u for u in PLAN.units))
    asked = an_obligation(id=9, owed_by="mttq", borne_by="mttq", kind=REPORT, due=None, binding=Binding.REQUESTED)
    begun = duty_changes(facts_of(requests=(asked,)), after, ON, NOW).begun
    assert [(duty.kind, duty.occasion) for duty in begun] == [(SUBPLAN, "2023"), (REPORT, "2023, điều chỉnh")]
