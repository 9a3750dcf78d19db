"""The table of a batch of forms in the Prefect UI: whose each was and what became of it.

Not here: the boards of a plan (`artifacts`), nor checking (`submissions`).
"""

from collections.abc import Sequence
from datetime import datetime

from prefect.artifacts import create_table_artifact

from papiplan.database import submissions
from papiplan.database.facts import load_facts
from papiplan.domain.entries import one_line
from tasks import office
from tasks.artifacts import key_of
from tasks.effects import effect


@effect("Bảng kết quả nhận hồ sơ", run_name="Bảng: {name}")
def show_batch(plan: str, name: str, ids: Sequence[int], now: datetime) -> None:
    """Publish what became of each submission of a batch that holds those of many units."""
    with office.database().reading() as connection:
        definition = load_facts(connection, plan, now).definition
        records = submissions.load_submissions(connection, plan, ids=ids)
    rows = [
        {
            "Đơn vị": definition.unit(record.unit).short if record.unit else "",
            "Tệp": one_line(record.file_name),
            "Kết quả": record.outcome.label,
            "Nội dung cần hoàn thiện": len(record.problems),
        }
        for record in records
    ]
    create_table_artifact(rows, key=key_of(plan, f"nhan-{name}"), description=f"Nhận hồ sơ {name}")
