"""Section I of the consolidated report: what was directed and urged, and who sent what when.

Not here: the sections on results (`report_results`, `report_province`).
"""

from collections.abc import Sequence

from papiplan.documents.paper_layout import Paper
from papiplan.documents.report_registers import followed_up
from papiplan.documents.wording import bearer_name, listed, percent
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.obligations import Standing, Status, late_words
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.tallies import SendingTally

_NOUN = {SubmissionKind.SUBPLAN: "kế hoạch thực hiện", SubmissionKind.REPORT: "báo cáo kết quả thực hiện"}


def write_direction(paper: Paper, table: ConsolidatedTable, reminders_sent: int) -> None:
    """I. What was issued, made known, urged and checked; who sent their plan and their report."""
    total, by = table.info_sum, f"(tổng hợp từ báo cáo của {len(table.reported):02d} cơ quan, đơn vị)"
    paper.heading("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN", 1)
    paper.heading("1. Ban hành văn bản chỉ đạo, triển khai", 2)
    paper.text(
        f"Các cơ quan, đơn vị đã ban hành {total('docs_issued'):02d} văn bản chỉ đạo, triển khai thực hiện "
        f"Kế hoạch {by}."
    )
    paper.text("[Cán bộ bổ sung: văn bản chỉ đạo, triển khai nổi bật]")
    paper.heading("2. Công tác tuyên truyền, quán triệt", 2)
    paper.text(
        f"Các cơ quan, đơn vị đã tổ chức {total('meetings'):02d} hội nghị, cuộc họp quán triệt; thực hiện "
        f"{total('communications'):02d} tin, bài, buổi tuyên truyền {by}."
    )
    paper.heading("3. Công tác theo dõi, đôn đốc, kiểm tra", 2)
    paper.text(
        f"{table.definition.coordinator.short} đã gửi {reminders_sent:02d} lượt thư nhắc thời hạn gửi kế hoạch, báo "
        f"cáo. Các cơ quan, đơn vị đã thực hiện {total('self_checks'):02d} cuộc tự kiểm tra {by}."
    )
    for paragraph in followed_up(table):
        paper.text(paragraph)
    paper.text("[Cán bộ bổ sung: số công văn đôn đốc]")
    paper.heading("4. Tình hình gửi kế hoạch, báo cáo của các cơ quan, đơn vị", 2)
    for letter, name, kind in (("a", "Kế hoạch", SubmissionKind.SUBPLAN), ("b", "Báo cáo", SubmissionKind.REPORT)):
        paper.text(f"{letter}) {name}: {sending_sentences(table.sendings[kind], kind, table.definition)}")
    paper.text(f"c) Đơn vị chưa gửi, gửi chậm và lý do: {_to_explain(table)}")


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


def _to_explain(table: ConsolidatedTable) -> str:
    """The units whose reason a person still has to write down, once each."""
    failing = dict.fromkeys(
        name for tally in table.sendings.values() for name in _names((*tally.late, *tally.not_sent), table.definition)
    )
    if not failing:
        return "Không có."
    return f"{listed(list(failing))}. [Cán bộ bổ sung: lý do; số, ngày công văn đôn đốc]"


def _names(standings: Sequence[Standing], definition: PlanDefinition) -> list[str]:
    return [bearer_name(definition, s.obligation) for s in standings]
