"""Everything recorded of a plan up to an instant, and what follows from it about each of its duties.

Not here: the plan's stage and what may be done at it (`lifecycle`), nor how facts are loaded (`database.facts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from papiplan.domain.awards import AwardTaken
from papiplan.domain.bearing import Bearing
from papiplan.domain.deadlines import Calendar, DeadlineRule, due_on, local_date
from papiplan.domain.draft_scores import AskedUnit, ScoreAnswer
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.judging import TargetJudgement, judged_targets
from papiplan.domain.obligations import Obligation, Outcome, Part, Receipt, Standing, Timing, standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import (
    GroupBoundary,
    ProvinceResult,
    ProvinceScores,
    Publication,
    province_result,
)
from papiplan.domain.roster import bearer, exists_on, has_ended
from papiplan.domain.units import Duty, Unit
from papiplan.domain.urgings import WrittenUrging
from papiplan.domain.verdicts import ConfirmedEvaluation


@dataclass(frozen=True)
class Issue:
    """That the plan was issued (ban hành): the number and date which the clerk's office gave, and who signed."""

    number: str
    on: date
    signer: str
    actor: str
    signed_sha256: str
    recorded_at: datetime


@dataclass(frozen=True)
class Consolidation:
    """One revision of the consolidated report (lần tổng hợp): interim (bản tạm tính) or final (chốt).

    `publication_version` is the version of the publication that it shows.
    """

    id: int
    revision: int
    final: bool
    actor: str
    facts_digest: str
    report_ids: tuple[int, ...]
    missing: tuple[str, ...]
    recorded_at: datetime
    publication_version: int = 1


@dataclass(frozen=True)
class UnitScore:
    """One unit's points (điểm theo dõi) with the lines they come apart into, and what is proposed."""

    unit: str
    score: float | None
    parts: Mapping[str, object]
    proposal: str


