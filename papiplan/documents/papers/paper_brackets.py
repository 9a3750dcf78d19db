"""What a Word file still leaves to an officer: its brackets "[Cán bộ bổ sung: …]", however Word has split them.

A stranger may have made the file: it is looked at by the guard first, and read without building a tree. Not here: where
our papers put brackets (`reports.report_judgement`), nor which files may have none (`domain.finished_papers`).
"""

import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from papiplan.documents.papers.paper_guard import SAVE_AS, paper_problem
from papiplan.domain.problems import Problem, Refused

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_STORY = re.compile(r"word[/\\](?!comments)[^/\\]+\.xml", re.IGNORECASE)
"""Every part that may hold printed text: the body, heads and feet of pages, notes. Comments are not printed."""

_BRACKET = re.compile(r"\[\s*cán\s+bộ\s+bổ\s+sung\b(?:[^\[\]]*\]|[^\[\]\n]*)", re.IGNORECASE)
"""Up to where it is closed, be it paragraphs below; one that nobody closed, to the end of its paragraph."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNS: Mapping[str, str] = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_PASSED_OVER = ("Fallback", "moveFrom")
"""What stands twice: the older form of a drawing's text, and what a tracked change moved away."""


@dataclass(frozen=True)
class PaperContent:
    """What matters of a Word file beside its looks: the brackets left, and how many rows its tables have."""

    brackets: tuple[str, ...]
    rows: int


def brackets_in(content: bytes) -> tuple[str, ...]:
    """The brackets left in a .docx, each on one line, in the order of its parts; Refused for a file that is none."""
    return read_paper(content).brackets


def read_paper(content: bytes) -> PaperContent:
    """What matters of a .docx that somebody gave; Refused for a file that is none, is broken or may harm."""
    problem = paper_problem(content)
    if problem is not None:
        raise Refused(problem)
    try:
        return read_own_paper(content)
    except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: an encoding that nobody knows
        raise Refused(Problem("", "tệp bị lỗi, không đọc được", SAVE_AS)) from error


def read_own_paper(content: bytes) -> PaperContent:
    """The same of a .docx that we wrote, however large."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        stories = [_Story(archive, name) for name in archive.namelist() if _STORY.fullmatch(name)]
    found = (_BRACKET.findall(story.text) for story in stories)
    brackets = tuple(" ".join(bracket.split()) for each in found for bracket in each)
    return PaperContent(brackets, sum(story.rows for story in stories))


class _Story:
    """One part of a .docx as plain text, a line for each paragraph; a paragraph inside another comes before it."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.rows = 0
        self._lines: list[str] = []
        self._paragraphs: list[list[str]] = [[]]
        self._in_text = False
        self._passing_over = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._write
        with archive.open(name) as stream:
            parser.ParseFile(stream)

    @property
    def text(self) -> str:
        return unicodedata.normalize("NFC", _UNSEEN.sub("", "\n".join(self._lines)))

    def _start(self, tag: str, _: Mapping[str, str]) -> None:
        namespace, name = _parts(tag)
        if name in _PASSED_OVER:
            self._passing_over += 1
        if namespace not in _WORD or self._passing_over:
            return
        if name == "p":
            self._paragraphs.append([])
        elif name == "tr":
            self.rows += 1
        self._in_text = name == "t"
        self._write(_SIGNS.get(name, ""), sign=True)

    def _end(self, tag: str) -> None:
        namespace, name = _parts(tag)
        self._in_text = False
        if name in _PASSED_OVER:
            self._passing_over -= 1
        elif namespace in _WORD and name == "p" and not self._passing_over:
            self._lines.append("".join(self._paragraphs.pop()))

    def _write(self, text: str, *, sign: bool = False) -> None:
        if sign or (self._in_text and not self._passing_over):
            self._paragraphs[-1].append(text)


def _parts(tag: str) -> tuple[str, str]:
    """A tag's namespace and name."""
    namespace, _, name = tag.rpartition(" ")
    return namespace, name
