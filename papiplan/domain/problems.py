"""What a person can correct (`Problem`) and the refusal that carries it (`Refused`).

Not here: what the programmer got wrong (ordinary exceptions) and what time heals (retried by policy in `tasks`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that somebody can mend (điểm cần hoàn thiện).

    `where` names the place as that person sees it (a sheet and cell, a file and row, a field of a form), `what` tells
    what was found, `how_to_fix` what is allowed. All three are Vietnamese and may be empty, never all of them.
    """

    where: str
    what: str
    how_to_fix: str = ""

    def sentence(self) -> str:
        """The problem as one line of a mail or a screen."""
        found = f"{self.where}: {self.what}" if self.where else self.what
        return f"{found.rstrip('.')}. {self.how_to_fix}".strip() if self.how_to_fix else f"{found.rstrip('.')}."


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error (see docs/decisions.md)
    """An act that was not done because the person who asked for it has something to mend (từ chối).

    Nothing changed. A flow turns it into the state "Từ chối", the command into exit code 1.
    """

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(Problem("", p) if isinstance(p, str) else p for p in problems)
        super().__init__(" ".join(problem.sentence() for problem in self.problems))
