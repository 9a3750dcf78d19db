"""Where given files lie, what the readable tree shows of all that was saved, and which PDFs are wanted."""

from datetime import date

import pytest

from papiplan.domain.facts import Consolidation
from papiplan.domain.finished_papers import drafts_among, given_path, shown_documents, wanted_pdfs
from papiplan.domain.open_papers import OpenReport, drafts_to_finish, open_reports, unnumbered
from papiplan.domain.papers import RecordedDocument
from tests.factories import at

REPORT, UPWARD, OLDER = "consolidated/3/bao-cao.docx", "consolidated/3/bao-cao-ubnd.docx", "consolidated/2/bao-cao.docx"
LETTER = "drafts/2023-07-05-subplan/cong-van-don-doc-ubnd.docx"
DOCX, SIGNED, UNSIGNED = "papers/x.docx", "papers/x.pdf", "papers/x.chua-ky.pdf"


def a_consolidation(revision: int = 3, *, final: bool = True) -> Consolidation:
    return Consolidation(revision, revision, final, "nv1", "", (), (), at("2024-04-12 08:00"))


def a_recorded(about: str, number: str = "57/BC-PNV", sha256: str = "") -> RecordedDocument:
    return RecordedDocument(None, about, number, date(2024, 4, 15), "", sha256, 9)


@pytest.mark.parametrize(
    ("number", "path"),
    [("1234/UBND-NV", "papers/2023-07-04-1234-UBND-NV.pdf"), ("../../etc/passwd", "papers/2023-07-04-etc-passwd.pdf")],
)
def test_a_given_file_lies_under_its_day_and_number_and_nowhere_else(number: str, path: str) -> None:
    assert given_path(number, date(2023, 7, 4), ".pdf") == path


@pytest.mark.parametrize(
    ("saved", "standing", "shown"),
    [
        ([], "", {}),
        ([("b", "1"), ("a", "2"), ("b", "3")], "", {"a": "2", "b": "3"}),
        # Given files: while a record of them stands.
        ([(SIGNED, "1")], "1", {SIGNED: "1"}),
        ([(SIGNED, "1")], "", {}),
        ([(SIGNED, "1"), (SIGNED, "2")], "12", {SIGNED: "2"}),
        ([(SIGNED, "1"), (SIGNED, "2")], "1", {SIGNED: "1"}),
        # The PDF made of a given file goes with it.
        ([(DOCX, "1"), (UNSIGNED, "p")], "1", {DOCX: "1", UNSIGNED: "p"}),
        ([(DOCX, "1"), (UNSIGNED, "p")], "", {}),
        ([(DOCX, "1"), (UNSIGNED, "p"), (DOCX, "2")], "12", {DOCX: "2"}),
        ([(DOCX, "1"), (UNSIGNED, "p"), (DOCX, "2"), (UNSIGNED, "q")], "12", {DOCX: "2", UNSIGNED: "q"}),
        ([(DOCX, "1"), (UNSIGNED, "p"), (DOCX, "2"), (UNSIGNED, "q")], "1", {DOCX: "1", UNSIGNED: "p"}),
        ([(DOCX, "1"), (DOCX, "2"), (UNSIGNED, "q")], "1", {DOCX: "1"}),
        ([(DOCX, "1"), (UNSIGNED, "p"), (SIGNED, "3")], "13", {DOCX: "1", UNSIGNED: "p", SIGNED: "3"}),
    ],
)  # fmt: skip
def test_the_tree_shows_what_stands(saved: list[tuple[str, str]], standing: str, shown: dict[str, str]) -> None:
    assert list(shown_documents(saved, set(standing)).items()) == sorted(shown.items())


@pytest.mark.parametrize(
    ("shown", "final", "wanted"),
    [
        ((REPORT, OLDER), False, {REPORT: "consolidated/3/bao-cao.pdf"}),
        ((REPORT, UPWARD), False, {REPORT: "consolidated/3/bao-cao.pdf", UPWARD: "consolidated/3/bao-cao-ubnd.pdf"}),
        ((REPORT, "consolidated/3/bao-cao.pdf"), False, {}),
        ((REPORT, OLDER), True, {}),
        ((REPORT, DOCX), True, {DOCX: UNSIGNED}),
        ((REPORT, DOCX, UNSIGNED), True, {}),
        ((REPORT, DOCX, SIGNED), True, {}),
        (("consolidated/33/bao-cao.docx", "consolidated/3/tong-hop.xlsx", LETTER), False, {}),
    ],
)
def test_a_final_report_has_a_pdf_only_of_the_file_that_an_officer_gave(
    shown: tuple[str, ...], final: bool, wanted: dict[str, str]
) -> None:
    assert wanted_pdfs(dict.fromkeys(shown, "1"), a_consolidation(final=final)) == wanted


