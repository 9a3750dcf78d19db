"""How figures are told: what one is made of, line by line; how some have changed, as rows.

Not here: the figures themselves (`domain.figures`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from papiplan.documents.wording import number
from papiplan.domain.doors import typed_words
from papiplan.domain.figures import Addend, Figure, Value
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.revision_changes import Change


def value_words(value: Value) -> str:
    """A value as papers print it."""
    if isinstance(value, int | float | Decimal):
        return number(value)
    return value or "chưa có"


def figure_lines(figure: Figure, plan: PlanDefinition, files: Mapping[int, str]) -> Iterator[str]:
    """The figure, then each thing that makes it with its file and cell; `files` names the submissions' files."""
    yield f"{figure.id}: {figure.label}: {value_words(figure.value)}"
    for n, addend in enumerate(figure.addends, start=1):
        yield f"  {n}. {_addend_words(addend, plan, files)}"
    if len(figure.addends) > 1:
        yield f"  Từ {len(figure.addends):02d} mục trên."


def _addend_words(addend: Addend, plan: PlanDefinition, files: Mapping[int, str]) -> str:
    who = plan.unit(addend.unit).short if addend.unit else f"Tỉnh {plan.province}"
    about = f", {f'nhiệm vụ {addend.about}' if addend.unit else addend.about}" if addend.about else ""
    said = f"{who}{about}: {value_words(addend.value)}"
    return " – ".join(filter(None, (said, addend.note, _file_words(addend, files))))


def _file_words(addend: Addend, files: Mapping[int, str]) -> str:
    """Sheet, cells, file by its whole hash and its name: trang "Báo cáo", ô M9, tệp 3f…, "BIEU.xlsx"."""
    source = addend.source
    if source is None:
        return ""
    sheet = f'trang "{source.sheet}"' if source.sheet else ""
    cells = f"ô {source.cells}" if source.cells else ""
    name = f'"{files[source.submission_id]}"' if source.submission_id in files else ""
    told = (sheet, cells, f"tệp {source.sha256}", name, typed_words(source.typed_from))
    return ", ".join(filter(None, told))


def change_rows(changes: Iterable[Change]) -> Sequence[Mapping[str, str]]:
    """Each change as texts: the id of its figure, what it is, how it stood and how it stands."""
    return [
        {
            "figure": change.figure,
            "label": change.label,
            "before": value_words(change.before),
            "after": value_words(change.after),
        }
        for change in changes
    ]
