"""Every figure has an id by which it can be followed to the rows, files and cells that make it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain import figure_ids as ids
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.consolidation_rows import Source
from papiplan.domain.figures import Addend, Figure, Figures
from papiplan.domain.forms import ActionStatus
from papiplan.domain.linked_indices import LinkedIndex
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.problems import Refused
from papiplan.domain.submissions import Value
from tests.consolidations import (
    a_city_plan,
    a_free_row,
    a_publication,
    a_report,
    a_standing,
    a_subplan,
    the_example_table,
)
from tests.factories import a_plan

INFO_SHEET = "Thông tin chung"


@cache
def example() -> Figures:
    return Figures(the_example_table(), a_publication())


def test_another_index_is_a_figure_with_its_source() -> None:
    known = LinkedIndex("PAR Index", 2023, date(2024, 4, 17), "87,59", "12/63", "Bộ Nội vụ", actor="nv1")
    found = figure("par-index.2023", Figures(consolidate(a_city_plan(), (), (), linked=(known,)), None))
    told = "87,59, xếp hạng 12/63 (nguồn: Bộ Nội vụ, công bố ngày 17/4/2024)"
    assert found.addends == (Addend("", "PAR Index", told, None, "cán bộ ghi: nv1"),)


@pytest.mark.parametrize(
    ("years", "source"),
    [((), "số liệu nền của Kế hoạch, năm 2022"), ((2022,), "công bố đã ghi nhận, năm 2022")],
)
def test_scores_of_the_year_before_are_the_plan_s_or_those_of_a_recorded_publication(
    years: tuple[int, ...], source: str
) -> None:
    table = consolidate(a_city_plan(), (), (), recorded_years=years)
    [addend] = figure("D2.2022", Figures(table, a_publication())).addends
    assert addend.note.startswith(source)


def figure(id_: str, figures: Figures | None = None) -> Figure:
    [found] = (figures or example()).find(id_)
    return found


@pytest.mark.parametrize(
    ("id_", "label", "value", "addends"),
    [
        ("T.TS", "Số lượt phải báo cáo, toàn bộ nhiệm vụ", 40, 40),
        ("N2.HT", "Số lượt hoàn thành, Nội dung 2", 31, 31),
        ("N2.CBC", "Số lượt chưa có báo cáo, Nội dung 2", 4, 4),
        ("N1.TS", "Số lượt phải báo cáo, Nội dung 1", 0, 0),
        ("2.4.1.DTH", "Số lượt đang thực hiện, nhiệm vụ 2.4.1", 4, 4),
        ("2.4.1.CTH", "Số lượt chưa thực hiện, nhiệm vụ 2.4.1", 1, 1),
        ("2.3.1.TC.quy", "Tổng kết quả bằng số (quý), nhiệm vụ 2.3.1, của 08 đơn vị", 32, 8),
        ("2.3.1/phuong-2", "Tình trạng nhiệm vụ 2.3.1, UBND Phường 2", "Hoàn thành", 1),
        ("2.3.1/phuong-2.KQ", "Kết quả bằng số (quý), 2.3.1, UBND Phường 2", 4.0, 1),
        ("2.3.1/xa-tan-quy-tay", "Tình trạng nhiệm vụ 2.3.1, UBND xã Tân Quy Tây", "Chưa có báo cáo", 1),
        ("BC.PG", "Số đơn vị phải gửi, Báo cáo kết quả thực hiện", 13, 13),
        ("BC.DG", "Số đơn vị đã gửi, Báo cáo kết quả thực hiện", 12, 12),
        ("BC.CG", "Số đơn vị chưa gửi, Báo cáo kết quả thực hiện", 1, 1),
        ("KH.PG", "Số đơn vị phải gửi, Kế hoạch thực hiện", 0, 0),
        ("BC/phuong-2", "Báo cáo kết quả thực hiện, UBND Phường 2", "Đúng hạn", 1),
        ("TT.VB", "Số văn bản chỉ đạo, triển khai đã ban hành, của 00 đơn vị có báo cáo", 0, 0),
        ("D2.2023", "Công khai, minh bạch trong việc ra quyết định ở địa phương, năm 2023", "4,6667", 1),
        (
            "D2.CL",
            "Công khai, minh bạch trong việc ra quyết định ở địa phương, tăng, giảm so với năm 2022",
            "+0,0647",
            2,
        ),
        ("D.2022", "Tổng điểm, năm 2022", "42,1498", 1),
    ],
)
def test_a_figure_says_what_it_is_and_has_all_that_makes_it(id_: str, label: str, value: object, addends: int) -> None:
    found = figure(id_)
    assert (found.label, found.value, len(found.addends)) == (label, value, addends)


def test_an_addend_names_the_file_and_its_cell_and_one_without_a_file_says_why() -> None:
    assert figure("2.3.1/phuong-2.KQ").addends == (
        Addend("phuong-2", "2.3.1", 4.0, Source("phuong-2", *_file("phuong-2"), "Báo cáo", "O11")),
    )
    assert figure("2.3.1/xa-tan-quy-tay").addends == (
        Addend("xa-tan-quy-tay", "2.3.1", "Chưa có báo cáo", None, "chưa có báo cáo"),
    )
    [published] = figure("D2.2023").addends
    assert published.source is not None
    assert (published.source.sha256, published.note) == ("f" * 64, "CECODES, RTA và UNDP, công bố ngày 02/4/2024")
    [overdue] = figure("BC.CG").addends
    assert (overdue.unit, overdue.source, overdue.note) == ("xa-tan-quy-tay", None, "đến nay chưa nhận được")


def test_a_target_is_followed_to_the_sub_plan_and_without_one_to_the_report_that_repeats_it() -> None:
    subplan = a_subplan("phuong-2", {"2.3.1": {"measures": "Niêm yết", "target_number": 4.0, "measure_unit": "quý"}})
    answers = {"2.3.1": {"status": "done", "result_number": 3.0, "measure_unit": "quý", "target_number": 5.0}}
    reports = [a_report(unit, answers) for unit in ("phuong-2", "tckh")]
    figures = Figures(consolidate(a_plan(), (), [subplan, *reports]), None)
    found = figure("2.3.1.CT.quy", figures)
    planned = Source("phuong-2", subplan.submission_id, subplan.sha256, "Kế hoạch", "I9, K9")
    assert (found.value, {addend.unit: addend.value for addend in found.addends}) == (9, {"phuong-2": 4, "tckh": 5})
    assert {addend.unit: addend.source for addend in found.addends}["phuong-2"] == planned
    assert figure("2.3.1/phuong-2.CT", figures).addends == (Addend("phuong-2", "2.3.1", 4.0, planned),)


def _file(unit: str) -> tuple[int, str]:
    report = a_report(unit, {})
    return report.submission_id, report.sha256


def test_counts_of_the_units_themselves_are_added_over_those_that_gave_them() -> None:
    plan, forms = a_city_plan(), []
    for unit, docs in (("phuong-1", 4), ("phuong-2", 3)):
        forms.append(a_report(unit, {}, rows=[a_free_row(INFO_SHEET, docs_issued=docs)]))
    found = figure("TT.VB", Figures(consolidate(plan, (), forms), None))
    assert (found.value, [addend.value for addend in found.addends]) == (7, [4, 3])
    assert found.label.endswith("của 02 đơn vị có báo cáo")


@pytest.mark.parametrize("words", ["n2.ht", " N2. HT ", "N2.HT"])
def test_an_id_is_found_however_it_is_typed(words: str) -> None:
    assert figure(words).id == "N2.HT"


def test_the_id_of_a_row_of_a_table_gives_all_its_figures() -> None:
    assert [found.id for found in example().find("n2")] == ["N2.TS", "N2.HT", "N2.DTH", "N2.CTH", "N2.KPS", "N2.CBC"]
    assert [found.id for found in example().find("D2")] == ["D2.2022", "D2.2023", "D2.CL"]


def test_an_id_that_there_is_not_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(Refused, match=r'không có số liệu mã "N2\.HTT".*Gần giống: N2\.HT'):
        example().find("N2.HTT")
    with pytest.raises(Refused, match="Mã số liệu"):
        example().find("xyz")


def test_every_status_has_a_code_and_every_id_is_its_own() -> None:
    assert set(ids.STATUS_CODES) == set(ActionStatus)
    assert set(ids.KIND_CODES) == set(FORM_KINDS)
    spoken = Counter(ids.spoken(id_) for id_ in example().values())
    assert max(spoken.values()) == 1


def test_each_figure_is_the_number_of_its_addends_or_their_sum() -> None:
    """The pandas sums once more, from the addends one by one."""
    figures = example()
    for id_ in figures.values():
        found = figure(id_, figures)
        if ".TC." in id_ or ".CT." in id_:
            assert sum(Decimal(str(addend.value)) for addend in found.addends) == found.value
        elif isinstance(found.value, int) and not id_.startswith("TT."):
            assert len(found.addends) == found.value, id_


ANSWERS = st.fixed_dictionaries(
    {"status": st.sampled_from([status.value for status in ActionStatus if status is not ActionStatus.UNREPORTED])},
    optional={
        "result_number": st.decimals(0, 1000, places=2, allow_nan=False).map(float),
        "measure_unit": st.sampled_from(["quý", "cuộc", "%"]),
    },
)


@given(
    st.dictionaries(st.sampled_from(["phuong-1", "phuong-2", "phuong-3"]), st.lists(ANSWERS, min_size=4, max_size=4))
)
def test_whatever_units_report_the_addends_make_the_figure(answers: dict[str, list[dict[str, Value]]]) -> None:
    plan = a_city_plan()
    codes = [action.code for action in plan.actions]
    forms = [a_report(unit, dict(zip(codes, said, strict=True))) for unit, said in answers.items()]
    figures = Figures(consolidate(plan, [a_standing(unit.code) for unit in plan.units], forms), None)
    for code in codes:
        reported = [said[codes.index(code)] for said in answers.values()]
        for status, suffix in ids.STATUS_CODES.items():
            if status is not ActionStatus.UNREPORTED:
                expected = sum(said["status"] == status.value for said in reported)
                assert figures.values()[f"{code}.{suffix}"] == expected
        quarters = [
            said["result_number"] for said in reported if said.get("measure_unit") == "quý" and "result_number" in said
        ]
        assert figures.values().get(f"{code}.TC.quy") == (sum(Decimal(repr(n)) for n in quarters) if quarters else None)


def test_a_table_without_rows_has_figures_of_nothing() -> None:
    empty: ConsolidatedTable = consolidate(a_city_plan(), (), ())
    assert Figures(empty, None).values()["T.HT"] == 0