def test_before_any_consolidation_no_report_is_wanted() -> None:
    assert wanted_pdfs({LETTER: "1"}, None) == {}


def test_drafts_are_our_own_papers_but_for_the_plan_itself() -> None:
    assert drafts_among((LETTER, "issued/ke-hoach.docx", DOCX, SIGNED, REPORT, "x.xlsx")) == (LETTER, REPORT)


@pytest.mark.parametrize(
    ("recorded", "waiting"),
    [
        ((), [OpenReport(UPWARD, "2", ""), OpenReport(REPORT, "1", "")]),
        ((a_recorded(REPORT),), [OpenReport(UPWARD, "2", ""), OpenReport(REPORT, "1", "57/BC-PNV")]),
        ((a_recorded(REPORT, sha256="f" * 64),), [OpenReport(UPWARD, "2", "")]),
        ((a_recorded(OLDER, sha256="f" * 64),), [OpenReport(UPWARD, "2", ""), OpenReport(REPORT, "1", "")]),
    ],
)
def test_a_final_report_waits_until_it_has_a_number_and_a_file(
    recorded: tuple[RecordedDocument, ...], waiting: list[OpenReport]
) -> None:
    shown = {UPWARD: "2", REPORT: "1", OLDER: "0"}
    assert list(open_reports(shown, a_consolidation(), recorded)) == waiting
    assert open_reports(shown, None, recorded) == ()


def test_brackets_are_counted_in_the_newest_reports_and_in_drafts_whose_file_has_not_come() -> None:
    shown = dict.fromkeys((LETTER, OLDER, REPORT, UPWARD, DOCX, "issued/ke-hoach.docx"), "1")
    given = (a_recorded(UPWARD, sha256="f" * 64), a_recorded(REPORT))
    assert drafts_to_finish(shown, a_consolidation(final=False), given) == (LETTER, REPORT)


OTHER_LETTER = LETTER.replace("ubnd", "phong")
SUBPLANS = "subplans/2/tong-hop-ke-hoach.docx"
EXPLAIN = "confirmed/1/giai-trinh-xa-2-subplan.docx"


@pytest.mark.parametrize(
    ("shown", "numbered", "waiting"),
    [
        ((), (), ()),
        ((LETTER, OTHER_LETTER), (), (LETTER, OTHER_LETTER)),
        # Of the letters of one folder a single one is signed.
        ((LETTER, OTHER_LETTER), (OTHER_LETTER,), ()),
        # Of the report on sub-plans the newest version; a workbook is no paper.
        (("subplans/1/tong-hop-ke-hoach.docx", "subplans/2/dang-ky.xlsx", SUBPLANS), (), (SUBPLANS,)),
        ((SUBPLANS,), (SUBPLANS,), ()),
        (("subplans/9/a.docx", "subplans/10/a.docx"), (), ("subplans/10/a.docx",)),
        # Of a decision's papers the letters alone have a number.
        ((EXPLAIN, "confirmed/1/bang-to-trinh.docx", "confirmed/1/phieu/xa-2.docx"), (), (EXPLAIN,)),
        ((REPORT, "issued/ke-hoach.docx", SIGNED), (), ()),
    ],
)
def test_letters_and_the_newest_report_on_sub_plans_wait_for_a_number(
    shown: tuple[str, ...], numbered: tuple[str, ...], waiting: tuple[str, ...]
) -> None:
    assert unnumbered(shown, [a_recorded(path) for path in numbered]) == waiting


@pytest.mark.parametrize(("confirmation", "shown"), [(None, []), (1, [EXPLAIN]), (2, [])])
def test_the_papers_of_a_decision_are_shown_while_it_stands(confirmation: int | None, shown: list[str]) -> None:
    assert list(shown_documents([(EXPLAIN, "1")], set(), confirmation)) == shown
