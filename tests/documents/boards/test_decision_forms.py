"""A decision that waits has a form with what is known filled in: every field is one that its flow knows."""

import inspect
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest
import yaml

from deployments.deploying import PREFECT_FILE
from flows.fields import CHOICES
from papiplan.documents.boards import decision_forms
from papiplan.documents.boards.boards import front_page
from papiplan.documents.boards.decision_forms import DecisionForm, waiting_decisions
from papiplan.domain.draft_scores import AskedUnit
from papiplan.domain.facts import EvaluationRecord, PlanFacts
from papiplan.domain.messages import DeliveryState
from papiplan.domain.plans import SubmissionKind
from tests.consolidations import an_issue
from tests.factories import a_digest, a_plan, an_obligation, at

NOW = at("2023-06-29 16:00")
DRAFT = EvaluationRecord(7, 1, "abcdef0123456789" * 4, (), at("2023-06-20 08:00"))
PLAN = {"plan": a_plan().id}
CONFIRM = DecisionForm("11. Xác nhận kết quả đánh giá", {**PLAN, "digest": "abcdef012345"})
COMPARE = DecisionForm("10. Gửi đơn vị đối chiếu điểm", PLAN)


def waiting(changes: Mapping[str, Any], rows: Mapping[str, Any] | None = None) -> list[DecisionForm]:
    known = {"told": dict.fromkeys(SubmissionKind, NOW), **changes}
    facts = PlanFacts(a_plan(), an_issue(), (an_obligation(),), **known)
    return list(waiting_decisions(a_digest(facts, NOW, **(rows or {}))))


@pytest.mark.parametrize(
    ("changes", "rows", "forms"),
    [
        ({}, {}, []),
        ({"held": True}, {}, [DecisionForm("30. Tiếp tục kế hoạch", PLAN)]),
        ({}, {"awaiting_approval": 2}, [DecisionForm("32. Duyệt gửi thư", PLAN)]),
        ({"evaluation": DRAFT}, {}, [COMPARE, CONFIRM]),
        ({"evaluation": DRAFT, "asked": (AskedUnit("tckh", 7, 1, NOW),)}, {}, [CONFIRM]),
        ({"evaluation": DRAFT, "asked": (AskedUnit("tckh", 6, 1, NOW),)}, {}, [COMPARE, CONFIRM]),
        ({"evaluation": DRAFT, "held": True, "acts": frozenset({"cancel"})}, {"awaiting_approval": 2}, []),
    ],
)
def test_each_decision_that_waits_has_its_form(
    changes: Mapping[str, Any], rows: Mapping[str, Any], forms: list[DecisionForm]
) -> None:
    assert waiting(changes, rows) == forms


def test_a_due_date_that_was_recorded_late_waits_by_its_kind() -> None:
    facts = PlanFacts(a_plan(), an_issue(recorded_at=at("2023-06-28 08:00")), (an_obligation(),))
    (form,) = waiting_decisions(a_digest(facts, NOW))
    assert (form.deployment[:2], form.filled) == ("36", {**PLAN, "kind": "kế hoạch"})
    assert form.filled["kind"] in CHOICES["confirm_due_date"]["kind"]


def test_every_form_is_a_deployment_and_every_field_one_of_its_flow() -> None:
    deployed = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]
    flows = {entry["name"]: entry["entrypoint"] for entry in deployed}
    named = [value for value in vars(decision_forms).values() if isinstance(value, str) and value[:2].isdigit()]
    assert len(named) == 8
    assert set(named) <= set(flows)
    for form in (CONFIRM, COMPARE, DecisionForm(decision_forms.NUMBERING, {"plan": "", "about": ""})):
        module, _, function = flows[form.deployment].rpartition(".")
        flow = getattr(import_module(module), function)
        assert form.filled.keys() <= inspect.signature(flow.fn).parameters.keys()


def test_the_front_page_leads_to_the_forms() -> None:
    facts = PlanFacts(a_plan(), an_issue(), (an_obligation(),), held=True)
    nothing = dict.fromkeys(DeliveryState, 0)
    page = front_page(a_digest(facts, NOW), nothing, {}, {"30. Tiếp tục kế hoạch": "/v2/form"})
    assert '- Mở biểu đã điền sẵn: ["30. Tiếp tục kế hoạch"](/v2/form)' in page.partition("## Sắp tới")[0]
