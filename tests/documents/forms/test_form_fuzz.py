"""Two thousand damaged forms: none harms, and of each something can be said. `make fuzz N=…` reads more."""

from papiplan.domain.submissions import CheckedForm
from tests.fuzz import mutant, outcomes

SEED, COUNT = 2023, 2_000


def test_a_damaged_form_is_read_or_refused_and_harms_nothing() -> None:
    found = list(outcomes(SEED, COUNT))
    read = [outcome for outcome in found if isinstance(outcome, CheckedForm)]
    assert len(found) == COUNT
    assert any(outcome.problems for outcome in read)
    assert any(not outcome.problems for outcome in read)
    assert len(read) < COUNT


def test_a_mutant_is_known_by_its_seed_and_number() -> None:
    assert [mutant(7, number) for number in range(8)] == [mutant(7, number) for number in range(8)]
    assert mutant(7, 1) != mutant(8, 1)
