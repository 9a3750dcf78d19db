"""A plan's definition as the one canonical text that the database keeps and the journal may hash.

Not here: how a definition comes out of a plan folder (`documents.plan_folders.plan_folder`), nor its versions
(`plans`).
"""

import json

from pydantic import TypeAdapter

from papiplan.domain.plans import PlanDefinition

_DEFINITION = TypeAdapter(PlanDefinition)


def definition_to_json(definition: PlanDefinition) -> str:
    """The definition as JSON: keys sorted, no spaces, letters as they are; equal definitions give equal text."""
    fields = _DEFINITION.dump_python(definition, mode="json")
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def definition_from_json(text: str) -> PlanDefinition:
    """The definition that `definition_to_json` wrote; pydantic's ValidationError for any other text."""
    return _DEFINITION.validate_json(text)
