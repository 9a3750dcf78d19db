"""The parts of which our Word templates are laid out: repeated lines and rows, marked texts, annexes across.

Not here: the templates themselves (`*_layout`), nor filling them (`word_templates`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from papiplan.documents.papers.paper_layout import Head, Paper
from papiplan.domain.plans import SignatureBlock


@dataclass(frozen=True)
class Columns:
    """A table's columns: heads with the names of the rows' cells, and widths in mm."""

    heads: Mapping[str, str]
    widths_mm: tuple[int, ...]


FIGURE_HEAD: Mapping[str, str] = {"Mã số liệu": "figure"}
"""By which `papiplan trace` finds what a row's figures are made of."""

SENDINGS = Columns(
    {
        "TT": "no",
        "Đơn vị": "unit",
        "Văn bản": "document",
        "Hạn gửi": "due",
        "Nhận lúc": "received",
        "Ghi nhận": "status",
        **FIGURE_HEAD,
    },
    (11, 50, 48, 27, 46, 42, 28),
)
"""Who sent what when, as `report_annexes.sending_annex` gives it."""

DIFFICULTIES = Columns(
    {
        "Số": "no",
        "Đơn vị": "unit",
        "Mã nhiệm vụ": "action",
        "Khó khăn, vướng mắc; nguyên nhân": "difficulty",
        "Đề xuất, kiến nghị": "proposal",
        "Cơ quan được kiến nghị": "addressed_to",
        "Kết quả trả lời": "answer",
    },
    (12, 36, 20, 62, 54, 30, 38),
)
"""What units find difficult and ask for, as `report_annexes.difficulty_annex` gives it."""


def put_head(paper: Paper, about: str = "") -> None:
    """The two columns on top of a paper; `about` is what a letter, which bears no title, is about."""
    superior = repeated("superior_lines")
    lines = (*superior, *repeated("issuer_lines"))
    paper.head(Head(lines, len(superior), "{{ number }}", "{{ place_and_date }}", about))


def put_signature(paper: Paper) -> None:
    """Recipients and signature."""
    signer = SignatureBlock(repeated("authority_lines"), "{{ signer_name }}")
    paper.signature((*repeated("recipients"), "{{ filed }}"), signer)


def repeated(lines: str) -> tuple[str, ...]:
    """A line for each of a list."""
    return (f"{{%p for line in {lines} %}}", "{{ line }}", "{%p endfor %}")


def put_paragraphs(paper: Paper, texts: str) -> None:
    """A paragraph for each text of a list, its brackets yellow."""
    paper.text(f"{{%p for text in {texts} %}}")
    put_marked(paper, "text")
    paper.text("{%p endfor %}")


def put_marked(paper: Paper, text: str) -> None:
    """One text, its brackets yellow."""
    paper.text(f"{{{{r {text} | marked }}}}")


def open_annex(paper: Paper, number: str, title: str) -> None:
    """A new section across, with an annex's head and the paper it belongs to."""
    paper.lay_across()
    put_annex_head(paper, number, title, "{{ reference }}")


def put_annex_head(paper: Paper, number: str, title: str, reference: str) -> None:
    """An annex's number and title, what the plan wants said of its units, and which paper it belongs to."""
    paper.centred(number, bold=True)
    paper.centred(title, bold=True)
    paper.centred("{%p if caveat %}")
    paper.centred("{{ caveat }}", italic=True)
    paper.centred("{%p endif %}")
    paper.centred(reference, italic=True)


def put_or_say(paper: Paper, columns: Columns, table: str) -> None:
    """A table, or the sentence that stands in its place."""
    paper.text(f"{{%p if {table}.instead %}}")
    paper.text(f"{{{{ {table}.instead }}}}")
    paper.text("{%p else %}")
    put_table(paper, columns, f"{table}.rows")
    paper.text("{%p endif %}")


def put_table(paper: Paper, columns: Columns, rows: str) -> None:
    """A table of one repeated row."""
    put_rows(paper, columns, repeated_row(columns, rows))


def put_groups(paper: Paper, columns: Columns, groups: str) -> None:
    """A table of groups, each under a row of its own with its title."""
    opening = ((f"{{%tr for part in {groups} %}}",), ("{{ part.title }}",))
    put_rows(paper, columns, (*opening, *repeated_row(columns, "part.rows"), ("{%tr endfor %}",)))


def repeated_row(columns: Columns, rows: str) -> tuple[tuple[str, ...], ...]:
    """A row for each of a list."""
    cells = tuple(f"{{{{ row.{name} }}}}" for name in columns.heads.values())
    return ((f"{{%tr for row in {rows} %}}",), cells, ("{%tr endfor %}",))


def put_rows(paper: Paper, columns: Columns, rows: tuple[tuple[str, ...], ...]) -> None:
    """A table of rows of tags."""
    paper.table(tuple(columns.heads), rows, columns.widths_mm)
