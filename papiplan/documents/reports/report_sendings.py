"""Section I of the consolidated report: what was directed and urged, and who sent what when.

Not here: the sections on results (`report_results`, `report_province`).
"""

from collections.abc import Iterator, Mapping, Sequence

from papiplan.documents.reports.report_registers import followed_up
from papiplan.documents.wording import bearer_name, count, listed, percent
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import short
from papiplan.domain.obligations import Standing, Status, late_words
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.tallies import SendingTally

_NOUN = {SubmissionKind.SUBPLAN: "kế hoạch thực hiện", SubmissionKind.REPORT: "báo cáo kết quả thực hiện"}

NOT_TOLD = "Chưa có số liệu từ báo cáo của các cơ quan, đơn vị."
"""A figure that nobody has reported is unknown, not zero."""


def direction(
    table: ConsolidatedTable, reminders_sent: int, letters: Sequence[RecordedDocument]
) -> Mapping[str, tuple[str, ...]]:
    """I. What was issued, made known, urged and checked; who sent their plan and their report: paragraphs by section.

    `letters` are the urging letters that were given a number.
    """
    return {
        "documents": (_issued(table), "[Cán bộ bổ sung: văn bản chỉ đạo, triển khai nổi bật]"),
        "communication": (_made_known(table),),
        "follow_up": tuple(_urged_and_checked(table, reminders_sent, letters)),
        "sendings": tuple(_sendings(table, letters)),
    }


def _issued(table: ConsolidatedTable) -> str:
    if not table.remarks_on("docs_issued"):
        return NOT_TOLD
    total = f"{count(table.info_sum('docs_issued'))} văn bản chỉ đạo, triển khai thực hiện Kế hoạch"
    return f"Các cơ quan, đơn vị đã ban hành {total} {_over(table, 'docs_issued')}."


def _made_known(table: ConsolidatedTable) -> str:
    if not table.remarks_on("meetings"):
        return NOT_TOLD
    return (
        f"Các cơ quan, đơn vị đã tổ chức {count(table.info_sum('meetings'))} hội nghị, cuộc họp quán triệt; thực hiện "
        f"{count(table.info_sum('communications'))} tin, bài, buổi tuyên truyền {_over(table, 'meetings')}."
    )


def _urged_and_checked(
    table: ConsolidatedTable, reminders_sent: int, letters: Sequence[RecordedDocument]
) -> Iterator[str]:
    office = table.definition.coordinator.short
    reminded = f"{office} đã gửi {count(reminders_sent)} lượt thư nhắc thời hạn gửi kế hoạch, báo cáo"
    if letters:
        numbers = "; ".join(f"số {letter.number} ngày {short(letter.signed_on)}" for letter in letters)
        reminded += f"; đã ban hành {len(letters):02d} công văn đôn đốc ({numbers})"
    checks = table.info_sum("self_checks")
    told = f" Các cơ quan, đơn vị đã thực hiện {count(checks)} cuộc tự kiểm tra {_over(table, 'self_checks')}."
    yield f"{reminded}.{told if table.remarks_on('self_checks') else ''}"
    yield from followed_up(table)
    if not letters:
        yield "[Cán bộ bổ sung: số công văn đôn đốc]"


def _over(table: ConsolidatedTable, field: str) -> str:
    """Of how many units a sum is: of those that gave the figure."""
    return f"(tổng hợp từ báo cáo của {len(table.remarks_on(field)):02d} cơ quan, đơn vị)"


def _sendings(table: ConsolidatedTable, letters: Sequence[RecordedDocument]) -> Iterator[str]:
    for letter, name, kind in (("a", "Kế hoạch", SubmissionKind.SUBPLAN), ("b", "Báo cáo", SubmissionKind.REPORT)):
        yield f"{letter}) {name}: {sending_sentences(table.sendings[kind], kind, table.definition)}"
    yield f"c) Đơn vị chưa gửi, gửi chậm và lý do: {_to_explain(table, letters)}"
    yield "Chi tiết tại Phụ lục I."


def sending_sentences(tally: SendingTally, kind: SubmissionKind, definition: PlanDefinition) -> str:
    """Who sent, on time and late, and who did not: the paragraph of one kind."""
    if not tally.owed and not tally.excused:
        return "Không có."
    sentences = [
        f"có {tally.sent:02d}/{tally.owed:02d} cơ quan, đơn vị gửi {_NOUN[kind]}, đạt {percent(tally.sent, tally.owed)}"
        f"{_in_time_and_late(tally, definition)}."
    ]
    if tally.not_sent:
        names = listed(_names(tally.not_sent, definition))
        waiting = sum(s.status is Status.OPEN for s in tally.not_sent)
        still = f" ({waiting:02d} đơn vị chưa hết thời hạn)" if waiting else ""
        sentences.append(f"Còn {len(tally.not_sent):02d} đơn vị chưa gửi{still} là {names}.")
    if tally.incomplete:
        lacking = ((bearer_name(definition, s.obligation), s.missing) for s in tally.incomplete)
        told = [f"{name} ({missing.label.lower()})" for name, missing in lacking if missing]
        sentences.append(f"Còn thiếu một phần hồ sơ: {listed(told)}.")
    if tally.excused:
        sentences.append(f"{len(tally.excused):02d} đơn vị được miễn: {listed(_names(tally.excused, definition))}.")
    return " ".join(sentences)


def _in_time_and_late(tally: SendingTally, definition: PlanDefinition) -> str:
    """; trong đó 18 đơn vị gửi đúng hạn, 01 đơn vị gửi chậm (…, chậm 02 ngày làm việc)."""
    if not tally.sent:
        return ""
    extended = f" (trong đó {len(tally.extended):02d} đơn vị theo gia hạn)" if tally.extended else ""
    words = f"; trong đó {len(tally.on_time):02d} đơn vị gửi đúng hạn{extended}"
    if not tally.late:
        return words
    told = [f"{bearer_name(definition, s.obligation)}, {late_words(s.late_working_days)}" for s in tally.late]
    return f"{words}, {len(tally.late):02d} đơn vị gửi chậm ({'; '.join(told[:20])}{' …' if len(told) > 20 else ''})"


def _to_explain(table: ConsolidatedTable, letters: Sequence[RecordedDocument]) -> str:
    """The units whose reason a person still has to write down, once each."""
    failing = dict.fromkeys(
        name for tally in table.sendings.values() for name in _names((*tally.late, *tally.not_sent), table.definition)
    )
    if not failing:
        return "Không có."
    wanted = "lý do" if letters else "lý do; số, ngày công văn đôn đốc"
    return f"{listed(list(failing))}. [Cán bộ bổ sung: {wanted}]"


def _names(standings: Sequence[Standing], definition: PlanDefinition) -> list[str]:
    return [bearer_name(definition, s.obligation) for s in standings]
