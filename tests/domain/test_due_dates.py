"""A due date is given by the plan's own rules and says how it was counted, by which calendar."""

from datetime import date, time

import pytest

from papiplan.domain.deadlines import KNOWN_CORRECTIONS, Calendar, CalendarDay, Counting, DeadlineRule
from papiplan.domain.due_dates import due_date, report_due, rule_in_words, subplan_due, until_in_words
from tests.factories import a_plan

OFFICE = Calendar((CalendarDay(date(2024, 4, 8), working=False, source="Thông báo số 12/TB-UBND"),))
SWAP = KNOWN_CORRECTIONS[0].source

IN_WORDS = [
    (DeadlineRule(15), "2023-06-15", "", "15 ngày kể từ ngày công bố (15/6/2023), ngày 15/6/2023 không tính"),
    (
        DeadlineRule(5),
        "2024-04-02",
        "",
        "05 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính; ngày cuối của thời hạn là Chủ nhật, "
        "07/4/2024, ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo (09/4/2024)",
    ),
    (
        DeadlineRule(6),
        "2024-04-02",
        "",
        "06 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính; ngày cuối của thời hạn là thứ Hai, "
        "08/4/2024, ngày nghỉ (Thông báo số 12/TB-UBND), nên thời hạn kết thúc vào ngày làm việc tiếp theo "
        "(09/4/2024)",
    ),
    (
        DeadlineRule(5, shift=False),
        "2024-04-02",
        "",
        "05 ngày kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính; ngày cuối của thời hạn là Chủ nhật, "
        "07/4/2024, ngày nghỉ, không chuyển sang ngày làm việc tiếp theo",
    ),
    (
        DeadlineRule(5, Counting.WORKING),
        "2024-04-02",
        "",
        "05 ngày làm việc kể từ ngày công bố (02/4/2024), ngày 02/4/2024 không tính",
    ),
    (
        DeadlineRule(5),
        "2025-08-28",
        "",
        "05 ngày kể từ ngày công bố (28/8/2025), ngày 28/8/2025 không tính; ngày cuối của thời hạn là thứ Ba, "
        "02/9/2025, ngày nghỉ (Quốc khánh), nên thời hạn kết thúc vào ngày làm việc tiếp theo (03/9/2025)",
    ),
    (
        DeadlineRule(5),
        "2025-12-28",
        "",
        "05 ngày kể từ ngày công bố (28/12/2025), ngày 28/12/2025 không tính; ngày cuối của thời hạn là thứ Sáu, "
        f"02/01/2026, ngày nghỉ ({SWAP}), nên thời hạn kết thúc vào ngày làm việc tiếp theo (05/01/2026)",
    ),
    (
        DeadlineRule(5),
        "2026-01-05",
        "",
        "05 ngày kể từ ngày công bố (05/01/2026), ngày 05/01/2026 không tính; ngày cuối của thời hạn là thứ Bảy, "
        f"10/01/2026, ngày làm việc bù ({SWAP})",
    ),
    (
        DeadlineRule(5, Counting.WORKING),
        "2026-01-05",
        "",
        "05 ngày làm việc kể từ ngày công bố (05/01/2026), ngày 05/01/2026 không tính; ngày cuối của thời hạn là "
        f"thứ Bảy, 10/01/2026, ngày làm việc bù ({SWAP})",
    ),
    (
        DeadlineRule(15),
        "2023-06-15",
        "17:00",
        "15 ngày kể từ ngày công bố (15/6/2023), ngày 15/6/2023 không tính; thời hạn kết thúc lúc 17 giờ 00 phút "
        "của ngày cuối",
    ),
]


@pytest.mark.parametrize(("rule", "start", "due_time", "sentence"), IN_WORDS)
def test_a_rule_says_how_its_due_date_was_counted(rule: DeadlineRule, start: str, due_time: str, sentence: str) -> None:
    ends = time.fromisoformat(due_time) if due_time else None
    assert rule_in_words(rule, date.fromisoformat(start), "công bố", OFFICE, ends) == sentence


@pytest.mark.parametrize(
    ("due_time", "words"), [(None, "hết ngày 05/7/2023"), (time(17, 30), "17 giờ 30 phút ngày 05/7/2023")]
)
def test_the_end_of_a_due_date_is_told_with_its_time(due_time: time | None, words: str) -> None:
    assert until_in_words(date(2023, 7, 5), due_time) == words


def test_a_plan_s_due_dates_come_with_rule_and_calendar() -> None:
    plan = a_plan(due_time=time(17), calendar_days=OFFICE.days)
    subplan, report = subplan_due(plan, date(2023, 6, 15)), report_due(plan, date(2024, 4, 2))
    assert (subplan.on, report.on) == (date(2023, 6, 30), date(2024, 4, 9))
    assert subplan.rule.startswith("15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023)")
    assert report.rule.startswith("05 ngày kể từ ngày công bố (02/4/2024)")
    assert subplan.rule.endswith("17 giờ 00 phút của ngày cuối")
    assert subplan.calendar == report.calendar == OFFICE.name != Calendar().name


def test_a_term_of_another_occasion_is_counted_by_the_plan_s_calendar() -> None:
    due = due_date(
        a_plan(calendar_days=OFFICE.days), DeadlineRule(1, Counting.WORKING), date(2024, 4, 5), "kết luận kiểm tra"
    )
    assert due.on == date(2024, 4, 9)
    assert due.rule.startswith("01 ngày làm việc kể từ ngày kết luận kiểm tra (05/4/2024)")
