"""Which stranger gets an answer beside the unit: only a person's address, and nobody's that we know."""

from dataclasses import replace

import pytest

from papiplan.domain.addressees import stranger_to_answer
from tests.factories import a_plan, a_unit

PLAN = replace(a_plan(), units=(*a_plan().units, a_unit("phuong-4", addresses=("P4@sadec.example",))))
OURS = ("papi@sadec.example", "", "hop-thu@sadec.example")


@pytest.mark.parametrize(
    ("sender", "answered"),
    [
        ("clerk@gmail.example", "clerk@gmail.example"),
        (" Clerk@Gmail.example ", "clerk@gmail.example"),
        ("", ""),
        ("clerk", ""),
        ("phuong-2@sadec.example", ""),
        ("p4@SADEC.example", ""),
        ("nv1@sadec.example", ""),
        ("papi@sadec.example", ""),
        ("Hop-Thu@sadec.example", ""),
        ("MAILER-DAEMON@mail.example", ""),
        ("postmaster@mail.example", ""),
        ("no-reply@mail.example", ""),
        ("bounces+1@mail.example", ""),
    ],
)
def test_a_form_is_answered_to_the_stranger_who_sent_it_and_to_nobody_else(sender: str, answered: str) -> None:
    assert stranger_to_answer(PLAN, sender, OURS) == answered
