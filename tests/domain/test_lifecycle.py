"""A plan's stage follows from its facts; the table of acts and stages says what may be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import product
from typing import Any

import pytest

from papiplan.domain.facts import Consolidation, EvaluationRecord, Issue, PlanFacts
from papiplan.domain.lifecycle import (
    ALLOWED,
    TRANSITIONS,
    Act,
    Stage,
    Step,
    can_act,
    check_act,
    check_final,
    round_steps,
    stage,
)
from papiplan.domain.obligations import DueDate, Obligation, Outcome, Part, Receipt, Status
from papiplan.domain.plans import ConsolidateMode, SubmissionKind
from papiplan.domain.problems import Refused
from papiplan.domain.publication import Publication
from tests.factories import a_plan, a_receipt, an_exemption, an_extension, an_obligation, at

ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "Nguyễn Thị A", "", at("2023-06-15 08:00"))
PUBLICATION = Publication("PAPI", 2023, 1, date(2024, 4, 2), (), "", "0" * 64, "Nguyễn Thị A")
CORRECTED = replace(PUBLICATION, version=2, published_on=date(2024, 4, 10), reason="nhập nhầm ngày")
REPORT_DUE = DueDate(date(2024, 4, 8), "05 ngày kể từ ngày công bố (02/4/2024)")
DURING, AFTER, LATER = at("2023-06-20 08:00"), at("2023-07-01 00:00"), at("2024-04-09 08:00")


def a_report(**changes: Any) -> Obligation:
    return an_obligation(**{"id": 2, "kind": SubmissionKind.REPORT, "due": REPORT_DUE, **changes})


def a_consolidation(final: bool = True, **changes: Any) -> Consolidation:
    made = Consolidation(1, 1, final, "Nguyễn Thị A", "0" * 64, (), (), at("2024-04-12 10:00"))
    return replace(made, **changes)


def an_evaluation(consolidation: int = 1) -> EvaluationRecord:
    return EvaluationRecord(1, consolidation, "0" * 64, (), at("2024-04-15 10:00"))


def facts(**changes: Any) -> PlanFacts:
    """An issued plan with one unit's sub-plan and report, nothing received."""
    return PlanFacts(**{"definition": a_plan(), "issue": ISSUE, "obligations": (an_obligation(),), **changes})


def published(**changes: Any) -> PlanFacts:
    return facts(**{"publication": PUBLICATION, "obligations": (an_obligation(), a_report()), **changes})


def finalised(**changes: Any) -> PlanFacts:
    return published(**{"consolidations": (a_consolidation(),), **changes})


CONFIRMED = finalised(evaluation=an_evaluation(), acts=frozenset({"confirm"}))
EXTENSION = an_extension("2023-07-05", "2023-06-29 10:00")

