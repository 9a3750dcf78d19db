"""Take in what came to the mailbox: every mail on record, what it brought checked, its unit answered."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from prefect.runtime import flow_run

from flows.collecting import check_waiting
from flows.each_plan import Collected
from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.outages import Lifeline
from tasks import clock, digests, mailbox, plans, pulses, submissions


class MailsLeftError(Exception):
    """Some mails could not be put on record: they lie in the mailbox as they came, and the others are done."""


@operator_flow("Nhận thư")
def fetch_mailbox(now: datetime | None = None) -> dict[str, int]:
    """Nhận các thư mới trong hộp thư, kiểm tra tệp kèm theo, trả lời đơn vị; trả về số thư của từng kế hoạch.

    Args:
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    taken, left = _take_in(now)
    if mailbox.is_configured():
        pulses.note(Lifeline.MAILBOX, now)
    failed = Collected()
    # Also what a run before put on record and did not come to check.
    for plan in dict.fromkeys((*taken, *submissions.waiting_plans())):
        with failed.doing(plan), tagged(plan, plans.stage_of(plan, now)):
            check_waiting(plan, now)
            # A notice that a mail did not arrive is told to the officers the same day.
            digests.queue_refusals(plan, now)
            tell_and_show(plan, now)
    if left:
        raise MailsLeftError(
            f"Chưa nhận được {len(left):02d} thư: {'; '.join(left)}. Thư vẫn nằm trong hộp thư; các thư khác đã nhận "
            "xong. Cách xử lý: chuyển thông tin này cho người quản trị; lượt sau nhận lại."
        )
    failed.tell()
    return taken


def _take_in(now: datetime) -> tuple[dict[str, int], tuple[str, ...]]:
    """Put every waiting mail on record: how many each plan got, and which are left."""
    taken: Counter[str] = Counter()
    left: dict[str, None] = {}
    more = mailbox.is_configured()
    while more:
        batch = mailbox.fetch_batch(now)
        taken.update(batch.taken)
        left |= dict.fromkeys(batch.left)
        more = batch.more
    return dict(taken), tuple(left)


@contextmanager
def mailbox_first(now: datetime, *, required: bool = False) -> Iterator[None]:
    """Take the mailbox in before a stage that a person starts; that it is out of reach is told when the rest is done.

    Where it is `required`, the stage does not begin without it. Inside a round the round itself has done so.
    """
    state = None
    if mailbox.is_configured() and flow_run.parent_flow_run_id is None:
        state = fetch_mailbox(now=now, return_state=True)
    if required and state is not None:
        state.result()
    yield
    if state is not None:
        state.result()
