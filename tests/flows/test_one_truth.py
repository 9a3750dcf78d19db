"""One truth: what stands of each duty is the same wherever an officer or the committee reads it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from rich.console import Console

from deployments.status import PlanStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import FORM_KINDS, SubmissionKind
from tests.factories import at
from tests.flows.offices import Office, latest_artifact
from tests.flows.plan_folders import folder_of_units
from tests.sheets import rows_of

PLAN, NOW = "plan-of-5", "2024-04-11 16:00"
DECIDED: dict[str, Any] = {
    "plan": PLAN,
    "actor": "nv1",
    "decided_by": "Chủ tịch",
    "basis": "ý kiến chỉ đạo tại giao ban 29/6/2023",
}

Stands = dict[str, tuple[Status, int]]
"""How each unit stands: its status, and by how many working days it was late in sending."""

EXPECTED: dict[SubmissionKind, Stands] = {
    SubmissionKind.SUBPLAN: {
        "xa-1": (Status.ON_TIME, 0),
        "xa-2": (Status.LATE, 2),
        "xa-3": (Status.OVERDUE, 0),
        "xa-4": (Status.ON_TIME, 0),
        "xa-5": (Status.EXCUSED, 0),
    },
    SubmissionKind.REPORT: {
        "xa-1": (Status.ON_TIME, 0),
        "xa-2": (Status.OVERDUE, 0),
        "xa-3": (Status.LATE, 3),
        "xa-4": (Status.OPEN, 0),
        "xa-5": (Status.EXCUSED, 0),
    },
}


@dataclass(frozen=True)
class Read:
    """What one place says of one kind: how each unit stands, and its counts."""

    stands: Stands
    counted: dict[str, int]


@pytest.fixture
def year(office: Office) -> Office:
    """A year in which every status occurs, up to an interim consolidation."""
    office.issue(folder_of_units(office.home, 5))
    office.run("exempt", "2023-06-29 09:00", units="UBND xã Số 5", kind="kế hoạch", **DECIDED)
    office.run("exempt", "2023-06-29 09:01", units="UBND xã Số 5", kind="báo cáo", **DECIDED)
    office.run("extend", "2023-06-29 09:02", units="UBND xã Số 4", kind="kế hoạch", until=date(2023, 7, 5), **DECIDED)
    for unit, received_at in (("xa-1", "2023-06-28T10:00"), ("xa-2", "2023-07-04T10:00"), ("xa-4", "2023-07-05T10:00")):
        office.send(unit, plan=PLAN, received_at=received_at)
    office.advance("2023-07-05 16:00", PLAN)
    office.publish(plan=PLAN)
    office.run("extend", "2024-04-03 09:00", units="UBND xã Số 4", kind="báo cáo", until=date(2024, 4, 15), **DECIDED)
    for unit, received_at in (("xa-1", "2024-04-05T10:00"), ("xa-3", "2024-04-11T10:00")):
        office.send(unit, "report", PLAN, received_at=received_at)
    office.run("consolidate", NOW, plan=PLAN, actor="nv1")
    return office


def test_board_command_tracking_workbook_and_report_say_the_same(year: Office) -> None:
    units = {o["name"]: o["unit"] for o in year.status(NOW, PLAN)["obligations"]}
    for kind in FORM_KINDS:
        counts = Counter(status for status, _ in EXPECTED[kind].values())
        everywhere = {
            "command": command(year, kind),
            "table": printed_table(year, kind),
            "board": board(year, kind, units),
            "tracking workbook": tracking(year, kind, units),
            "report": report(year, kind, units),
            "report's workbook": report_workbook(year, kind, units),
        }
        for place, read in everywhere.items():
            assert read.stands == EXPECTED[kind], (place, kind)
            known = {**{status.value: counts[status] for status in Status}, **sums(counts)}
            assert read.counted.items() <= known.items(), (place, kind)
    assert progress() == (50.0, "đã gửi 02/04 cơ quan, đơn vị")


def sums(counts: Counter[Status]) -> dict[str, int]:
    sent = counts[Status.ON_TIME] + counts[Status.LATE]
    not_sent = counts[Status.OVERDUE] + counts[Status.OPEN]
    return {"sent": sent, "not_sent": not_sent, "owed": sent + not_sent}


def command(office: Office, kind: SubmissionKind) -> Read:
    status = office.status(NOW, PLAN)
    owed = [o for o in status["obligations"] if o["kind"] == kind]
    stands = {
        o["unit"]: (Status(o["status"]), o["late_working_days"] if o["status"] == Status.LATE else 0) for o in owed
    }
    return Read(stands, status["figures"][kind])


def printed_table(office: Office, kind: SubmissionKind) -> Read:
    table = PlanStatus.read(office.database, PLAN, at(NOW)).as_table()
    written = StringIO()
    Console(file=written, width=400).print(table)
    lines = [[cell.strip() for cell in re.split("[│┃]", line)[1:-1]] for line in written.getvalue().splitlines()]
    column = 1 + FORM_KINDS.index(kind)
    rows = {row[0]: row[column] for row in lines if len(row) == 3}
    return Read(stands_of((unit_of(name), words) for name, words in rows.items()), counts_in(rows["Cộng"]))


def board(office: Office, kind: SubmissionKind, units: dict[str, str]) -> Read:
    section = office.board("tinh-hinh-gui", PLAN).split(f"## {kind.paper}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| UBND")]
    assert len(rows) == len(units)
    return Read(stands_of((unit_of(row[0]), row[5]) for row in rows), counts_in(section))


def tracking(office: Office, kind: SubmissionKind, units: dict[str, str]) -> Read:
    book = load_workbook(office.home / "plans" / PLAN / "tracking" / "so-theo-doi.xlsx")
    told = rows_of(book, kind.sheet)
    (totals,) = [row for row in rows_of(book, "Tổng số") if row["Loại hồ sơ"] == kind.paper]
    heads = {
        "Phải gửi": "owed",
        "Đã gửi": "sent",
        "Chưa gửi": "not_sent",
        **{status.label: status.value for status in Status},
    }
    counted = {heads[head]: n for head, n in totals.items() if head in heads}
    return Read(stands_of((units[row["Đơn vị"]], row["Trạng thái"]) for row in told), counted)


def report(office: Office, kind: SubmissionKind, units: dict[str, str]) -> Read:
    document = docx.Document(str(office.home / "plans" / PLAN / "consolidated" / "1" / "bao-cao.docx"))
    sheets = [table for table in document.tables if table.cell(0, 0).text == "TT" and len(table.columns) == 7]
    annex = [[cell.text for cell in row.cells] for row in sheets[FORM_KINDS.index(kind)].rows][1:]
    opening = {SubmissionKind.SUBPLAN: "a) Kế hoạch: ", SubmissionKind.REPORT: "b) Báo cáo: "}[kind]
    (words,) = [paragraph.text for paragraph in document.paragraphs if paragraph.text.startswith(opening)]
    patterns = {
        "sent": r"có (\d\d)/",
        "owed": r"/(\d\d) cơ quan",
        Status.ON_TIME.value: r"(\d\d) đơn vị gửi đúng hạn",
        Status.LATE.value: r"(\d\d) đơn vị gửi chậm",
        "not_sent": r"Còn (\d\d) đơn vị chưa gửi",
        Status.OPEN.value: r"\((\d\d) đơn vị chưa hết thời hạn\)",
        Status.EXCUSED.value: r"(\d\d) đơn vị được miễn",
    }
    found = {name: re.search(pattern, words) for name, pattern in patterns.items()}
    return Read(
        stands_of((units[row[1]], row[5]) for row in annex),
        {name: int(match[1]) if match else 0 for name, match in found.items()},
    )


def report_workbook(office: Office, kind: SubmissionKind, units: dict[str, str]) -> Read:
    book = load_workbook(office.home / "plans" / PLAN / "consolidated" / "1" / "tong-hop.xlsx")
    told = [row for row in rows_of(book, "Tình hình gửi") if row["Loại"] == kind.paper]
    return Read(stands_of((units[row["Đơn vị"]], row["Ghi nhận"]) for row in told), {})


def progress() -> tuple[float, str]:
    artifact = latest_artifact(f"{PLAN}-tien-do")
    return float(artifact.data), str(artifact.description).partition(": ")[2]


def unit_of(short: str) -> str:
    return short.replace("UBND xã Số ", "xa-")


def stands_of(told: Iterable[tuple[str, str]]) -> Stands:
    return {unit: stand_in(words) for unit, words in told if unit.startswith("xa-")}


def stand_in(words: str) -> tuple[Status, int]:
    """The status that words begin with, and the days that they say of lateness."""
    (status,) = [status for status in Status if words.startswith(status.label)]
    days = re.search(r"chậm (\d\d) ngày làm việc", words)
    return status, int(days[1]) if days else 0


def counts_in(words: str) -> dict[str, int]:
    """The counts of a sentence: Đã gửi 02/04. Đúng hạn: 01; …"""
    sent = re.search(r"Đã gửi (\d\d)/(\d\d)\.", words)
    assert sent is not None
    by_status = {status.value: re.search(rf"{status.label}: (\d\d)", words) for status in Status}
    counted = {status: int(match[1]) for status, match in by_status.items() if match}
    assert len(counted) == len(Status)
    return {"sent": int(sent[1]), "owed": int(sent[2]), **counted}
