"""What has to stand above everything else on a plan's boards: that it has ended, or that results no longer hold.

Not here: the boards themselves (`boards`).
"""

from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import PlanFacts


def state_notes(facts: PlanFacts) -> tuple[str, ...]:
    """The notes as plain sentences, the gravest first; none for a plan on its usual way."""
    return (*_cancelled(facts), *(() if facts.ended else _stale(facts)))


def _cancelled(facts: PlanFacts) -> tuple[str, ...]:
    end = facts.cancellation
    if end is None:
        return ()
    return (
        f"Kế hoạch đã kết thúc trước thời hạn ngày {short(local_date(end.recorded_at))} theo quyết định của "
        f"{end.decided_by} ({end.basis}). Lý do: {end.reason.rstrip('.')}. Không đôn đốc, không gửi thư, không nhận "
        "hồ sơ nữa.",
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
