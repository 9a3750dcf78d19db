"""An edition of the consolidated papers with defaults."""

from dataclasses import replace
from typing import Any

from papiplan.documents.consolidated_report import Edition
from tests.factories import at


def an_edition(**changes: Any) -> Edition:
    edition = Edition(1, False, at("2024-04-05 16:00"), None, 7, "a1b2c3d4" * 8)
    return replace(edition, **changes)
