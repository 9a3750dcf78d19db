"""Reads and checks as many forms as the country has communes in one run: memory must not grow with their number.

A process of its own, on Linux, for it measures its own memory. `python -m tests.benchmarks` runs it last.
"""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from deployments.demo.filling import fill_form
from papiplan.documents.forms.form_reading import read_each
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.submissions import RawForm
from tasks.submissions import BATCH
from tests.documents.forms.test_form_writing import rendered
from tests.factories import a_plan, an_action
from tests.raw_forms import a_form, check_raw

FORMS = 3_355
ACTIONS = 27
"""What the example's wards have to answer."""


def most_megabytes(process: str) -> int:
    """The most memory that a process ever held, as Linux tells."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def read_and_check(filled: bytes, plan: PlanDefinition) -> Iterator[tuple[int, int]]:
    """Read and check all forms, batch after batch; the most memory of this process and of its child after each."""
    form = a_form()
    for start in range(0, FORMS, BATCH):
        child = 0
        for raw in read_each(filled for _ in range(start, min(start + BATCH, FORMS))):
            assert isinstance(raw, RawForm)
            assert not check_raw(raw, form, plan).problems
            child = max(
                most_megabytes(pid) for task in OWN.iterdir() for pid in (task / "children").read_text().split()
            )
        yield most_megabytes("self"), child


OWN = Path("/proc/self/task")


def main() -> None:
    plan = a_plan(actions=tuple(an_action(f"{n % 8 + 1}.1.{n}") for n in range(1, ACTIONS + 1)))
    filled = fill_form(rendered(a_form(), plan))
    begun = perf_counter()
    held = list(read_and_check(filled, plan))
    print(f"read and check {FORMS} forms of {ACTIONS} actions: {perf_counter() - begun:.1f} s")
    print(f"most memory: {held[0][0]} MB after the first batch, {held[-1][0]} MB after the last")
    print(f"most memory of a child: {max(child for _, child in held)} MB")


if __name__ == "__main__":
    main()
