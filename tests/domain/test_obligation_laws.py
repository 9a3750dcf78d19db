"""Laws of obligations that hold for whatever comes, in whatever order (the cases are in `test_obligations`)."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.deadlines import Calendar, add_working_days, end_of
from papiplan.domain.obligations import Obligation, Outcome, Part, Receipt, Standing, Status, standing
from tests.domain.test_obligations import until
from tests.factories import a_receipt, an_obligation, at

CALENDAR = Calendar()
LONG_AFTER = "2023-09-01 12:00"
FIRST = at("2023-06-15 00:00")
instants = st.integers(0, 35 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@st.composite
def receipts_of_a_unit(draw: st.DrawFn) -> list[Receipt]:
    receipts = []
    for n in range(draw(st.integers(0, 6))):
        received_at = draw(instants)
        outcome = draw(st.sampled_from(Outcome))
        back = received_at + timedelta(hours=draw(st.integers(0, 72))) if outcome is Outcome.REFUSED else None
        part = draw(st.sampled_from(Part))
        receipts.append(
            replace(a_receipt(), submission_id=n, version=n, received_at=received_at, part=part, outcome=outcome,
                    returned_at=back)
        )  # fmt: skip
    return receipts


RANK = {Status.ON_TIME: 0, Status.OPEN: 0, Status.LATE: 1, Status.OVERDUE: 2}


@given(instants, st.integers(1, 40 * 24), st.sampled_from(Part))
def test_coming_earlier_is_never_worse(received_at: datetime, hours: int, part: Part) -> None:
    found, earlier = (
        standing(an_obligation(), [replace(a_receipt(), received_at=t, part=part)], at(LONG_AFTER), 2, CALENDAR)
        for t in (received_at, received_at - timedelta(hours=hours))
    )
    assert RANK[earlier.status] <= RANK[found.status]
    assert earlier.late_working_days <= found.late_working_days


@given(receipts_of_a_unit(), instants)
def test_a_signed_document_more_is_never_worse(receipts: list[Receipt], received_at: datetime) -> None:
    more = [*receipts, replace(a_receipt(), submission_id=99, part=Part.SIGNED, received_at=received_at)]
    without, with_it = (standing(an_obligation(), rs, at(LONG_AFTER), 2, CALENDAR) for rs in (receipts, more))
    assert RANK[with_it.status] <= RANK[without.status]
    assert with_it.late_working_days <= without.late_working_days


@given(instants, st.integers(0, 72), st.integers(0, 10**6))
def test_mended_within_its_period_a_form_stands_as_if_it_had_never_been_returned(
    received_at: datetime, hours: int, moment: int
) -> None:
    returned_at = received_at + timedelta(hours=hours)
    last = end_of(add_working_days(returned_at.date(), 2, CALENDAR))
    mended_at = returned_at + (last - returned_at) * (moment / 10**6)
    defective = replace(a_receipt(), received_at=received_at, outcome=Outcome.REFUSED, returned_at=returned_at)
    mended = replace(a_receipt(), submission_id=2, version=2, received_at=mended_at)
    at_once = standing(an_obligation(), [replace(a_receipt(), received_at=received_at)], at(LONG_AFTER), 2, CALENDAR)
    after = standing(an_obligation(), [defective, mended], at(LONG_AFTER), 2, CALENDAR)
    assert (after.status, after.received_at, after.late_working_days) == (
        (at_once.status, at_once.received_at, at_once.late_working_days)
    )
    assert after.mended


def plain_status(obligation: Obligation, found: Standing, now: datetime) -> Status:
    """The statuses as their labels say them, each shutting out the others."""
    due = obligation.effective_due_on
    assert due is not None
    if obligation.exempted:
        return Status.EXCUSED
    moment = found.received_at or now
    in_time = moment <= end_of(due)
    if found.received_at is None:
        return Status.OPEN if in_time else Status.OVERDUE
    return Status.ON_TIME if in_time else Status.LATE


@given(receipts_of_a_unit(), instants, st.booleans(), st.booleans())
def test_an_obligation_is_in_one_status_and_says_the_same_of_itself_everywhere(
    receipts: list[Receipt], now: datetime, exempted: bool, extended: bool
) -> None:
    owed = an_obligation(exempted=exempted, extensions=(until("2023-07-05"),) if extended else ())
    found = standing(owed, receipts, now, 2, CALENDAR)
    assert found.status is plain_status(owed, found, now)
    assert (found.late_working_days > 0) == (found.status in (Status.LATE, Status.OVERDUE))
    assert found.received_at == (found.counted.received_at if found.counted else None)
    assert found.received_at is None or found.received_at <= now
    assert found == standing(owed, reversed(receipts), now, 2, CALENDAR)
