"""The officer's finished file comes back with its number: brackets refused, versions kept, PDFs made of it alone."""

from datetime import date
from typing import Any

import docx
import pytest

from papiplan.database.digests import load_digest_rows
from papiplan.database.facts import load_facts
from tests.documents.papers.word_files import a_word_file, program
from tests.factories import at
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
DRAFT = "consolidated/1/bao-cao.docx"
FINISHED, OTHER, LEFT = a_word_file("Xong."), a_word_file("Xong hơn."), a_word_file("[Cán bộ bổ sung: ưu điểm]")
NAME = "2024-04-15-57-BC-PNV"


@pytest.fixture
def silent(office: Office) -> Office:
    """A plan of two units that never sent anything, its index published."""
    office.issue(folder_of_units(office.home, 2))
    office.publish(plan=PLAN)
    return office


def consolidate(office: Office, now: str = "2024-04-12 08:00", *, final: bool = True) -> Ended:
    return office.run("consolidate", now, plan=PLAN, actor="nv1", final=final)


def record(office: Office, now: str, content: bytes | None = None, **changes: Any) -> Ended:
    """Record the report's number with a file that an officer gives."""
    if content is not None:
        (office.home / "given").write_bytes(content)
    stated = {"about": DRAFT, "number": "57/BC-PNV", "signed_on": date(2024, 4, 15), "actor": "nv1"}
    return office.run("record_document", now, plan=PLAN, file="given" if content else "", **{**stated, **changes})


def papers(office: Office) -> dict[str, bytes]:
    """What the readable tree shows of what officers gave."""
    return {path.name: path.read_bytes() for path in (office.home / "plans" / PLAN / "papers").glob("*")}


def head_of(office: Office, path: str) -> str:
    """The text of the tables with which a paper begins."""
    document = docx.Document(str(office.home / "plans" / PLAN / path))
    return "\n".join(cell.text for table in document.tables[:2] for row in table.rows for cell in row.cells)


def waiting(office: Office, now: str) -> list[tuple[str, str]]:
    """The reports that the digest asks for, each with its number."""
    with office.database.reading() as connection:
        facts = load_facts(connection, PLAN, at(now))
        rows = load_digest_rows(connection, facts, at("2024-04-12 08:00"), at(now))
    return [(report.path, report.number) for report in rows.reports]


def test_a_report_with_brackets_is_refused_and_nothing_changes(silent: Office) -> None:
    assert "consolidated/1/bao-cao.docx còn " in consolidate(silent).message
    before = silent.digest()
    refused = record(silent, "2024-04-15 09:00", LEFT)
    assert refused.refused
    assert waiting(silent, "2024-04-15 09:00") == [(DRAFT, "")]
    assert "còn 01 chỗ cần cán bộ bổ sung: [Cán bộ bổ sung: ưu điểm]. Bổ sung hoặc xóa" in refused.message
    assert record(silent, "2024-04-15 09:00", b"not a paper").refused
    assert silent.digest() == before


def test_a_finished_file_is_kept_in_versions_and_goes_with_its_entry(silent: Office) -> None:
    consolidate(silent)
    assert waiting(silent, "2024-04-12 09:00") == [(DRAFT, "")]
    record(silent, "2024-04-15 09:00")
    assert waiting(silent, "2024-04-15 09:00") == [(DRAFT, "57/BC-PNV")]
    assert "Số: 57/BC-PNV" in head_of(silent, DRAFT)
    assert record(silent, "2024-04-15 10:00", FINISHED).result.new
    once = silent.digest()
    assert not record(silent, "2024-04-15 10:30", FINISHED).result.new
    assert not record(silent, "2024-04-15 10:30").result.new
    assert silent.digest() == once
    second = record(silent, "2024-04-15 11:00", OTHER)
    assert second.result.new
    assert papers(silent) == {f"{NAME}.docx": OTHER}
    assert waiting(silent, "2024-04-15 11:00") == []
    signed = record(silent, "2024-04-16 09:00", b"%PDF-1.7 signed")
    assert papers(silent) == {f"{NAME}.docx": OTHER, f"{NAME}.pdf": b"%PDF-1.7 signed"}
    for ended in (signed, second):
        entry = ended.result.entry
        silent.run("withdraw_entry", "2024-04-16 10:00", plan=PLAN, entry=entry, reason="nhầm", actor="nv1")
    assert papers(silent) == {f"{NAME}.docx": FINISHED}


def test_the_pdf_of_a_final_report_is_made_of_the_finished_file_and_once(silent: Office) -> None:
    calls = silent.home / "calls"
    program(silent.home.parent, f'cat "$a" > /dev/null; echo x >> {calls}; printf "%%PDF-$(wc -l < {calls})" > "$OUT"')
    consolidate(silent, "2024-04-05 08:00", final=False)
    consolidated = silent.home / "plans" / PLAN / "consolidated"
    assert (consolidated / "1" / "bao-cao.pdf").read_bytes() == b"%PDF-1"
    consolidate(silent)
    assert not (consolidated / "2" / "bao-cao.pdf").exists()
    for now in ("2024-04-15 10:00", "2024-04-15 11:00"):
        record(silent, now, FINISHED, about="consolidated/2/bao-cao.docx")
    assert papers(silent) == {f"{NAME}.docx": FINISHED, f"{NAME}.chua-ky.pdf": b"%PDF-2"}
    record(silent, "2024-04-15 12:00", OTHER, about="consolidated/2/bao-cao.docx")
    assert papers(silent) == {f"{NAME}.docx": OTHER, f"{NAME}.chua-ky.pdf": b"%PDF-3"}


def test_without_libreoffice_the_run_says_so_and_is_no_failure(silent: Office) -> None:
    made = consolidate(silent, "2024-04-05 08:00", final=False)
    assert "Chưa có LibreOffice trên máy chủ nên chưa xuất PDF. Mở tệp Word và chọn Lưu dạng PDF." in made.message
    assert made.name == "Completed"
