"""What an officer decides of a submission against its check: to return what was accepted, to accept what was refused.

Not here: which submission is meant (`review_choice`), what became of it by its check (`submissions`), nor the rows that
keep it (`database.reviews`).
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.entries import Entered
from papiplan.domain.obligations import USABLE, Outcome, Part, Receipt
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.submissions import CheckedForm


class Verdict(StrEnum):
    """What an officer decides of a submission (trả lại, chấp nhận)."""

    RETURN = "return"
    ACCEPT = "accept"

    @property
    def label(self) -> str:
        return {Verdict.RETURN: "trả lại", Verdict.ACCEPT: "chấp nhận"}[self]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the submission."""
        return {Verdict.RETURN: Outcome.RETURNED, Verdict.ACCEPT: Outcome.ACCEPTED_WITH_WAIVER}[self]


@dataclass(frozen=True)
class Review(Entered):
    """A verdict on record: what became of a submission, what it was `before`, and the officer's reason.

    Of a return the reason says what is to be mended, of an acceptance what is waived and why.
    """

    submission: int
    outcome: Outcome
    before: Outcome = field(compare=False)
    reason: str


@dataclass(frozen=True)
class Reviewed:
    """A submission under review, as far as its review depends on it.

    `in_force` is the file of its duty and part that is in force, itself or another; `has_data` whether its check could
    read any of its rows; `reviews` are the standing ones of it, the oldest first.
    """

    receipt: Receipt
    in_force: Receipt | None
    has_data: bool
    reviews: tuple[Review, ...] = ()

    @property
    def name(self) -> str:
        """Hồ sơ số 7 (Biểu, bản 02)."""
        return f"Hồ sơ số {self.receipt.submission_id} ({self.receipt.part.label}, bản {self.receipt.version:02d})"


def review(reviewed: Reviewed, verdict: Verdict, reason: str) -> Review | None:
    """The verdict to be put on record; None where this very one is, with this reason, whoever entered it.

    Raises Refused with a sentence where the submission does not allow it.
    """
    last = reviewed.reviews[-1] if reviewed.reviews else None
    stated = Review(
        submission=reviewed.receipt.submission_id,
        outcome=verdict.outcome,
        before=reviewed.receipt.outcome,
        reason=reason,
    )
    if last == stated:
        return None
    against = _said_before(last, verdict) or _AGAINST[verdict](reviewed)
    if against:
        raise Refused(f"{reviewed.name} {against}. Không có dữ liệu nào thay đổi")
    return stated


def _said_before(last: Review | None, verdict: Verdict) -> str:
    """That the same was decided for another reason; empty where it was not."""
    if last is None or last.outcome is not verdict.outcome or last.recorded_at is None:
        return ""
    on = short(local_date(last.recorded_at))
    return f'đã được {verdict.label} ngày {on} (mục số {last.entry}), lý do: "{last.reason.rstrip(".")}"'


def _against_return(reviewed: Reviewed) -> str:
    """What stands against sending a submission back: only what is in force is sent back."""
    receipt, in_force = reviewed.receipt, reviewed.in_force
    if receipt.part not in (Part.FORM, Part.SIGNED):
        return "không phải biểu hay văn bản của đơn vị nên không trả lại được"
    if receipt.outcome not in USABLE:
        return f'đang ở trạng thái "{receipt.outcome.label}": chỉ trả lại được hồ sơ đã được chấp nhận'
    if in_force is not None and in_force.submission_id != receipt.submission_id:
        return f"đã có bản thay thế (hồ sơ số {in_force.submission_id})"
    return ""


def _against_acceptance(reviewed: Reviewed) -> str:
    """What stands against accepting a submission with its problems: only a form of which something could be read."""
    receipt, in_force = reviewed.receipt, reviewed.in_force
    if receipt.part is not Part.FORM or receipt.outcome is not Outcome.REFUSED:
        return f'đang ở trạng thái "{receipt.outcome.label}": chỉ chấp nhận được biểu cần hoàn thiện'
    if not reviewed.has_data:
        return (
            "không đọc được dòng số liệu nào nên không chấp nhận được; đề nghị đơn vị gửi lại biểu, hoặc nhập biểu "
            "thay đơn vị"
        )
    if in_force is not None and in_force.submission_id > receipt.submission_id:
        return f"đã có bản thay thế (hồ sơ số {in_force.submission_id})"
    return ""


_AGAINST = {Verdict.RETURN: _against_return, Verdict.ACCEPT: _against_acceptance}


def unmended(checked: CheckedForm, returned: Review | None) -> CheckedForm:
    """The check of a form whose very bytes an officer had `returned`: what no check finds has still to be mended."""
    if returned is None or returned.recorded_at is None or checked.problems:
        return checked
    on = short(local_date(returned.recorded_at))
    what = f"Tệp giống hoàn toàn tệp đã được trả lại ngày {on}"
    return replace(checked, problems=(Problem("", what, f"Nội dung cần hoàn thiện: {returned.reason}"),))
