"""What goes wrong with the machine and officers are told of (cảnh báo sự cố): once for each cause and day.

Not here: how a run is looked up (`tasks.failed_runs`), nor the mail (`documents.mails.alert_mails`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused


class Trouble(StrEnum):
    """What kind of trouble it is."""

    FAILED = "failed"
    CRASHED = "crashed"
    NO_ROUND = "no_round"
    NOT_STARTED = "not_started"

    @property
    def label(self) -> str:
        return {
            Trouble.FAILED: "Một lượt chạy bị lỗi",
            Trouble.CRASHED: "Một lượt chạy dừng đột ngột",
            Trouble.NO_ROUND: "Lượt theo dõi hôm nay chưa chạy xong (đến 09 giờ 00 phút)",
            Trouble.NOT_STARTED: "Một việc tự động không khởi động được",
        }[self]


def read_trouble(stated: str) -> Trouble:
    """The kind of trouble that is meant; Refused for none."""
    if stated not in set(Trouble):
        raise Refused(Problem("Loại sự cố", f'không rõ "{stated[:40]}"', f"Ghi một trong: {', '.join(Trouble)}."))
    return Trouble(stated)


@dataclass(frozen=True)
class Alert:
    """One trouble: of which run (its name), what that had done, what it had not, and what the machine said."""

    trouble: Trouble
    run: str = ""
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    said: str = ""

    @property
    def cause(self) -> str:
        """By what it is the same trouble: its kind, and what was run, whichever plan and day the run's name adds."""
        return f"{self.trouble}:{self.run.partition(' · ')[0]}"[:MOST_CAUSE]

    @property
    def headline(self) -> str:
        """Một lượt chạy bị lỗi: Tổng hợp báo cáo · sa-dec-2023 · 09/4/2024."""
        return f"{self.trouble.label}: {self.run}" if self.run else self.trouble.label


MOST_CAUSE = 100
"""How many characters of a cause are kept."""


def told_by(
    alerted: str, open_plans: Mapping[str, PlanDefinition], held: Collection[str] = ()
) -> Mapping[str, Sequence[str]]:
    """Which officers of which plan are told, by code: those of the plan `alerted`, else of every open plan.

    Who is an officer of several plans is told once: by the first whose mails leave, for those of one `held` wait.
    """
    plans = [alerted] if alerted in open_plans else sorted(open_plans, key=lambda plan: plan in held)
    known: set[str] = set()
    found = {plan: _not_yet(open_plans[plan], known) for plan in plans}
    return {plan: officers for plan, officers in found.items() if officers}


def _not_yet(definition: PlanDefinition, known: set[str]) -> list[str]:
    officers = []
    for officer in definition.operators:
        if (address := officer.email.casefold()) not in known:
            known.add(address)
            officers.append(officer.code)
    return officers


def first_lines(texts: Iterable[str], most: int = 20) -> tuple[str, ...]:
    """Texts, each once and on one line, and how many more there are."""
    lines = tuple(dict.fromkeys(" ".join(text.split()) for text in texts))
    return lines if len(lines) <= most else (*lines[:most], f"và {len(lines) - most:02d} việc khác")
