"""The board "Kiểm tra hằng đêm": what was looked at, what was found, what to do.

Not here: the rule (`domain.nightly`), nor publishing it (`tasks.nightly`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from papiplan.documents.boards.boards import escaped, table
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.nightly import Examined, Finding, findings


def nightly_board(examined: Sequence[Examined], forms: Mapping[Finding, str], now: datetime) -> str:
    """The board as at `now`; `forms` are the addresses of filled forms by the finding that they act upon."""
    rows = [
        (escaped(found.plan), escaped(found.what), _how(found, forms.get(found, "")))
        for each in examined
        for found in findings(each)
    ]
    counted = "; ".join(f"{escaped(each.plan)}: nhật ký {each.entries} mục, kho {each.files} tệp" for each in examined)
    parts = [
        "# Kiểm tra hằng đêm",
        f"Lúc {clock_time(now)} ngày {short(local_date(now))}. Đã kiểm tra {counted or 'không có kế hoạch nào'}.",
        table(("Kế hoạch", "Phát hiện", "Cách xử lý"), rows) if rows else "Không có vấn đề.",
    ]
    return "\n\n".join(parts)


def _how(found: Finding, form: str) -> str:
    how = escaped(found.how)
    return f"{how} ([mở biểu đã điền sẵn]({form}))" if form else how
