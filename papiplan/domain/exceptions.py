"""Exceptions from duties as an officer states them (gia hạn, miễn gửi): whose duties are meant, and on whose word.

Not here: what may be granted or ended (`granting`), nor what an exception does to a due date (`obligations`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.units import Unit, normalised


@dataclass(frozen=True)
class StatedException:
    """What an officer states of an extension, an exemption, or the end of one.

    `units` names units and groups in any spelling, several apart by ";". `kind` names the duty: by its code, in
    Vietnamese, or one remedy by its own code ("kiem-tra-3-1").
    """

    units: str
    kind: str
    decided_by: str
    basis: str
    paper_owed: bool = False


@dataclass(frozen=True)
class ReadException:
    """What was stated, found: the duties that it is about, and the words of the decision."""

    duties: tuple[Obligation, ...]
    decided_by: str
    basis: str


@dataclass(frozen=True)
class Lifting:
    """On whose word an exception was ended (thôi gia hạn, thôi miễn gửi).

    `lifted` is the journal's entry of the exception; `until` the day that it had granted, None for an exemption.
    """

    entry: int
    decided_by: str
    basis: str
    lifted: int
    until: date | None


def read_exception(reading: EntryReading, facts: PlanFacts, stated: StatedException) -> ReadException:
    """The duties and the decision that are meant; what is wrong with them stays with `reading`."""
    duties = _duties_named(reading, facts, stated.units, stated.kind)
    return ReadException(
        duties, reading.words("Người quyết định", stated.decided_by), reading.words("Căn cứ", stated.basis)
    )


def _duties_named(reading: EntryReading, facts: PlanFacts, units: str, kind: str) -> tuple[Obligation, ...]:
    known = named_kind(kind)
    meant = [o for o in facts.obligations if o.kind is known or normalised(o.occasion) == normalised(kind)]
    reading.add(_kind_problems(facts, known, kind) if known or not meant else [])
    if known is SubmissionKind.REMEDY:
        meant = [o for o in meant if _is_open(facts, o, reading)]
    found: dict[int, Obligation] = {}
    names = [name.strip() for name in re.split(r"[;\n]", units) if name.strip()]
    reading.add([] if names else [Problem("Đơn vị", "đang để trống", _how_to_choose(facts))])
    for name in names:
        chosen, unknown = facts.definition.chosen_units(name)
        theirs = [o for o in meant for unit in chosen if unit.code in (o.owed_by, o.borne_by)]
        found |= {o.id: o for o in theirs}
        if unknown:
            reading.add([Problem("Đơn vị", f'không rõ "{one_line(name)[:60]}"', _how_to_choose(facts))])
        elif meant and not theirs:
            reading.add([_owes_nothing(chosen, known, kind)])
    return tuple(o for o in facts.obligations if o.id in found)


def unknown_kind(words: str, besides: str = "") -> Problem:
    """That no kind of duty is called so, with those that are and what may be stated `besides`."""
    how = f"Ghi một trong: kế hoạch, báo cáo, khắc phục{besides}."
    return Problem("Loại hồ sơ", f'"{one_line(words)[:60]}" không có', how)


def named_kind(words: str) -> SubmissionKind | None:
    """The kind of duty that an officer means: "report", "báo cáo"; None for another word."""
    return _KINDS.get(normalised(words))


_KINDS: Mapping[str, SubmissionKind] = {
    normalised(word): kind
    for kind, words in {
        SubmissionKind.SUBPLAN: ("kế hoạch", "kế hoạch thực hiện"),
        SubmissionKind.REPORT: ("báo cáo", "báo cáo kết quả", "báo cáo kết quả thực hiện"),
        SubmissionKind.REMEDY: ("khắc phục", "báo cáo khắc phục", "kiến nghị"),
    }.items()
    for word in (kind.value, *words)
}


def _kind_problems(facts: PlanFacts, kind: SubmissionKind | None, words: str) -> list[Problem]:
    if kind is None:
        return [unknown_kind(words, ", hoặc mã một kiến nghị kiểm tra")]
    if facts.waits_for_confirmation(kind):
        what = f"thời hạn gửi {kind.paper} chưa được xác nhận và chưa thông báo cho đơn vị"
        return [Problem("Loại hồ sơ", what, 'Chạy "36. Xác nhận thời hạn khi ghi nhận muộn" trước.')]
    return []


def _is_open(facts: PlanFacts, remedy: Obligation, reading: EntryReading) -> bool:
    """Whether there is still something to decide about a remedy: one that was met in time needs no exception."""
    met = facts.standing_of(remedy.id, reading.now).status is Status.ON_TIME
    return not met or bool(remedy.extensions)


def _how_to_choose(facts: PlanFacts) -> str:
    groups = ", ".join(group.code for group in facts.definition.groups)
    units = ", ".join(unit.code for unit in facts.definition.obliged_units)
    return f'Nêu đơn vị hoặc khối, cách nhau bằng dấu ";". Khối: {groups}. Đơn vị: {units}.'


def _owes_nothing(chosen: Sequence[Unit], kind: SubmissionKind | None, words: str) -> Problem:
    names = "; ".join(unit.short for unit in chosen)
    return Problem("Đơn vị", f"{names}: không có nghĩa vụ gửi {kind.paper if kind else one_line(words)}")
