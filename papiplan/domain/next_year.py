"""Next year's plan as a plan on record suggests it: what is carried over, what is proposed, what a person must state.

Pure. Not here: the folder that it is written into (`documents.plan_folders.carried_plan`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from papiplan.domain.carried_actions import CarriedAction, carried_actions
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.facts import PlanFacts
from papiplan.domain.next_roster import heir_in, roster_on
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.proposed_targets import ProposedTarget, proposed_targets
from papiplan.domain.publication import ProvinceScores
from papiplan.domain.units import Unit

MOST_LETTERS = 40
"""How long the id of a plan may be."""


@dataclass(frozen=True)
class NextYear:
    """What the plan of `year` begins with: `before` is the plan that it comes from, as last amended.

    `units` and `coordinator_unit` are those of the day it is made on; `results` the provinces' scores at hand.
    """

    before: PlanDefinition
    id: str
    year: int
    units: tuple[Unit, ...]
    coordinator_unit: str
    actions: tuple[CarriedAction, ...]
    targets: tuple[ProposedTarget, ...]
    results: tuple[ProvinceScores, ...]

    def renamed(self, text: str) -> str:
        """A text of the plan before, about this year."""
        return re.sub(rf"(?i)\b(năm )({self.before.year})\b", rf"\g<1>{self.year}", text)

    def is_dated(self, text: str) -> bool:
        """Whether a text names the year that is over or the one it was compared with, other than in a citation."""
        years = f"{self.before.year}|{self.before.year - 1}"
        return bool(re.search(rf"(?<!\d)({years})(?![\d/])", _CITED.sub("", text)))


_CITED = re.compile(r"(?i)\bsố \S+( ngày (\d+ tháng \d+ năm \d{4}|\d+/\d+/\d{4}))?")
"""A document by number and date: "số 184/KH-UBND ngày 22 tháng 5 năm 2023"."""


def next_year(
    facts: PlanFacts,
    definition: PlanDefinition,
    final: ConsolidatedTable | None,
    year: int,
    taken: Collection[str],
    day: date,
) -> NextYear:
    """The plan of `year` out of the facts of an earlier one, for the units that stand on `day`.

    `definition` is that plan with all that is known of its roster, mergers ahead included; `final` its final
    consolidation, `taken` the ids of plans on record. Refused for a year that is not a later one.
    """
    if year <= definition.year:
        found = f"năm {year} không sau năm {definition.year} của kế hoạch {definition.id}"
        raise Refused(Problem("Năm", found, f"Ghi năm {definition.year + 1} hoặc sau đó."))
    published = facts.publication
    scores = (*facts.compared_definition.baselines, *(published.scores if published else ()))
    return NextYear(
        before=definition,
        id=next_id(definition, year, taken),
        year=year,
        units=roster_on(definition.units, day),
        coordinator_unit=heir_in(definition.coordinator_unit, definition.units, day),
        actions=carried_actions(definition, final, day),
        targets=proposed_targets(facts.compared_definition, published) if published else (),
        results=tuple(row for row in scores if row.year < year),
    )


def next_id(definition: PlanDefinition, year: int, taken: Collection[str]) -> str:
    """The plan's id with the year in it replaced, or added; with a number behind it where that id is taken."""
    old = str(definition.year)
    base = (
        definition.id.replace(old, str(year)) if old in definition.id else f"{definition.id[: MOST_LETTERS - 5]}-{year}"
    )
    proposed, number = base, 1
    while proposed in taken:
        number += 1
        proposed = f"{base[: MOST_LETTERS - 4].rstrip('-')}-{number}"
    return proposed
