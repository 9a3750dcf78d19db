"""What a covering note says of a file that does not say it itself, and which duty that file then answers.

Not here: what a form says of itself (`domain.forms`), nor how a note is read (`documents.inbox`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation, Standing, expected_kind
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.remedy_answers import answered_remedy
from papiplan.domain.units import find_unit


@dataclass(frozen=True)
class Covering:
    """A covering note (phiếu gửi); every field may be empty.

    `unit` names the unit in any spelling. `doc_symbol`, `doc_date` and `signer` are those of the unit's signed document
    (số, ký hiệu; ngày; người ký), `registry_no` its number in the clerk's register (số đến). `remedy` names what an
    inspection asked to mend, by code or wording.
    """

    unit: str = ""
    kind: SubmissionKind | None = None
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    registry_no: str = ""
    remedy: str = ""

    @property
    def stated_kind(self) -> SubmissionKind | None:
        """What the note says that the file is; None where it does not say."""
        return SubmissionKind.REMEDY if self.remedy else self.kind


def answered_duty(
    facts: PlanFacts,
    covering: Covering,
    beside: Iterable[Obligation],
    sha256: str,
    now: datetime,
    named: SubmissionKind | None = None,
) -> Obligation | Problem:
    """The duty that a file answers which does not say so itself, or why nobody can tell.

    That is the duty of the forms that came `beside` it, where they answer a single one; else the unit's that the note
    names: the one that holds the same bytes already, else the one of the kind for which the file is `named`, else the
    one that is expected now.
    """
    with_forms, stated = {duty.id: duty for duty in beside}, covering.stated_kind
    only = next(iter(with_forms.values())) if len(with_forms) == 1 else None
    if only is not None and stated in (None, only.kind):
        return only
    unit = find_unit(covering.unit, facts.definition.units)
    if unit is None:
        return unknown_unit(facts.definition, covering.unit)
    if stated is SubmissionKind.REMEDY:
        return answered_remedy(facts, unit.code, covering.remedy, sha256, now)
    heir = facts.bearer_of(unit.code, now)
    asked = facts.standings_of_all_asked(now)
    mine = [s for s in asked if unit.code == s.obligation.owed_by or s.obligation.borne_by == heir]
    if not mine:
        return Problem("", f"{unit.name} không phải gửi kế hoạch, báo cáo theo Kế hoạch này")
    held = [
        s.obligation for s in mine for r in facts.receipts.get(s.obligation.id, ()) if sha256 and r.sha256 == sha256
    ]
    if held and stated is None and not covering.doc_symbol:
        return held[0]
    kind = stated or _kind_expected(facts, mine, covering.doc_symbol, now, named)
    duty = facts.obligation_of(unit.code, kind) or facts.obligation_of(heir, kind)
    return duty or Problem("", f"{unit.name} không phải gửi {kind.paper.lower()}")


def _kind_expected(
    facts: PlanFacts, mine: Sequence[Standing], doc_symbol: str, now: datetime, named: SubmissionKind | None
) -> SubmissionKind:
    """What a unit's file answers; of one that is asked for a single thing, as the invited are, it is that."""
    kinds = {standing.obligation.kind for standing in mine}
    if len(kinds) == 1:
        return kinds.pop()
    if named in kinds and not doc_symbol:
        return named
    prepared = facts.publication is not None or local_date(now) >= facts.definition.prepare_on
    return expected_kind(mine, doc_symbol, report_prepared=prepared)


def unknown_unit(definition: PlanDefinition, stated: str) -> Problem:
    """The problem of a file whose unit nobody knows, with the codes of those that may be named."""
    known = ", ".join(unit.code for unit in definition.obliged_units)
    what = f'không rõ đơn vị "{stated}"' if stated else "không phải biểu của Kế hoạch, chưa rõ của đơn vị nào"
    return Problem("", what, f"Nêu mã đơn vị, một trong: {known}.")