STAGES: Sequence[tuple[str, PlanFacts, datetime, Stage]] = [
    ("nothing but the folder", facts(issue=None), DURING, Stage.DRAFT),
    ("issued", facts(), DURING, Stage.ISSUED),
    ("the last second of the sub-plans' due day", facts(), at("2023-06-30 23:59:59"), Stage.ISSUED),
    ("a second later", facts(), AFTER, Stage.AWAITING_PUBLICATION),
    ("one unit has an extension", facts(obligations=(an_obligation(extensions=(EXTENSION,)),)), AFTER, Stage.ISSUED),
    (
        "the unit with the extension is exempted",
        facts(obligations=(an_obligation(), an_obligation(id=3, extensions=(EXTENSION,), exemption=an_exemption()))),
        AFTER,
        Stage.AWAITING_PUBLICATION,
    ),
    ("nobody owes a sub-plan", facts(obligations=()), at("2023-06-16 08:00"), Stage.AWAITING_PUBLICATION),
    ("months of waiting", facts(), at("2024-04-01 08:00"), Stage.AWAITING_PUBLICATION),
    ("published", published(), at("2024-04-02 08:00"), Stage.COLLECTING_REPORTS),
    ("published before the sub-plans were due", published(), DURING, Stage.COLLECTING_REPORTS),
    ("an interim consolidation", finalised(consolidations=(a_consolidation(False),)), LATER, Stage.COLLECTING_REPORTS),
    ("the final one", finalised(), LATER, Stage.CONSOLIDATED),
    (
        "an interim one after the final one",
        finalised(consolidations=(a_consolidation(), a_consolidation(False, id=2, revision=2))),
        LATER,
        Stage.CONSOLIDATED,
    ),
    ("evaluated", finalised(evaluation=an_evaluation()), LATER, Stage.EVALUATED),
    (
        "a new final one makes the evaluation stale",
        finalised(consolidations=(a_consolidation(), a_consolidation(id=2)), evaluation=an_evaluation(1)),
        LATER,
        Stage.CONSOLIDATED,
    ),
    (
        "a corrected publication makes the final one stale",
        finalised(publication=CORRECTED),
        LATER,
        Stage.COLLECTING_REPORTS,
    ),
    (
        "and the evaluation that rests on it",
        finalised(publication=CORRECTED, evaluation=an_evaluation()),
        LATER,
        Stage.COLLECTING_REPORTS,
    ),
    (
        "a final one of the corrected publication",
        finalised(publication=CORRECTED, consolidations=(a_consolidation(publication_version=2),)),
        LATER,
        Stage.CONSOLIDATED,
    ),
    ("confirmed", CONFIRMED, LATER, Stage.CONFIRMED),
    ("what a person confirmed stays confirmed", replace(CONFIRMED, publication=CORRECTED), LATER, Stage.CONFIRMED),
    ("closed", replace(CONFIRMED, acts=frozenset({"confirm", "close"})), LATER, Stage.CLOSED),
    ("cancelled while running", facts(acts=frozenset({"cancel"})), DURING, Stage.CANCELLED),
    ("cancelled after confirming", replace(CONFIRMED, acts=frozenset({"confirm", "cancel"})), LATER, Stage.CANCELLED),
    ("a held plan keeps its stage", facts(held=True, acts=frozenset({"hold"})), DURING, Stage.ISSUED),
]
AT_STAGE = {at_stage: (known, now) for _, known, now, at_stage in reversed(STAGES)}


@pytest.mark.parametrize(("law", "known", "now", "expected"), STAGES, ids=[row[0] for row in STAGES])
def test_the_stage_follows_from_the_facts(law: str, known: PlanFacts, now: datetime, expected: Stage) -> None:
    assert stage(known, now) is expected, law


def test_every_stage_is_reached_by_some_facts() -> None:
    assert set(AT_STAGE) == set(Stage)


@pytest.mark.parametrize(("act", "at_stage"), list(product(Act, Stage)), ids=str)
def test_an_act_may_be_done_exactly_where_the_table_says(act: Act, at_stage: Stage) -> None:
    known, now = AT_STAGE[at_stage]
    assert can_act(act, known, now) == (at_stage in ALLOWED[act])
    if at_stage not in ALLOWED[act]:
        with pytest.raises(Refused, match="Không có dữ liệu nào thay đổi"):
            check_act(act, known, now)


def test_every_act_has_its_row() -> None:
    assert set(ALLOWED) == set(Act)


def test_only_an_allowed_act_moves_a_plan_on() -> None:
    assert all(act is None or before in ALLOWED[act] for before, act in TRANSITIONS)


def test_every_stage_can_be_reached_from_the_draft_and_the_last_two_lead_nowhere() -> None:
    reached, frontier = {Stage.DRAFT}, {Stage.DRAFT}
    while frontier:
        frontier = {after for (before, _), after in TRANSITIONS.items() if before in frontier} - reached
        reached |= frontier
    assert reached == set(Stage)
    assert set(Stage) - {before for before, _ in TRANSITIONS} == {Stage.CLOSED, Stage.CANCELLED}


def test_collecting_goes_on_from_issue_to_close() -> None:
    assert set(Stage) - set(ALLOWED[Act.RECEIVE]) == {Stage.DRAFT, Stage.CLOSED, Stage.CANCELLED}


