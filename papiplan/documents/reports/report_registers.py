"""What the consolidated report tells of the registers: inspections, supervision, difficulties with their answers.

Not here: the annex that lists difficulties (`report_annexes`), nor the board of the open ones
(`boards.register_boards`).
"""

from collections import Counter
from collections.abc import Iterator

from papiplan.documents.wording import shortened
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.doors import typed_words
from papiplan.domain.obligations import Status
from papiplan.domain.plans import PlanDefinition


def followed_up(table: ConsolidatedTable) -> Iterator[str]:
    """I.3: the inspections with what became of their remedies, then what organisations observed."""
    inspections = table.registers.inspections
    if inspections:
        units = {inspection.unit for inspection in inspections}
        yield f"Đã kiểm tra {len(inspections):02d} cuộc tại {len(units):02d} cơ quan, đơn vị; {_remedies(table)}."
    for supervision in table.registers.supervisions:
        organisation = table.definition.unit(supervision.organisation).name
        content = supervision.content.rstrip(". ")
        yield f"Giám sát, phản biện của {organisation}, ngày {short(supervision.on)}: {content}."


def _remedies(table: ConsolidatedTable) -> str:
    """03 kiến nghị, trong đó 02 đã khắc phục (01 chậm), 01 quá hạn chưa khắc phục."""
    if not table.remedies:
        return "không có kiến nghị phải khắc phục"
    counted = Counter(standing.status for standing in table.remedies)
    done = counted[Status.ON_TIME] + counted[Status.LATE]
    late = f" ({counted[Status.LATE]:02d} chậm)" if counted[Status.LATE] else ""
    others = (
        f"{counted[status]:02d} {words}"
        for status, words in (
            (Status.OVERDUE, "quá hạn chưa khắc phục"),
            (Status.OPEN, "chưa đến hạn"),
            (Status.EXCUSED, "được miễn"),
        )
        if counted[status]
    )
    return ", ".join((f"{len(table.remedies):02d} kiến nghị, trong đó {done:02d} đã khắc phục{late}", *others))


_ANSWERS_SHOWN = 20


def difficulty_paragraphs(table: ConsolidatedTable) -> Iterator[str]:
    """V. The difficulties counted, open and answered, and the answers; shortened, for the annex has them whole."""
    said = table.registers.difficulties
    if not said:
        yield "Không có."
        return
    asked = Counter(each.addressed_to or "chưa nêu cơ quan được kiến nghị" for each in said)
    by_addressee = "; ".join(f"{addressee}: {count:02d}" for addressee, count in asked.items())
    units, waiting = {each.unit for each in said}, table.registers.open_difficulties
    yield (
        f"Có {len(said):02d} khó khăn, vướng mắc, kiến nghị của {len(units):02d} cơ quan, đơn vị ({by_addressee}); "
        f"đã trả lời {len(said) - len(waiting):02d}, chưa trả lời {len(waiting):02d}; chi tiết tại Phụ lục IV."
    )
    answered = [(each, each.answer) for each in said if each.answer]
    for each, answer in answered[:_ANSWERS_SHOWN]:
        unit = table.definition.unit(each.unit).short
        asked_for = shortened(each.difficulty, 200).rstrip(". ")
        yield f"- Số {each.id}, {unit}: {asked_for}. Trả lời: {shortened(answer_words(answer), 300)}."


def answer_words(answer: Answer | None) -> str:
    """What was answered, by whom and when: "Phòng Tài chính - Kế hoạch, ngày 05/8/2023: đã bố trí kinh phí"."""
    if answer is None:
        return "Chưa trả lời"
    on = f", ngày {short(local_date(answer.recorded_at))}" if answer.recorded_at else ""
    basis = f" ({answer.basis})" if answer.basis else ""
    return f"{answer.answered_by}{on}{basis}: {answer.answer.rstrip('. ')}"


def raised_words(difficulty: Difficulty, definition: PlanDefinition) -> str:
    """Where a difficulty comes from: the cells of a form, or an officer's entry in the journal."""
    if difficulty.submission is None:
        return f"cán bộ ghi, mục {difficulty.entry}"
    words = f"{definition.unit(difficulty.unit).short}; tệp {difficulty.sha256[:12]}; {difficulty.place}"
    return "; ".join(filter(None, (words, typed_words(difficulty.typed_from))))
