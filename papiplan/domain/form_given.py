"""What a form's locked cells hold: our own values, which alone count when a form comes back.

Not here: what a unit fills in (`form_tables`).
"""

from papiplan.domain.actions import Action
from papiplan.domain.form_values import Value
from papiplan.domain.forms import Form, Promise
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.units import Duty, Unit

NO_SUBPLAN = "Đơn vị chưa gửi kế hoạch"
"""Stands in the report form where a unit's promise would."""


def given_values(definition: PlanDefinition, form: Form, number: int, action: Action) -> dict[str, Value]:
    """The pre-filled cells of an action's row by field; `number` is its place on the sheet, from 1."""
    role = definition.role_of(form.unit, action)
    given: dict[str, Value] = {
        "no": number,
        "action_code": action.code,
        "subdimension": f"{action.subdimension}. {action.subdimension_name}",
        "action": action.text,
        "role": role.label if role else "",
        "lead_and_support": "; ".join(filter(None, (definition.unit(action.lead).name, action.partners))),
        "target": action.target,
        "output": action.output,
    }
    if form.kind is SubmissionKind.SUBPLAN:
        return given
    promised = promised_values(form, action.code)
    return given | promised | {"promised": promised["promised"] or without_promise(definition.unit(form.unit))}


def without_promise(unit: Unit) -> str | None:
    """What stands where a unit promised nothing; None for an invited one, which was not asked for a sub-plan."""
    return None if unit.duty is Duty.INVITED else NO_SUBPLAN


def promised_values(form: Form, action: str) -> dict[str, Value]:
    """What a report's row holds of the unit's sub-plan. The measure is locked only where the sub-plan named one."""
    promise = form.promises.get(action, Promise("", "", None, ""))
    promised: dict[str, Value] = {
        "promised": promise.measures or None,
        "unit_target": promise.unit_target or None,
        "target_number": promise.target_number,
        "rhythm": promise.rhythm or None,
    }
    return {**promised, "measure_unit": promise.measure_unit} if promise.measure_unit else promised
