"""What is proposed and decided where a publication or an issue was recorded late."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import Issue, PlanFacts, PublicationVersion
from papiplan.domain.late_recording import (
    Choice,
    Confirmation,
    StatedConfirmation,
    confirmed_before,
    granted_until,
    proposed_until,
    read_confirmation,
    what_waits,
)
from papiplan.domain.obligations import DueDate
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from tests.factories import a_plan, an_extension, an_obligation, at

REPORT = SubmissionKind.REPORT
DUE = an_obligation(kind=REPORT, due=DueDate(date(2024, 4, 8), "05 ngày kể từ ngày công bố (02/4/2024)"))
EXTENDED = replace(DUE, extensions=(replace(an_extension("2024-04-12", "2024-04-09 09:00"), ours=True),))


def published(recorded_at: str, obligation: Any = DUE, **changes: Any) -> PlanFacts:
    issue = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 08:00"))
    version = PublicationVersion(1, date(2024, 4, 2), "nv1", "", at(recorded_at))
    facts = PlanFacts(a_plan(), issue=issue, obligations=(obligation,), publication_versions=(version,))
    return replace(facts, **changes)


LATE = published("2024-04-09 09:00")
TOLD = {REPORT: at("2024-04-09 10:00")}


@pytest.mark.parametrize(
    ("recorded_at", "waits"),
    [
        ("2024-04-02 23:59", False),
        ("2024-04-03 08:00", False),
        ("2024-04-04 08:00", True),
        ("2024-04-09 09:00", True),
    ],
)
def test_a_due_date_waits_where_units_would_get_less_than_the_rule_s_days(recorded_at: str, waits: bool) -> None:
    assert published(recorded_at).waits_for_confirmation(REPORT) is waits
    assert not published(recorded_at, told=TOLD).waits_for_confirmation(REPORT)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        ("2024-04-03", None),
        ("2024-04-04", date(2024, 4, 9)),
        ("2024-04-08", date(2024, 4, 11)),
        ("2024-04-09", date(2024, 4, 12)),
        ("2024-04-12", date(2024, 4, 17)),
    ],
)
def test_three_working_days_from_today_are_proposed_unless_the_rule_leaves_them(today: str, until: date | None) -> None:
    assert proposed_until(LATE, REPORT, date.fromisoformat(today)) == until


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2024-04-09", "(08/4/2024) đã qua khi thông báo: chưa gửi thư, chưa nhắc đơn vị nào. Đề nghị gia hạn "),
        ("2024-04-05", "(08/4/2024) chỉ còn 01 ngày làm việc khi thông báo"),
        ("2024-04-03", "Đề nghị giữ hạn theo Kế hoạch, chạy"),
        ("2024-04-09", 'ngày 12/4/2024 (03 ngày làm việc), chạy "36. Xác nhận thời hạn khi ghi nhận muộn".'),
    ],
)
def test_what_waits_is_said_with_how_late_it_is_and_what_to_run(today: str, words: str) -> None:
    (sentence,) = what_waits(LATE, date.fromisoformat(today))
    assert words in sentence


def test_nothing_is_said_where_nothing_waits() -> None:
    assert what_waits(published("2024-04-09 09:00", told=TOLD), date(2024, 4, 9)) == ()


def read(kind: str = "báo cáo", choice: str = "gia hạn", until: date | None = None, **words: str) -> Confirmation:
    decided = {"decided_by": "Phó Chủ tịch", "basis": "ý kiến tại giao ban 09/4/2024", **words}
    reading = EntryReading(a_plan(), at("2024-04-09 09:00"))
    return read_confirmation(reading, StatedConfirmation(kind, choice, until, **decided))


@pytest.mark.parametrize(
    ("kind", "choice", "read_as"),
    [
        ("report", "keep", (REPORT, Choice.KEEP)),
        ("Báo cáo", "Giữ hạn", (REPORT, Choice.KEEP)),
        ("kế hoạch", "gia hạn", (SubmissionKind.SUBPLAN, Choice.EXTEND)),
        ("subplan", "EXTEND", (SubmissionKind.SUBPLAN, Choice.EXTEND)),
    ],
)
def test_a_decision_is_read_in_either_language(kind: str, choice: str, read_as: tuple[SubmissionKind, Choice]) -> None:
    confirmation = read(kind, choice)
    assert (confirmation.kind, confirmation.choice) == read_as


@pytest.mark.parametrize(
    ("stated", "sentences"),
    [
        ({"kind": "khắc phục"}, ['Loại hồ sơ: "khắc phục" không có']),
        ({"kind": "thư", "choice": "bỏ"}, ['"thư" không có', '"bỏ" không có. Ghi một trong: giữ hạn, gia hạn.']),
        ({"decided_by": "", "basis": " "}, ["Người quyết định: đang để trống.", "Căn cứ: đang để trống."]),
    ],
)
def test_everything_wrong_with_a_decision_is_said_at_once(stated: dict[str, Any], sentences: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        read(**stated)
    assert all(sentence in str(refused.value) for sentence in sentences)


def test_keeping_a_due_date_needs_nobody_s_word() -> None:
    assert read(choice="keep", decided_by="", basis="").until is None


@pytest.mark.parametrize(
    ("confirmation", "today", "until"),
    [
        (read(), "2024-04-09", date(2024, 4, 12)),
        (read(until=date(2024, 4, 19)), "2024-04-09", date(2024, 4, 19)),
        (read(until=date(2024, 4, 9)), "2024-04-09", date(2024, 4, 9)),
        (read(choice="keep", until=date(2024, 4, 19)), "2024-04-09", None),
        (read(until=date(2024, 4, 8)), "2024-04-04", r"08/4/2024 không được. Nêu một ngày sau hạn theo Kế hoạch"),
        (read(until=date(2024, 4, 10)), "2024-04-11", r"Nêu một ngày không trước hôm nay \(11/4/2024\)"),
        (read(), "2024-04-03", "còn đủ 03 ngày làm việc. Chọn giữ hạn, hoặc nêu ngày gia hạn."),
    ],
)
def test_an_extension_for_all_gives_days_that_have_not_passed(
    confirmation: Confirmation, today: str, until: date | str | None
) -> None:
    if isinstance(until, str):
        with pytest.raises(Refused, match=until):
            granted_until(LATE, confirmation, date.fromisoformat(today))
    else:
        assert granted_until(LATE, confirmation, date.fromisoformat(today)) == until


KEPT, PUT_OFF = published("2024-04-09 09:00", told=TOLD), published("2024-04-09 09:00", EXTENDED, told=TOLD)


@pytest.mark.parametrize(
    ("facts", "confirmation", "answer"),
    [
        (LATE, read(), False),
        (KEPT, read(choice="keep"), True),
        (KEPT, read(), "đã được xác nhận: giữ hạn 08/4/2024"),
        (PUT_OFF, read(), True),
        (PUT_OFF, read(until=date(2024, 4, 12)), True),
        (PUT_OFF, read(until=date(2024, 4, 19)), 'gia hạn đến hết ngày 12/4/2024.*chạy "23. Gia hạn gửi"'),
        (PUT_OFF, read(choice="keep"), "gia hạn đến hết ngày 12/4/2024"),
        (published("2024-04-02 14:00", told=TOLD), read(), "không chờ xác nhận"),
        (LATE, read(kind="kế hoạch"), "không chờ xác nhận"),
    ],
)
def test_a_due_date_is_confirmed_once(facts: PlanFacts, confirmation: Confirmation, answer: bool | str) -> None:
    if isinstance(answer, str):
        with pytest.raises(Refused, match=answer):
            confirmed_before(facts, confirmation)
    else:
        assert confirmed_before(facts, confirmation) is answer
