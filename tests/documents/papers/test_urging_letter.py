"""The urging letters reopened: few units are addressed by name, many by the list behind the letter."""

from datetime import date

import pytest
from docx.shared import Mm

from papiplan.documents.papers.urging_letter import (
    MOST_ADDRESSED,
    Urging,
    render_committee_letter,
    render_office_letter,
)
from papiplan.documents.papers.word_templates import shipped_template
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import sending_tally
from tests.consolidations import a_standing, an_issue
from tests.documents.papers.word_files import paragraphs, reopened, table_with
from tests.factories import a_plan, a_unit, at

NOW = "2023-07-06 09:00"
CAVEAT = "Danh sách đơn vị được dự thảo cho ví dụ."
LIST = "DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI KẾ HOẠCH THỰC HIỆN"


def letter(units: int, office: bool = False) -> bytes:
    """The letter about so many communes, none of which has sent its plan."""
    communes = tuple(
        a_unit(f"xa-{n}", name=f"Ủy ban nhân dân xã {n}", head_title=f"Chủ tịch Ủy ban nhân dân xã {n}")
        for n in range(units)
    )
    overdue = [a_standing(unit.code, "", SubmissionKind.SUBPLAN, now=NOW) for unit in communes]
    urging = Urging(
        a_plan(units=(*a_plan().units, *communes), caveat=CAVEAT),
        an_issue(),
        SubmissionKind.SUBPLAN,
        overdue,
        sending_tally(overdue),
        at(NOW),
        date(2023, 7, 10),
    )
    if office:
        return render_office_letter(urging, shipped_template("cong-van-don-doc-phong.docx"))
    return render_committee_letter(urging, shipped_template("cong-van-don-doc-ubnd.docx"))


@pytest.mark.parametrize("office", [False, True])
@pytest.mark.parametrize("units", [1, MOST_ADDRESSED])
def test_few_units_are_addressed_and_named_in_the_letter_itself(units: int, office: bool) -> None:
    content = letter(units, office)
    lines = paragraphs(content)
    for n in range(units):
        assert any(line.startswith(("-", "Kính gửi")) and f"Chủ tịch Ủy ban nhân dân xã {n}" in line for line in lines)
        assert any(f"Ủy ban nhân dân xã {n} (chưa gửi Kế hoạch thực hiện)" in line for line in lines)
    assert LIST not in lines
    (section,) = reopened(content).sections
    assert "PAGE" in section.header._element.xml


def test_several_addressees_stand_one_below_the_other_under_the_colon() -> None:
    lines = reopened(letter(3)).paragraphs
    opening = next(n for n, line in enumerate(lines) if line.text == "Kính gửi:")
    units = lines[opening + 1 : opening + 4]
    assert [line.text[-1] for line in units] == [";", ";", "."]
    dashes = {line.paragraph_format.left_indent + line.paragraph_format.first_line_indent for line in units}
    # "Kính gửi" is 17.6 mm wide in letters of 14 points.
    assert [round((dash - lines[opening].paragraph_format.left_indent) / Mm(1), 1) for dash in dashes] == [17.5]
    assert all(line.alignment is None for line in units)


@pytest.mark.parametrize("office", [False, True])
@pytest.mark.parametrize("units", [MOST_ADDRESSED + 1, 200])
def test_many_units_stand_each_once_in_the_list_behind_the_letter(units: int, office: bool) -> None:
    content = letter(units, office)
    lines = paragraphs(content)
    assert "Kính gửi: Thủ trưởng các cơ quan, đơn vị (danh sách tại Phụ lục kèm theo)." in lines
    assert not any("Chủ tịch Ủy ban nhân dân xã" in line or "đơn vị khác" in line for line in lines)
    assert any(
        line.endswith(f"đến nay chưa nhận được hồ sơ của {units:02d} đơn vị (danh sách tại Phụ lục kèm theo).")
        for line in lines
    )
    assert lines[lines.index(LIST) - 1] == "Phụ lục"
    assert lines[lines.index(LIST) + 1] == CAVEAT
    assert ["PAGE" in section.header._element.xml for section in reopened(content).sections] == [True, True]
    assert reopened(content).sections[-1]._sectPr.xpath("./w:pgNumType/@w:start") == ["1"]
    assert table_with(content, "Còn thiếu") == [
        [f"{n + 1:02d}", f"Ủy ban nhân dân xã {n}", "chưa gửi Kế hoạch thực hiện"] for n in range(units)
    ]
