"""What collecting sub-plans and collecting reports have in common: take what came, check it, remind who is silent."""

from datetime import datetime

from flows.running import tagged, tell_and_show
from tasks import arrivals, batch_tables, forms, letters, plans, reminders, submissions


def collect(plan: str, now: datetime) -> int:
    """Take and check everything that came for the plan, remind who is silent; returns how many files were new."""
    with tagged(plan, plans.stage_of(plan, now)):
        arrived = take_in(plan, now)
        forms.make_missing_forms(plan, now)
        reminders.queue_reminders(plan, now)
        letters.draft_letters(plan, now)
        tell_and_show(plan, now)
    return arrived


def take_in(plan: str, now: datetime) -> int:
    """Record and check everything that came; returns how many files were new."""
    arrived = arrivals.claim_inbox(plan, now)
    check_waiting(plan, now)
    return arrived


def check_waiting(plan: str, now: datetime) -> None:
    """Check every form that waits: a task run for each unit while that is readable, else a table for each batch."""
    for batch in submissions.waiting_batches(plan):
        submissions.check_batch(plan, batch.name, batch.submissions, now)
        if batch.of_many_units:
            batch_tables.show_batch(plan, batch.name, batch.submissions, now)
