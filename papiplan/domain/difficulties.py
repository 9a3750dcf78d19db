"""The register of difficulties (khó khăn, vướng mắc): raised in forms or told beside them, each answered once.

Not here: the sheet of the form (`form_tables`), nor the mail that answers (`documents.mails.register_mails`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from papiplan.domain.deadlines import short
from papiplan.domain.entries import Entered, EntryReading, one_line
from papiplan.domain.form_tables import DIFFICULTY_SHEET
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.submissions import FormRow


@dataclass(frozen=True)
class Answer(Entered):
    """What a difficulty was answered, by whom and on which basis; it closes the difficulty."""

    answer: str
    answered_by: str
    basis: str


@dataclass(frozen=True)
class Difficulty(Entered):
    """A difficulty of a unit with what it asks for (khó khăn, vướng mắc; kiến nghị); `id` is its number for people.

    `action` is empty for a general one. Of one that stands in a form, `submission` and `sha256` are that form's and
    `place` its sheet and cells; `typed_from` the symbol of the paper where an officer typed that form in.
    """

    unit: str
    action: str
    difficulty: str
    cause: str = ""
    proposal: str = ""
    addressed_to: str = ""
    wanted_on: date | None = None
    submission: int | None = field(default=None, compare=False)
    sha256: str = field(default="", compare=False)
    place: str = field(default="", compare=False)
    typed_from: str = field(default="", compare=False)
    answer: Answer | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """By what a difficulty is known again: unit, action and wording, whatever its letters' case."""
        wording = (self.unit, self.action, self.difficulty.casefold(), self.proposal.casefold())
        return sha256(repr(wording).encode()).hexdigest()


@dataclass(frozen=True)
class StatedDifficulty:
    """A difficulty as an officer states it; a unit has told it beside the forms."""

    unit: str
    action: str
    difficulty: str
    cause: str = ""
    proposal: str = ""
    addressed_to: str = ""
    wanted_on: date | None = None


def _wanted_on(reading: EntryReading, day: date | None) -> date | None:
    """The day before which an answer is hoped for, which no unit hopes for before the plan's year."""
    year = reading.definition.year
    if day is not None and day.year < year:
        reading.add([Problem("Mong được trả lời trước ngày", f"{short(day)} ở trước năm {year} của Kế hoạch")])
    return day


def read_difficulty(reading: EntryReading, stated: StatedDifficulty) -> Difficulty:
    """What was stated of a difficulty; Refused with everything that is wrong with it."""
    difficulty = Difficulty(
        unit=reading.unit("Đơn vị", stated.unit),
        action=reading.action("Mã nhiệm vụ", stated.action),
        difficulty=reading.words("Khó khăn, vướng mắc", stated.difficulty),
        cause=reading.words("Nguyên nhân", stated.cause, required=False),
        proposal=reading.words("Đề xuất, kiến nghị", stated.proposal, required=False),
        addressed_to=reading.words("Cơ quan được kiến nghị", stated.addressed_to, required=False),
        wanted_on=_wanted_on(reading, stated.wanted_on),
    )
    reading.refuse_problems()
    return difficulty


@dataclass(frozen=True)
class StatedAnswer:
    """An answer as an officer states it, to the difficulty of this number."""

    difficulty: int
    answer: str
    answered_by: str
    basis: str = ""


def read_answer(reading: EntryReading, known: Sequence[Difficulty], stated: StatedAnswer) -> tuple[Difficulty, Answer]:
    """Which difficulty is answered, and what was stated; Refused with everything that is wrong with it."""
    answer = Answer(
        answer=reading.words("Nội dung trả lời", stated.answer),
        answered_by=reading.words("Cơ quan, người trả lời", stated.answered_by),
        basis=reading.words("Căn cứ", stated.basis, required=False),
    )
    difficulty = next((each for each in known if each.id == stated.difficulty), None)
    if difficulty is None:
        waiting = ", ".join(str(each.id) for each in known if each.answer is None) or "không có"
        what = f"không có khó khăn, vướng mắc số {stated.difficulty}"
        reading.add([Problem("Số", what, f"Các số đang chờ trả lời: {waiting}.")])
    reading.refuse_problems()
    assert difficulty is not None, "a number that nobody knows is refused"
    return difficulty, answer


def answered_before(difficulty: Difficulty, answer: Answer) -> Answer | None:
    """This very answer where it is on record; Refused where another is."""
    given = difficulty.answer
    if given is None or given == answer:
        return given
    raise Refused(
        f"Khó khăn, vướng mắc số {difficulty.id} đã được {given.answered_by} trả lời (mục {given.entry}). "
        'Không có dữ liệu nào thay đổi; nếu ghi nhầm, chạy "33. Rút lại mục ghi nhầm" trước'
    )


def raised_in(rows: Iterable[FormRow], unit: str) -> tuple[Difficulty, ...]:
    """The difficulties that a unit's accepted form names, each once."""
    found: dict[str, Difficulty] = {}
    for row in rows:
        text = _texts(row)
        if row.sheet == DIFFICULTY_SHEET and any(text[name] for name in _SAID):
            wanted = text["answer_by"]
            raised = Difficulty(
                unit=unit,
                action=text["action_code"],
                difficulty=text["difficulty"],
                cause=text["cause"],
                proposal=text["proposal"],
                addressed_to=text["addressed_to"],
                wanted_on=date.fromisoformat(wanted) if wanted else None,
                place=f"{row.sheet}!{', '.join(row.cells[name] for name in _SAID if name in row.cells)}",
            )
            found.setdefault(raised.digest, raised)
    return tuple(found.values())


_SAID = ("difficulty", "proposal")
_FIELDS = ("action_code", "difficulty", "cause", "proposal", "addressed_to", "answer_by")


def _texts(row: FormRow) -> Mapping[str, str]:
    return {name: one_line(str(row.values.get(name) or "")) for name in _FIELDS}
