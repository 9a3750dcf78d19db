"""Doing the same for several plans: what fails with one stops none of the others, and is told when all is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect import get_run_logger

from papiplan.domain.problems import Refused


class IncompleteError(Exception):
    """Some of it failed; all else is done."""


class Collected:
    """What failed so far, by what it was."""

    def __init__(self) -> None:
        self._failed: list[str] = []

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Go on after what fails inside; a refusal is an answer, and ends the flow."""
        try:
            yield
        except Refused:
            raise
        except Exception:  # whatever lies in one plan's data, the others are not to wait for it
            get_run_logger().exception("Chưa xong: %s", what)
            self.add(what)

    def add(self, what: str) -> None:
        """Note something that failed."""
        self._failed.append(what)

    def tell(self) -> None:
        """Raise IncompleteError with everything that failed, if anything did."""
        if self._failed:
            raise IncompleteError(
                f"Chưa xong: {'; '.join(self._failed)}. Các bước khác đã xong. Cách xử lý: chạy lại; không gửi trùng."
            )