@pytest.mark.parametrize("now", [DURING, AFTER], ids=["issued", "awaiting"])
@pytest.mark.parametrize("act", [Act.CONSOLIDATE, Act.FINALISE])
def test_consolidating_before_publication_is_refused_with_what_to_do_instead(act: Act, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        check_act(act, facts(), now)
    assert str(refused.value) == (
        "Chưa thể tổng hợp báo cáo của Kế hoạch 123/KH-UBND: chưa ghi nhận ngày công bố Chỉ số PAPI năm 2023. "
        'Không có dữ liệu nào thay đổi. Cách làm: chạy "05. Ghi nhận công bố Chỉ số", nhập ngày công bố, người thực '
        'hiện; sau đó chạy lại "07. Tổng hợp báo cáo". Để xem tình hình kế hoạch của đơn vị, chạy "04. Tổng hợp kế '
        'hoạch của các đơn vị".'
    )


def test_evaluating_before_the_final_consolidation_says_which_run_comes_first() -> None:
    with pytest.raises(Refused, match=r'chưa chốt tổng hợp báo cáo.*"08\. Chốt tổng hợp".*"09\. Lập dự thảo đánh giá"'):
        check_act(Act.EVALUATE, published(), LATER)


def test_any_other_refusal_names_the_act_the_plan_and_its_stage() -> None:
    with pytest.raises(Refused) as refused:
        check_act(Act.ISSUE, facts(), DURING)
    assert str(refused.value) == (
        "Không thể ghi nhận ban hành: Kế hoạch PAPI năm 2023 đang ở giai đoạn "
        '"Đã ban hành, đang nhận kế hoạch của đơn vị". Không có dữ liệu nào thay đổi.'
    )


def reports_of(*receipts_of_units: Sequence[Receipt], **changes: Any) -> PlanFacts:
    """A published plan whose units have sent these reports."""
    owed = {n: a_report(id=n, owed_by=f"u{n}", borne_by=f"u{n}") for n in range(10, 10 + len(receipts_of_units))}
    sent = {n: tuple(receipts) for n, receipts in zip(owed, receipts_of_units, strict=True)}
    return published(**{"obligations": tuple(owed.values()), "receipts": sent, **changes})


USABLE = (a_receipt("2024-04-05 09:00"),)
RETURNED = (a_receipt("2024-04-08 16:00", outcome=Outcome.REFUSED, returned_at="2024-04-08 16:05"),)
SIGNED_ONLY = (a_receipt("2024-04-05 09:00", part=Part.SIGNED),)

FINAL: Sequence[tuple[str, PlanFacts, str, str]] = [
    ("all in, before the due date", reports_of(USABLE, USABLE), "2024-04-06 08:00", ""),
    ("one wanting on the due day", reports_of(USABLE, ()), "2024-04-08 23:59:59", "còn 01/02 đơn vị chưa gửi"),
    ("one wanting a day later", reports_of(USABLE, ()), "2024-04-09 00:00", ""),
    (
        "a signed document alone on the due day",
        reports_of(SIGNED_ONLY),
        "2024-04-08 12:00",
        "còn 01/01 đơn vị chưa gửi hoặc chưa có biểu đạt yêu cầu",
    ),
    ("a signed document alone a day later", reports_of(SIGNED_ONLY), "2024-04-09 08:00", ""),
    ("one mending", reports_of(USABLE, RETURNED), "2024-04-10 23:59:59", "đến hết ngày 10/4/2024"),
    ("mending over", reports_of(USABLE, RETURNED), "2024-04-11 00:00", ""),
]


@pytest.mark.parametrize(("known", "now", "refusal"), [row[1:] for row in FINAL], ids=[row[0] for row in FINAL])
def test_the_final_consolidation_waits_while_a_unit_has_time(known: PlanFacts, now: str, refusal: str) -> None:
    if not refusal:
        check_final(known, at(now))
        return
    with pytest.raises(Refused, match=refusal):
        check_final(known, at(now))


def test_too_early_a_final_consolidation_is_told_from_which_day_it_may_be_made() -> None:
    with pytest.raises(Refused) as refused:
        check_final(reports_of(*[USABLE] * 14, *[()] * 6), at("2024-04-08 17:00"))
    assert str(refused.value) == (
        "Chưa thể chốt tổng hợp: thời hạn gửi báo cáo đến hết ngày 08/4/2024, còn 06/20 đơn vị chưa gửi. "
        "Không có dữ liệu nào thay đổi. Đề nghị chốt từ ngày 09/4/2024, hoặc sau khi đủ 20/20 đơn vị."
    )


def test_a_unit_with_an_extension_holds_the_final_consolidation_until_it_has_sent() -> None:
    extended = a_report(id=10, extensions=(replace(EXTENSION, until=date(2024, 4, 20)),))
    overdue = a_report(id=11)
    known = published(obligations=(extended, overdue))
    with pytest.raises(Refused, match="đến hết ngày 20/4/2024, còn 02/02"):
        check_final(known, at("2024-04-12 08:00"))
    check_final(replace(known, receipts={10: USABLE}), at("2024-04-12 08:00"))


def test_an_exempted_unit_is_neither_waited_for_nor_counted() -> None:
    known = published(obligations=(a_report(id=10), a_report(id=11, exemption=an_exemption())))
    with pytest.raises(Refused, match="còn 01/01 đơn vị"):
        check_final(known, at("2024-04-06 08:00"))
    check_final(replace(known, receipts={10: USABLE}), at("2024-04-06 08:00"))


def test_nothing_is_final_before_publication() -> None:
    with pytest.raises(Refused, match="chưa ghi nhận ngày công bố"):
        check_final(facts(), AFTER)


AUTOMATIC = a_plan(consolidate=ConsolidateMode.AFTER_DUE)
ROUNDS: Sequence[tuple[str, PlanFacts, str, list[Step]]] = [
    ("before issue", facts(issue=None), "2023-06-20 07:30", []),
    ("issued", facts(), "2023-06-20 07:30", [Step.COLLECT_SUBPLANS]),
    ("waiting", facts(), "2023-12-01 07:30", [Step.COLLECT_SUBPLANS, Step.AWAIT_PUBLICATION]),
    ("published", published(), "2024-04-03 07:30", [Step.COLLECT_REPORTS]),
    ("after the due date, by hand", published(), "2024-04-09 07:30", [Step.COLLECT_REPORTS]),
    ("on the due day", published(definition=AUTOMATIC), "2024-04-08 07:30", [Step.COLLECT_REPORTS]),
    (
        "the day after, as the plan says",
        published(definition=AUTOMATIC),
        "2024-04-09 07:30",
        [Step.COLLECT_REPORTS, Step.CONSOLIDATE],
    ),
    ("a Saturday after", published(definition=AUTOMATIC), "2024-04-13 07:30", [Step.COLLECT_REPORTS]),
    ("once it is final", finalised(definition=AUTOMATIC), "2024-04-15 07:30", [Step.COLLECT_REPORTS]),
    (
        "nobody owes a report",
        published(definition=AUTOMATIC, obligations=()),
        "2024-04-15 07:30",
        [Step.COLLECT_REPORTS],
    ),
    ("evaluated", finalised(evaluation=an_evaluation()), "2024-04-16 07:30", [Step.COLLECT_REPORTS]),
    ("confirmed", CONFIRMED, "2024-05-16 07:30", [Step.COLLECT_REPORTS]),
    ("closed", replace(CONFIRMED, acts=frozenset({"confirm", "close"})), "2024-06-01 07:30", []),
    ("cancelled", facts(acts=frozenset({"cancel"})), "2023-06-20 07:30", []),
]


@pytest.mark.parametrize(("law", "known", "now", "steps"), ROUNDS, ids=[row[0] for row in ROUNDS])
def test_the_round_takes_the_steps_of_the_stage(law: str, known: PlanFacts, now: str, steps: list[Step]) -> None:
    assert list(round_steps(known, at(now))) == steps, law


def test_every_step_has_its_day() -> None:
    assert {step for _, _, _, steps in ROUNDS for step in steps} == set(Step)


def test_facts_answer_for_one_unit_and_one_kind() -> None:
    known = reports_of(USABLE, ())
    now = at("2024-04-09 08:00")
    assert [s.status for s in known.standings_of(SubmissionKind.REPORT, now)] == [Status.ON_TIME, Status.OVERDUE]
    assert known.standings_of(SubmissionKind.SUBPLAN, now) == ()
    assert known.standing_of(11, now).obligation.borne_by == "u11"
    assert known.obligation_of("u10", SubmissionKind.SUBPLAN) is None
    assert known.usable(SubmissionKind.REPORT, now) == (1,)
    assert not known.ended


@pytest.mark.parametrize("values", [Stage, Act])
def test_every_stage_and_act_has_a_label_of_its_own(values: type[Stage | Act]) -> None:
    assert len({value.label for value in values} - {""}) == len(values)
