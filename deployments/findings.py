"""What `papiplan doctor` says of one thing: how it is, what was seen, what to do. Not here: the looking (`doctor`)."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """Whether something does its work (tốt), is not there and need not be (chưa có), or has to be mended (lỗi)."""

    WELL = "well"
    ABSENT = "absent"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return {Health.WELL: "Tốt", Health.ABSENT: "Chưa có", Health.WRONG: "Lỗi"}[self]


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, what was seen and, unless it is well, what to do; in Vietnamese."""

    what: str
    health: Health
    seen: str
    remedy: str = ""

    def line(self) -> str:
        remedy = f" Cách xử lý: {self.remedy}." if self.remedy else ""
        return f"{self.health.label:<8} {self.what}: {self.seen}.{remedy}"


RUN_UP = "chạy papiplan up"
"""What mends most of it."""
