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
        if unit == self.lead:
            return Role.LEAD
        if unit in self.on_site:
            return Role.ON_SITE
        return Role.SUPPORT if unit in self.support else None


REPORTING_ROLES = (Role.LEAD, Role.ON_SITE)


def actions_of(unit: str, actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions that a unit plans and reports on: those it leads and those it carries out on site."""
    return tuple(action for action in actions if action.role_of(unit) in REPORTING_ROLES)
