"""The Word templates that a plan's papers are filled from.

Not here: filling them (`documents.papers.word_templates`).
"""

from papiplan.documents.papers.word_templates import shipped_template
from papiplan.domain.plans import PlanDefinition
from tasks import office


def template_of(plan: PlanDefinition, name: str) -> bytes:
    """The template of a paper ("bao-cao.docx"): the plan's own, taken into the store at issue, else ours."""
    own = {template.name: template.sha256 for template in plan.paper_templates}
    return office.store().get(own[name]) if name in own else shipped_template(name)
