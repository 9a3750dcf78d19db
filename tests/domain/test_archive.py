"""Where the files of an archive lie, how a plan's end is worded, and what is wrong with a journal."""

from dataclasses import replace

import pytest

from papiplan.domain.archive import ArchivedKind, Manifest, archive_path, journal_faults
from papiplan.domain.archive_paths import free_path, is_safe
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.journal_chain import START, Link, chained, check_chain
from tests.documents.archives.archives import THE_ENDING, THE_PLAN, a_journal
from tests.factories import at

PATHS = (
    ("nhan/00001-phuong-2.xlsx", "nhan/00001-phuong-2.xlsx"),
    ("ke-hoach/v1/kế hoạch 2023.yaml", "ke-hoach/v1/kế hoạch 2023.yaml"),
    ("ke-hoach/v1/../plan.yaml", "ke-hoach/v1/_/plan.yaml"),
    ("/etc/passwd", "_/etc/passwd"),
    ("a//b", "a/_/b"),
    ("a\\b:c?.pdf", "a_b_c_.pdf"),
    ("a/nul.txt", "a/_nul.txt"),
    ("a/COM1", "a/_COM1"),
    ("a/x. . ", "a/x"),
    ("a/\x1b[31m\u202efdp.exe", "a/_[31m_fdp.exe"),
    ("", "_"),
    ("gui/00001-officer:nv1.eml", "gui/00001-officer_nv1.eml"),
)


@pytest.mark.parametrize(("path", "made"), PATHS, ids=[repr(path) for path, _ in PATHS])
def test_a_place_is_made_safe_and_stays_as_near_as_can_be(path: str, made: str) -> None:
    assert free_path(path, ()) == made
    assert is_safe(made)


@pytest.mark.parametrize("path", ["x" * 500, f"{'x' * 110}/" * 5, f"a/{'ư' * 300}.pdf", f"{'x/' * 200}y", "." * 300])
def test_a_place_is_never_longer_than_every_system_can_hold(path: str) -> None:
    taken: set[str] = set()
    for _ in range(20):
        made = free_path(path, taken)
        assert is_safe(made)
        taken.add(made.casefold())
    assert len(taken) == 20


def test_places_differ_on_systems_that_do_not_tell_small_letters_from_capitals() -> None:
    assert free_path("nhan/A.PDF", {"nhan/a.pdf"}) == "nhan/A-2.PDF"
    assert free_path("nhan/A.PDF", {"nhan/a.pdf", "nhan/a-2.pdf"}) == "nhan/A-3.PDF"
    assert free_path("v1.2/README", {"v1.2/readme"}) == "v1.2/README-2"


def test_an_archive_lies_apart_under_the_name_of_its_plan() -> None:
    assert archive_path("sa-dec-2023") == "archive/sa-dec-2023-luu-tru.zip"


def test_every_kind_of_file_has_a_vietnamese_name() -> None:
    assert len({kind.label for kind in ArchivedKind}) == len(ArchivedKind)


ENDINGS = (
    (THE_ENDING, "Kết thúc, lưu hồ sơ ngày 28/6/2024 theo quyết định của Chủ tịch (Quyết định số 9/QĐ-UBND)"),
    (
        Ending(HandAct.CANCEL, "nv1", "Chủ tịch", "NQ 202", "không còn cấp huyện.", at("2025-07-01 00:30")),
        "Kết thúc trước thời hạn ngày 01/7/2025 theo quyết định của Chủ tịch (NQ 202). Lý do: không còn cấp huyện",
    ),
)


@pytest.mark.parametrize(("ending", "sentence"), ENDINGS, ids=["closed", "cancelled"])
def test_how_a_plan_ended_is_one_line(ending: Ending, sentence: str) -> None:
    assert ending.sentence() == sentence


# The journal.

WHOLE = a_journal()


def _renumbered() -> tuple[Link, ...]:
    """An entry left out and the rest chained anew: the texts still have their old numbers."""
    links: list[Link] = []
    for n, link in enumerate((WHOLE[0], *WHOLE[2:]), start=1):
        previous = links[-1].hash if links else START
        links.append(Link(n, link.text, previous, chained(link.text, previous)))
    return tuple(links)


BROKEN = (
    ("whole", WHOLE, None),
    ("empty", (), None),
    ("begins later", WHOLE[1:], 1),
    ("one left out", (WHOLE[0], *WHOLE[2:]), 2),
    ("two changed places", (WHOLE[0], WHOLE[2], WHOLE[1], WHOLE[3]), 2),
    ("reworded", (WHOLE[0], replace(WHOLE[1], text=WHOLE[1].text.replace("nv1", "nv2")), *WHOLE[2:]), 2),
    ("another hash before it", (*WHOLE[:3], replace(WHOLE[3], previous_hash=START)), 4),
    ("no entry", (Link(1, "[]", START, chained("[]", START)),), 1),
    ("chained anew", _renumbered(), 2),
)


@pytest.mark.parametrize(("links", "broken"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_chain_breaks_at_the_first_entry_that_does_not_hold(links: tuple[Link, ...], broken: int | None) -> None:
    checked = check_chain(THE_PLAN.id, links)
    held = links[: broken - 1] if broken else links
    assert checked.first_broken == broken
    assert (checked.entries, checked.head) == (len(held), held[-1].hash if held else START)


def test_a_chain_is_one_plans() -> None:
    assert check_chain("sa-dec-2024", WHOLE).first_broken == 1


@pytest.mark.parametrize(
    ("links", "told"),
    [
        (WHOLE, ""),
        (WHOLE[:-1], "Nhật ký có 3 dòng"),
        (a_journal(entries=5), "Nhật ký có 5 dòng"),
        (WHOLE[1:], "Nhật ký bị đứt từ dòng 1"),
    ],
    ids=["whole", "cut short", "longer", "begins later"],
)
def test_a_journal_that_is_not_the_one_listed_is_a_fault(links: tuple[Link, ...], told: str) -> None:
    manifest = Manifest(THE_PLAN, THE_ENDING, len(WHOLE), WHOLE[-1].hash, (), ())
    faults = journal_faults(manifest, links)
    assert bool(faults) == bool(told)
    assert told in " ".join(faults)
