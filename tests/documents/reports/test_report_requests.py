"""What nobody owes and nobody told stands in the report as what it is: not as a duty that was not met."""

from functools import cache

from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.reports.consolidated_report import render_consolidated_report
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.units import Duty, UnitKind
from tests.consolidations import a_publication, a_report, an_issue
from tests.documents.reports.editions import an_edition
from tests.documents.reports.test_papers import paragraphs, words
from tests.factories import a_plan, a_unit, an_action

POLICE = a_unit("ca", name="Công an Thành phố", kind=UnitKind.AGENCY, group="nganh_doc", duty=Duty.INVITED)
NOT_INFORMED = "do Công an Thành phố chủ trì; chưa nhận được thông tin phối hợp"
BRACKET = "[Cán bộ bổ sung: kết quả nhiệm vụ 1.2.1 (Niêm yết cử tri), Phòng Nội vụ chủ trì]"


def the_table(*reporting: str) -> ConsolidatedTable:
    """The coordinator leads one action, the invited police another; `reporting` units have told of theirs."""
    own, asked = (
        an_action("1.2.1", lead="nv", on_site=(), text="Niêm yết cử tri"),
        an_action("6.4.1", lead="ca", on_site=(), text="Giữ gìn an ninh"),
    )
    plan = a_plan(units=(*a_plan().units, POLICE), actions=(own, asked))
    reports = [a_report(unit, {"1.2.1" if unit == "nv" else "6.4.1": "done"}) for unit in reporting]
    return consolidate(plan, (), reports)


@cache
def report(*reporting: str, final: bool = True) -> bytes:
    edition = an_edition(final=final)
    return render_consolidated_report(
        the_table(*reporting), an_issue(), a_publication(), edition, shipped_template("bao-cao.docx")
    )


def test_an_invited_lead_that_told_nothing_is_no_unit_that_did_not_report() -> None:
    [sentence] = [text for text in paragraphs(report()) if NOT_INFORMED in text]
    assert f"Nhiệm vụ 6.4.1 (Giữ gìn an ninh): {NOT_INFORMED}." in sentence
    assert "chưa nhận được thông tin phối hợp" not in words(report("ca"))


def test_the_final_report_has_a_bracket_for_each_action_that_the_coordinator_left_empty() -> None:
    assert BRACKET in paragraphs(report())
    assert BRACKET not in paragraphs(report("nv"))
    assert BRACKET not in paragraphs(report(final=False))
