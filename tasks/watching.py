"""Looking into the folder where the published index may turn up: new files are kept, read and shown, never recorded.

Not here: recording a publication, which an officer does (`publications`).
"""

from datetime import datetime
from pathlib import Path

from papiplan import settings
from papiplan.database import journal, watched_files
from papiplan.database.facts import load_facts
from papiplan.documents.boards.publication_board import FORM, NewFile, publication_board
from papiplan.documents.publications.publications_folder import FoundFile, settled_files
from papiplan.documents.publications.results import read_results
from papiplan.domain.deadlines import local_date
from papiplan.domain.plans import PlanDefinition
from tasks import filled_forms, office
from tasks.artifacts import NEW_FILES, publish_board
from tasks.effects import effect


@effect("Xem thư mục theo dõi công bố")
def show_new_files(plan: str, now: datetime) -> tuple[str, ...]:
    """Keep, read and show the files that no officer of the plan has been shown; returns their names."""
    kept = {
        office.store().put(found.content).sha256: found
        for found in settled_files(settings.current().publications_folder, now)
    }
    with office.database().reading() as connection:
        definition = load_facts(connection, plan, now).definition
        known = watched_files.known_files(connection, plan)
    new = {sha256: found for sha256, found in kept.items() if sha256 not in known}
    if not new:
        return ()
    files = [_as_read(definition, found, now) for found in new.values()]
    publish_board(plan, NEW_FILES, publication_board(definition, files))
    with office.database().plan_transaction(plan) as connection:
        for sha256 in sorted(new.keys() - watched_files.known_files(connection, plan)):
            found = new[sha256]
            watched_files.save_watched_file(connection, plan, found.name, sha256, len(found.content), now)
            journal.append(connection, plan, journal.Entry("show_file", "papiplan", now, {"file": sha256}))
    return tuple(found.name for found in new.values())


def _as_read(definition: PlanDefinition, found: FoundFile, now: datetime) -> NewFile:
    read = read_results(found.content, definition.year)
    form = "" if read.problems else _filled_form(definition, found.path, now)
    return NewFile(found.name, now, read, form)


def _filled_form(definition: PlanDefinition, path: Path, now: datetime) -> str:
    """The address of the form with what is known; empty where nothing is deployed."""
    filled = {"plan": definition.id, "on": local_date(now).isoformat(), "results": str(path)}
    return filled_forms.addresses(FORM, {path: filled}).get(path, "")
