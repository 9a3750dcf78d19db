"""The forms by which what waits is decided, with what is known filled in: boards lead an officer to them.

Not here: their addresses in the UI (`tasks.filled_forms`), nor which decisions wait (`domain.digest`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from papiplan.domain.digest import Digest
from papiplan.domain.draft_scores import DIGEST_SHOWN

ASSIGNING, REVIEWING = "21. Gán hồ sơ chưa rõ đơn vị", "22. Trả lại hoặc chấp nhận hồ sơ"
NUMBERING = "24. Ghi số, ngày văn bản"
_COMPARING, _CONFIRMING = "10. Gửi đơn vị đối chiếu điểm", "11. Xác nhận kết quả đánh giá"
_RELEASING, _APPROVING = "30. Tiếp tục kế hoạch", "32. Duyệt gửi thư"
_KEEPING_DATES = "36. Xác nhận thời hạn khi ghi nhận muộn"


@dataclass(frozen=True)
class DecisionForm:
    """A deployment by its name, and the fields of its form that are known."""

    deployment: str
    filled: Mapping[str, object]


def waiting_decisions(digest: Digest) -> Iterator[DecisionForm]:
    """The decisions on the plan as a whole that wait for an officer; none of a plan that has ended."""
    facts, plan = digest.facts, {"plan": digest.facts.definition.id}
    if facts.ended:
        return
    if facts.held:
        yield DecisionForm(_RELEASING, plan)
    for kind in digest.unconfirmed:
        yield DecisionForm(_KEEPING_DATES, {**plan, "kind": kind.sheet.lower()})
    if digest.rows.awaiting_approval:
        yield DecisionForm(_APPROVING, plan)
    draft = facts.evaluation
    if draft is not None and facts.confirmation is None:
        if not any(each.evaluation == draft.id for each in facts.asked):
            yield DecisionForm(_COMPARING, plan)
        yield DecisionForm(_CONFIRMING, {**plan, "digest": draft.facts_digest[:DIGEST_SHOWN]})


def papers_to_number(digest: Digest) -> Mapping[str, Mapping[str, object]]:
    """What is filled in to give a number to each paper that wants one: by a draft's path, or the entry that owes it."""
    plan = digest.facts.definition.id
    drafts = (*digest.rows.unnumbered, *(report.path for report in digest.rows.reports))
    about = (*drafts, *(str(paper.entry) for paper in digest.owed))
    return {each: {"plan": plan, "about": each} for each in about}
