"""What an archive of a plan holds (hồ sơ lưu trữ): its files with their hashes, how the plan ended, the journal's head.

Not here: where a file may lie in it (`archive_paths`), how it is packed and checked
(`documents.archives.archive_writing`, `documents.archives.archive_checking`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from papiplan.domain.endings import Ending
from papiplan.domain.journal_chain import CheckedChain, Link, check_chain
from papiplan.domain.messages import DeliveryState

FOLDER = "archive/"
"""Where the readable tree has a plan's archive; what lies there is in no archive itself."""


def archive_path(plan: str) -> str:
    """Where the archive of a plan lies in its readable tree."""
    return f"{FOLDER}{plan}-luu-tru.zip"


class ArchivedKind(StrEnum):
    """What a file of an archive is (loại hồ sơ)."""

    PLAN = "plan"
    RECEIVED = "received"
    MAIL_RECEIVED = "mail_received"
    MAIL_SENT = "mail_sent"
    PAPER = "paper"
    RESULT = "result"
    OTHER = "other"
    TABLE = "table"
    JOURNAL = "journal"
    LIST = "list"

    @property
    def label(self) -> str:
        return {
            ArchivedKind.PLAN: "Thư mục kế hoạch, bản đã ký",
            ArchivedKind.RECEIVED: "Hồ sơ nhận của đơn vị",
            ArchivedKind.MAIL_RECEIVED: "Thư đến",
            ArchivedKind.MAIL_SENT: "Thư đi",
            ArchivedKind.PAPER: "Văn bản, bảng, biểu",
            ArchivedKind.RESULT: "Kết quả công bố",
            ArchivedKind.OTHER: "Tệp khác",
            ArchivedKind.TABLE: "Bảng dữ liệu",
            ArchivedKind.JOURNAL: "Nhật ký",
            ArchivedKind.LIST: "Danh mục",
        }[self]


@dataclass(frozen=True)
class KeptFile:
    """A file at rest that belongs into an archive: at which place, of which hash, and what it is, in words."""

    kind: ArchivedKind
    path: str
    sha256: str
    what: str


@dataclass(frozen=True)
class ArchivedFile:
    """A file in an archive: its place, size in bytes and hash."""

    kind: ArchivedKind
    path: str
    size: int
    sha256: str
    what: str


@dataclass(frozen=True)
class SentMail:
    """A mail to one address as it stood at the end: `message` numbers its file, `answer` is the mail server's last."""

    message: int
    addressee: str
    address: str
    subject: str
    state: DeliveryState
    sent_at: datetime | None
    answer: str


@dataclass(frozen=True)
class ArchivedPlan:
    """Which plan an archive is of: enough to know it where there is no database.

    `number` and `issued_on` (as printed) are those of its issue, `year` is the index's; `units` how many units it has,
    `obliged` how many of them had to send.
    """

    id: str
    title: str
    index: str
    year: int
    number: str
    issued_on: str
    issuer: str
    units: int
    obliged: int


@dataclass(frozen=True)
class Manifest:
    """The list of an archive (danh mục): every other file in it, and the head of the journal that lies in it.

    The journal reaches up to the entry of the ending. `missing` are files that the store had lost when it was made.
    """

    plan: ArchivedPlan
    ending: Ending
    journal_entries: int
    journal_head: str
    files: tuple[ArchivedFile, ...]
    missing: tuple[KeptFile, ...]

    def count(self, *kinds: ArchivedKind) -> int:
        """How many of the files are of these kinds."""
        return sum(file.kind in kinds for file in self.files)


def journal_faults(manifest: Manifest, links: Iterable[Link]) -> tuple[str, ...]:
    """What is wrong with the journal of an archive: where its chain breaks, or that it ends elsewhere than listed."""
    found: CheckedChain = check_chain(manifest.plan.id, links)
    if found.first_broken is not None:
        return (f"Nhật ký bị đứt từ dòng {found.first_broken}",)
    if (found.entries, found.head) == (manifest.journal_entries, manifest.journal_head):
        return ()
    return (
        f"Nhật ký có {found.entries} dòng, mã cuối {found.head}; danh mục ghi {manifest.journal_entries} dòng, "
        f"mã cuối {manifest.journal_head}",
    )
