"""Run every benchmark once warm and print seconds: the best of a few, at one unit's size, a city's and a province's.

Machines are shared and noisy: compare rows of one run with each other, never with another run.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from deployments.demo.filling import fill_form
from papiplan.database import Database
from papiplan.database.facts import load_facts
from papiplan.documents.forms.form_reading import read_forms
from papiplan.documents.plan_folders.plan_folder import load_plan_folder
from papiplan.domain.plans import FORM_KINDS
from tests.database.filled_plan import EVALUATED, PLAN, REPORTED, SENT_IN_TIME, check, issue_plan, publish, receive
from tests.documents.forms.test_form_writing import rendered
from tests.domain.test_evaluation import a_large_plan, evaluated
from tests.factories import a_plan, a_unit, an_action
from tests.flows.plan_folders import folder_of_units
from tests.raw_forms import a_form, check_raw

ROUNDS = 3
SIZES = (1, 20, 200)


def seconds(work: Callable[[], object]) -> float:
    """The best of a few rounds, after one that warms up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


@contextmanager
def filled_database(units: int) -> Iterator[Database]:
    """A plan in which every unit has sent a sub-plan and a report, each with both parts."""
    codes = tuple(f"xa-{n:03}" for n in range(units))
    with TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/papiplan.db", create=True)
        action = an_action(lead=codes[0], on_site=codes, support=())
        issue_plan(database, a_plan(units=tuple(map(a_unit, codes)), actions=(action,)))
        publish(database, PLAN, codes)
        for kind, when in zip(FORM_KINDS, (SENT_IN_TIME, REPORTED), strict=True):
            for code in codes:
                receive(database, PLAN, code, kind, when, signed="57/KH-UBND")
                check(database, PLAN, code, when)
        yield database
        database.close()


def measured() -> Iterator[tuple[str, int, float]]:
    """Each benchmark: what, for how many units, in how many seconds."""
    form = a_form()
    filled = fill_form(rendered(form))
    for units in SIZES:
        raws = read_forms([filled] * units)
        yield "read forms in a child process", units, seconds(lambda files=[filled] * units: read_forms(files))
        yield "check forms", units, seconds(lambda raws=raws: [check_raw(raw, form) for raw in raws])
        with TemporaryDirectory() as folder:
            place = folder_of_units(Path(folder) / "plan", units)
            yield "load a plan folder", units, seconds(lambda place=place: load_plan_folder(place))
        with filled_database(units) as database, database.reading() as connection:
            yield "load a plan's facts", units, seconds(lambda c=connection: load_facts(c, PLAN, EVALUATED))
            facts = load_facts(connection, PLAN, EVALUATED)
            yield "derive every status", units, seconds(lambda f=facts: f.standings(EVALUATED))
        plan = a_large_plan(units)
        yield "evaluate, 96 actions a unit", units, seconds(lambda plan=plan: evaluated(plan))


if __name__ == "__main__":
    for what, units, took in measured():
        print(f"{what:<32}{units:>5} units{took:>10.4f} s")
    for each in ("consolidating", "batches"):
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{each}"], check=True)
