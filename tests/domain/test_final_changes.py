"""What the final consolidation does not show: reports that came since, and those that were returned since."""

from typing import Any

import pytest

from papiplan.domain.facts import Consolidation, PlanFacts
from papiplan.domain.final_changes import FinalChanges, final_changes
from papiplan.domain.obligations import Binding, Outcome, Part, Receipt
from papiplan.domain.plans import SubmissionKind
from tests.factories import a_plan, a_receipt, an_obligation, at


def a_file(number: int, outcome: Outcome = Outcome.ACCEPTED, part: Part = Part.FORM) -> Receipt:
    return a_receipt("2024-04-05 09:00", submission_id=number, outcome=outcome, part=part)


NEW, RETURNED = FinalChanges(new=("phuong-2",)), FinalChanges(returned=("phuong-2",))
CASES = {
    "nothing since": ([a_file(1)], FinalChanges()),
    "a report of a unit that had sent none": ([a_file(2)], NEW),
    "a newer report": ([a_file(1), a_file(2)], NEW),
    "one accepted with a waiver": ([a_file(2, Outcome.ACCEPTED_WITH_WAIVER)], NEW),
    "one that was refused": ([a_file(1), a_file(2, Outcome.REFUSED)], FinalChanges()),
    "one that is being checked": ([a_file(2, Outcome.RECEIVED)], FinalChanges()),
    "a signed document": ([a_file(1), a_file(2, part=Part.SIGNED)], FinalChanges()),
    "its report returned": ([a_file(1, Outcome.RETURNED)], RETURNED),
    "its report returned, an earlier one in force again": ([a_file(0), a_file(1, Outcome.RETURNED)], RETURNED),
    "its report returned and mended": ([a_file(1, Outcome.RETURNED), a_file(2)], NEW),
}


@pytest.mark.parametrize(("files", "changes"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("binding", [Binding.OWED, Binding.REQUESTED])
def test_what_moved_since_the_final_consolidation(
    files: list[Receipt], changes: FinalChanges, binding: Binding
) -> None:
    final = Consolidation(1, 1, True, "nv1", "0" * 64, (1,), (), at("2024-04-09 09:00"))
    report = an_obligation(kind=SubmissionKind.REPORT, binding=binding)
    asked: dict[str, Any] = {"obligations": (report,)} if binding is Binding.OWED else {"requests": (report,)}
    facts = PlanFacts(a_plan(), consolidations=(final,), receipts={1: tuple(files)}, **asked)
    assert final_changes(facts) == changes


def test_before_the_final_consolidation_nothing_is_new() -> None:
    report = an_obligation(kind=SubmissionKind.REPORT)
    interim = Consolidation(1, 1, False, "nv1", "0" * 64, (), (), at("2024-04-05 09:00"))
    facts = PlanFacts(a_plan(), obligations=(report,), consolidations=(interim,), receipts={1: (a_file(1),)})
    assert final_changes(facts) == FinalChanges()
