"""What has to stand above everything else on a plan's boards: that it has ended, or that results no longer hold.

Not here: the boards themselves (`boards`).
"""

from papiplan.documents.wording import listed
from papiplan.domain.archive import archive_path
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.final_changes import final_changes
from papiplan.domain.hand_acts import HandAct


def state_notes(facts: PlanFacts) -> tuple[str, ...]:
    """The notes as plain sentences, the gravest first; none for a plan on its usual way."""
    return (*_cancelled(facts), *_closed(facts), *(() if facts.ended else (*_stale(facts), *_moved(facts))))


def _cancelled(facts: PlanFacts) -> tuple[str, ...]:
    end = facts.cancellation
    if end is None:
        return ()
    return (
        f"Kế hoạch đã kết thúc trước thời hạn ngày {short(local_date(end.recorded_at))} theo quyết định của "
        f"{end.decided_by} ({end.basis}). Lý do: {end.reason.rstrip('.')}. Không đôn đốc, không gửi thư, không nhận "
        "hồ sơ nữa.",
    )


def _closed(facts: PlanFacts) -> tuple[str, ...]:
    end = facts.ending
    if end is None or end.act is not HandAct.CLOSE:
        return ()
    return (
        f"{end.sentence()}. Không đôn đốc, không gửi thư, không nhận hồ sơ nữa. Hồ sơ lưu trữ: "
        f"{archive_path(facts.definition.id)}.",
    )


def _stale(facts: PlanFacts) -> tuple[str, ...]:
    if not facts.consolidation_is_stale or facts.final is None or facts.publication is None:
        return ()
    results = f"bản chốt tổng hợp lần {facts.final.revision}"
    results += " và dự thảo đánh giá" if facts.evaluation else ""
    confirmed = "Kết quả đã được xác nhận; đề nghị báo cáo người có thẩm quyền."
    made_anew = 'Cách làm: chạy "08. Chốt tổng hợp", sau đó "09. Lập dự thảo đánh giá".'
    return (
        f"Công bố Chỉ số đã được đính chính (ngày {short(facts.publication.published_on)}; lý do: "
        f"{facts.publication.reason.rstrip('.')}): {results} dựa trên số liệu cũ. "
        f"{confirmed if 'confirm' in facts.acts else made_anew}",
    )


def _moved(facts: PlanFacts) -> tuple[str, ...]:
    """Reports that came, or were returned, since the final consolidation."""
    changes = final_changes(facts)
    said = [
        f"{what}: {listed([facts.definition.unit(unit).short for unit in units])}"
        for what, units in (("có báo cáo mới", changes.new), ("có báo cáo đã trả lại đơn vị", changes.returned))
        if units
    ]
    if not said or facts.final is None:
        return ()
    confirmed = "Kết quả đã được xác nhận; đề nghị báo cáo người có thẩm quyền."
    by_hand = 'Bản chốt không tự thay đổi; để cập nhật, chạy "08. Chốt tổng hợp".'
    return (
        f"Sau bản chốt tổng hợp lần {facts.final.revision} {'; '.join(said)}. "
        f"{confirmed if 'confirm' in facts.acts else by_hand}",
    )
