"""Taking a wrong hand entry back (rút lại mục ghi nhầm): which may be, and what stands against it.

Not here: what an entry put on record (`database.withdrawals`), nor decisions that end an exception (`granting`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.problems import Refused

WITHDRAWABLE = (
    HandAct.RECEIVE,
    HandAct.TYPE_IN,
    HandAct.RETURN_SUBMISSION,
    HandAct.WAIVE_PROBLEMS,
    HandAct.EXTEND,
    HandAct.EXEMPT,
    HandAct.RECORD_DOCUMENT,
    HandAct.RECORD_INSPECTION,
    HandAct.CLOSE_REMEDY,
    HandAct.RECORD_SUPERVISION,
    HandAct.RECORD_DIFFICULTY,
    HandAct.ANSWER_DIFFICULTY,
    HandAct.RECORD_CALL,
    HandAct.JUDGE_TARGET,
    HandAct.RECORD_LINKED_INDEX,
    HandAct.CONFIRM,
    HandAct.RECORD_AWARD_STEP,
)
"""The acts that can be taken back; the others reach beyond their own rows, and have acts of their own to mend them."""

_MOST_TOLD = 10


@dataclass(frozen=True)
class Told:
    """That a mail about an act has left, or may have: to whom, of what, how it stands since when."""

    addressee: str
    kind: NoticeKind
    state: DeliveryState
    at: datetime


@dataclass(frozen=True)
class Consequences:
    """What rests on an entry: mails that have left, later entries of the journal, a unit's own files, a chốt."""

    told: Sequence[Told] = ()
    entries: Sequence[int] = ()
    files: int = 0
    final: int | None = None


def withdrawable_act(number: int, act: str | None, *, by_officer: bool) -> HandAct:
    """The act of an entry that may be taken back; Refused for one that there is not, or that is no such act."""
    if act is None:
        raise Refused(f"Nhật ký không có mục số {number}. Không có dữ liệu nào thay đổi")
    if not by_officer or act not in WITHDRAWABLE:
        labels = "; ".join(each.label for each in WITHDRAWABLE)
        raise Refused(
            f"Mục số {number} không phải mục có thể rút lại. Không có dữ liệu nào thay đổi. Có thể rút: {labels}"
        )
    return HandAct(act)


def check_withdrawal(number: int, act: HandAct, found: Consequences, name_of: Callable[[str], str]) -> None:
    """Refuse to take back what somebody was told of, or what something else rests on, with who, when and what."""
    reasons = []
    if found.told:
        listed = "; ".join(_told_words(told, name_of) for told in found.told[:_MOST_TOLD])
        more = f" và {len(found.told) - _MOST_TOLD:02d} thư khác" if len(found.told) > _MOST_TOLD else ""
        reasons.append(f"đã có thư gửi từ mục này: {listed}{more}")
    if found.entries:
        numbers = ", ".join(str(entry) for entry in found.entries)
        reasons.append(f"mục số {numbers} dựa trên mục này, phải rút trước")
    if found.files:
        reasons.append(f"đơn vị đã gửi {found.files:02d} hồ sơ trả lời")
    if found.final is not None:
        reasons.append(f"hồ sơ đã nằm trong bản chốt tổng hợp lần {found.final}")
    if reasons:
        raise Refused(
            f"Không thể rút lại mục số {number} ({act.label}): {'; '.join(reasons)}. Không có dữ liệu nào thay đổi"
        )


def _told_words(told: Told, name_of: Callable[[str], str]) -> str:
    """UBND Phường 2, lúc 10 giờ 00 phút ngày 29/6/2023 (Gia hạn: Đã gửi)."""
    when = f"{clock_time(told.at)} ngày {short(local_date(told.at))}"
    return f"{name_of(told.addressee)}, lúc {when} ({told.kind.label}: {told.state.label})"
