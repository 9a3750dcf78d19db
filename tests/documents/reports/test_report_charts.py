"""The report's charts drawn: pictures that are the same for the same facts, whatever is missing."""

import struct
from collections.abc import Sequence

import pytest

from papiplan.documents.reports.report_charts import dimensions_chart, receipts_chart
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import FORM_KINDS, SubmissionKind, Target, TargetOperator
from papiplan.domain.province_evaluation import evaluate_province
from tests.consolidations import PROVINCE_2023, a_city_plan, a_publication, a_standing
from tests.factories import an_extension


def pixels(png: bytes) -> tuple[int, int]:
    """Width and height, as the head of a PNG tells them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


TARGETS = (
    Target("D5", TargetOperator.AT_LEAST, "đạt 7,58 điểm", points=7.58),
    Target("total", TargetOperator.AT_LEAST, "đạt 43 điểm", points=43),
)


@pytest.mark.parametrize("scores", [PROVINCE_2023, (None, *PROVINCE_2023[1:])], ids=["all", "all but one"])
@pytest.mark.parametrize("targets", [TARGETS, ()], ids=["targets", "no targets"])
def test_the_dimensions_are_drawn_whatever_was_scored(
    scores: Sequence[float | None], targets: Sequence[Target]
) -> None:
    province = evaluate_province(a_city_plan(), a_publication(scores))
    drawn = dimensions_chart(province, targets)
    assert pixels(drawn) == (1300, 600)
    assert dimensions_chart(province, targets) == drawn


def test_a_score_moves_the_picture() -> None:
    plan = a_city_plan()
    one, other = (evaluate_province(plan, a_publication((score, *PROVINCE_2023[1:]))) for score in (4.4, 4.5))
    assert dimensions_chart(one, ()) != dimensions_chart(other, ())


@pytest.mark.parametrize(
    ("standings", "kinds"),
    [
        ([a_standing("phuong-1", "2024-04-08 09:00")], (SubmissionKind.REPORT,)),
        ([a_standing("phuong-1", "2024-04-05 09:00"), a_standing("phuong-2")], (SubmissionKind.REPORT,)),
        ([a_standing("phuong-1", "2023-06-29 09:00", SubmissionKind.SUBPLAN),
          a_standing("phuong-1", "2024-05-20 09:00", extensions=(an_extension("2024-04-12", "2024-04-05 10:00"),))],
         FORM_KINDS),
    ],
    ids=["one unit on the due date", "one of two", "both kinds, extended and very late"],
)  # fmt: skip
def test_receipts_are_drawn_for_few_and_for_late_ones(
    standings: list[Standing], kinds: Sequence[SubmissionKind]
) -> None:
    drawn = receipts_chart(standings, kinds)
    assert pixels(drawn) == (1300, 600)
    assert receipts_chart(standings, kinds) == drawn
