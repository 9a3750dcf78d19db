"""The consolidation: nothing lost, nothing doubled, what is missing named."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papiplan.domain.consolidation import ConsolidatedTable, consolidate, facts_digest
from papiplan.domain.consolidation_rows import ROW_COLUMNS
from papiplan.domain.difficulties import Difficulty
from papiplan.domain.form_tables import ADDITIONAL_SHEET, INFO_SHEET
from papiplan.domain.forms import ActionStatus
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import DIMENSIONS
from papiplan.domain.registers import Registers
from papiplan.domain.tallies import MeasureSum
from tests.consolidations import (
    a_city_plan,
    a_free_row,
    a_publication,
    a_report,
    a_standing,
    a_subplan,
    an_issue,
    reporting,
    the_example_table,
)
from tests.factories import a_plan, a_unit, an_action, an_exemption


def table(*forms: Any, definition: PlanDefinition | None = None) -> ConsolidatedTable:
    return consolidate(definition or a_plan(), (), forms)


def test_every_action_has_a_row_for_each_unit_that_reports_on_it() -> None:
    plan = a_city_plan()
    rows = table(definition=plan).rows
    assert list(zip(rows["action"], rows["unit"], strict=True)) == [
        (action.code, unit) for action in plan.actions for unit in reporting(action)
    ]
    assert list(rows.columns) == list(ROW_COLUMNS)


def test_a_lead_that_also_carries_out_on_site_has_one_row_as_lead() -> None:
    plan = a_plan(actions=(an_action(lead="phuong-2", on_site=("phuong-2",)),))
    assert [(row["unit"], row["role"]) for row in table(definition=plan).rows.to_dict("records")] == [
        ("phuong-2", "lead")
    ]


def test_a_unit_without_a_report_is_unreported_never_not_started() -> None:
    counts = table().total
    assert counts[ActionStatus.UNREPORTED] == 2
    assert counts[ActionStatus.NOT_STARTED] == 0


def test_an_action_missing_from_a_report_is_unreported() -> None:
    plan = a_plan(actions=(an_action("2.3.1"), an_action("2.3.2")))
    rows = table(a_report("phuong-2", {"2.3.1": "done"}), definition=plan).rows
    of_ward = rows[rows["unit"] == "phuong-2"]
    assert dict(zip(of_ward["action"], of_ward["status"], strict=True)) == {"2.3.1": "done", "2.3.2": "unreported"}


def test_each_figure_carries_its_unit_submission_file_and_cell() -> None:
    report = a_report("phuong-2", {"2.3.1": {"status": "done", "result_number": 4.0, "measure_unit": "quý"}})
    row = next(row for row in table(report).rows.to_dict("records") if row["unit"] == "phuong-2")
    assert (row["submission_id"], row["sha256"], row["sheet"]) == (report.submission_id, report.sha256, "Báo cáo")
    assert (row["status_cell"], row["result_number_cell"]) == ("M9", "O9")


def test_a_promise_is_read_from_the_subplan_and_else_from_what_the_report_repeats() -> None:
    repeated = {"status": "done", "promised": "Theo biểu", "target_number": 3.0, "unit_target": "03 quý"}
    subplan = a_subplan("tckh", {"2.3.1": {"measures": "Công khai", "target_number": 4.0, "measure_unit": "quý"}})
    rows = table(
        subplan, a_report("tckh", {"2.3.1": repeated}), a_report("phuong-2", {"2.3.1": repeated})
    ).rows.set_index("unit")
    assert list(rows.loc[["tckh", "phuong-2"], "promised"]) == ["Công khai", "Theo biểu"]
    assert list(rows.loc[["tckh", "phuong-2"], "target_number"]) == [4.0, 3.0]


statuses = st.sampled_from([status.value for status in ActionStatus if status is not ActionStatus.UNREPORTED])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["1.1.1", "2.3.1", "8.2.1"]), statuses), max_size=6))
def test_the_statuses_add_up_to_the_pairs_of_action_and_unit_whatever_was_reported(
    answers: list[dict[str, str]],
) -> None:
    units = tuple(a_unit(f"phuong-{n}") for n in range(6))
    on_site = tuple(unit.code for unit in units[1:])
    actions = tuple(an_action(code, lead="phuong-0", on_site=on_site) for code in ("1.1.1", "2.3.1", "8.2.1"))
    plan = a_plan(units=units, actions=actions)
    reports = [a_report(unit.code, answer) for unit, answer in zip(units, answers, strict=False)]
    told = table(*reports, definition=plan)
    assert told.total.total == len(actions) * len(units) == len(told.rows)
    assert sum(counts.total for counts in told.dimensions.values()) == told.total.total
    assert sum(tally.counts.total for tally in told.actions) == told.total.total
    counted = Counter(itertools.chain.from_iterable(answer.values() for answer in answers))
    assert {status: told.total[status] for status in ActionStatus if told.total[status]} == {
        **{ActionStatus(status): count for status, count in counted.items()},
        **({ActionStatus.UNREPORTED: rest} if (rest := told.total.total - counted.total()) else {}),
    }


def test_the_example_adds_up_to_forty() -> None:
    counts = the_example_table().dimensions[2]
    assert [counts[status] for status in ActionStatus] == [31, 4, 1, 0, 4]
    assert [str(counts.percentage(status)) for status in ActionStatus] == ["77.5", "10.0", "2.5", "0.0", "10.0"]


def test_a_dimension_without_actions_counts_nothing() -> None:
    told = table()
    assert set(told.dimensions) == set(range(1, len(DIMENSIONS) + 1))
    assert told.dimensions[1].total == 0


def test_an_action_is_counted_over_the_units_on_site_that_reported() -> None:
    tally = next(tally for tally in the_example_table().actions if tally.action.code == "2.3.1")
    assert (tally.on_site.total, tally.on_site.reported, tally.on_site[ActionStatus.DONE]) == (9, 8, 8)


def numbered(number: float | None, measure: str, target: float | None = None) -> dict[str, Any]:
    return {"status": "done", "result_number": number, "measure_unit": measure, "target_number": target}


@pytest.mark.parametrize(
    ("answers", "sums"),
    [
        # The same measure is added, and so are the promises when each unit made one.
        ((numbered(4, "quý", 4), numbered(3, "quý", 4)), [("quý", "7.0", "8.0", 2)]),
        ((numbered(4, "quý", 4), numbered(3, "quý")), [("quý", "7.0", None, 2)]),
        # Tenths stay tenths.
        ((numbered(0.1, "hộ"), numbered(0.2, "hộ")), [("hộ", "0.3", None, 2)]),
        # Other measures stand apart, a unit without a number adds nothing.
        ((numbered(4, "quý"), numbered(2, "cuộc")), [("quý", "4.0", None, 1), ("cuộc", "2.0", None, 1)]),
        ((numbered(4, "quý"), numbered(None, "quý")), [("quý", "4.0", None, 1)]),
        # Shares, marks and what nobody named cannot be added.
        ((numbered(97.5, "%"), numbered(90, "%")), []),
        ((numbered(4, "điểm"), numbered(4, "khác")), []),
        ((numbered(4, ""), numbered(3, "")), []),
    ],
)
def test_only_equal_measures_of_one_action_are_added(
    answers: tuple[dict[str, Any], ...], sums: list[tuple[str, str, str | None, int]]
) -> None:
    both = tuple(a_unit(f"phuong-{n}") for n in range(len(answers)))
    plan = a_plan(units=both, actions=(an_action(lead="phuong-0", on_site=("phuong-1",)),))
    reports = [a_report(unit.code, {"2.3.1": answer}) for unit, answer in zip(both, answers, strict=True)]
    assert table(*reports, definition=plan).actions[0].sums == tuple(
        MeasureSum(measure, Decimal(result), None if target is None else Decimal(target), units)
        for measure, result, target, units in sums
    )


def test_numbers_of_two_actions_are_never_added() -> None:
    plan = a_plan(actions=(an_action("2.3.1", on_site=()), an_action("2.3.2", on_site=())))
    report = a_report("tckh", {"2.3.1": numbered(4, "quý"), "2.3.2": numbered(3, "quý")})
    assert [tally.sums[0].result for tally in table(report, definition=plan).actions] == [4, 3]


def test_the_counts_of_reports_are_summed_and_those_of_subplans_are_not_there() -> None:
    info = a_free_row(INFO_SHEET, docs_issued=4, meetings=3, communications=12, self_checks=0, strengths="Làm tốt")
    told = table(
        a_report("phuong-2", {}, rows=(info,)),
        a_report("tckh", {}, rows=(info,)),
        a_subplan("tckh", {}, rows=(a_free_row(INFO_SHEET, signer="Trần Văn D"),)),
    )
    assert [told.info_sum(field) for field in ("docs_issued", "meetings", "communications", "self_checks")] == [
        8, 6, 24, 0,
    ]  # fmt: skip
    assert [(remark.unit, remark.value) for remark in told.remarks_on("strengths")] == [
        ("tckh", "Làm tốt"),
        ("phuong-2", "Làm tốt"),
    ]
    assert told.remarks_on("docs_issued")[0].source.cells == "B5"


def test_extra_actions_keep_their_source_and_empty_rows_are_no_rows() -> None:
    extra = a_free_row(ADDITIONAL_SHEET, dimension="D8", action="Lắp wifi công cộng", status="done", result="Đã lắp")
    told = table(a_report("phuong-2", {}, rows=(extra, a_free_row(ADDITIONAL_SHEET, 6, action=None))))
    assert [(said.dimension, said.text, said.status, said.source.cells) for said in told.extras] == [
        (8, "Lắp wifi công cộng", "done", "C5, E5")
    ]


def test_who_sent_what_when_is_told_apart() -> None:
    plan = a_city_plan()
    subplan = SubmissionKind.SUBPLAN
    standings = [
        a_standing("phuong-1", "2024-04-08 23:59"),
        a_standing("phuong-2", "2024-04-10 14:20"),
        a_standing("phuong-3"),
        a_standing("phuong-4", exemption=an_exemption()),
        a_standing("phuong-1", "2023-06-30 08:00", kind=subplan),
    ]
    told = consolidate(plan, standings, ())
    report = told.sendings[SubmissionKind.REPORT]
    assert [s.obligation.borne_by for s in report.on_time] == ["phuong-1"]
    assert [(s.obligation.borne_by, s.late_working_days) for s in report.late] == [("phuong-2", 2)]
    assert [s.obligation.borne_by for s in report.not_sent] == ["phuong-3"]
    assert (report.sent, report.owed, len(report.excused)) == (2, 3, 1)
    assert told.sendings[subplan].sent == 1
    assert told.missing == ("phuong-1", "phuong-2", "phuong-3")


def digest(told: ConsolidatedTable, **published: Any) -> str:
    return facts_digest(told, an_issue(), a_publication(**published))


def test_the_digest_does_not_depend_on_the_order_in_which_facts_come() -> None:
    forms = [a_report("tckh", {"2.3.1": "done"}), a_report("phuong-2", {"2.3.1": "done"})]
    standings = [a_standing("tckh", "2024-04-05 09:00"), a_standing("phuong-2", "2024-04-05 09:00")]
    forwards, backwards = consolidate(a_plan(), standings, forms), consolidate(a_plan(), standings[::-1], forms[::-1])
    assert digest(forwards) == digest(backwards)
    assert len(digest(forwards)) == 64


def test_the_digest_stays_while_only_time_passes_and_moves_when_something_falls_due() -> None:
    def told(now: str) -> str:
        return digest(consolidate(a_plan(), [a_standing("phuong-2", now=now)], ()))

    assert told("2024-04-05 16:00") == told("2024-04-08 16:00")
    assert told("2024-04-08 16:00") != told("2024-04-09 16:00")
    assert told("2024-04-09 16:00") == told("2024-05-09 16:00")


BASE = {"status": "done", "result": "Đã công khai"}


LETTER = RecordedDocument(None, "drafts/2024-04-11-report/cong-van.docx", "456/UBND-NV", date(2024, 4, 11), "")
A_REGISTER = Registers(difficulties=(Difficulty("phuong-2", "", "Thiếu kinh phí"),))


@pytest.mark.parametrize(
    "moved",
    [
        lambda: digest(table(a_report("phuong-2", {"2.3.1": {**BASE, "result": "Đã niêm yết"}}))),
        lambda: digest(table(a_report("phuong-2", {"2.3.1": BASE}, submission_id=99))),
        lambda: digest(table(a_report("phuong-2", {"2.3.1": BASE}), definition=a_plan(caveat="Dự thảo"))),
        lambda: digest(table(a_report("phuong-2", {"2.3.1": BASE})), published_on=date(2024, 4, 10)),
        lambda: digest(consolidate(a_plan(), (), [a_report("phuong-2", {"2.3.1": BASE})], A_REGISTER)),
        lambda: facts_digest(
            table(a_report("phuong-2", {"2.3.1": BASE})), replace(an_issue(), number="124/KH-UBND"), a_publication()
        ),
        lambda: facts_digest(table(a_report("phuong-2", {"2.3.1": BASE})), an_issue(), a_publication(), [LETTER]),
    ],
    ids=[
        "a result",
        "a new submission",
        "the plan",
        "the publication",
        "a difficulty",
        "the plan's number",
        "a letter",
    ],
)
def test_the_digest_moves_with_each_fact_that_the_papers_show(moved: Any) -> None:
    assert moved() != digest(table(a_report("phuong-2", {"2.3.1": BASE})))
