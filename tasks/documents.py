"""The readable tree `plans/<plan>/…`: a view of the database that any round can write again."""

import os
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from papiplan import settings
from papiplan.database import chases, registers, sent_files
from papiplan.database.facts import load_facts
from papiplan.database.outcomes import load_documents
from papiplan.documents.tracking_workbook import Chased, render_tracking_workbook
from tasks import office
from tasks.effects import effect


@effect("Ghi văn bản ra thư mục")
def write_documents(plan: str, now: datetime) -> int:
    """Bring the plan's tree to what the database says; returns how many files were written.

    Each file appears whole: written aside, then moved into its place.
    """
    with office.database().reading() as connection:
        documents = load_documents(connection, plan, now)
        facts = load_facts(connection, plan, now)
        chased = Chased(chases.load_reminded(connection, plan, now), registers.load_calls(connection, plan, now))
        files = sent_files.load_sent_files(connection, plan, now)
    root = settings.current().plans_folder / plan
    written = sum(_write(root / path, digest, office.store().get) for path, digest in documents.items())
    tracking = render_tracking_workbook(facts, chased, files, now)
    return written + _write(root / TRACKING, sha256(tracking).hexdigest(), lambda _: tracking)


TRACKING = "tracking/so-theo-doi.xlsx"
"""The tracking workbook: made anew by every round from what is on record, so it is no record itself."""


def _write(target: Path, digest: str, content: Callable[[str], bytes]) -> bool:
    """Put the bytes of this hash at `target`; False when they lie there already."""
    if target.is_file() and sha256(target.read_bytes()).hexdigest() == digest:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_bytes(content(digest))
    os.replace(aside, target)
    return True
