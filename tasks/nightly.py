"""Looking at night whether what is kept is whole: journal, files, what is stuck, due dates that fell on an outage.

Not here: what of it is wrong (`domain.nightly`), nor how it is shown (`documents.boards.nightly_board`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from prefect.artifacts import create_markdown_artifact

from papiplan.database import checking, journal
from papiplan.database.digests import load_moves
from papiplan.database.facts import load_facts
from papiplan.documents.boards.nightly_board import nightly_board
from papiplan.domain.nightly import TOO_LONG, Examined, Finding, findings
from papiplan.domain.outages import ProposedMove
from papiplan.store import DamagedFileError
from tasks import filled_forms, office
from tasks.artifacts import NIGHTLY, NIGHTLY_TITLE
from tasks.effects import effect


@effect("Kiểm tra dữ liệu", run_name="Kiểm tra: {plan}")
def examine(plan: str, now: datetime) -> Examined:
    """Walk the plan's journal, read each of its files, count what has stood too long."""
    with office.database().reading() as connection:
        hashes = list(checking.files_of(connection, plan))
        counted = Examined(
            plan=plan,
            entries=journal.head(connection, plan)[0],
            files=len(hashes),
            first_broken=journal.first_broken(connection, plan),
            unchecked=checking.count_unchecked(connection, plan, now - TOO_LONG),
            stuck=checking.count_stuck(connection, plan, now - TOO_LONG),
            moves=load_moves(connection, load_facts(connection, plan, now), now),
        )
    missing, damaged = _unsound(hashes)
    return replace(counted, missing=missing, damaged=damaged)


def _unsound(hashes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Which files are not in the store, and which are not what they were; each is read piece by piece."""
    missing, damaged = [], []
    for sha256 in hashes:
        try:
            office.store().check(sha256)
        except FileNotFoundError:
            missing.append(sha256)
        except DamagedFileError:
            damaged.append(sha256)
    return missing, damaged


@effect("Bảng kiểm tra hằng đêm")
def show(examined: Sequence[Examined], now: datetime) -> tuple[str, ...]:
    """Publish the board; returns what is broken, a sentence each."""
    board = nightly_board(examined, _forms(examined), now)
    create_markdown_artifact(board, key=NIGHTLY, description=NIGHTLY_TITLE)
    found = (finding for each in examined for finding in findings(each))
    return tuple(f"{finding.plan}: {finding.what}" for finding in found if finding.broken)


def _forms(examined: Sequence[Examined]) -> Mapping[Finding, str]:
    """The form of an extension filled in for each due date that fell on an outage."""
    moves = {
        Finding(each.plan, move.what, move.how): _filled(each.plan, move) for each in examined for move in each.moves
    }
    return filled_forms.addresses("23. Gia hạn gửi", moves)


def _filled(plan: str, move: ProposedMove) -> Mapping[str, str]:
    return {
        "plan": plan,
        "units": "; ".join(move.units),
        "kind": move.kind.paper.lower(),
        "until": move.until.isoformat(),
        "basis": f"Sự cố hệ thống: {move.outage.sentence()}",
    }
