"""The mail by which an officer hands files in for a unit (nhập hộ): what its subject states, and its reason.

Not here: who is an officer (`mail_routing`), the rules of every hand entry (`hand_entry`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from papiplan.domain.covering import unknown_unit
from papiplan.domain.deadlines import VIETNAM, by_now, end_of
from papiplan.domain.entries import one_line
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_entry import check_hand_entry
from papiplan.domain.problems import Problem
from papiplan.domain.units import Unit, find_unit

SUBJECT = "NHAP HO <đơn vị> [ngày/tháng/năm giờ:phút] [số đến]"
"""How the subject is written."""

LONGEST_REASON = 300
"""Characters of a mail's own words that are kept as the reason of its entry."""

# Not "nhập hồ sơ", which begins alike without its marks.
_MARK = re.compile(r"[\W_]*nh[aậ]p[\W_]*h[oộ](?!\w)[\])]?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:re|fw|fwd|tr|vs|chuyển tiếp|trả lời)\s*:\s*", re.IGNORECASE)
_TIME = r"(?P<{0}h>\d{{1,2}})\s*(?::|h|g(?!i)|giờ|gio)\s*(?:(?P<{0}m>\d{{1,2}})(?!\d)\s*(?:phút|phut)?)?"
_INSTANT = re.compile(
    rf"(?<!\d)(?:{_TIME.format('before_')}[\s,]*(?:ngày\s+|ngay\s+)?)?"
    r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})(?!\d)"
    rf"(?:[\s,]*(?:lúc\s+|luc\s+)?{_TIME.format('after_')})?",
    re.IGNORECASE,
)
_NUMBERED = r"(?:số\s+đến|so\s+den|số|so)\s*:?"
_BEFORE_INSTANT = re.compile(r"\s(?:ngày|ngay|lúc|luc)\s*$", re.IGNORECASE)
_SEPARATORS: Final = " ,;:-–"
_QUOTED = re.compile(
    r"\s*(?:>|-{2,}|_{5,}|\*?(?:from|từ|người gửi|begin forwarded message)\s*:|(?:on|vào)\b.*:\s*$)", re.IGNORECASE
)


@dataclass(frozen=True)
class HandSubject:
    """What an officer states by the subject; `received_at` is None where it does not say when the files came.

    `unit` is in the officer's own spelling. `problems` are those of the words themselves.
    """

    unit: str
    received_at: datetime | None = None
    registry_no: str = ""
    problems: tuple[Problem, ...] = ()


def is_hand_subject(subject: str) -> bool:
    """Whether a subject begins with NHAP HO, with or without marks, after whatever a mail program put before it.

    >>> is_hand_subject("Fwd: NHẬP HỘ P2 29/6/2023")
    True
    """
    return _after_mark(subject) is not None


def read_hand_subject(subject: str, units: Sequence[Unit], sent_at: datetime) -> HandSubject:
    """The parts of a subject that `is_hand_subject`: unit, instant (day first), number in the clerk's register.

    Without an instant the last word is the number, unless a unit bears that name. `sent_at` bounds a bare date of the
    day on which the mail itself came.
    """
    words = _after_mark(subject) or ""
    stated = _INSTANT.search(words)
    if stated is None:
        unit, number = _unit_and_number(words, units)
        return HandSubject(unit, None, number)
    unit, number = words[: stated.start()], words[stated.end() :]
    unit = _BEFORE_INSTANT.sub("", unit)
    problems: tuple[Problem, ...] = ()
    try:
        received_at = by_now(_instant(stated), sent_at)
    except ValueError:
        received_at = None
        what = f'"{one_line(stated[0])}" không phải một thời điểm'
        problems = (Problem("Thời điểm nhận", what, "Ghi ngày trước, ví dụ 29/6/2023 15:00."),)
    return HandSubject(unit.strip(_SEPARATORS), received_at, _number(number), problems)


def stated_reason(text: str) -> str:
    """The officer's own words above whatever is forwarded, as one line; "" for none."""
    own: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            break
        own.append(line)
    return one_line(" ".join(own))[:LONGEST_REASON].strip()


def _after_mark(subject: str) -> str | None:
    """What stands after NHAP HO; None for a subject that does not begin so."""
    words = unicodedata.normalize("NFC", subject).strip()
    while prefix := _PREFIX.match(words):
        words = words[prefix.end() :]
    mark = _MARK.match(words)
    return words[mark.end() :].strip(_SEPARATORS) if mark else None


def _unit_and_number(words: str, units: Sequence[Unit]) -> tuple[str, str]:
    first, _, last = words.rpartition(" ")
    first = re.sub(rf"\s{_NUMBERED}$", "", first.strip(_SEPARATORS), flags=re.IGNORECASE)
    if find_unit(words, units) is None and find_unit(first, units) is not None:
        return first, last
    return words, ""


def _number(words: str) -> str:
    return re.sub(rf"^{_NUMBERED}(?=\s|\d|$)", "", words.strip(_SEPARATORS), flags=re.IGNORECASE).strip(_SEPARATORS)


def _instant(stated: re.Match[str]) -> datetime:
    """The instant of a day-first date; without a time of day the end of that day. ValueError for one that is none."""
    year = int(stated["year"])
    hour, minute = stated["after_h"] or stated["before_h"], stated["after_m"] or stated["before_m"]
    day = datetime(year if year > 99 else 2000 + year, int(stated["month"]), int(stated["day"]), tzinfo=VIETNAM)
    if hour is None:
        return end_of(day.date())
    return datetime.combine(day.date(), time(int(hour), int(minute or 0)), VIETNAM)


def hand_problems(facts: PlanFacts, stated: HandSubject, reason: str, sent_at: datetime) -> tuple[Problem, ...]:
    """Everything that is wrong with what an officer stated by a mail sent at `sent_at`."""
    known = find_unit(stated.unit, facts.definition.units) is not None
    problems = [] if known else [unknown_unit(facts.definition, stated.unit)]
    problems += stated.problems
    if stated.received_at is not None:
        problems += check_hand_entry(facts, stated.unit, None, stated.received_at, reason, sent_at)
    return tuple(problems)