@dataclass(frozen=True)
class EvaluationRecord:
    """A draft evaluation (dự thảo đánh giá) of one consolidation."""

    id: int
    consolidation_id: int
    facts_digest: str
    units: tuple[UnitScore, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class PublicationVersion:
    """One version of the recorded publication (công bố, đính chính): the newest is in force."""

    version: int
    published_on: date
    actor: str
    reason: str
    recorded_at: datetime


@dataclass(frozen=True)
class Amendment:
    """The document that changed the plan after it was issued (văn bản điều chỉnh)."""

    version: int
    number: str
    on: date
    reason: str
    actor: str
    recorded_at: datetime


@dataclass(frozen=True)
class PlanFacts:
    """Everything recorded of a plan up to an instant: what stages and statuses are derived from.

    `obligations` are those that are owed; `requests` the coordinator's own forms and those that invited units were
    politely asked for: no term, no chasing, no points. `receipts` are keyed by the id of either. `acts` holds confirm,
    close and cancel, `ending` how either of the last was decided. `told` says of which kinds units have been told the
    due date, and when first. `other_years` are the provinces' scores of publications recorded of other years than the
    plan's, `judgements` what officers found of the plan's qualitative targets, in the order of their record, `urgings`
    the letters that were signed about duties. `asked` are the units to which the scores of a draft evaluation were
    sent, `score_answers` what they wrote back, `awards` the steps taken after a `confirmation`.
    """

    definition: PlanDefinition
    issue: Issue | None = None
    obligations: tuple[Obligation, ...] = ()
    receipts: Mapping[int, tuple[Receipt, ...]] = field(default_factory=dict)
    requests: tuple[Obligation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    told: Mapping[SubmissionKind, datetime] = field(default_factory=dict)
    publication: Publication | None = None
    publication_versions: tuple[PublicationVersion, ...] = ()
    other_years: tuple[ProvinceScores, ...] = ()
    judgements: tuple[TargetJudgement, ...] = ()
    urgings: tuple[WrittenUrging, ...] = ()
    asked: tuple[AskedUnit, ...] = ()
    score_answers: tuple[ScoreAnswer, ...] = ()
    confirmation: ConfirmedEvaluation | None = None
    awards: tuple[AwardTaken, ...] = ()
    consolidations: tuple[Consolidation, ...] = ()
    evaluation: EvaluationRecord | None = None
    acts: frozenset[str] = frozenset()
    held: bool = False
    ending: Ending | None = None

    @property
    def cancellation(self) -> Ending | None:
        """How the plan ended before its time; None where it did not."""
        return self.ending if self.ending and self.ending.act is HandAct.CANCEL else None

    @cached_property
    def calendar(self) -> Calendar:
        return self.definition.calendar

    @cached_property
    def timing(self) -> Timing:
        """By what this plan judges whether something came in time."""
        return timing_of(self.definition)

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.definition.units}

    @property
    def final(self) -> Consolidation | None:
        """The newest final consolidation."""
        return next((c for c in reversed(self.consolidations) if c.final), None)

    @property
    def consolidation_is_stale(self) -> bool:
        """Whether the newest final consolidation shows an older version of the publication than the one in force."""
        if self.final is None or self.publication is None:
            return False
        return self.final.publication_version != self.publication.version

    @property
    def evaluation_is_stale(self) -> bool:
        """Whether the newest evaluation rests on a consolidation that is stale, or no longer the newest final one."""
        if self.evaluation is None:
            return False
        return self.final is None or self.consolidation_is_stale or self.evaluation.consolidation_id != self.final.id

    @property
    def latest_published_on(self) -> date | None:
        """The latest day of publication that any version ever stated: no correction makes a term or freeze shorter."""
        return max((version.published_on for version in self.publication_versions), default=None)

    @cached_property
    def compared_definition(self) -> PlanDefinition:
        """The plan as its result is judged: with the other years and the judgements that have been recorded.

        Of a year that was recorded nothing counts that the plan's folder says.
        """
        recorded = {row.year for row in self.other_years}
        kept = tuple(row for row in self.definition.baselines if row.year not in recorded)
        targets = judged_targets(self.definition, self.judgements)
        return replace(self.definition, baselines=(*kept, *self.other_years), targets=targets)

    def standings(self, now: datetime) -> tuple[Standing, ...]:
        """How each obligation stands, in the order of units and kinds."""
        return tuple(self._standing(obligation, now) for obligation in self.obligations)

    def standings_of(self, kind: SubmissionKind, now: datetime) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings(now) if s.obligation.kind is kind)

    def standings_of_all_asked(self, now: datetime) -> tuple[Standing, ...]:
        """How each obligation and each request stands: what a file may answer."""
        return tuple(self._standing(obligation, now) for obligation in (*self.obligations, *self.requests))

    def standing_of(self, obligation: int, now: datetime) -> Standing:
        """How the obligation or request of this id stands; KeyError when there is none."""
        return self._standing({o.id: o for o in (*self.obligations, *self.requests)}[obligation], now)

    def told_standing_of(self, obligation: int, now: datetime) -> Standing:
        """The same as its unit may be told: without a due date while that waits to be confirmed, so late by none."""
        owed = self.standing_of(obligation, now).obligation
        if not self.waits_for_confirmation(owed.kind):
            return self._standing(owed, now)
        return self._standing(replace(owed, due=None, extensions=()), now)

    def _standing(self, obligation: Obligation, now: datetime) -> Standing:
        return standing(obligation, self.receipts_of(obligation), now, self.timing)

    def is_being_checked(self, obligation: int) -> bool:
        """Whether a form for the obligation or request of this id has come and is not checked yet."""
        waiting = self.receipts.get(obligation, ())
        return any(r.part is Part.FORM and r.outcome is Outcome.RECEIVED for r in waiting)

    def receipts_of(self, obligation: Obligation) -> tuple[Receipt, ...]:
        """What came for an obligation, with what a unit that answered for several of its kind sent for another."""
        return self._bearing.receipts_of(obligation)

    @cached_property
    def _bearing(self) -> Bearing:
        return Bearing((*self.obligations, *self.requests), self.receipts, self._units)

    def bearer_of(self, unit: str, now: datetime) -> str:
        """Who stands in for a unit now, and so gets its mails: its successor once it has ended, else itself."""
        return bearer(unit, self._units, local_date(now))

    def is_gone(self, unit: str, now: datetime) -> bool:
        """Whether a unit has ended and nobody took over from it: there is nobody to be told anything."""
        heir = self._units.get(self.bearer_of(unit, now))
        return heir is not None and has_ended(heir, local_date(now))

    def obligation_of(self, unit: str, kind: SubmissionKind) -> Obligation | None:
        """What `unit` owes of this kind, or bears, or is asked for; None for a unit that is not asked at all."""
        asked = [o for o in (*self.obligations, *self.requests) if o.kind is kind]
        owing = (o for o in asked if o.owed_by == unit)
        return next(owing, next((o for o in asked if o.borne_by == unit), None))

    def without_form(self, kind: SubmissionKind, now: datetime) -> frozenset[str]:
        """The units that get no form of a kind: those that ended, begin later, or bear no such duty of the obliged."""
        today = local_date(now)
        return frozenset(
            unit.code
            for unit in self.definition.units
            if not exists_on(unit, today) or (unit.duty is Duty.OBLIGED and self.obligation_of(unit.code, kind) is None)
        )

    def abandoned(self, now: datetime) -> tuple[Standing, ...]:
        """The duties that nobody can meet: their units ended without a successor, and a person has to decide."""
        today = local_date(now)
        return tuple(
            s
            for s in self.standings(now)
            if s.missing is not None and has_ended(self._units[s.obligation.borne_by], today)
        )

    def taken_over(self, now: datetime) -> tuple[tuple[Unit, Unit, Receipt], ...]:
        """The forms of units that had ended when they came: whose form each is, for whom it was taken, and the file."""
        came = ((r, local_date(r.received_at)) for receipts in self.receipts.values() for r in receipts if r.form_unit)
        return tuple(
            (self._units[receipt.form_unit], self._units[heir], receipt)
            for receipt, day in came
            if receipt.received_at <= now and (heir := bearer(receipt.form_unit, self._units, day)) != receipt.form_unit
        )

    def usable(self, kind: SubmissionKind, now: datetime) -> tuple[int, ...]:
        """The submissions whose data are in force, one a unit, those of requests included."""
        asked = (*self.obligations, *self.requests)
        standings = (self._standing(obligation, now) for obligation in asked if obligation.kind is kind)
        return tuple(dict.fromkeys(s.current.submission_id for s in standings if s.current))

    def waits_for_confirmation(self, kind: SubmissionKind) -> bool:
        """Whether what opens the term of a kind was recorded late, and nobody was told of the due date yet.

        Then nothing is sent or chased until an operator keeps the due date or extends it for all.
        """
        return kind not in self.told and self.opened_late(kind)

    def opened_late(self, kind: SubmissionKind) -> bool:
        """Whether units would get less than the rule's days, because what opens a term of theirs was recorded late."""
        opened = self._opened(kind)
        if opened is None:
            return False
        rule, start, recorded_at = opened
        return due_on(local_date(recorded_at), rule, self.calendar) > due_on(start, rule, self.calendar)

    def _opened(self, kind: SubmissionKind) -> tuple[DeadlineRule, date, datetime] | None:
        """What opened the term of a kind: its rule, the day it counts from, and when that was recorded."""
        if kind is SubmissionKind.SUBPLAN and self.issue is not None:
            return self.definition.subplan_rule, self.issue.on, self.issue.recorded_at
        if kind is SubmissionKind.REPORT and self.publication_versions:
            newest = self.publication_versions[-1]
            return self.definition.report_rule, newest.published_on, newest.recorded_at
        return None

    @property
    def awaited_kind(self) -> SubmissionKind:
        """Which of the units' duties the plan is waiting for: reports once the index is published."""
        return SubmissionKind.REPORT if self.publication else SubmissionKind.SUBPLAN

    @property
    def ended(self) -> bool:
        """Whether the plan is closed or cancelled: nothing is received or chased any more."""
        return bool(self.acts & {"close", "cancel"})

    def due_dates(self, kind: SubmissionKind) -> tuple[date, ...]:
        """The effective due dates of the obligations of one kind that have one and are not excused."""
        return tuple(
            o.effective_due_on
            for o in self.obligations
            if o.kind is kind and not o.exempted and o.effective_due_on is not None
        )

    def result(self) -> ProvinceResult | None:
        """What the publication in force says of the plan's province."""
        if self.publication is None:
            return None
        return province_result(
            self.publication,
            self.definition.province,
            boundary_goes_up=self.definition.group_boundary is GroupBoundary.UP,
        )


def timing_of(plan: PlanDefinition) -> Timing:
    """By what a plan judges whether something came in time."""
    return Timing(plan.mend_days, plan.on_time_by, plan.due_time, plan.calendar)
