"""`papiplan status`: how a plan stood at an instant, as plain values and as a table. Reading only, without Prefect."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.table import Table

from papiplan.database import Database, messages, outcomes
from papiplan.database.facts import load_facts
from papiplan.domain.deadlines import VIETNAM, DeadlineRule, local_date, short
from papiplan.domain.lifecycle import Consolidation, PlanFacts, stage
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Standing, Status, late_words
from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class PlanStatus:
    """A plan's facts as at `now`, with how its mails and documents stood."""

    facts: PlanFacts
    now: datetime
    deliveries: Mapping[DeliveryState, int]
    documents: tuple[str, ...]

    @classmethod
    def read(cls, database: Database, plan: str, now: datetime) -> "PlanStatus":
        """Read the status of `plan`; Refused for an unknown one."""
        with database.reading() as connection:
            return cls(
                facts=load_facts(connection, plan, now),
                now=now,
                deliveries=messages.count_deliveries(connection, plan, now),
                documents=tuple(outcomes.load_documents(connection, plan, now)),
            )

    def as_json(self) -> dict[str, Any]:
        """The frozen contract of `status --json`; keys may be added, never changed."""
        facts = self.facts
        return {
            "plan": facts.definition.id,
            "stage": stage(facts, self.now).value,
            "held": facts.held,
            "now": _iso(self.now),
            "obligations": [self._obligation(standing) for standing in facts.standings(self.now)],
            "deliveries": {state.value: count for state, count in self.deliveries.items()},
            "publication": self._publication(),
            "consolidation": self._consolidation(facts.consolidations[-1]) if facts.consolidations else None,
            "evaluation": self._evaluation(),
        }

    def _obligation(self, standing: Standing) -> dict[str, Any]:
        obligation, current = standing.obligation, standing.current
        due = obligation.effective_due_on
        return {
            "unit": obligation.borne_by,
            "name": self.facts.definition.unit(obligation.borne_by).name,
            "kind": obligation.kind.value,
            "occasion": obligation.occasion,
            "due_on": due.isoformat() if due else None,
            "due_rule": obligation.due_rule or self._rule_ahead(obligation.kind),
            "status": standing.status.value,
            "missing": standing.missing.value if standing.missing else None,
            "received_at": _iso(standing.received_at),
            "late_working_days": standing.late_working_days,
            "usable": standing.usable,
            "current": current
            and {"version": current.version, "sha256": current.sha256, "received_at": _iso(current.received_at)},
        }

    def _rule_ahead(self, kind: SubmissionKind) -> str:
        """The rule of an obligation that has no due date yet."""
        rules: Mapping[SubmissionKind, tuple[DeadlineRule, str]] = {
            SubmissionKind.SUBPLAN: (self.facts.definition.subplan_rule, "Kế hoạch ban hành"),
            SubmissionKind.REPORT: (self.facts.definition.report_rule, "công bố Chỉ số"),
        }
        rule, event = rules[kind]
        return f"{rule.days:02d} {rule.counting.label} kể từ ngày {event}"

    def _publication(self) -> dict[str, Any] | None:
        publication, result = self.facts.publication, self.facts.result()
        if publication is None or result is None:
            return None
        return {
            "index": publication.index,
            "year": publication.year,
            "published_on": publication.published_on.isoformat(),
            "province_scored": result.scored,
            "provinces_scored": result.provinces_scored,
            "total": result.total,
            "rank": result.rank,
            "group": result.group,
            "group_source": result.group_source,
        }

    def _consolidation(self, consolidation: Consolidation) -> dict[str, Any]:
        folder = f"consolidated/{consolidation.revision}/"
        return {
            "revision": consolidation.revision,
            "final": consolidation.final,
            "reports": len(consolidation.report_ids),
            "missing": list(consolidation.missing),
            "files": [f"plans/{self.facts.definition.id}/{d}" for d in self.documents if d.startswith(folder)],
        }

    def _evaluation(self) -> dict[str, Any] | None:
        evaluation = self.facts.evaluation
        if evaluation is None:
            return None
        return {
            "units": [
                {"unit": u.unit, "score": u.score, "parts": dict(u.parts), "proposal": u.proposal}
                for u in evaluation.units
            ]
        }

    def as_table(self) -> Table:
        """The units with how each of their duties stands, as an officer reads it."""
        facts = self.facts
        table = Table(title=f"{facts.definition.short}: {stage(facts, self.now).label}")
        for head in ("Đơn vị", *(self._head(kind) for kind in SubmissionKind)):
            table.add_column(head)
        by_unit: defaultdict[str, dict[SubmissionKind, str]] = defaultdict(dict)
        for standing in facts.standings(self.now):
            by_unit[standing.obligation.borne_by][standing.obligation.kind] = _in_words(standing)
        for unit, words in by_unit.items():
            table.add_row(facts.definition.unit(unit).short, *(words.get(kind, "") for kind in SubmissionKind))
        return table

    def _head(self, kind: SubmissionKind) -> str:
        """A kind's column with the plan's due date for it; an extension shows in the unit's own line."""
        dues = [o.due.on for o in self.facts.obligations if o.kind is kind and o.due]
        return f"{kind.sheet} (hạn {short(dues[0])})" if dues else f"{kind.sheet} (chờ công bố)"


def _in_words(standing: Standing) -> str:
    """Đúng hạn, 28/6/2023, đã hoàn thiện · Chờ bản ký."""
    words = [standing.status.label]
    if standing.received_at:
        words.append(short(local_date(standing.received_at)))
    if standing.status is Status.LATE:
        words.append(late_words(standing.late_working_days))
    if standing.mended:
        words.append("đã hoàn thiện")
    if standing.obligation.extensions and standing.obligation.effective_due_on:
        words.append(f"gia hạn đến {short(standing.obligation.effective_due_on)}")
    missing = f" · {standing.missing.label}" if standing.missing and standing.received_at else ""
    return ", ".join(words) + missing


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(VIETNAM).isoformat() if instant else None
