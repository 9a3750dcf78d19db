"""What a new plan folder holds beside its blanks, where it is made from an earlier plan.

Not here: what is carried over (`carried_plan`), nor how it is laid out (`plan_skeleton`, `plan_skeleton_workbook`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from papiplan.documents.plan_folders.plan_fields import Fields
from papiplan.documents.plan_folders.plan_schema import PlanFields

Row = Mapping[str, str]
"""A row of a table as a person types it, by the columns' keys; after a `#` in its first column it is a note."""


@dataclass(frozen=True)
class Filling:
    """What is filled in: fields, and rows by their table; `files` lie in the folder as they are.

    `remarks` are told beside a field, by its dotted key ("targets.1.figure").
    """

    fields: PlanFields | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[type[Fields], Sequence[Row]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


NOTHING = Filling()
"""All blanks are left to whoever fills them."""
