"""Good forms damaged at random, read and checked by the thousand: `python -m tests.fuzz 100000 [seed]`.

The parent must never die, and each result is a form or the reason why it is none; what is wrong with a form can always
be said, and the form that goes back with it opens. The same seed and number give the same bytes.
"""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from random import Random

from papiplan.documents.forms.form_reading import read_each, read_forms
from papiplan.domain.problems import Problem
from papiplan.domain.submissions import CheckedForm, RawForm
from tests.documents.forms.forging import MAIN_PART, good_form, packed
from tests.documents.forms.test_form_writing import rendered
from tests.raw_forms import a_form, check_raw

Damage = Callable[[bytes, Random], bytes]

NASTY = (
    b"",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1048576",
    b"XFD1048576",
    b"A0",
    b"1e999",
    b"NaN",
    b"=1+1",
    b"#REF!",
    b"../../x",
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
    b"&b;",
    b"_x000D_",
    b"\xe2\x80\xae",
    b"s",
    b"e",
    b"d",
    b"str",
    b"31/11/2023",
    b"a" * 40_000,
)
EVERY = 50
"""Of so many forms that are read, one is given back marked."""


def flipped(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def cut_out(content: bytes, chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def repeated(content: bytes, chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] + content[end:]


def written_over(content: bytes, chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + bytes([chance.choice((0, 0xFF, 0x20))]) * (end - start) + content[end:]


def put_in(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NASTY) + content[at:]


def shortened(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _span(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice((1, 4, 46, 500)))


BYTES: tuple[Damage, ...] = (flipped, flipped, cut_out, repeated, written_over, put_in, shortened)


def _with_nasty(pattern: bytes) -> Damage:
    """Write something nasty over one match of a pattern."""

    def damage(content: bytes, chance: Random) -> bytes:
        matches = list(re.finditer(pattern, content))
        if not matches:
            return content
        start, end = chance.choice(matches).span(1)
        return content[:start] + chance.choice(NASTY) + content[end:]

    return damage


def without_tag(content: bytes, chance: Random) -> bytes:
    tags = list(re.finditer(rb"<[^>]*>", content))
    start, end = chance.choice(tags).span() if tags else (0, 0)
    return content[:start] + content[end:]


def twice(content: bytes, chance: Random) -> bytes:
    """One cell or row more than once."""
    matches = list(re.finditer(rb"<(c|row|sheet|Relationship)\b.*?(/>|</\1>)", content, re.DOTALL))
    start, end = chance.choice(matches).span() if matches else (0, 0)
    return content[:end] + content[start:end] * chance.choice((1, 1, 300)) + content[end:]


OTHER_TEXT, OTHER_ATTRIBUTE = _with_nasty(rb">([^<>]+)<"), _with_nasty(rb'="([^"]*)"')
XML: tuple[Damage, ...] = (*[OTHER_TEXT] * 12, *[OTHER_ATTRIBUTE] * 4, *[twice] * 4, without_tag, *BYTES)


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(good_form())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutant(seed: int, number: int) -> bytes:
    """A damaged form: every third in the bytes of the archive, the others in its parts, one to three times."""
    chance = Random(f"{seed}-{number}")
    times = chance.choice((1, 1, 2, 3))
    if number % 3 == 0:
        content = good_form()
        for _ in range(times):
            content = chance.choice(BYTES)(content or b"\0", chance)
        return content
    changed: dict[str, bytes | None] = dict(parts())
    for _ in range(times):
        name = MAIN_PART if chance.random() < 0.5 else chance.choice(list(changed))
        changed[name] = chance.choice(XML)(changed[name] or b"\0", chance)
    if chance.random() < 0.02:
        changed[chance.choice(list(changed))] = None
    return packed(changed, zipfile.ZIP_STORED)


def outcomes(seed: int, count: int) -> Iterator[CheckedForm | Problem]:
    """What became of each mutant; AssertionError that names the one for which nothing can be said."""
    results = read_each(mutant(seed, number) for number in range(count))
    for number, result in enumerate(results):
        try:
            yield _judged(result, marked=number % EVERY == 1)
        except Exception as error:
            raise AssertionError(f"mutant {number} of seed {seed}") from error


def _judged(result: RawForm | Problem, *, marked: bool) -> CheckedForm | Problem:
    if isinstance(result, Problem):
        return result
    checked = check_raw(result, a_form())
    if marked:
        (again,) = read_forms([rendered(rows=checked.rows, problems=checked.problems)])
        assert isinstance(again, RawForm)
    return checked


def main() -> None:
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else Random().randrange(10**6)
    print(f"seed {seed}", flush=True)
    ends = {"accepted": 0, "sent back": 0, "not usable": 0}
    for outcome in outcomes(seed, count):
        if isinstance(outcome, CheckedForm):
            ends["sent back" if outcome.problems else "accepted"] += 1
        else:
            ends["not usable"] += 1
    print(", ".join(f"{number} {end}" for end, number in ends.items()))


if __name__ == "__main__":
    main()
