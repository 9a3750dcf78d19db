"""The board of the units' evaluation: a draft and who was asked about it, then the decision and the awards.

Whom the signed paper names for criticism stands in that paper alone. Not here: publishing it (`tasks.artifacts`).
"""

from collections.abc import Iterator

from papiplan.documents.boards.boards import caveat, escaped, table
from papiplan.documents.boards.state_notes import state_notes
from papiplan.domain.awards import AwardStep, newest_step
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.draft_scores import DIGEST_SHOWN, answers_until
from papiplan.domain.facts import EvaluationRecord, PlanFacts, UnitScore
from papiplan.domain.proposals import Proposal
from papiplan.domain.publication import SOURCE, figure_vi
from papiplan.domain.verdicts import ConfirmedEvaluation, Verdict


def evaluation_board(facts: PlanFacts) -> str:
    """The board "Dự thảo đánh giá đơn vị": a draft for the office alone until a decision has its number."""
    draft, confirmed = facts.evaluation, facts.confirmation
    assert draft is not None, "there is no board before there is a draft"
    parts = list(_opening(confirmed))
    parts += [f"**{escaped(note)}**" for note in state_notes(facts)]
    parts += [_province_sentence(facts), f"Mã dự thảo: `{draft.facts_digest[:DIGEST_SHOWN]}`."]
    parts.append(_asked_sentence(facts, draft))
    for group in facts.definition.groups:
        rows = [
            _row(facts, score, confirmed)
            for score in draft.units
            if facts.definition.unit(score.unit).group == group.code
        ]
        if rows:
            parts += [f"## {escaped(group.name)}", table(_CONFIRMED if confirmed else _DRAFTED, rows)]
    parts += _answers(facts, draft)
    if confirmed is not None:
        parts += _awards(facts, confirmed)
    return "\n\n".join([*filter(None, parts), *caveat(facts)])


_DRAFTED = ("Đơn vị", "Điểm theo dõi", "Đề xuất")
_CONFIRMED = ("Đơn vị", "Điểm theo dõi", "Xếp loại", "Kết quả xác nhận")
_ANSWERS = ("Đơn vị", "Nhận lúc", "Địa chỉ gửi", "Tiêu đề thư (trong hộp thư)")
_AWARDS = ("Tập thể, cá nhân", "Bước", "Các bước đã ghi")


def _opening(confirmed: ConfirmedEvaluation | None) -> Iterator[str]:
    if confirmed is None:
        yield "# DỰ THẢO ĐÁNH GIÁ"
        yield "Tài liệu nội bộ, chưa phải kết quả chính thức."
        return
    yield "# KẾT QUẢ ĐÁNH GIÁ"
    yield f"Đã xác nhận theo {escaped(confirmed.paper)} ({escaped(confirmed.decided_by)})."
    if confirmed.without_papers_by:
        yield f"Chấp nhận không có văn bản của các quyết định còn nợ: {escaped(confirmed.without_papers_by)}."


def _province_sentence(facts: PlanFacts) -> str:
    """The province's result, which no unit is judged by."""
    result = facts.result()
    if not (result and result.scored and result.total is not None):
        return ""
    computed = " (tính toán)" if result.group_source == "computed" else ""
    reached = f", nhóm {result.group}{computed}" if result.group else ""
    rank = f", hạng {result.rank}/{result.provinces_scored} (tính toán)" if result.rank else ""
    province = escaped(facts.definition.province)
    return f"Tỉnh {province}: {figure_vi(result.total)} điểm{rank}{reached}. Nguồn: {SOURCE}."


def _asked_sentence(facts: PlanFacts, draft: EvaluationRecord) -> str:
    """Whether the units were asked about this draft, how many, and until when."""
    asked = [each for each in facts.asked if each.evaluation == draft.id]
    if not asked:
        return 'Chưa gửi đơn vị đối chiếu: chạy "10. Gửi đơn vị đối chiếu điểm".' if facts.confirmation is None else ""
    written = [local_date(each.written_at) for each in asked if each.written_at is not None]
    until = answers_until(asked, facts.calendar)
    if until is None:
        return f"Gửi {len(asked):02d} đơn vị đối chiếu: thư đang chờ."
    names = "; ".join(facts.definition.unit(each.unit).short for each in asked if each.written_at is None)
    waiting = f" Thư đang chờ: {escaped(names)}." if names else ""
    return (
        f"Đã gửi {len(written):02d}/{len(draft.units):02d} đơn vị đối chiếu từ ngày {short(min(written))}; đơn vị phản "
        f"hồi chậm nhất hết ngày {short(until)}.{waiting}"
    )


def _row(facts: PlanFacts, score: UnitScore, confirmed: ConfirmedEvaluation | None) -> tuple[str, ...]:
    """A unit as drafted, or as confirmed with why that is something else."""
    name, points = escaped(facts.definition.unit(score.unit).short), figure_vi(score.score, 2)
    found = next((unit for unit in confirmed.units if unit.unit == score.unit), None) if confirmed else None
    if found is None:
        return name, points, Proposal(score.proposal).label
    reason = f" (khác dự thảo: {escaped(found.reason)})" if found.reason else ""
    return name, points, found.grade or "-", found.verdict.label + reason


def _answers(facts: PlanFacts, draft: EvaluationRecord) -> list[str]:
    """What the units wrote back about this draft."""
    rows = [
        (
            escaped(facts.definition.unit(answer.unit).short),
            f"{clock_time(answer.received_at)} ngày {short(local_date(answer.received_at))}",
            escaped(answer.sender),
            escaped(answer.subject),
        )
        for answer in facts.score_answers
        if answer.evaluation == draft.id
    ]
    return ["## Phản hồi của đơn vị", table(_ANSWERS, rows)] if rows else []


def _awards(facts: PlanFacts, confirmed: ConfirmedEvaluation) -> list[str]:
    """How far each proposed award has come; persons who are to be criticised are only counted."""
    units = {unit.code: unit.short for unit in facts.definition.units}
    rows = []
    for subject in confirmed.commended:
        newest = newest_step(facts.awards, subject)
        steps = "; ".join(each.sentence() for each in facts.awards if each.subject == subject)
        step = newest.step if newest else AwardStep.PROPOSED
        rows.append((escaped(units.get(subject, subject)), step.label, escaped(steps) or "-"))
    parts = ["## Khen thưởng", table(_AWARDS, rows) if rows else "Không có tập thể, cá nhân được đề xuất."]
    others = sum(person.verdict is Verdict.CRITICISE for person in confirmed.persons)
    return [*parts, f"Văn bản còn nêu {others:02d} cá nhân khác."] if others else parts
