"""The evaluation (đánh giá): the province's result against the year before and the targets, the units by their duties.

PAPI scores provinces only: a unit is judged on time, completeness and results, the province's score is context.
Everything in an `Evaluation` is a plain value, so that `dataclasses.asdict` makes JSON of it.

Not here: the points (`scoring`) and what is proposed (`proposals`), nor the paper printed of it (`documents`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papiplan.domain.deadlines import Calendar
from papiplan.domain.facts import UnitScore
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.proposals import Proposal, commendable_from, grade, propose
from papiplan.domain.province_evaluation import ProvinceEvaluation, evaluate_province
from papiplan.domain.publication import Publication
from papiplan.domain.scoring import score, total
from papiplan.domain.scoring_words import ScoreLine, lines
from papiplan.domain.serving_actions import ServedDimension
from papiplan.domain.submissions import AcceptedForm
from papiplan.domain.unit_recording import Freeze, unit_records
from papiplan.domain.unit_records import UnitRecord
from papiplan.domain.units import Unit, vietnamese_order
from papiplan.domain.urgings import WrittenUrging


@dataclass(frozen=True)
class UnitEvaluation:
    """One unit's points, class and proposal. `score` is None when nothing applied to it; `group` is its khối."""

    unit: str
    name: str
    group: str
    score: float | None
    grade: str
    proposal: Proposal
    reasons: tuple[str, ...]
    lines: tuple[ScoreLine, ...]

    @property
    def recorded(self) -> UnitScore:
        """What the plan's record keeps of it."""
        parts = {line.criterion.value: _part(line) for line in self.lines}
        return UnitScore(self.unit, self.score, parts, self.proposal.value)


def _part(line: ScoreLine) -> dict[str, float | str]:
    return {"earned": line.earned, "max": line.most, "sentence": line.sentence}


@dataclass(frozen=True)
class Evaluation:
    """A draft evaluation: the province, and the obliged units by khối, each khối in Vietnamese order.

    `served` are the eight dimensions with the plan's actions for them.
    """

    province: ProvinceEvaluation
    units: tuple[UnitEvaluation, ...]
    served: tuple[ServedDimension, ...] = ()


def evaluate(
    definition: PlanDefinition,
    publication: Publication,
    standings: Iterable[Standing],
    forms: Iterable[AcceptedForm],
    freeze: Freeze,
    calendar: Calendar,
    served: tuple[ServedDimension, ...] = (),
    urgings: Sequence[WrittenUrging] = (),
) -> Evaluation:
    """The evaluation of the final consolidation (chốt) at `freeze.final_at`.

    `forms` may hold every accepted version: of one unit and kind the newest that came by the freeze counts. Reports
    after the chốt and sub-plans after the day of publication are worth nothing. `served` is what the final
    consolidation says of the dimensions (`serving_actions`), `urgings` are the letters that were signed.
    """
    records = unit_records(definition, standings, forms, freeze, calendar, urgings)
    return Evaluation(evaluate_province(definition, publication), evaluate_units(definition, records), served)


def evaluate_units(definition: PlanDefinition, records: Iterable[UnitRecord]) -> tuple[UnitEvaluation, ...]:
    """The units judged, each against its own khối only."""
    khoi: defaultdict[str, list[tuple[Unit, UnitRecord]]] = defaultdict(list)
    for record in records:
        unit = definition.unit(record.unit)
        khoi[unit.group].append((unit, record))
    place = {group.code: n for n, group in enumerate(definition.groups)}
    in_order = sorted(khoi, key=lambda group: place.get(group, len(place)))
    return tuple(judged for group in in_order for judged in _evaluate_khoi(definition, khoi[group]))


def _evaluate_khoi(definition: PlanDefinition, khoi: Sequence[tuple[Unit, UnitRecord]]) -> list[UnitEvaluation]:
    scored = {unit.code: score(record, definition.scoring) for unit, record in khoi}
    border = commendable_from([total(points) for points in scored.values()], definition.scoring)
    judged = []
    for unit, record in sorted(khoi, key=lambda pair: vietnamese_order(pair[0].name)):
        points = scored[unit.code]
        reached = total(points)
        proposal, reasons = propose(record, reached, border, definition.scoring)
        judged.append(
            UnitEvaluation(
                unit=unit.code,
                name=unit.name,
                group=unit.group,
                score=None if reached is None else float(reached),
                grade=grade(reached, definition.scoring),
                proposal=proposal,
                reasons=reasons,
                lines=lines(record, points, definition.scoring),
            )
        )
    return judged
