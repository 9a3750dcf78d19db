"""Consolidate the reports: interim as often as wanted, final once everybody had his time."""

from dataclasses import replace
from datetime import datetime

from flows.collecting import take_in
from flows.fetch_mailbox import mailbox_first
from flows.running import operator_flow, tagged, tell_and_show
from tasks import clock, consolidations, drafts, pdfs, plans, revision_changes
from tasks.consolidations import RecordedConsolidation


@operator_flow("Tổng hợp báo cáo")
def consolidate(plan: str, actor: str, final: bool = False, now: datetime | None = None) -> RecordedConsolidation:
    """Lập báo cáo tổng hợp (Word) và bảng tính (Excel): bản tạm tính, hoặc bản chốt.

    Args:
        plan: Mã hoặc số của kế hoạch
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        final: Chốt tổng hợp: khóa số liệu
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    with tagged(plan, plans.stage_of(plan, now)):
        consolidations.check_request(plan, actor, final, now)
        # What has come by now belongs into it: a report must not be missing because no round has taken it in yet.
        with mailbox_first(now, required=final):
            take_in(plan, now)
            recorded = consolidations.consolidate_reports(plan, actor, final, now)
            revision_changes.publish_changes(plan, now)
            told = (drafts.tell_brackets(plan, now), pdfs.make_pdfs(plan, now))
            tell_and_show(plan, now)
    return replace(recorded, message=" ".join(filter(None, told)))
