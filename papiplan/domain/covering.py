"""What a covering note says of a file that does not say it itself, and which duty that file then answers.

Not here: what a form says of itself (`domain.forms`), nor how a note is read (`documents.inbox`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.domain.deadlines import local_date
from papiplan.domain.lifecycle import PlanFacts
from papiplan.domain.obligations import Obligation, expected_kind
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.units import find_unit


@dataclass(frozen=True)
class Covering:
    """A covering note (phiếu gửi); every field may be empty.

    `unit` names the unit in any spelling. `doc_symbol`, `doc_date` and `signer` are those of the unit's signed document
    (số, ký hiệu; ngày; người ký), `registry_no` its number in the clerk's register (số đến).
    """

    unit: str = ""
    kind: SubmissionKind | None = None
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    registry_no: str = ""


def answered_duty(
    facts: PlanFacts, covering: Covering, beside: Iterable[Obligation], sha256: str, now: datetime
) -> Obligation | Problem:
    """The duty that a file answers which does not say so itself, or why nobody can tell.

    That is the duty of the forms that came `beside` it, where they answer a single one; else the unit's that the note
    names: the one that holds the same bytes already, else the one that is expected now.
    """
    with_forms = {duty.id: duty for duty in beside}
    if len(with_forms) == 1 and covering.kind is None:
        return next(iter(with_forms.values()))
    unit = find_unit(covering.unit, facts.definition.units)
    if unit is None:
        return unknown_unit(facts.definition, covering.unit)
    mine = [s for s in facts.standings(now) if s.obligation.borne_by == unit.code]
    if not mine:
        return Problem("", f"{unit.name} không phải gửi kế hoạch, báo cáo theo Kế hoạch này")
    held = [
        s.obligation for s in mine for r in facts.receipts.get(s.obligation.id, ()) if sha256 and r.sha256 == sha256
    ]
    if held and covering.kind is None and not covering.doc_symbol:
        return held[0]
    prepared = facts.publication is not None or local_date(now) >= facts.definition.prepare_on
    kind = covering.kind or expected_kind(mine, covering.doc_symbol, report_prepared=prepared)
    return facts.obligation_of(unit.code, kind) or Problem("", f"{unit.name} không phải gửi {kind.paper.lower()}")


def unknown_unit(definition: PlanDefinition, stated: str) -> Problem:
    """The problem of a file whose unit nobody knows, with the codes of those that may be named."""
    known = ", ".join(unit.code for unit in definition.obliged_units)
    what = f'không rõ đơn vị "{stated}"' if stated else "không phải biểu của Kế hoạch, chưa rõ của đơn vị nào"
    return Problem("", what, f"Nêu mã đơn vị, một trong: {known}.")
