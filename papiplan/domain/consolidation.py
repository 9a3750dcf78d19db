"""The consolidation (tổng hợp): all usable reports as one table, with what is missing named and every source kept.

Not here: the counting itself (`tallies`), the papers made of it (`documents`), nor what it says about units or the
province (`evaluation`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from papiplan.domain.consolidation_remarks import (
    ExtraAction,
    Remark,
    extra_actions,
    remarks,
)
from papiplan.domain.consolidation_rows import Source, action_rows, promise_sources
from papiplan.domain.facts import Issue
from papiplan.domain.linked_indices import LinkedIndex, results_in_force
from papiplan.domain.mergers import as_sent, reporters
from papiplan.domain.obligations import Standing, Status
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.publication import DIMENSIONS, Publication, province_scores
from papiplan.domain.registers import Registers
from papiplan.domain.submissions import AcceptedForm
from papiplan.domain.tallies import (
    ActionTally,
    SendingTally,
    StatusCounts,
    action_tallies,
    sending_tally,
    status_counts,
)


@dataclass(frozen=True, eq=False)
class ConsolidatedTable:
    """One consolidation: the rows and all that is counted from them.

    `rows` has the columns of `consolidation_rows.ROW_COLUMNS`; the statuses of `total` and of `dimensions` (keys 1-8)
    add up to its length. `reported` are the submissions of the reports in it by unit. `standings` are those of
    sub-plans and reports, `remedies` those of what inspections asked to mend. `linked` are the other indices' results.
    `promised_in` is where it stands what was promised, by action and unit. `recorded_years` are the years before of
    which a publication is on record: of the others the plan says the scores.
    """

    definition: PlanDefinition
    rows: pd.DataFrame
    total: StatusCounts
    dimensions: Mapping[int, StatusCounts]
    actions: tuple[ActionTally, ...]
    standings: tuple[Standing, ...]
    sendings: Mapping[SubmissionKind, SendingTally]
    reported: Mapping[str, int]
    remarks: tuple[Remark, ...]
    extras: tuple[ExtraAction, ...]
    registers: Registers
    remedies: tuple[Standing, ...]
    linked: tuple[LinkedIndex, ...]
    promised_in: Mapping[tuple[str, str], tuple[Source, ...]]
    recorded_years: frozenset[int]

    def info_sum(self, field: str) -> int:
        """The sum of one of `INFO_COUNTS` over the units that reported."""
        return sum(int(remark.value) for remark in self.remarks_on(field))

    def remarks_on(self, field: str) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.field == field)

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that owe a report and have no usable one here, in the plan's order."""
        owing = [
            s for s in self.standings if s.obligation.kind is SubmissionKind.REPORT and s.status is not Status.EXCUSED
        ]
        reporting = reporters(owing, self.definition).values()
        return tuple(unit for unit in dict.fromkeys(reporting) if unit not in self.reported)


def consolidate(
    definition: PlanDefinition,
    standings: Iterable[Standing],
    forms: Iterable[AcceptedForm],
    registers: Registers | None = None,
    linked: Sequence[LinkedIndex] = (),
    recorded_years: Iterable[int] = (),
) -> ConsolidatedTable:
    """The consolidation of the usable `forms` in force, at most one of each unit and kind.

    What a unit did not report stands in the table as unreported.
    """
    place = {unit.code: n for n, unit in enumerate(definition.units)}
    # The order in which files came must show neither in the papers nor in the digest.
    in_order = sorted(as_sent(forms, definition), key=lambda form: (place[form.unit], form.kind, form.submission_id))
    in_force = {(form.unit, form.kind): form for form in in_order}
    ordered = tuple(in_force.values())
    told = tuple(sorted(standings, key=lambda s: (place[s.obligation.borne_by], s.obligation.kind, s.obligation.id)))
    reporting = reporters((s for s in told if s.obligation.kind is SubmissionKind.REPORT), definition)
    rows = action_rows(definition, in_force, reporting)
    return ConsolidatedTable(
        definition=definition,
        rows=rows,
        total=status_counts(rows),
        dimensions={n: status_counts(rows[rows["dimension"] == n]) for n in range(1, len(DIMENSIONS) + 1)},
        actions=action_tallies(definition.actions, rows),
        standings=tuple(s for s in told if s.obligation.kind in FORM_KINDS),
        sendings={kind: sending_tally(s for s in told if s.obligation.kind is kind) for kind in FORM_KINDS},
        reported={form.unit: form.submission_id for form in ordered if form.kind is SubmissionKind.REPORT},
        remarks=tuple(remarks(ordered)),
        extras=tuple(extra_actions(ordered)),
        registers=registers or Registers(),
        remedies=tuple(s for s in told if s.obligation.kind is SubmissionKind.REMEDY),
        linked=results_in_force(linked),
        promised_in=promise_sources(definition, in_force),
        recorded_years=frozenset(recorded_years),
    )


def facts_digest(
    table: ConsolidatedTable, issue: Issue, publication: Publication | None, letters: Sequence[RecordedDocument] = ()
) -> str:
    """The SHA-256 of all that a consolidation shows, so that a new revision is made only when a fact moved.

    `letters` are the urging letters that were given a number. The passing of time alone moves nothing but what it makes
    overdue: neither the instant of the consolidation, nor the days that something not yet sent is late, nor how many
    reminders the machine has sent by then, are part of it.
    """
    rows = table.rows.astype(object).where(table.rows.notna(), None)
    province = province_scores(publication.scores, table.definition.province) if publication else None
    shown = {
        "definition": asdict(table.definition),
        "issue": [issue.number, issue.on],
        "rows": rows.to_dict("records"),
        "standings": [_shown(standing) for standing in table.standings],
        "remarks": [asdict(remark) for remark in table.remarks],
        "extras": [asdict(extra) for extra in table.extras],
        "registers": asdict(table.registers),
        "remedies": [_shown(standing) for standing in table.remedies],
        "linked": [[each.index, each.year, *each.said] for each in table.linked],
        "letters": [[each.about_path, each.number, each.signed_on] for each in letters],
        "publication": publication and [publication.version, publication.published_on, publication.results_sha256],
        "province": province and asdict(province),
    }
    canonical = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _shown(standing: Standing) -> dict[str, object]:
    came = standing.received_at is not None
    return {
        "obligation": asdict(standing.obligation),
        "status": standing.status,
        "missing": standing.missing,
        "received_at": standing.received_at,
        "door": standing.counted and (standing.counted.channel, standing.counted.entered_at),
        "late": standing.late_working_days if came else 0,
        "parts": [receipt and receipt.sha256 for receipt in (standing.current, standing.signed)],
        "mended": standing.mended,
    }
