"""Whatever happened, every obligation stands in exactly one status, and every table adds up to the obligations."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.deadlines import local_date
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Obligation, Outcome, Part, Receipt, Status
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from papiplan.domain.tallies import sending_tally
from papiplan.domain.units import Unit
from tests.factories import a_digest, a_plan, a_receipt, a_unit, an_exemption, an_extension, an_obligation, at

UNITS = ("phuong-1", "phuong-4", "phuong-2")
BEGUN, LAST = at("2023-06-15 08:00"), timedelta(days=60)
MERGED_ON = date(2023, 7, 10)
HEIR = "phuong-1-4"

instants = st.timedeltas(timedelta(0), LAST).map(
    lambda passed: BEGUN + timedelta(minutes=passed // timedelta(minutes=1))
)


@st.composite
def receipts(draw: st.DrawFn, number: int) -> Receipt:
    """Any file: signed or a form, accepted, refused and returned some time after, or waiting."""
    part = draw(st.sampled_from(Part))
    outcome = draw(st.sampled_from((Outcome.ACCEPTED, Outcome.REFUSED, Outcome.RECEIVED)))
    if part is Part.SIGNED:
        outcome = Outcome.ACCEPTED
    came = draw(instants)
    back = came + draw(st.timedeltas(timedelta(0), timedelta(days=3))) if outcome is Outcome.REFUSED else None
    file = replace(a_receipt(), submission_id=number, part=part, version=number, outcome=outcome)
    return replace(file, received_at=came, returned_at=back)


@st.composite
def histories(draw: st.DrawFn) -> tuple[PlanFacts, datetime]:
    """A plan of three units, two of which may be merged, with any exceptions and any files, at any instant."""
    merged = draw(st.booleans())
    obligations: list[Obligation] = []
    came: dict[int, tuple[Receipt, ...]] = {}
    for number, (unit, kind) in enumerate(((u, k) for u in UNITS for k in FORM_KINDS), start=1):
        days = draw(st.lists(st.integers(1, 31), max_size=2))
        exempted = draw(st.integers(0, 4)) == 0
        obligations.append(
            an_obligation(
                id=number,
                owed_by=unit,
                borne_by=unit,
                kind=kind,
                due=draw(st.sampled_from((None, an_obligation().due))),
                extensions=tuple(an_extension(f"2023-07-{day:02d}") for day in days),
                exemption=an_exemption() if exempted else None,
            )
        )
        files = draw(st.integers(0, 3))
        came[number] = tuple(draw(receipts(number * 10 + n)) for n in range(files))
    now = draw(instants)
    units = _units(merged)
    facts = PlanFacts(a_plan(units=units, coordinator_unit=UNITS[0]), obligations=tuple(obligations), receipts=came)
    return _borne(facts, now), now


def _units(merged: bool) -> Sequence[Unit]:
    heir = a_unit(HEIR, valid_from=MERGED_ON)
    ends = {"valid_to": MERGED_ON - timedelta(days=1), "successor": HEIR} if merged else {}
    return (*(a_unit(code, **(ends if code != "phuong-2" else {})) for code in UNITS), *((heir,) if merged else ()))


def _borne(facts: PlanFacts, now: datetime) -> PlanFacts:
    """The facts with each obligation borne by whoever stands in for its unit on that day."""
    borne = tuple(replace(o, borne_by=facts.bearer_of(o.owed_by, now)) for o in facts.obligations)
    return replace(facts, obligations=borne)


@given(histories())
def test_every_obligation_is_in_exactly_one_status_and_the_table_adds_up(history: tuple[PlanFacts, datetime]) -> None:
    facts, now = history
    standings = facts.standings(now)
    assert Counter(s.obligation.id for s in standings) == Counter(o.id for o in facts.obligations)
    assert sum(Counter(s.status for s in standings).values()) == len(facts.obligations)
    for kind in SubmissionKind:
        told = facts.standings_of(kind, now)
        tally = sending_tally(told)
        parts = (tally.on_time, tally.late, tally.not_sent, tally.excused)
        assert Counter(s.obligation.id for part in parts for s in part) == Counter(s.obligation.id for s in told)
        assert (tally.sent, tally.owed) == (
            sum(s.status in (Status.ON_TIME, Status.LATE) for s in told),
            sum(s.status is not Status.EXCUSED for s in told),
        )


@given(histories())
def test_what_a_status_says_is_true_of_what_came(history: tuple[PlanFacts, datetime]) -> None:
    facts, now = history
    for s in facts.standings(now):
        due, came = s.obligation.effective_due_on, s.received_at
        assert (s.status in (Status.ON_TIME, Status.LATE)) == (came is not None and s.status is not Status.EXCUSED)
        assert (s.status is Status.EXCUSED) == s.obligation.exempted
        if s.status is Status.OVERDUE:
            assert due is not None
            assert local_date(now) > due
        if s.status is Status.LATE:
            assert came is not None
            assert due is not None
            assert local_date(came) > due
            assert s.late_working_days >= 1
        assert not s.usable or s.current is not None


@given(histories())
def test_whom_to_call_is_never_one_who_sent_in_full_or_is_excused(history: tuple[PlanFacts, datetime]) -> None:
    facts, now = history
    for standing in a_digest(facts, now).to_call:
        assert standing.status is not Status.EXCUSED
        assert not standing.usable


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_a_plan_without_anything_sent_owes_everything(kind: SubmissionKind) -> None:
    facts = PlanFacts(a_plan(), obligations=(an_obligation(kind=kind),))
    tally = sending_tally(facts.standings_of(kind, BEGUN))
    assert (tally.sent, tally.owed, len(tally.not_sent)) == (0, 1, 1)
