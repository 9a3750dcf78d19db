"""`papiplan status`: how a plan stood at an instant, as plain values and as a table. Reading only, without Prefect."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from rich.table import Table

from papiplan.database import Database, deliveries, outcomes
from papiplan.database.facts import load_facts
from papiplan.documents.boards.state_notes import state_notes
from papiplan.documents.wording import bearer_short, tally_words
from papiplan.domain.deadlines import VIETNAM, DeadlineRule, local_date, short
from papiplan.domain.doors import door_words
from papiplan.domain.endings import Ending
from papiplan.domain.facts import Consolidation, PlanFacts, PublicationVersion
from papiplan.domain.lifecycle import stage
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Decision, Standing, Status, late_words
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.standing_words import exception_words
from papiplan.domain.tallies import SendingTally, sending_tally


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
                deliveries=deliveries.count_deliveries(connection, plan, now),
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
            "figures": {kind.value: _figures(self._tally(kind)) for kind in SubmissionKind},
            "deliveries": {state.value: count for state, count in self.deliveries.items()},
            "publication_versions": [_dated(version) for version in facts.publication_versions],
            "stale": {"consolidation": facts.consolidation_is_stale, "evaluation": facts.evaluation_is_stale},
            "cancellation": _dated(facts.cancellation) if facts.cancellation else None,
            "ending": _dated(facts.ending) if facts.ending else None,
            "publication": self._publication(),
            "consolidation": self._consolidation(facts.consolidations[-1]) if facts.consolidations else None,
            "evaluation": self._evaluation(),
        }

    def _obligation(self, standing: Standing) -> dict[str, Any]:
        obligation, current = standing.obligation, standing.current
        due = obligation.effective_due_on
        return {
            "unit": obligation.borne_by,
            "owed_by": obligation.owed_by,
            "name": self.facts.definition.unit(obligation.borne_by).name,
            "kind": obligation.kind.value,
            "occasion": obligation.occasion,
            "subject": obligation.subject,
            "due_on": due.isoformat() if due else None,
            "due_rule": obligation.due_rule or self._rule_ahead(obligation.kind),
            "status": standing.status.value,
            "missing": standing.missing.value if standing.missing else None,
            "received_at": _iso(standing.received_at),
            "channel": standing.counted.channel if standing.counted else None,
            "entered_at": _iso(standing.counted.entered_at) if standing.counted else None,
            "late_working_days": standing.late_working_days,
            "extension": _extension(standing),
            "exemption": _decision(obligation.exemption.decision) if obligation.exemption else None,
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
        title = f"{facts.definition.short}: {stage(facts, self.now).label}"
        table = Table(title=title, caption="\n".join(state_notes(facts)) or None, show_footer=True)
        asked = {*FORM_KINDS, *(obligation.kind for obligation in facts.obligations)}
        kinds = [kind for kind in SubmissionKind if kind in asked]
        table.add_column("Đơn vị", footer="Cộng")
        for kind in kinds:
            table.add_column(self._head(kind), footer=tally_words(self._tally(kind)))
        by_unit: defaultdict[str, defaultdict[SubmissionKind, list[str]]] = defaultdict(lambda: defaultdict(list))
        for standing in facts.standings(self.now):
            owed = standing.obligation
            by_unit[bearer_short(facts.definition, owed)][owed.kind].append(_in_words(standing))
        for name, words in by_unit.items():
            table.add_row(name, *("\n".join(words[kind]) for kind in kinds))
        return table

    def _tally(self, kind: SubmissionKind) -> SendingTally:
        return sending_tally(self.facts.standings_of(kind, self.now))

    def _head(self, kind: SubmissionKind) -> str:
        """A kind's column with the plan's due date for it; an extension shows in the unit's own line."""
        if kind not in FORM_KINDS:
            return kind.paper
        dues = [o.due.on for o in self.facts.obligations if o.kind is kind and o.due]
        return f"{kind.sheet} (hạn {short(dues[0])})" if dues else f"{kind.sheet} (chờ công bố)"


def _in_words(standing: Standing) -> str:
    """Đúng hạn, 28/6/2023 (hộp thư), đã hoàn thiện · Chờ bản ký."""
    words = [standing.status.label + exception_words(standing)]
    if standing.counted:
        counted = standing.counted
        words.append(short(local_date(counted.received_at)) + door_words(counted.channel, counted.entered_at))
    if standing.status is Status.LATE:
        words.append(late_words(standing.late_working_days))
    if standing.mended:
        words.append("đã hoàn thiện")
    missing = f" · {standing.missing.label}" if standing.missing and standing.received_at else ""
    return ", ".join(words) + missing


def _extension(standing: Standing) -> dict[str, Any] | None:
    """The extension in force beside the due date that the rule gave."""
    obligation, extension = standing.obligation, standing.obligation.extension
    if extension is None or obligation.due is None:
        return None
    return {
        "due_on_by_rule": obligation.due.on.isoformat(),
        "until": extension.until.isoformat(),
        "after_due": standing.extended_after_due,
        "ours": extension.ours,
        **_decision(extension.decision),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "entry": decision.entry,
        "decided_by": decision.decided_by,
        "basis": decision.basis,
        "paper_owed": decision.paper_owed,
    }


def _figures(tally: SendingTally) -> dict[str, int]:
    """How many duties of one kind are owed, were sent, and are in each status."""
    counted = {status.value: len(found) for status, found in tally.by_status.items()}
    return {"owed": tally.owed, "sent": tally.sent, **counted}


def _dated(record: PublicationVersion | Ending) -> dict[str, Any]:
    """A record's fields as JSON has them."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(record).items()}
    return {**plain, "recorded_at": _iso(record.recorded_at)}


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(VIETNAM).isoformat() if instant else None
