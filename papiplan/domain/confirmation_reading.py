"""Reading the decision on a draft evaluation as an officer states it: of which draft, with what changes, of whom.

Not here: what was read (`verdicts`), nor whether the facts behind the draft have moved (`tasks.evaluations`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.draft_scores import DIGEST_SHOWN
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.facts import EvaluationRecord, PlanFacts, UnitScore
from papiplan.domain.papers import owed_papers, read_number
from papiplan.domain.plans import Scoring
from papiplan.domain.problems import Problem
from papiplan.domain.proposals import grade
from papiplan.domain.units import find_unit, normalised
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict, Verdict

_LEAST_DIGEST = 8
"""So many characters of a draft's code tell it from any other."""


@dataclass(frozen=True)
class StatedConfirmation:
    """The decision as an officer states it.

    `digest` is the draft's code. `changes` has a line for each unit that is decided otherwise than drafted
    ("phuong-2: không đề xuất – lý do"), `commend` and `criticise` one for each unit or person ("họ tên – lý do").
    `settle_owed` names who accepts that papers which are still owed will not come.
    """

    digest: str
    number: str
    on: date
    decided_by: str
    changes: str = ""
    commend: str = ""
    criticise: str = ""
    settle_owed: str = ""


def read_confirmation(
    reading: EntryReading, stated: StatedConfirmation, facts: PlanFacts, draft: EvaluationRecord
) -> ConfirmedEvaluation:
    """The decision on `draft` as stated; Refused with everything that is wrong with it."""
    reading.add(_digest_problems(stated.digest, draft))
    number = read_number(reading, "Số, ký hiệu quyết định", stated.number)
    on = reading.past_day("Ngày quyết định", stated.on)
    if on < local_date(draft.recorded_at):
        what = f"{short(on)} ở trước ngày lập dự thảo ({short(local_date(draft.recorded_at))})"
        reading.add([Problem("Ngày quyết định", what)])
    decided_by = reading.words("Người quyết định", stated.decided_by)
    units = {score.unit: _drafted(score, facts.definition.scoring) for score in draft.units}
    decisions = _Decisions(reading, units)
    decisions.read_changes(stated.changes)
    persons = (
        *decisions.read_named(stated.commend, Verdict.COMMEND, "Đề nghị biểu dương, khen thưởng"),
        *decisions.read_named(stated.criticise, Verdict.CRITICISE, "Đề nghị phê bình"),
    )
    settled_by = reading.words("Chấp nhận không có văn bản", stated.settle_owed, required=False)
    if not settled_by:
        reading.add(_owed_problems(facts))
    reading.refuse_problems()
    return ConfirmedEvaluation(
        evaluation=draft.id,
        facts_digest=draft.facts_digest,
        number=number,
        decided_on=on,
        decided_by=decided_by,
        units=decisions.verdicts(),
        persons=persons,
        without_papers_by=settled_by,
    )


def _digest_problems(stated: str, draft: EvaluationRecord) -> Iterator[Problem]:
    """That the officer decided on another draft than the one in force."""
    digest = one_line(stated).casefold()
    if len(digest) >= _LEAST_DIGEST and draft.facts_digest.startswith(digest):
        return
    what = f'"{digest[:64]}" không phải mã của dự thảo đang có' if digest else "đang để trống"
    how = f'Xem lại bảng "Dự thảo đánh giá đơn vị": mã của dự thảo đang có là {draft.facts_digest[:DIGEST_SHOWN]}.'
    yield Problem("Mã dự thảo", what, how)


def _owed_problems(facts: PlanFacts) -> Iterator[Problem]:
    how = 'Chạy "24. Ghi số, ngày văn bản", hoặc ghi ai chấp nhận không có văn bản.'
    for paper in owed_papers(facts):
        what = f"mục số {paper.entry} ({paper.act.label}: {paper.basis}) còn nợ văn bản"
        yield Problem("Chấp nhận không có văn bản", what, how)


def drafted_grade(score: UnitScore, scoring: Scoring) -> str:
    """The class of a drafted score; empty without one."""
    return grade(None if score.score is None else Decimal(repr(score.score)), scoring)


def _drafted(score: UnitScore, scoring: Scoring) -> UnitVerdict:
    return UnitVerdict(score.unit, drafted_grade(score, scoring), Verdict(score.proposal))


