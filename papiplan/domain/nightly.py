"""What the nightly check (kiểm tra hằng đêm) says of a plan: what is wrong with our data, what has stood too long.

Not here: looking (`tasks.nightly`), nor the board (`documents.boards.nightly_board`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from papiplan.domain.outages import ProposedMove

TOO_LONG = timedelta(days=1)
"""What the next round should have done, and has not done for so long, is stuck."""

_MOST_NAMED = 5


@dataclass(frozen=True)
class Finding:
    """One thing that was found of a plan, and what to do; `broken` is our fault, and alerts."""

    plan: str
    what: str
    how: str
    broken: bool = False


@dataclass(frozen=True)
class Examined:
    """What was counted of one plan.

    `first_broken` is the first entry at which the journal's chain breaks; `missing` and `damaged` are files by hash;
    `unchecked` the submissions nobody has checked, `stuck` the mails in the act of being sent, both for too long.
    """

    plan: str
    entries: int
    files: int
    first_broken: int | None = None
    missing: Sequence[str] = ()
    damaged: Sequence[str] = ()
    unchecked: int = 0
    stuck: int = 0
    moves: Sequence[ProposedMove] = ()


def findings(examined: Examined) -> Iterator[Finding]:
    """What is to be told of what was counted; nothing of a plan of which all is well."""
    plan = examined.plan
    if examined.first_broken is not None:
        what = f"nhật ký không liền mạch từ mục số {examined.first_broken}"
        yield Finding(plan, what, "giữ nguyên dữ liệu, báo người quản trị: papiplan verify-journal", broken=True)
    for name, hashes in (("mất", examined.missing), ("bị thay đổi", examined.damaged)):
        if hashes:
            more = " …" if len(hashes) > _MOST_NAMED else ""
            named = ", ".join(sha256[:12] for sha256 in hashes[:_MOST_NAMED])
            what = f"{len(hashes):02d} tệp trong kho {name}: {named}{more}"
            yield Finding(plan, what, "báo người quản trị: khôi phục tệp từ bản sao lưu", broken=True)
    if examined.unchecked:
        what = f"{examined.unchecked:02d} hồ sơ chưa được kiểm tra quá một ngày"
        yield Finding(plan, what, 'chạy "90. Lượt theo dõi hằng ngày"')
    if examined.stuck:
        yield Finding(plan, f"{examined.stuck:02d} thư đang gửi dở quá một ngày", 'chạy "92. Gửi thư"')
    for move in examined.moves:
        yield Finding(plan, move.what, move.how)
