"""Plans as pages show them, and a real browser to look at a page with."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from papiplan.domain.digest import Digest
from papiplan.domain.facts import PlanFacts
from papiplan.domain.obligations import Outcome, Part, Receipt
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import Group
from tests.consolidations import an_issue
from tests.factories import a_digest, a_plan, a_receipt, a_unit, an_obligation, at

NOW = at("2023-07-04 08:00")
GROUPS = (Group("phong", "Các phòng, ban"), Group("xa", "UBND các xã, phường"))


def a_digest_of(units: int, now: Any = NOW, **changes: Any) -> Digest:
    """A plan two working days after its first due date; of five units one has not sent, one was late, one is mending.

    The fourth and the fifth are complete.
    """
    of = tuple(
        a_unit(f"u{n}", short=f"UBND xã Số {n}", group=GROUPS[n % 2].code, contact_phone=f"0277 000 {n:04d}")
        for n in range(units)
    )
    owed = tuple(an_obligation(id=n, owed_by=unit.code, borne_by=unit.code) for n, unit in enumerate(of))
    reports = tuple(
        an_obligation(id=1000 + n, owed_by=unit.code, borne_by=unit.code, kind=SubmissionKind.REPORT, due=None)
        for n, unit in enumerate(of)
    )
    known: dict[str, Any] = {
        "definition": a_plan(units=of, groups=GROUPS),
        "issue": an_issue(),
        "obligations": (*owed, *reports),
        "receipts": {n: _came(n) for n in range(units)},
    }
    return a_digest(PlanFacts(**{**known, **changes}), now)


def _came(n: int) -> tuple[Receipt, ...]:
    if n % 5 == 0:
        return ()
    if n % 5 == 1:
        return (a_receipt("2023-07-03 09:00", submission_id=n),)
    if n % 5 == 2:
        return (a_receipt("2023-06-30 16:00", outcome=Outcome.REFUSED, returned_at="2023-06-30 16:05"),)
    return (a_receipt(), a_receipt(part=Part.SIGNED, submission_id=n + 500))


def in_browser(page: bytes, folder: Path, chosen: str = "") -> str:
    """What a browser makes of a page at an address with `chosen` after its "#": the document as HTML."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("NO BROWSER HERE: the page was not opened (install chromium)")
    (folder / "page.html").write_bytes(page)
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    address = f"{(folder / 'page.html').as_uri()}#{chosen}"
    command = [program, *quiet, f"--user-data-dir={folder / 'profile'}", "--dump-dom", address]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout
