"""What no file of the repository may hold: places that only one machine or one network has."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Spelt in pieces, so that this file does not name them itself.
PRIVATE = tuple("".join(pieces) for pieces in (
    ("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"), ("--index", "-url"), ("--extra-index", "-url"),
    ("/wo", "rk/"), ("/ro", "ot/"),
))  # fmt: skip
NOT_OURS = (".git", ".venv", "var", "dist", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")


def files_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.suffix == ".egg-info":
            continue
        if path.is_dir():
            yield from files_of(path)
        else:
            yield path


def private_words(text: str) -> list[str]:
    return [word for word in PRIVATE if word in text]


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): private_words(path.read_bytes().decode(errors="replace"))
        for path in files_of(ROOT)
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_a_planted_address_is_caught() -> None:
    assert [word for word in PRIVATE if not private_words(f"x {word}simple")] == []
