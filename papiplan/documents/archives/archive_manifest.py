"""Writing and reading the manifest of an archive: one JSON document, of which nothing is believed that is not checked.

Not here: whether it is true (`archive_checking`).
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from papiplan.domain.archive import Manifest
from papiplan.domain.archive_paths import is_safe

FORMAT: Literal[1] = 1


@dataclass(frozen=True)
class _Written(Manifest):
    """A manifest as it stands in its file."""

    format: Literal[1]


_READ = TypeAdapter(_Written)


def write_manifest(manifest: Manifest) -> str:
    """The JSON document: equal manifests give equal texts."""
    return json.dumps({**asdict(manifest), "format": FORMAT}, ensure_ascii=False, indent=1, default=datetime.isoformat)


def read_manifest(content: bytes) -> Manifest | None:
    """The manifest in these bytes; None for what is none, or names one place twice or a place outside."""
    try:
        manifest = _READ.validate_json(content)
        manifest.ending.sentence()
    except (ValidationError, OverflowError):  # the second for an instant of which Viet Nam's day is none
        return None
    paths = [file.path.casefold() for file in manifest.files]
    if len(set(paths)) < len(paths) or not all(is_safe(file.path) for file in manifest.files):
        return None
    return manifest
