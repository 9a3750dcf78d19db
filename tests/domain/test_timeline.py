"""The course of a plan: what has come to pass and what is ahead, in the order of the days."""

from dataclasses import replace
from datetime import date

from papiplan.domain.endings import Ending
from papiplan.domain.facts import Amendment, Consolidation, EvaluationRecord, PlanFacts, PublicationVersion
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.timeline import course
from tests.consolidations import an_issue
from tests.factories import a_plan, a_receipt, an_extension, an_obligation, at


def lines(facts: PlanFacts, now: str) -> list[tuple[str, str, bool]]:
    return [(milestone.on.isoformat(), milestone.what, milestone.ahead) for milestone in course(facts, at(now))]


def test_a_plan_that_is_not_issued_has_no_course() -> None:
    assert lines(PlanFacts(a_plan()), "2023-06-01 08:00") == []


def test_due_dates_are_ahead_until_they_are_over_and_say_how_many_sent() -> None:
    extended = an_obligation(id=2, owed_by="tckh", borne_by="tckh", extensions=(an_extension("2023-07-05"),))
    facts = PlanFacts(a_plan(), an_issue(), (an_obligation(), extended), {1: (a_receipt("2023-06-29 09:00"),)})
    issued = ("2023-06-15", "Ban hành Kế hoạch số 123/KH-UBND", False)
    first = ("2023-06-30", "Hạn gửi kế hoạch thực hiện, hết ngày 30/6/2023 (đã gửi 01/01 đơn vị)")
    second = ("2023-07-05", "Hạn gửi kế hoạch thực hiện, hết ngày 05/7/2023 (đã gửi 00/01 đơn vị)")
    assert lines(facts, "2023-06-30 23:00") == [issued, (*first, True), (*second, True)]
    assert lines(facts, "2023-07-01 00:00") == [issued, (*first, False), (*second, True)]


def test_each_act_of_the_year_stands_on_its_day() -> None:
    facts = PlanFacts(
        a_plan(),
        an_issue(),
        amendments=(Amendment(2, "150/KH-UBND", date(2023, 9, 1), "thêm nhiệm vụ", "nv1", at("2023-09-02 08:00")),),
        publication_versions=(
            PublicationVersion(1, date(2024, 4, 2), "nv1", "", at("2024-04-02 14:00")),
            PublicationVersion(2, date(2024, 4, 2), "nv1", "ghi nhầm", at("2024-04-03 14:00")),
        ),
        consolidations=(
            Consolidation(1, 1, False, "nv1", "", (1, 2), ("xa-1",), at("2024-04-05 16:00")),
            Consolidation(2, 2, True, "nv1", "", (1, 2, 3), (), at("2024-04-12 08:00")),
        ),
        evaluation=EvaluationRecord(1, 2, "", (), at("2024-04-13 08:00")),
        ending=Ending(HandAct.CLOSE, "nv1", "Chủ tịch", "biên bản 5/BB", "", at("2024-07-01 08:00")),
    )
    assert lines(facts, "2024-08-01 08:00") == [
        ("2023-06-15", "Ban hành Kế hoạch số 123/KH-UBND", False),
        ("2023-09-01", "Điều chỉnh Kế hoạch, văn bản số 150/KH-UBND: thêm nhiệm vụ", False),
        ("2024-04-02", "Công bố Chỉ số PAPI năm 2023", False),
        ("2024-04-02", "Công bố Chỉ số PAPI năm 2023 (đính chính lần 1: ghi nhầm)", False),
        ("2024-04-05", "Tổng hợp báo cáo, bản tạm tính (lần 1: 02 báo cáo, thiếu 01)", False),
        ("2024-04-12", "Chốt tổng hợp báo cáo (lần 2: 03 báo cáo, thiếu 00)", False),
        ("2024-04-13", "Lập dự thảo đánh giá đơn vị", False),
        ("2024-07-01", "Kết thúc, lưu hồ sơ ngày 01/7/2024 theo quyết định của Chủ tịch (biên bản 5/BB)", False),
    ]


def test_what_nobody_owes_is_not_due() -> None:
    report = an_obligation(kind=SubmissionKind.REPORT, due=None)
    facts = PlanFacts(a_plan(), an_issue(), (replace(report, exemption=None),))
    assert [what for _, what, _ in lines(facts, "2023-07-01 08:00")] == ["Ban hành Kế hoạch số 123/KH-UBND"]
