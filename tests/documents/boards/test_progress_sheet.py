"""The A4 page "Bảng tiến độ" is one page whatever a plan has, with its font inside, the same for the same facts."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from papiplan.documents.boards.plan_overview import overview
from papiplan.documents.boards.progress_sheet import render_progress_sheet
from papiplan.domain.digest import Digest
from papiplan.domain.units import Group
from tests.documents.boards.pages import a_digest_of
from tests.documents.boards.test_dashboard import HOSTILE, hostile_digest
from tests.factories import a_plan, a_unit, an_obligation


def text_of(pdf: bytes, folder: Path) -> str:
    """What a reader of PDF files finds on the page."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("NO pdftotext HERE: the page was not read (install poppler-utils)")
    (folder / "page.pdf").write_bytes(pdf)
    command = [program, "-layout", str(folder / "page.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def with_many_groups() -> Digest:
    groups = tuple(Group(f"g{n}", f"Khối {n} {'dài ' * 80}") for n in range(30))
    units = tuple(a_unit(f"u{n}", short=f"UBND {'RẤT DÀI ' * 60}{n}", group=f"g{n % 30}") for n in range(60))
    owed = tuple(an_obligation(id=n, owed_by=unit.code, borne_by=unit.code) for n, unit in enumerate(units))
    plan = a_plan(units=units, groups=groups, short="Kế hoạch " * 40, caveat="Dự thảo minh họa. " * 60)
    return a_digest_of(0, definition=plan, obligations=owed, receipts={})


PLANS = {
    "no unit": a_digest_of(0),
    "1": a_digest_of(1),
    "20": a_digest_of(20),
    "200": a_digest_of(200),
    "long names": with_many_groups(),
    "hostile": hostile_digest(" $x_1$ $\\frac{ ".join(HOSTILE)),
}


@pytest.mark.parametrize("digest", PLANS.values(), ids=PLANS)
def test_it_is_one_a4_page_with_its_font_inside(digest: Digest) -> None:
    pdf = render_progress_sheet(digest)
    assert re.findall(rb"/Type /Pages /Count (\d+)|/Count (\d+)", pdf) in ([(b"", b"1")], [(b"1", b"")])
    (box,) = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)
    assert [round(float(side)) for side in box] == [595, 842]
    assert b"/FontFile2" in pdf
    assert b"/CreationDate" not in pdf
    assert len(pdf) < 200_000


def test_the_same_facts_give_the_same_bytes_and_others_do_not() -> None:
    assert render_progress_sheet(PLANS["20"]) == render_progress_sheet(PLANS["20"])
    assert render_progress_sheet(PLANS["20"]) != render_progress_sheet(a_digest_of(20, receipts={}))


def test_it_says_in_whole_vietnamese_what_the_dashboard_says(tmp_path: Path) -> None:
    text = text_of(render_progress_sheet(PLANS["20"]), tmp_path)
    shown = overview(PLANS["20"])
    for words in (shown.title, shown.stage, "Số liệu đến 08 giờ 00 phút ngày 04/7/2023", "đã gửi 16/20 (80,0%)"):
        assert words in text
    words = " ".join(text.split())
    for sentence in shown.due:
        assert sentence in words
    for each in shown.lacking:
        assert f"{each.label} ({len(each.units):02d}): {', '.join(each.units)}." in words


def test_every_unit_that_lacks_something_is_named_or_counted(tmp_path: Path) -> None:
    digests = (PLANS["200"], a_digest_of(200, receipts={}))
    read = [" ".join(text_of(render_progress_sheet(digest), tmp_path).split()) for digest in digests]
    for words, label, units in [(read[0], each, 40) for each in ("Quá hạn, chưa gửi", "Chờ bản ký")] + [
        (read[1], "Quá hạn, chưa gửi", 200)
    ]:
        ((named, others),) = re.findall(rf"{label} \({units}\): (.*?)(?: và (\d+) đơn vị khác)?\.", words)
        assert len(named.split(", ")) + int(others or 0) == units
    assert "đơn vị khác" not in read[0]
    assert "đơn vị khác" in read[1]


def test_what_does_not_fit_a_line_is_cut_and_the_page_still_ends(tmp_path: Path) -> None:
    text = text_of(render_progress_sheet(PLANS["long names"]), tmp_path)
    assert "và 22 khối khác" in text
    assert "Dự thảo minh họa." in text


def test_a_name_without_a_space_is_cut_within(tmp_path: Path) -> None:
    digest = a_digest_of(1)
    facts = replace(digest.facts, definition=replace(digest.facts.definition, short="X" * 200, title="X" * 200))
    assert "XXXXXXXXXX …" in text_of(render_progress_sheet(replace(digest, facts=facts)), tmp_path)


def test_a_formula_in_a_name_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    digest = hostile_digest("A $x_1$ B")
    assert "A $x_1$ B" in text_of(render_progress_sheet(digest), tmp_path)
