"""An entry of the journal reads in Vietnamese, whoever acted."""

import pytest

from papiplan.documents.archives.journal_words import act_words, ids_words, who_words
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.mails import MailKind


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("close", "kết thúc và lưu hồ sơ"),
        ("accept_form", "kiểm tra biểu: chấp nhận"),
        ("make_report_forms", "lập biểu báo cáo"),
        ("of_a_later_version", "of_a_later_version"),
    ],
)
def test_an_act_is_told_in_words(act: str, words: str) -> None:
    assert act_words(act) == words


@pytest.mark.parametrize("act", [*HandAct, *(f"mail_{kind}" for kind in MailKind)])
def test_no_act_of_an_officer_or_of_the_mailbox_is_without_words(act: str) -> None:
    assert act_words(act) != act


def test_who_acted_is_an_officer_or_the_system() -> None:
    assert (who_words("nv1"), who_words("papiplan")) == ("nv1", "Hệ thống")


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ({}, ""),
        ({"submissions": [1, 2], "final": True}, "chốt: có; hồ sơ: 1, 2"),
        ({"number": "123/KH-UBND", "unknown": None}, "số, ký hiệu: 123/KH-UBND; unknown: null"),
    ],
)
def test_what_an_entry_names_is_told_in_words(ids: dict[str, object], words: str) -> None:
    assert ids_words(ids) == words
