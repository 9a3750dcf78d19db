"""How a plan ends: closed once its results are confirmed, or cancelled before its time.

Not here: at which stage either is allowed (`lifecycle`).
"""

from dataclasses import dataclass
from datetime import datetime

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.hand_acts import HandAct


@dataclass(frozen=True)
class Ending:
    """How a plan ended (kết thúc): by which act, on whose word and basis; `reason` only where it ended before its time.

    `act` is HandAct.CLOSE or HandAct.CANCEL.
    """

    act: HandAct
    actor: str
    decided_by: str
    basis: str
    reason: str
    recorded_at: datetime

    def sentence(self) -> str:
        """The ending in one line of a list or a screen."""
        how = "Kết thúc, lưu hồ sơ" if self.act is HandAct.CLOSE else "Kết thúc trước thời hạn"
        reason = f". Lý do: {self.reason.rstrip('.')}" if self.reason else ""
        on = short(local_date(self.recorded_at))
        return f"{how} ngày {on} theo quyết định của {self.decided_by} ({self.basis}){reason}"
