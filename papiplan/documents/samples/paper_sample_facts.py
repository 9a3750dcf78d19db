"""A made-up year in which everything happens that a paper can tell of: no table of a template is left without a row.

Not here: the papers (`paper_samples`), nor the plain year of mails (`mail_sample_facts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from papiplan.documents.samples.mail_sample_facts import SHA256, SampleFacts, at, received
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.difficulties import Answer, Difficulty
from papiplan.domain.form_tables import ADDITIONAL_SHEET, INFO_SHEET
from papiplan.domain.form_values import Value
from papiplan.domain.forms import ActionStatus, Rhythm
from papiplan.domain.linked_indices import LINKED_INDICES, LinkedIndex
from papiplan.domain.obligations import Part, Standing
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.promises import Subplans, promised_actions
from papiplan.domain.publication import DIMENSIONS, ProvinceScores, Publication
from papiplan.domain.registers import Inspection, Registers, Supervision
from papiplan.domain.revision_changes import Change
from papiplan.domain.submissions import AcceptedForm, FormRow
from papiplan.domain.units import Duty

LETTER = "812/UBND-NV"
_WORDS = "Nội dung mẫu"


@dataclass(frozen=True)
class FullYear:
    """A plan's year in which its first unit with an action sends all there is, and others nothing."""

    plan: PlanDefinition

    @property
    def sample(self) -> SampleFacts:
        return SampleFacts(replace(self.plan, caveat=self.plan.caveat or "Văn bản mẫu."))

    @property
    def publication(self) -> Publication:
        plan, whole = self.plan, 5.0
        dimensions = (whole,) * len(DIMENSIONS)
        province = ProvinceScores(plan.year, "", plan.province, "", dimensions, whole * len(DIMENSIONS))
        return replace(self.sample.publication, scores=(province,))

    @property
    def changes(self) -> tuple[Change, ...]:
        return (Change("N1.HT", _WORDS, 1, 2),)

    @property
    def letters(self) -> tuple[RecordedDocument, ...]:
        return (RecordedDocument(None, "drafts/mau.docx", LETTER, self.plan.figures_to, ""),)

    @cached_property
    def table(self) -> ConsolidatedTable:
        linked = LinkedIndex(
            index=LINKED_INDICES[0],
            year=self.plan.year,
            published_on=self.plan.figures_to,
            score="85,00",
            rank="10",
            source=_WORDS,
        )
        return consolidate(self.sample.plan, self.standings, self._forms(), self._registers(), [linked])

    @property
    def subplans(self) -> Subplans:
        return Subplans(self.table, promised_actions(self.table.definition, self.standings, self._forms()))

    @property
    def standings(self) -> tuple[Standing, ...]:
        """A duty of each kind: both documents came in time."""
        return tuple(map(self._standing, FORM_KINDS))

    def _standing(self, kind: SubmissionKind) -> Standing:
        came, now = (at(self.sample.due(each).on) for each in (kind, SubmissionKind.REPORT))
        files = received(came, Part.FORM), received(came, Part.SIGNED)
        standing = self.sample.standing(kind, now, *files)
        return replace(standing, obligation=replace(standing.obligation, owed_by=self._unit, borne_by=self._unit))

    @property
    def _unit(self) -> str:
        units = [unit.code for unit in self.plan.obliged_units]
        return next((unit for unit in units if self.plan.actions_of(unit)), units[0])

    def _forms(self) -> Iterator[AcceptedForm]:
        for kind in FORM_KINDS:
            came = at(self.sample.due(kind).on)
            yield AcceptedForm(1, self._unit, kind, SHA256, came, tuple(self._rows(kind)), typed_from="57/KH-UBND")

    def _rows(self, kind: SubmissionKind) -> Iterator[FormRow]:
        day = self.plan.figures_to.isoformat()
        promised: dict[str, Value] = {
            **dict.fromkeys(("measures", "unit_target", "planned_evidence", "person", "person_title"), _WORDS),
            "target_number": 4,
            "measure_unit": "quý",
            "rhythm": Rhythm.QUARTERLY.value,
            **dict.fromkeys(("starts_on", "ends_on"), day),
        }
        reported: dict[str, Value] = {
            "status": ActionStatus.IN_PROGRESS.value,
            "result": _WORDS,
            "result_number": 2,
            "evidence": _WORDS,
            "weakness": _WORDS,
            "new_due_on": day,
        }
        answered = promised if kind is SubmissionKind.SUBPLAN else {**promised, **reported}
        for n, action in enumerate(self.plan.actions_of(self._unit), start=9):
            yield FormRow(kind.sheet, n, action.code, answered, dict.fromkeys(answered, f"I{n}"))
        added: dict[str, Value] = {
            "dimension": f"1. {DIMENSIONS[0]}",
            "action": _WORDS,
            "target": _WORDS,
            "result": _WORDS,
        }
        yield FormRow(ADDITIONAL_SHEET, 5, "", added, dict.fromkeys(added, "B5"))
        overall: dict[str, Value] = {
            "docs_issued": 1,
            "meetings": 1,
            "communications": 1,
            "self_checks": 1,
            "strengths": _WORDS,
            "weaknesses": _WORDS,
            "next_actions": _WORDS,
        }
        yield FormRow(INFO_SHEET, 0, "", overall, dict.fromkeys(overall, "B9"))

    def _registers(self) -> Registers:
        day, unit = self.plan.figures_to, self._unit
        invited = [each.code for each in self.plan.units if each.duty is Duty.INVITED]
        answer = Answer(answer=_WORDS, answered_by=_WORDS, basis=_WORDS)
        raised = Difficulty(unit=unit, action="", difficulty=_WORDS, cause=_WORDS, proposal=_WORDS)
        return Registers(
            inspections=(Inspection(unit=unit, on=day, inspector=_WORDS, findings=_WORDS),),
            supervisions=tuple(Supervision(organisation=each, on=day, content=_WORDS) for each in invited[:1]),
            difficulties=(raised, replace(raised, difficulty=f"{_WORDS} khác", answer=answer)),
        )
