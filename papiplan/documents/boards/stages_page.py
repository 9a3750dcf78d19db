"""The page of the developers' docs on a plan's life: the stages as a diagram, and the table of acts and stages.

Made from the rules themselves: `python -m papiplan.documents.boards.stages_page > docs/stages.md`. Not here: the rules
(`domain.lifecycle`), nor what operators read (`boards`).
"""

from papiplan.documents.boards.boards import lifecycle_diagram, table
from papiplan.domain.lifecycle import ALLOWED, TRANSITIONS, Act, Stage

_INTRODUCTION = """\
A plan's stage is derived from its facts, never stored (`papiplan.domain.lifecycle`). This page is generated:
`python -m papiplan.documents.boards.stages_page > docs/stages.md` writes it anew, and a test compares the two."""

_READING = """\
● the act is allowed, → it also moves the plan on, · it is refused with the reason. From `issued` to
`awaiting_publication` no act leads but the end of the sub-plans' due date; the diagram leaves out `cancelled`, to which
`cancel` leads from every stage where it is allowed. An interim consolidation changes no stage."""


def render_stages_page() -> str:
    """The whole page as Markdown."""
    rows = [(f"`{act}`", act.label, *(_mark(act, stage) for stage in Stage)) for act in Act]
    parts = (
        "# The stages of a plan",
        _INTRODUCTION,
        f"```mermaid\n{lifecycle_diagram()}\n```",
        "## Acts and stages",
        table(("act", "việc", *(f"`{stage}`" for stage in Stage)), rows),
        _READING,
    )
    return "\n\n".join(parts) + "\n"


def _mark(act: Act, stage: Stage) -> str:
    if stage not in ALLOWED[act]:
        return "·"
    return "→" if (stage, act) in TRANSITIONS else "●"


if __name__ == "__main__":
    print(render_stages_page(), end="")
