"""The ids of a consolidation's figures (mã số liệu): short enough to be said by telephone, equal in every revision.

"N2.HT" counts the done of dimension 2, "2.3.1.CBC" those of action 2.3.1 without a report, "2.3.1/phuong-2" is what one
unit reported, "KH/phuong-2" what it sent, "D2.2023" a score. Not here: what the figures are (`figures`).
"""

from collections.abc import Collection, Mapping

from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import normalised

TOTAL = "T"
"""All pairs of action and unit; those of a dimension are N1 … N8, those of an action have its code."""

COUNTED = "TS"
"""How many pairs of action and unit there are, whatever their status."""

STATUS_CODES: Mapping[ActionStatus, str] = {
    ActionStatus.DONE: "HT",
    ActionStatus.IN_PROGRESS: "DTH",
    ActionStatus.NOT_STARTED: "CTH",
    ActionStatus.NOT_APPLICABLE: "KPS",
    ActionStatus.UNREPORTED: "CBC",
}

KIND_CODES: Mapping[SubmissionKind, str] = {SubmissionKind.SUBPLAN: "KH", SubmissionKind.REPORT: "BC"}

INFO_CODES: Mapping[str, str] = {
    "docs_issued": "TT.VB",
    "meetings": "TT.HN",
    "communications": "TT.TB",
    "self_checks": "TT.TKT",
}
"""The counts of "Thông tin chung": documents, meetings, news, own checks."""

RESULT, TARGET = "KQ", "CT"
"""A unit's result and its target as numbers, after the id of its row."""

CHANGE = "CL"
"""A score's change (chênh lệch), after its figure."""

REMEDIES = "KN.TS"
"""What inspections asked to mend."""

RANK, GROUP = "D.XH", "D.NHOM"
"""The province's rank and group by its total."""


def dimension_scope(dimension: int) -> str:
    return f"N{dimension}"


def status_figure(scope: str, status: ActionStatus) -> str:
    """How many pairs of `scope` (`TOTAL`, a dimension's or an action's code) stand so."""
    return f"{scope}.{STATUS_CODES[status]}"


def counted_figure(scope: str) -> str:
    return f"{scope}.{COUNTED}"


def sum_figure(action: str, measure_unit: str) -> str:
    """The sum of an action's results in one measure: "2.3.1.TC.quy"."""
    return f"{action}.TC.{_measure(measure_unit)}"


def target_sum_figure(action: str, measure_unit: str) -> str:
    """The sum of what the same units had promised: "2.3.1.CT.quy"."""
    return f"{action}.{TARGET}.{_measure(measure_unit)}"


def _measure(measure_unit: str) -> str:
    return normalised(measure_unit).replace(" ", "-")


def row_figure(action: str, unit: str) -> str:
    """What one unit reported of one action."""
    return f"{action}/{unit}"


def is_of_row(id_: str, units: Collection[str]) -> bool:
    """Whether a figure is what one of these units reported of one action."""
    scope, _, unit = id_.partition("/")
    code = unit.removesuffix(f".{RESULT}").removesuffix(f".{TARGET}")
    return scope not in KIND_CODES.values() and code in units


def sending_figure(kind: SubmissionKind, owed_by: str) -> str:
    """How the duty of one unit stands."""
    return f"{KIND_CODES[kind]}/{owed_by}"


def score_scope(figure: str) -> str:
    """A dimension's score "D2", the total "D"."""
    return "D" if figure == "total" else figure


def linked_figure(index: str, year: int) -> str:
    """The result of another index: "PAR-INDEX.2023"."""
    return f"{index.upper().replace(' ', '-')}.{year}"


def target_figure(n: int) -> str:
    """The plan's n-th target."""
    return f"M{n}"


def spoken(words: str) -> str:
    """An id as people type or read it out, brought to one spelling: "n2. ht" is "N2.HT"."""
    return "".join(words.split()).casefold()
