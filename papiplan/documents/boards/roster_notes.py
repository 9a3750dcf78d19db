"""What operators read of units that ended and merged: who has to be decided about, what was taken for whom.

Not here: the boards that show it (`boards`), nor how a new roster differs (`domain.roster_changes`).
"""

from collections.abc import Iterator
from datetime import datetime

from papiplan.domain.deadlines import short
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mergers import taken_for


def roster_notes(facts: PlanFacts, now: datetime) -> Iterator[str]:
    """What somebody has to decide or to know, a line each."""
    for standing in facts.abandoned(now):
        unit, owed = facts.definition.unit(standing.obligation.borne_by), standing.obligation
        last = f" ngày {short(unit.valid_to)}" if unit.valid_to else ""
        yield (
            f"Cần quyết định: {unit.short} đã kết thúc hoạt động{last}, không có đơn vị kế thừa, còn phải gửi "
            f'{owed.kind.paper.lower()}; chạy "23. Gia hạn gửi" hoặc "23. Miễn gửi", hoặc ghi đơn vị kế thừa ở '
            '"28. Cập nhật đơn vị, đầu mối"'
        )
    for former, heir, receipt in facts.taken_over(now):
        yield f"Cần xem: {taken_for(former, heir).what} (tệp {receipt.file_name})"
