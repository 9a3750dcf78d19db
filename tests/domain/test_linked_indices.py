from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.linked_indices import (
    LINKED_INDICES,
    LinkedIndex,
    StatedIndex,
    index_to_record,
    is_own_index,
    linked_table,
    read_linked_index,
)
from papiplan.domain.problems import Refused
from papiplan.domain.publication import ProvinceResult
from tests.factories import a_plan, an_action, at

NOW = at("2024-05-02 08:00")
SIPAS = StatedIndex("SIPAS", 2023, date(2024, 4, 17), "84,2%", "12/63", "Bộ Nội vụ")
ON_RECORD = LinkedIndex("SIPAS", 2023, date(2024, 4, 17), "84,2%", "12/63", "Bộ Nội vụ")


def read(stated: StatedIndex) -> LinkedIndex:
    return read_linked_index(EntryReading(a_plan(), NOW), stated)


@pytest.mark.parametrize(
    ("written", "index"),
    [(index, index) for index in LINKED_INDICES] + [("par-index", "PAR Index"), ("PARINDEX", "PAR Index")],
)
def test_an_index_is_known_in_every_spelling(written: str, index: str) -> None:
    assert read(replace(SIPAS, index=written)).index == index


def test_what_is_typed_is_kept_as_it_was_typed() -> None:
    assert read(SIPAS) == ON_RECORD
    assert read(replace(SIPAS, rank="")).rank == ""
    assert read(replace(SIPAS, year=0)).year == a_plan().year


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"index": "CCHC"}, 'Chỉ số: không có chỉ số "CCHC". Ghi một trong: PAPI; PAR Index; SIPAS; PCI; DTI.'),
        ({"on": date(2024, 5, 3)}, "Ngày công bố: 03/5/2024 ở sau hôm nay (02/5/2024)."),
        ({"on": date(2023, 12, 31)}, "Ngày công bố: 31/12/2023 không sau năm 2023, là năm của Chỉ số."),
        ({"score": ""}, "Điểm: đang để trống."),
        ({"score": "cao"}, 'Điểm: ghi "cao", không phải là số. Ghi số, ví dụ 87,59 hoặc 84,2%.'),
        ({"rank": "khá"}, 'Xếp hạng: ghi "khá", không phải là thứ hạng. Ghi ví dụ 12 hoặc 12/63.'),
        ({"source": " "}, "Nguồn: đang để trống."),
        ({"correct": True}, "Lý do: đang để trống."),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read(replace(SIPAS, **changes))  # type: ignore[arg-type]
    (problem,) = refused.value.problems
    assert problem.sentence().startswith(sentence)


OTHER = replace(ON_RECORD, score="84,3%")


@pytest.mark.parametrize(
    ("existing", "new", "correct", "recorded"),
    [
        (None, ON_RECORD, False, ON_RECORD),
        (ON_RECORD, ON_RECORD, False, None),
        (ON_RECORD, ON_RECORD, True, None),
        (ON_RECORD, OTHER, True, OTHER),
    ],
)
def test_a_result_is_recorded_once_and_replaced_by_a_correction(
    existing: LinkedIndex | None, new: LinkedIndex, correct: bool, recorded: LinkedIndex | None
) -> None:
    assert index_to_record(existing, new, correct=correct) == recorded


@pytest.mark.parametrize(("existing", "correct"), [(ON_RECORD, False), (None, True)])
def test_another_result_without_a_correction_and_a_correction_of_nothing_are_refused(
    existing: LinkedIndex | None, correct: bool
) -> None:
    with pytest.raises(Refused, match="Không có dữ liệu nào thay đổi"):
        index_to_record(existing, OTHER, correct=correct)


@pytest.mark.parametrize(("name", "own"), [("", True), ("papi", True), ("SIPAS", False), ("PCX", False)])
def test_the_plans_own_index_needs_no_name(name: str, own: bool) -> None:
    assert is_own_index(name, a_plan()) is own


def test_one_table_shows_all_indices_with_the_actions_that_serve_them() -> None:
    actions = (
        an_action("1.1.1", indices=("PAPI", "Par-Index")),
        an_action("5.1.1", indices=("PAPI", "SIPAS")),
        an_action("8.1.1", indices=("DTI",)),
    )
    result = ProvinceResult(True, 61, 41.322629, 42, "Trung bình thấp", "computed")
    table = linked_table(a_plan(actions=actions), (ON_RECORD, OTHER), result, date(2024, 4, 2))
    assert [(row.index, row.year, row.score, row.rank, row.actions) for row in table] == [
        ("PAPI", 2023, "41,3226", "42/61 (tính toán)", ("1.1.1", "5.1.1")),
        ("PAR Index", 2023, "-", "-", ("1.1.1",)),
        ("SIPAS", 2023, "84,3%", "12/63", ("5.1.1",)),
        ("DTI", 2023, "-", "-", ("8.1.1",)),
    ]


def test_there_is_no_table_where_only_the_plans_own_index_is_served() -> None:
    assert linked_table(a_plan(actions=(an_action(),)), ()) == ()
