"""Which mails wait for an officer, and how an officer names them."""

import pytest

from papiplan.domain.approval import chosen_kinds, unknown_kinds, waits_for_approval
from papiplan.domain.messages import NoticeKind

AT_ONCE = {
    NoticeKind.RECEIPT,
    NoticeKind.RETURNED,
    NoticeKind.NOT_USABLE,
    NoticeKind.DIGEST,
    NoticeKind.PREVIEW,
}


@pytest.mark.parametrize("kind", NoticeKind)
def test_answers_and_what_officers_are_told_go_at_once_and_all_else_waits(kind: NoticeKind) -> None:
    assert waits_for_approval([kind]) is (kind not in AT_ONCE)


def test_a_mail_waits_for_the_sake_of_one_thing_that_it_tells() -> None:
    assert waits_for_approval([NoticeKind.RECEIPT, NoticeKind.EXTENDED])


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Nhắc thời hạn", {NoticeKind.REMINDER_BEFORE}),
        ("nhắc thời hạn;  Đôn đốc quá hạn", {NoticeKind.REMINDER_BEFORE, NoticeKind.REMINDER_AFTER}),
        ("Gia hạn\nMiễn gửi;", {NoticeKind.EXTENDED, NoticeKind.EXEMPTED}),
        ("", set(NoticeKind) - AT_ONCE),
        (" \n", set(NoticeKind) - AT_ONCE),
    ],
)
def test_kinds_are_named_by_their_labels(words: str, kinds: set[NoticeKind]) -> None:
    assert chosen_kinds(words) == kinds
    assert unknown_kinds(words) == ()


def test_every_name_that_is_none_is_a_problem_with_those_that_are() -> None:
    first, second = unknown_kinds("Nhắc thời hạn; thư tình; Xác nhận đã nhận")
    assert '"thư tình"' in first.what
    assert '"Xác nhận đã nhận"' in second.what
    assert "Nhắc thời hạn; Nhắc ngày cuối" in first.how_to_fix
