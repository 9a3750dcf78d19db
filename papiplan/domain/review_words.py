"""What an officer is told of a review: what became of the file, what is in force now, what has to be made anew.

Not here: what its unit is told (`documents.mails.answer_mails`).
"""

from datetime import datetime

from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Outcome, Part, Standing
from papiplan.domain.reviewing import Review


def consequences(facts: PlanFacts, duty: int, review: Review, now: datetime) -> str:
    """The facts after a review, in sentences for the officer who entered it."""
    standing = facts.standing_of(duty, now)
    part = next(r.part for r in facts.receipts_of(standing.obligation) if r.submission_id == review.submission)
    sentences = [_became(facts, standing, part, review)]
    if review.outcome is Outcome.RETURNED:
        sentences += [_in_force(standing, part, review.submission), _consolidated(facts, review.submission)]
    return " ".join(sentence for sentence in sentences if sentence)


def _became(facts: PlanFacts, standing: Standing, part: Part, review: Review) -> str:
    unit, kind = facts.definition.unit(standing.obligation.borne_by).short, standing.obligation.kind
    name = kind.form if part is Part.FORM else kind.paper
    number = f"(hồ sơ số {review.submission}, mục số {review.entry})"
    if review.outcome is Outcome.RETURNED:
        return f"Đã trả lại {name} của {unit} {number}."
    return f"Đã chấp nhận {name} của {unit} dù còn thiếu {number}."


def _in_force(standing: Standing, part: Part, returned: int) -> str:
    """What stands in for what was returned, and until when mending it makes nobody late."""
    other = standing.current if part is Part.FORM else standing.signed
    if other is not None:
        at = f"{clock_time(other.received_at)} ngày {short(local_date(other.received_at))}"
        when = "trước" if other.submission_id < returned else "sau"
        return f"Bản gửi {when} (hồ sơ số {other.submission_id}, nhận lúc {at}) đang được sử dụng."
    if standing.mending_until is None:
        return ""
    return f"Đơn vị hoàn thiện đến hết ngày {short(standing.mending_until)}."


def _consolidated(facts: PlanFacts, submission: int) -> str:
    """That the final consolidation shows what was returned: it stays as it is until a person makes another."""
    final = facts.final
    if final is None or submission not in final.report_ids:
        return ""
    return (
        f"Bản chốt tổng hợp lần {final.revision} vẫn có số liệu của hồ sơ này; khi có bản hoàn thiện, hoặc để bỏ số "
        'liệu này, chạy "08. Chốt tổng hợp".'
    )
