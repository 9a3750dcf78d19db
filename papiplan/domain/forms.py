"""The form a unit fills (biểu): whose it is, what it is called, and the words that its choices offer.

Not here: its sheets and columns (`form_tables`), how it looks in Excel (`documents.forms.form_writing`), nor what a
filled one got wrong (`submissions`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from papiplan.domain.plans import SubmissionKind


class ActionStatus(StrEnum):
    """How an action stands (tình trạng), in its unit's own words; UNREPORTED is ours and no unit can choose it.

    A unit without a report is unknown, never "not started".
    """

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"
    UNREPORTED = "unreported"

    @property
    def label(self) -> str:
        return {
            ActionStatus.DONE: "Hoàn thành",
            ActionStatus.IN_PROGRESS: "Đang thực hiện",
            ActionStatus.NOT_STARTED: "Chưa thực hiện",
            ActionStatus.NOT_APPLICABLE: "Không phát sinh",
            ActionStatus.UNREPORTED: "Chưa có báo cáo",
        }[self]


class Rhythm(StrEnum):
    """How a unit spreads an action over the year (cách thực hiện)."""

    MILESTONE = "milestone"
    CONTINUOUS = "continuous"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AS_IT_ARISES = "as_it_arises"

    @property
    def label(self) -> str:
        return {
            Rhythm.MILESTONE: "Theo mốc",
            Rhythm.CONTINUOUS: "Thường xuyên",
            Rhythm.MONTHLY: "Hằng tháng",
            Rhythm.QUARTERLY: "Hằng quý",
            Rhythm.AS_IT_ARISES: "Theo đợt phát sinh",
        }[self]


MEASURE_UNITS: tuple[str, ...] = (
    "%",
    "lần",
    "cuộc",
    "quý",
    "văn bản",
    "tin bài",
    "người",
    "hộ",
    "hồ sơ",
    "vụ việc",
    "công trình",
    "điểm",
    "khác",
)
"""What a number may count (đơn vị tính)."""


@dataclass(frozen=True)
class Promise:
    """What a unit's sub-plan promised for one action, printed beside it in the report form.

    `rhythm` is a value of `Rhythm`, empty where unknown: an action done by a milestone (theo mốc) owes its day.
    """

    measures: str
    unit_target: str
    target_number: float | None
    measure_unit: str
    rhythm: str = ""


@dataclass(frozen=True)
class Form:
    """One issued form. `id` is unguessable and identifies it when it comes back; `code` is its visible name.

    `code` reads PAPI2023-PHUONG-2-KH-v1. `promises` are by action code, empty in a sub-plan's form.
    """

    id: str
    code: str
    plan: str
    unit: str
    kind: SubmissionKind
    version: int
    promises: Mapping[str, Promise] = field(default_factory=dict)


CODE_LABEL = "Mã biểu: "
"""What stands before a form's code in cell B2 of each of its sheets."""

IDENTITY_SHEET = "papiplan"
"""The sheet that nobody sees: its cell A1 holds the form's id, A2 its code."""

ID_PROPERTY, CODE_PROPERTY = "papiplan_form", "papiplan_code"
"""The document properties that hold the same, for the programs that drop hidden sheets."""

_CODES = {SubmissionKind.SUBPLAN: "KH", SubmissionKind.REPORT: "BC"}
_FILE_WORDS = {SubmissionKind.SUBPLAN: "KE-HOACH", SubmissionKind.REPORT: "BAO-CAO"}


def form_code(index: str, year: int, unit: str, kind: SubmissionKind, version: int) -> str:
    """The visible name of a form (mã biểu).

    >>> form_code("PAPI", 2023, "phuong-2", SubmissionKind.SUBPLAN, 1)
    'PAPI2023-PHUONG-2-KH-v1'
    """
    return f"{index}{year}-{unit.upper()}-{_CODES[kind]}-v{version}"


def form_file_name(index: str, year: int, unit: str, kind: SubmissionKind, version: int) -> str:
    """The name under which a form is sent.

    >>> form_file_name("PAPI", 2023, "phuong-2", SubmissionKind.REPORT, 1)
    'PAPI2023_PHUONG-2_BAO-CAO_v1.xlsx'
    """
    return f"{index}{year}_{unit.upper()}_{_FILE_WORDS[kind]}_v{version}.xlsx"


def draft_file_name(unit: str, kind: SubmissionKind) -> str:
    """The name of the draft of a unit's own paper, made from its form.

    >>> draft_file_name("phuong-2", SubmissionKind.SUBPLAN)
    'DU-THAO_KE-HOACH_PHUONG-2.docx'
    """
    return f"DU-THAO_{_FILE_WORDS[kind]}_{unit.upper()}.docx"