_VERDICTS: Mapping[str, Verdict] = {
    normalised(word): verdict
    for verdict, words in {
        Verdict.COMMEND: ("biểu dương", "khen thưởng", "biểu dương, khen thưởng"),
        Verdict.NONE: (),
        Verdict.LEARN: ("rút kinh nghiệm",),
        Verdict.EXPLAIN: ("giải trình",),
        Verdict.CRITICISE: ("phê bình",),
    }.items()
    for word in (verdict, verdict.label, *words)
}
_HOW = 'Ghi mỗi dòng theo dạng "phuong-2: không đề xuất – lý do"; xếp loại ghi cách bằng dấu ";".'
_DASH = re.compile(r"\s+[-–—]\s+")


class _Decisions:
    """The drafted units as they are decided, line by line; what is wrong with a line stays with `reading`."""

    def __init__(self, reading: EntryReading, drafted: Mapping[str, UnitVerdict]) -> None:
        self._reading = reading
        self._units = dict(drafted)
        self._decided: set[str] = set()

    def verdicts(self) -> tuple[UnitVerdict, ...]:
        return tuple(self._units.values())

    def read_changes(self, text: str) -> None:
        """The units that are decided otherwise than drafted."""
        for where, line in self._lines("Đơn vị khác dự thảo", text):
            name, colon, rest = line.partition(":")
            decided, reason = _reasoned(rest)
            if not colon or not reason:
                self._reading.add([Problem(where, f'"{line[:80]}" thiếu quyết định hoặc lý do', _HOW)])
                continue
            unit = self._unit(where, name)
            if unit is not None:
                self._decide(where, replace(self._changed(where, unit, decided), reason=reason))

    def read_named(self, text: str, verdict: Verdict, field: str) -> tuple[NamedPerson, ...]:
        """Who is named for `verdict`: a unit is decided so, whoever is none is a person."""
        persons: dict[str, NamedPerson] = {}
        for where, line in self._lines(field, text):
            name, reason = _reasoned(line)
            unit = find_unit(name, self._reading.definition.units)
            if not reason:
                self._reading.add(
                    [Problem(where, f'"{line[:80]}" chưa nêu lý do', 'Ghi "đơn vị hoặc họ tên – lý do".')]
                )
            elif unit is not None:
                drafted = self._unit(where, name)
                if drafted is not None:
                    self._decide(where, replace(drafted, verdict=verdict, reason=reason))
            elif name.casefold() in persons:
                self._reading.add([Problem(where, f'"{name[:80]}" nêu hai lần')])
            elif len(name.split()) < _LEAST_NAME:
                self._reading.add([Problem(where, f'"{name[:80]}" không phải đơn vị, không phải họ và tên')])
            else:
                persons[name.casefold()] = NamedPerson(verdict, name, reason)
        return tuple(persons.values())

    def _lines(self, field: str, text: str) -> Iterator[tuple[str, str]]:
        """The lines of a field that say something, each with where it stands."""
        for n, line in enumerate(text.splitlines(), start=1):
            where = f"{field}, dòng {n}"
            if said := self._reading.words(where, line, required=False):
                yield where, said

    def _unit(self, where: str, words: str) -> UnitVerdict | None:
        """The drafted unit that is meant."""
        code = self._reading.unit(where, words)
        if code not in self._units and find_unit(words, self._reading.definition.units) is not None:
            self._reading.add([Problem(where, f'"{one_line(words)[:60]}" không có trong dự thảo đánh giá')])
        return self._units.get(code)

    def _decide(self, where: str, unit: UnitVerdict) -> None:
        if unit.unit in self._decided:
            self._reading.add([Problem(where, f"{unit.unit}: nêu hai lần")])
        self._decided.add(unit.unit)
        self._units[unit.unit] = unit

    def _changed(self, where: str, unit: UnitVerdict, words: str) -> UnitVerdict:
        """The unit with another verdict or class, or both, apart by ";"."""
        classes = {normalised(name): name for _, name in self._reading.definition.scoring.classes}
        for part in filter(None, map(str.strip, words.split(";"))):
            word = normalised(part)
            if word in _VERDICTS:
                unit = replace(unit, verdict=_VERDICTS[word])
            elif (named := word.removeprefix(normalised("xếp loại")).strip()) in classes:
                unit = replace(unit, grade=classes[named])
            else:
                known = "; ".join([*(v.label for v in Verdict), *classes.values()])
                self._reading.add([Problem(where, f'không rõ "{part[:60]}"', f"Ghi: {known}.")])
        return unit


_LEAST_NAME = 2
"""A person's name has at least so many words: what has fewer is a unit misspelt."""


def _reasoned(words: str) -> tuple[str, str]:
    """What was said before the dash, and the reason after it."""
    said, *reason = _DASH.split(f"{words.strip()} ", maxsplit=1)
    return said.strip(), reason[0].strip() if reason else ""
