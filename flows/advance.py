"""The round: for every open plan, the stages that may advance now, each as a run of its own.

An event makes it early, the clock makes it certain. Run twice, the second changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from prefect.client.schemas.objects import State

from flows.await_publication import await_publication
from flows.collect_reports import collect_reports
from flows.collect_subplans import collect_subplans
from flows.consolidate import consolidate
from flows.each_plan import Collected
from flows.fetch_mailbox import fetch_mailbox
from flows.running import operator_flow
from papiplan.domain.lifecycle import Step
from tasks import archives, clock, consolidations, documents, mailbox, plans

_FLOWS: Mapping[Step, Callable[[str, datetime], State[Any]]] = {
    Step.COLLECT_SUBPLANS: lambda plan, now: collect_subplans(plan, now=now, return_state=True),
    Step.AWAIT_PUBLICATION: lambda plan, now: await_publication(plan, now=now, return_state=True),
    Step.COLLECT_REPORTS: lambda plan, now: collect_reports(plan, now=now, return_state=True),
    Step.CONSOLIDATE: lambda plan, now: consolidate(plan, actor=consolidations.ROUND, now=now, return_state=True),
}


@operator_flow("Lượt theo dõi hằng ngày")
def advance(plan: str = "", now: datetime | None = None) -> dict[str, tuple[Step, ...]]:
    """Xem việc gì đến hạn thì làm, cho một kế hoạch hoặc mọi kế hoạch đang chạy.

    Args:
        plan: Mã hoặc số của kế hoạch (để trống: mọi kế hoạch đang chạy)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    done: dict[str, tuple[Step, ...]] = {}
    failed = Collected()
    if mailbox.is_configured() and fetch_mailbox(now=now, return_state=True).is_failed():
        failed.add("hộp thư")
    # One stage's failure stops neither the next stage nor the next plan.
    for each in (plan,) if plan else plans.open_plans(now):
        with failed.doing(each):
            done[each] = plans.steps_of(each, now)
            for step in done[each]:
                if _FLOWS[step](each, now).is_failed():
                    failed.add(f"{each}: {step}")
    for each in filter(done.get, done):
        with failed.doing(f"{each}: bảng tiến độ"):
            documents.write_progress_sheet(each, now)
    for each in () if plan else archives.unarchived_plans():
        with failed.doing(f"{each}: hồ sơ lưu trữ"):
            archives.write_archive(each, now)
            documents.write_documents(each, now)
    failed.tell()
    return done
