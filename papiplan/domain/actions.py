"""What a plan wants done: the rows of its appendix, and whose they are.

Not here: what units answer about them (`submissions`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """How a unit takes part in an action (vai trò): it reports on the first two, the third only names it."""

    LEAD = "lead"
    ON_SITE = "on_site"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        return {Role.LEAD: "Chủ trì", Role.ON_SITE: "Thực hiện tại địa bàn", Role.SUPPORT: "Phối hợp"}[self]


@dataclass(frozen=True)
class Action:
    """A row of the plan's appendix (nhiệm vụ, giải pháp).

    `dimension` is 1-8; `lead`, `on_site` and `support` are unit codes, groups already expanded; `partners` is the
    wording of the cooperating units as the appendix prints it.
    """

    code: str
    dimension: int
    subdimension: str
    subdimension_name: str
    text: str
    lead: str
    on_site: tuple[str, ...]
    support: tuple[str, ...]
    partners: str
    target: str
    timing: str
    output: str
    indices: tuple[str, ...] = ("PAPI",)

    def role_of(self, unit: str) -> Role | None:
        """How the unit of this code takes part, of several ways the strongest; None when it does not."""
        if unit == self.lead:
            return Role.LEAD
        if unit in self.on_site:
            return Role.ON_SITE
        return Role.SUPPORT if unit in self.support else None


REPORTING_ROLES = (Role.LEAD, Role.ON_SITE)
"""The roles on which a unit plans and reports."""


def strongest_role(units: Iterable[str], action: Action) -> Role | None:
    """The strongest role of any of these units in an action; None when none takes part."""
    roles = {action.role_of(unit) for unit in units}
    return next((role for role in Role if role in roles), None)
