"""Laws of obligations that hold for whatever comes, in whatever order (the cases are in `test_obligations`)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.deadlines import Calendar, add_working_days, end_of
from papiplan.domain.obligations import Obligation, Outcome, Part, Receipt, Standing, Status, Timing, standing
from papiplan.domain.plans import OnTimeBy
from tests.domain.test_obligations import until
from tests.factories import a_receipt, an_exemption, an_obligation, at

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
        # An officer's return, too, reaches its unit.
        is_back = outcome in (Outcome.REFUSED, Outcome.RETURNED)
        back = received_at + timedelta(hours=draw(st.integers(0, 72))) if is_back else None
        part = draw(st.sampled_from(Part))
        receipts.append(
            replace(a_receipt(), submission_id=n, version=n, received_at=received_at, part=part, outcome=outcome,
                    returned_at=back)
        )  # fmt: skip
    return receipts


RANK = {Status.ON_TIME: 0, Status.OPEN: 0, Status.LATE: 1, Status.OVERDUE: 2}


def assert_no_worse(found: Standing, than: Standing) -> None:
    assert RANK[found.status] <= RANK[than.status]
    assert found.late_working_days <= than.late_working_days


timings = st.builds(
    Timing,
    mend_days=st.integers(0, 5),
    on_time_by=st.sampled_from(OnTimeBy),
    due_time=st.none() | st.times(time(0, 1)),
)


@given(instants, st.integers(1, 40 * 24), st.sampled_from(Part), timings)
def test_coming_earlier_is_never_worse(received_at: datetime, hours: int, part: Part, timing: Timing) -> None:
    found, earlier = (
        standing(an_obligation(), [replace(a_receipt(), received_at=t, part=part)], at(LONG_AFTER), timing)
        for t in (received_at, received_at - timedelta(hours=hours))
    )
    assert_no_worse(earlier, found)


@given(receipts_of_a_unit(), st.data(), timings)
def test_of_several_files_one_that_came_earlier_is_never_worse(
    receipts: list[Receipt], data: st.DataObject, timing: Timing
) -> None:
    # What nobody has looked at yet is left out: it holds back judgement on what came after it, too.
    receipts = [receipt for receipt in receipts if receipt.outcome is not Outcome.RECEIVED]
    moved = data.draw(st.sampled_from(range(len(receipts))) if receipts else st.none())
    by = timedelta(hours=data.draw(st.integers(1, 300)))
    earlier = [replace(r, received_at=r.received_at - by) if n == moved else r for n, r in enumerate(receipts)]
    found, after = (standing(an_obligation(), rs, at(LONG_AFTER), timing) for rs in (receipts, earlier))
    assert_no_worse(after, found)


@given(receipts_of_a_unit(), instants, timings)
def test_a_signed_document_more_is_never_worse(receipts: list[Receipt], received_at: datetime, timing: Timing) -> None:
    more = [*receipts, replace(a_receipt(), submission_id=99, part=Part.SIGNED, received_at=received_at)]
    without, with_it = (standing(an_obligation(), rs, at(LONG_AFTER), timing) for rs in (receipts, more))
    assert_no_worse(with_it, without)


@given(receipts_of_a_unit(), st.integers(0, 60), timings)
def test_a_due_date_that_is_corrected_later_is_never_worse(receipts: list[Receipt], days: int, timing: Timing) -> None:
    owed = an_obligation()
    assert owed.due is not None
    moved = replace(owed, due=replace(owed.due, on=owed.due.on + timedelta(days=days)))
    found, after = (standing(each, receipts, at(LONG_AFTER), timing) for each in (owed, moved))
    assert_no_worse(after, found)


@given(receipts_of_a_unit(), st.dates(date(2023, 6, 1), date(2023, 8, 31)), timings)
def test_an_extension_is_never_worse_and_an_exemption_is_never_late(
    receipts: list[Receipt], day: date, timing: Timing
) -> None:
    plain, extended = an_obligation(), an_obligation(extensions=(until(day.isoformat()),))
    found, with_it = (standing(each, receipts, at(LONG_AFTER), timing) for each in (plain, extended))
    assert_no_worse(with_it, found)
    excused = standing(replace(plain, exemption=an_exemption()), receipts, at(LONG_AFTER), timing)
    assert (excused.status, excused.late_working_days) == (Status.EXCUSED, 0)


@given(receipts_of_a_unit(), instants, timings)
def test_by_whichever_comes_first_is_the_better_of_the_two_parts(
    receipts: list[Receipt], now: datetime, timing: Timing
) -> None:
    by = {part: standing(an_obligation(), receipts, now, replace(timing, on_time_by=part)) for part in OnTimeBy}
    times = [at_ for at_ in (by[OnTimeBy.SIGNED].received_at, by[OnTimeBy.FORM].received_at) if at_ is not None]
    assert by[OnTimeBy.FIRST].received_at == min(times, default=None)
    assert_no_worse(by[OnTimeBy.FIRST], by[OnTimeBy.SIGNED])
    assert_no_worse(by[OnTimeBy.FIRST], by[OnTimeBy.FORM])
    # What decides says nothing of what is there.
    assert len({(how.missing, how.usable, how.current, how.signed) for how in by.values()}) == 1


@given(receipts_of_a_unit(), st.integers(0, 4))
def test_a_longer_time_to_mend_is_never_worse(receipts: list[Receipt], mend_days: int) -> None:
    shorter, longer = (
        standing(an_obligation(), receipts, at(LONG_AFTER), Timing(mend_days=days))
        for days in (mend_days, mend_days + 1)
    )
    assert_no_worse(longer, shorter)


@given(instants, st.integers(0, 72), st.integers(0, 10**6))
def test_mended_within_its_period_a_form_stands_as_if_it_had_never_been_returned(
    received_at: datetime, hours: int, moment: int
) -> None:
    returned_at = received_at + timedelta(hours=hours)
    last = end_of(add_working_days(returned_at.date(), 2, CALENDAR))
    mended_at = returned_at + (last - returned_at) * (moment / 10**6)
    defective = replace(a_receipt(), received_at=received_at, outcome=Outcome.REFUSED, returned_at=returned_at)
    mended = replace(a_receipt(), submission_id=2, version=2, received_at=mended_at)
    at_once = standing(an_obligation(), [replace(a_receipt(), received_at=received_at)], at(LONG_AFTER), Timing())
    after = standing(an_obligation(), [defective, mended], at(LONG_AFTER), Timing())
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
    owed = an_obligation(
        exemption=an_exemption() if exempted else None, extensions=(until("2023-07-05"),) if extended else ()
    )
    found = standing(owed, receipts, now, Timing())
    assert found.status is plain_status(owed, found, now)
    assert (found.late_working_days > 0) == (found.status in (Status.LATE, Status.OVERDUE))
    assert found.received_at == (found.counted.received_at if found.counted else None)
    assert found.received_at is None or found.received_at <= now
    assert found == standing(owed, reversed(receipts), now, Timing())
