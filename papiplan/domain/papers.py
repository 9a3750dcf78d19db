"""Papers that are owed and their numbers (còn nợ văn bản; số, ngày văn bản): what is asked for, and what it stands for.

Not here: the exceptions that rest on them (`obligations`), who is asked (`digest`), nor what becomes of the files that
come with a number (`finished_papers`).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import Calendar, short, working_days_between
from papiplan.domain.entries import EntryReading, one_line
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import GivenFile, file_problems, given_path
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.obligations import Decision, Obligation
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused

ASKED_EVERY = 3
"""Every so many working days an owed paper is asked for again."""


@dataclass(frozen=True)
class OwedPaper:
    """A decision whose paper has still to come: the act and its entry in the journal, and for which units.

    `until` is the day of an extension, None for an exemption; `since` when the decision was recorded.
    """

    entry: int
    act: HandAct
    kind: SubmissionKind
    units: tuple[str, ...]
    until: date | None
    decided_by: str
    basis: str
    since: datetime


def owed_papers(facts: PlanFacts) -> tuple[OwedPaper, ...]:
    """The papers of the exceptions in force that have still to come, in the order of their decisions."""
    owed: dict[int, OwedPaper] = {}
    for duty in facts.obligations:
        for act, until, decision in _decisions(duty):
            if decision.paper_owed:
                known = owed.get(decision.entry)
                units = tuple(dict.fromkeys((*(known.units if known else ()), duty.borne_by)))
                owed[decision.entry] = OwedPaper(
                    entry=decision.entry,
                    act=act,
                    kind=duty.kind,
                    units=units,
                    until=until,
                    decided_by=decision.decided_by,
                    basis=decision.basis,
                    since=decision.recorded_at,
                )
    return tuple(owed[entry] for entry in sorted(owed))


def _decisions(duty: Obligation) -> Iterable[tuple[HandAct, date | None, Decision]]:
    for extension in duty.extensions:
        yield HandAct.EXTEND, extension.until, extension.decision
    if duty.exemption is not None:
        yield HandAct.EXEMPT, None, duty.exemption.decision


def paper_asked_on(recorded_on: date, today: date, calendar: Calendar) -> bool:
    """Whether an owed paper is asked for today: on every third working day after its decision was recorded."""
    passed = working_days_between(recorded_on, today, calendar)
    return calendar.is_working(today) and passed > 0 and passed % ASKED_EVERY == 0


@dataclass(frozen=True)
class RecordedDocument:
    """The number and date that the clerk's office gave (số, ngày văn bản), and what they belong to.

    That is the paper of a decision, by its entry in the journal, or a draft of ours, by its path in the readable tree.
    """

    about_entry: int | None
    about_path: str | None
    number: str
    signed_on: date
    signer: str
    sha256: str = ""
    entry: int = 0


@dataclass(frozen=True)
class StatedDocument:
    """A document as an officer states it: `about` names an entry of the journal ("mục số 12") or a draft's path."""

    about: str
    number: str
    signed_on: date
    signer: str


def read_document(
    reading: EntryReading, stated: StatedDocument, facts: PlanFacts, drafts: Collection[str], file: GivenFile | None
) -> RecordedDocument:
    """The document as stated; Refused with everything that is wrong with it, but for what is on record already."""
    number, named = read_number(reading, "Số, ký hiệu", stated.number), one_line(stated.about)
    entry = re.fullmatch(r"(?:mục\s+)?(?:số\s+)?#?(\d+)", named, re.IGNORECASE)
    if entry is None and named not in drafts:
        reading.add([Problem("Về mục nào", f'không rõ "{named[:60]}"', _what_may_be_named(facts, drafts))])
    if file is not None:
        reading.add(file_problems(file, of_draft=entry is None))
    document = RecordedDocument(
        about_entry=int(entry[1]) if entry else None,
        about_path=None if entry else named,
        number=number,
        signed_on=reading.past_day("Ngày văn bản", stated.signed_on),
        signer=reading.words("Người ký", stated.signer, required=False),
        sha256=file.sha256 if file else "",
    )
    reading.refuse_problems()
    return document


def read_number(reading: EntryReading, where: str, stated: str) -> str:
    """The number and symbol of a document as papers write it; what is none is a problem of the field `where`."""
    number = stated_number(stated)
    if not is_number(number):
        what = f'"{number}" chưa đúng dạng' if number else "đang để trống"
        reading.add([Problem(where, what, "Ghi số và ký hiệu, ví dụ 1234/UBND-NV.")])
    return number


def stated_number(stated: str) -> str:
    """A document's number and symbol as papers write it, whatever signs nobody sees came with it."""
    return padded(one_line(stated))


def is_number(number: str) -> bool:
    """Whether it has what a number consists of: the number itself, and the symbol behind its slash."""
    return "/" in number.strip("/")


def padded(number: str) -> str:
    """A number as papers write it, one below 10 with a zero (Decree 30/2020, annex I): 05/UBND-NV."""
    return re.sub(r"^(?=\d/)", "0", number)


def recorded_before(
    document: RecordedDocument, facts: PlanFacts, recorded: Sequence[RecordedDocument], drafts: Collection[str]
) -> RecordedDocument | None:
    """What is on record of the same document; Refused for another one of the same thing, or where no paper is owed."""
    about = (document.about_entry, document.about_path)
    known = next((d for d in recorded if (d.about_entry, d.about_path) == about), None)
    if known is None:
        if document.about_entry is not None and document.about_entry not in {p.entry for p in owed_papers(facts)}:
            what = f"mục số {document.about_entry} không có văn bản nào còn nợ"
            raise Refused(Problem("Về mục nào", what, _what_may_be_named(facts, drafts)))
        return None
    if (known.number, known.signed_on) == (document.number, document.signed_on):
        return known
    raise Refused(
        f"Đã ghi nhận văn bản số {known.number} ngày {short(known.signed_on)} (mục số {known.entry}). Không có dữ liệu "
        'nào thay đổi; nếu ghi nhầm, chạy "33. Rút lại mục ghi nhầm" trước'
    )


def _what_may_be_named(facts: PlanFacts, drafts: Collection[str]) -> str:
    owed = "; ".join(f"mục số {paper.entry} ({paper.act.label}: {paper.basis})" for paper in owed_papers(facts))
    listed = "; ".join(sorted(drafts)[:20])
    return f"Văn bản còn nợ: {owed or 'không có'}. Dự thảo: {listed or 'chưa có'}."


def brings_something_new(document: RecordedDocument, file: GivenFile | None, shown: Mapping[str, str]) -> bool:
    """Whether a document that is on record comes with a file that is not the one shown: its next version."""
    return file is not None and shown.get(given_path(document.number, document.signed_on, file.ending)) != file.sha256
