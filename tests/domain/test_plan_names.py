"""A plan is meant by its code or its number; whoever might mean two is asked again."""

import pytest

from papiplan.domain.plan_names import PlanName, find_plan

KNOWN = (
    PlanName("sa-dec-2023", "123/KH-UBND"),
    PlanName("sa-dec-2024", "98/KH-UBND"),
    PlanName("lap-vo-2024", "98/KH-UBND"),
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sa-dec-2023", "sa-dec-2023"),
        ("Sa Đéc 2023", "sa-dec-2023"),
        ("  SA_DEC_2023 ", "sa-dec-2023"),
        ("123/KH-UBND", "sa-dec-2023"),
        ("123/kh – ubnd", "sa-dec-2023"),
        ("98/KH-UBND", None),
        ("sa-dec", None),
        ("sa-dec-2032", None),
        ("/", None),
        ("", None),
    ],
)
def test_a_plan_is_found_by_what_is_written_of_it(words: str, meant: str | None) -> None:
    assert find_plan(words, KNOWN) == meant
