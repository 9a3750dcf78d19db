"""How a unit's own papers are headed and signed, point by point of Decree 30/2020, annex I."""

import pytest

from papiplan.domain.plans import SubmissionKind
from papiplan.domain.unit_letterheads import authority_lines, letterhead
from papiplan.domain.units import Unit, UnitKind
from tests.factories import a_department, a_plan, a_unit

ISSUER = a_plan().issuer
COMMITTEE = ("ỦY BAN NHÂN DÂN",)
ABOVE = ISSUER.head_lines

WARD = a_unit(name="Ủy ban nhân dân Phường 2")
JUSTICE = a_department("tp", "Phòng Tư pháp")


@pytest.mark.parametrize(
    ("unit", "lines", "superior_lines", "place"),
    [
        (WARD, (*COMMITTEE, "PHƯỜNG 2"), 0, "Phường 2"),
        (a_unit(name="Uỷ ban nhân dân xã Tân Quy Tây"), (*COMMITTEE, "XÃ TÂN QUY TÂY"), 0, "Tân Quy Tây"),
        (a_unit(name="UBND phường An Hòa"), (*COMMITTEE, "PHƯỜNG AN HÒA"), 0, "An Hòa"),
        (a_unit(name="Thị trấn Cái Tàu Hạ"), (*COMMITTEE, "THỊ TRẤN CÁI TÀU HẠ"), 0, "Cái Tàu Hạ"),
        (JUSTICE, (*ABOVE, "PHÒNG TƯ PHÁP"), 2, "Sa Đéc"),
        (a_department("vh", "Trung tâm Văn hóa", kind=UnitKind.SERVICE), (*ABOVE, "TRUNG TÂM VĂN HÓA"), 2, "Sa Đéc"),
        (a_department("ca", "Công an Thành phố", kind=UnitKind.AGENCY), ("CÔNG AN THÀNH PHỐ",), 0, "Sa Đéc"),
    ],
)
def test_the_head_names_the_unit_and_the_body_above_it(
    unit: Unit, lines: tuple[str, ...], superior_lines: int, place: str
) -> None:
    head = letterhead(unit, SubmissionKind.SUBPLAN, ISSUER)
    assert (head.lines, head.superior_lines, head.place) == (lines, superior_lines, place)


@pytest.mark.parametrize(
    ("unit", "kind", "stated", "symbol"),
    [
        (WARD, SubmissionKind.SUBPLAN, "", "KH-UBND"),
        (WARD, SubmissionKind.REPORT, "", "BC-UBND"),
        (WARD, SubmissionKind.SUBPLAN, "57/KH-UBND", "KH-UBND"),
        (JUSTICE, SubmissionKind.SUBPLAN, "12/KH-PTP", "KH-PTP"),
        (JUSTICE, SubmissionKind.SUBPLAN, "chưa có số", "KH-"),
        (JUSTICE, SubmissionKind.REPORT, "12/KH-PTP", "BC-"),
    ],
)
def test_the_symbol_is_that_of_the_kind_with_the_letters_that_are_known(
    unit: Unit, kind: SubmissionKind, stated: str, symbol: str
) -> None:
    assert letterhead(unit, kind, ISSUER, stated).symbol == symbol


@pytest.mark.parametrize(
    ("unit", "title", "lines"),
    [
        (WARD, "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (WARD, "Chủ tịch UBND Phường 2", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (WARD, "phó chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (WARD, "Quyền Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        (WARD, "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (JUSTICE, "Trưởng Phòng Tư pháp", ("TRƯỞNG PHÒNG",)),
        (JUSTICE, "Phó Trưởng phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        (JUSTICE, "", ("TRƯỞNG PHÒNG",)),
        (a_department("vp", "Văn phòng HĐND và UBND"), "Chánh Văn phòng", ("CHÁNH VĂN PHÒNG",)),
        (JUSTICE, "Phụ trách phòng", ("PHỤ TRÁCH PHÒNG",)),
    ],
)
def test_who_signs_is_told_with_the_form_of_authority(unit: Unit, title: str, lines: tuple[str, ...]) -> None:
    assert authority_lines(unit, title) == lines
