"""The Word templates that papiplan ships are those that their layouts make, and there is one for each paper."""

from collections.abc import Callable, Mapping

import pytest

from papiplan.documents.papers import letter_layouts
from papiplan.documents.papers.paper_names import PAPERS
from papiplan.documents.papers.plan_letter_layout import lay_out_plan_letter
from papiplan.documents.papers.word_templates import SHIPPED, shipped_template
from papiplan.documents.reports.evaluation_layout import lay_out_evaluation
from papiplan.documents.reports.report_layout import lay_out_report
from papiplan.documents.reports.subplans_layout import lay_out_subplans
from tests.documents.reports.editions import parts

LAYOUTS: Mapping[str, Callable[[], bytes]] = {
    "ke-hoach.docx": lay_out_plan_letter,
    "tong-hop-ke-hoach.docx": lay_out_subplans,
    "bao-cao.docx": lay_out_report,
    "bao-cao-ubnd.docx": lay_out_report,
    "danh-gia.docx": lay_out_evaluation,
    **letter_layouts.LAYOUTS,
}


def test_there_is_a_template_and_a_layout_for_each_paper() -> None:
    assert sorted(PAPERS) == sorted(LAYOUTS) == sorted(path.name for path in SHIPPED.iterdir())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_shipped_template_is_what_its_layout_makes(name: str) -> None:
    assert parts(shipped_template(name)) == parts(LAYOUTS[name]())
