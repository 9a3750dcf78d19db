"""The readable tree `plans/<plan>/…`: a view of the database that any round can write again."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from papiplan import settings
from papiplan.database.outcomes import load_documents
from tasks import office
from tasks.effects import effect


@effect("Ghi văn bản ra thư mục")
def write_documents(plan: str, now: datetime) -> int:
    """Bring the plan's tree to what the database says; returns how many files were written.

    Each file appears whole: written aside, then moved into its place.
    """
    with office.database().reading() as connection:
        documents = load_documents(connection, plan, now)
    root = settings.current().plans_folder / plan
    written = 0
    for path, digest in documents.items():
        target = root / path
        if target.is_file() and _digest(target) == digest:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        aside.write_bytes(office.store().get(digest))
        os.replace(aside, target)
        written += 1
    return written


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
