"""Alert the officers: a run failed or was cut short, something automatic did not start, no round has run today."""

from datetime import datetime

from flows.running import operator_flow, send
from papiplan.domain.alerts import read_trouble
from tasks import alerts, clock
from tasks.failed_runs import read_run


@operator_flow("Cảnh báo sự cố")
def alert_operators(trouble: str, run: str = "", said: str = "", now: datetime | None = None) -> tuple[str, ...]:
    """Báo cán bộ bằng thư khi một lượt chạy bị lỗi: một lần cho một nguyên nhân trong ngày. Máy tự chạy, không cần bấm.

    Args:
        trouble: Loại sự cố
        run: Lượt chạy bị lỗi (mã của Prefect)
        said: Câu mà máy báo
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    found = alerts.find_out(read_trouble(trouble), read_run(run), said, now)
    told = alerts.queue_alert(found, now) if found else ()
    for plan in told:
        send(plan, now)
    return told
