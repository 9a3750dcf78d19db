"""A form that an officer types in from a unit's paper: whose it must be, and which paper it names."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.forms import Form
from papiplan.domain.obligations import Outcome, Part, Receipt
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.typing_in import StatedTyping, Typing, read_typing
from tests.factories import a_plan, a_receipt, a_unit, an_obligation, at

NOW = at("2023-07-03 10:00")
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 09:00"))
FORM = Form("id", "PAPI2023-PHUONG-2-KE-HOACH-v1", "sa-dec-2023", "phuong-2", SubmissionKind.SUBPLAN, 1)
PAPER = a_receipt("2023-06-29 15:00", part=Part.SIGNED, doc_symbol="31/KH-UBND")
SCAN_WITHOUT_NUMBER = replace(PAPER, doc_symbol="")
OWN = a_receipt("2023-06-28 09:00", submission_id=7)
STATED = StatedTyping("phuong-2")


def read(*receipts: Receipt, stated: StatedTyping = STATED, form: Form | Problem = FORM) -> Typing:
    plan = a_plan()
    plan = replace(plan, units=(*plan.units, a_unit("phuong-3")))
    facts = PlanFacts(plan, issue=ISSUE, obligations=(an_obligation(),), receipts={1: receipts})
    return read_typing(EntryReading(plan, NOW), facts, stated, form)


@pytest.mark.parametrize(
    ("receipts", "doc_symbol", "typed_from"),
    [
        ([PAPER], "", "31/KH-UBND"),
        ([PAPER], " 31 / kh-ubnd ", "31/KH-UBND"),
        ([PAPER, replace(PAPER, submission_id=2, doc_symbol="35/KH-UBND")], "", "35/KH-UBND"),
        ([PAPER], "40/KH-UBND", "40/KH-UBND"),
        ([], "31/KH-UBND", "31/KH-UBND"),
        ([SCAN_WITHOUT_NUMBER], "31/KH-UBND", "31/KH-UBND"),
    ],
)
def test_the_paper_is_the_one_stated_else_the_newest_on_record(
    receipts: list[Receipt], doc_symbol: str, typed_from: str
) -> None:
    typing = read(*receipts, stated=replace(STATED, doc_symbol=doc_symbol))
    assert (typing.duty.id, typing.typed_from) == (1, typed_from)


@pytest.mark.parametrize("kind", ["", "subplan", "kế hoạch"])
def test_the_kind_may_be_left_to_the_form(kind: str) -> None:
    assert read(PAPER, stated=replace(STATED, kind=kind)).duty.kind is SubmissionKind.SUBPLAN


class Wrong(NamedTuple):
    """`named` are the fields that the refusal names, apart by " · "."""

    law: str
    named: str
    receipts: tuple[Receipt, ...] = (PAPER,)
    stated: StatedTyping = STATED
    form: Form | Problem = FORM


NO_FORM = Problem("Tệp", "không thấy tệp")

WRONG = [
    Wrong("no paper on record, none stated", "Số, ký hiệu văn bản của đơn vị", receipts=()),
    Wrong("a paper on record without its number", "Số, ký hiệu văn bản của đơn vị", receipts=(SCAN_WITHOUT_NUMBER,)),
    Wrong("another unit's form", "Tệp", form=replace(FORM, unit="phuong-3")),
    Wrong("the form of the other kind", "Tệp", stated=replace(STATED, kind="report")),
    Wrong("a kind that there is not", "Loại hồ sơ", stated=replace(STATED, kind="thư")),
    Wrong("a unit that there is not", "Đơn vị", stated=replace(STATED, unit="xã lạ")),
    Wrong("a form of which nothing is owed", "Đơn vị", form=replace(FORM, kind=SubmissionKind.REPORT)),
    Wrong("the unit's own form is in force", "Đơn vị", receipts=(PAPER, OWN)),
    Wrong("everything at once", "Loại hồ sơ · Tệp · Đơn vị", stated=StatedTyping("xã lạ", "thư"), form=NO_FORM),
]


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong.law for wrong in WRONG])
def test_what_cannot_be_typed_in_is_refused_with_all_that_is_wrong(wrong: Wrong) -> None:
    with pytest.raises(Refused) as refused:
        read(*wrong.receipts, stated=wrong.stated, form=wrong.form)
    assert {problem.where for problem in refused.value.problems} == set(wrong.named.split(" · "))


def test_a_typed_form_may_be_typed_again_and_a_returned_one_replaced() -> None:
    assert read(PAPER, replace(OWN, typed_from="31/KH-UBND")).typed_from == "31/KH-UBND"
    assert read(PAPER, replace(OWN, outcome=Outcome.RETURNED)).typed_from == "31/KH-UBND"
