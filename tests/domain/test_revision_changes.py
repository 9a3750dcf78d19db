"""What a revision lists as changed since the last: every paper and every figure, and nothing twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.consolidation import consolidate
from papiplan.domain.figures import Figures
from papiplan.domain.obligations import Outcome, Part
from papiplan.domain.registers import Registers, Supervision
from papiplan.domain.revision_changes import Change, changes
from tests.consolidations import Answer, a_city_plan, a_publication, a_report, a_standing, the_example_table
from tests.factories import a_receipt

DONE: Mapping[str, Answer] = {"2.3.1": "done"}
IN_PROGRESS: Mapping[str, Answer] = {"2.3.1": "in_progress"}


def figures(submission: int | None = None, answers: Mapping[str, Answer] = DONE) -> Figures:
    """Those of two wards: the first reported once and for all, the second by this submission or not at all."""
    parts = {"phuong-1": (1, DONE), **({"phuong-2": (submission, answers)} if submission else {})}
    forms = [replace(a_report(unit, said), submission_id=n) for unit, (n, said) in parts.items()]
    standings = []
    for unit in ("phuong-1", "phuong-2"):
        received = [a_receipt("2024-04-05 09:00", submission_id=parts[unit][0])] if unit in parts else []
        standings.append(a_standing(unit, receipts=received))
    return Figures(consolidate(a_city_plan(), standings, forms), None)


def listed(before: Figures, after: Figures) -> dict[str, tuple[object, object]]:
    found = changes(before, after)
    assert len({change.figure for change in found}) == len(found)
    return {change.figure: (change.before, change.after) for change in found}


def test_equal_facts_have_no_changes() -> None:
    example = Figures(the_example_table(), a_publication())
    assert changes(example, Figures(the_example_table(), a_publication())) == ()


def test_a_new_report_is_one_line_and_the_counts_that_it_moves() -> None:
    assert listed(figures(), figures(2)) == {
        "BC/phuong-2": (None, "mới nhận"),
        "T.HT": (1, 2), "T.CBC": (39, 38), "N2.HT": (1, 2), "N2.CBC": (39, 38), "2.3.1.HT": (1, 2), "2.3.1.CBC": (9, 8),
        "BC.DG": (1, 2), "BC.DH": (1, 2), "BC.CG": (1, 0),
    }  # fmt: skip


def test_a_report_that_is_gone_undoes_what_it_moved() -> None:
    gained, lost = listed(figures(), figures(2)), listed(figures(2), figures())
    assert lost.pop("BC/phuong-2") == ("đã có", "không còn bản sử dụng được")
    assert lost == {id_: (after, before) for id_, (before, after) in gained.items() if id_ != "BC/phuong-2"}


def test_a_replaced_report_lists_the_rows_that_differ() -> None:
    assert listed(figures(2), figures(3, IN_PROGRESS)) == {
        "BC/phuong-2": ("bản trước", "bản thay thế"),
        "2.3.1/phuong-2": ("Hoàn thành", "Đang thực hiện"),
        "T.HT": (2, 1), "T.DTH": (0, 1), "N2.HT": (2, 1), "N2.DTH": (0, 1), "2.3.1.HT": (2, 1), "2.3.1.DTH": (0, 1),
    }  # fmt: skip


def test_a_replaced_report_that_says_the_same_is_listed_all_the_same() -> None:
    assert listed(figures(2), figures(3)) == {"BC/phuong-2": ("bản trước", "bản thay thế")}


def test_a_signed_document_is_not_a_new_report() -> None:
    table = figures(2).table
    signed = a_receipt("2024-04-05 10:00", submission_id=9, part=Part.SIGNED, outcome=Outcome.ACCEPTED)
    came = a_receipt("2024-04-05 09:00", submission_id=2)
    complete = a_standing("phuong-2", receipts=[came, signed])
    after = Figures(replace(table, standings=(table.standings[0], complete)), None)
    assert listed(figures(2), after) == {}


def test_a_corrected_publication_lists_the_scores_that_moved() -> None:
    table = the_example_table()
    corrected = a_publication((4.4033, 4.7, 4.2167, 6.5215, 7.2088, 7.6523, 3.5011, 3.1522))
    moved = listed(Figures(table, a_publication()), Figures(table, corrected))
    assert moved["D2.2023"] == ("4,6667", "4,7000")
    assert moved["D2.CL"] == ("+0,0647", "+0,0980")
    assert "D1.2023" not in moved


def test_what_the_office_enters_by_hand_is_listed() -> None:
    table = the_example_table()
    watched = Registers(supervisions=(Supervision("phuong-1", date(2023, 9, 5), "Đề nghị công khai sớm hơn."),))
    after = Figures(replace(table, registers=watched), None)
    assert changes(Figures(table, None), after) == (Change("GS.TS", "Số lần giám sát, phản biện", 0, 1),)


@pytest.mark.parametrize("publication", [None, a_publication()])
def test_figures_that_there_were_not_yet_are_listed_with_nothing_before(publication: object) -> None:
    table = the_example_table()
    found = changes(Figures(table, None), Figures(table, a_publication() if publication else None))
    assert bool(found) == bool(publication)
    assert {change.before for change in found} <= {None}
