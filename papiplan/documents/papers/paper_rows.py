"""Which rows of a paper's tables a page's end may tear: only those that a page might not hold.

A torn row of three lines is hard to read; of a row kept whole and higher than a page, Word cuts off the rest.
"""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_MOST_WHOLE_LINES = 30
_CHARACTER_MM = 2
_NARROW_MM = 11
"""Taken for a cell whose width an office's own template leaves to Word."""

_ROW, _PROPERTIES, _WHOLE, _CELL = map(qn, ("w:tr", "w:trPr", "w:cantSplit", "w:tc"))
_PARAGRAPH, _BREAK, _TEXT, _WIDTH = map(qn, ("w:p", "w:br", "w:t", "w:tcW"))
_TWIPS_A_MM = 1440 / 25.4


def keep_rows_whole(document: Document) -> None:
    """Let no page's end tear a row, but one of more than thirty lines."""
    for row in document.element.body.iter(_ROW):
        cells = row.findall(_CELL)
        if cells:
            _keep_whole(row, cells[0], max(map(_lines_needed, cells)) <= _MOST_WHOLE_LINES)


def _keep_whole(row: BaseOxmlElement, first: BaseOxmlElement, whole: bool) -> None:
    properties = row.find(_PROPERTIES)
    if properties is None:
        properties = OxmlElement("w:trPr")
        first.addprevious(properties)
    for mark in properties.findall(_WHOLE):
        properties.remove(mark)
    if whole:
        properties.append(OxmlElement("w:cantSplit"))


def _lines_needed(cell: BaseOxmlElement) -> int:
    """About how many lines a cell's text takes."""
    characters = sum(len(text.text or "") for text in cell.iter(_TEXT))
    begun = sum(1 for _ in cell.iter(_PARAGRAPH, _BREAK))
    return int(characters * _CHARACTER_MM / _width_mm(cell)) + begun


def _width_mm(cell: BaseOxmlElement) -> float:
    for width in cell.iter(_WIDTH):
        if width.get(qn("w:type")) == "dxa":
            return max(float(width.get(qn("w:w"), 0)) / _TWIPS_A_MM, _CHARACTER_MM)
    return _NARROW_MM
