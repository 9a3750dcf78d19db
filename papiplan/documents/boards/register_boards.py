"""The board of difficulties that nobody has answered yet, as an officer reads it in the Prefect UI.

Not here: publishing it (`tasks.artifacts`), nor the other boards (`boards`).
"""

from papiplan.documents.boards.boards import escaped, table
from papiplan.documents.wording import shortened
from papiplan.domain.deadlines import short
from papiplan.domain.difficulties import Difficulty
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.registers import Registers

_SHOWN = 300
_HEAD = (
    "Số",
    "Đơn vị",
    "Nhiệm vụ",
    "Khó khăn, vướng mắc",
    "Đề xuất, kiến nghị",
    "Cơ quan được kiến nghị",
    "Mong trả lời trước",
)


def difficulties_board(definition: PlanDefinition, registers: Registers) -> str:
    """The board "Khó khăn, vướng mắc chưa trả lời": each with the number by which it is answered."""
    waiting = registers.open_difficulties
    parts = ["# Khó khăn, vướng mắc chưa trả lời"]
    if waiting:
        parts += [
            'Chạy "27. Trả lời khó khăn, vướng mắc" và nhập số ở cột đầu; đơn vị được gửi thư trả lời.',
            table(_HEAD, [_row(definition, difficulty) for difficulty in waiting]),
        ]
    else:
        parts.append("Không có.")
    return "\n\n".join([*parts, *([f"*{escaped(definition.caveat)}*"] if definition.caveat else [])])


def _row(definition: PlanDefinition, difficulty: Difficulty) -> tuple[str, ...]:
    return (
        str(difficulty.id),
        escaped(definition.unit(difficulty.unit).short),
        escaped(difficulty.action or "Chung"),
        escaped(shortened(difficulty.difficulty, _SHOWN)),
        escaped(shortened(difficulty.proposal, _SHOWN)),
        escaped(difficulty.addressed_to),
        short(difficulty.wanted_on) if difficulty.wanted_on else "-",
    )
