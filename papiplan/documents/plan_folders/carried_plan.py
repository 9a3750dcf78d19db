"""Next year's plan as the content of a new folder: what stays as it was, what is proposed, what is left open.

Not here: what is proposed (`domain.next_year`), nor the rows of the tables (`carried_rows`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from papiplan.documents.plan_folders.carried_rows import action_rows, day_rows, unit_rows
from papiplan.documents.plan_folders.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_filling import Filling
from papiplan.documents.plan_folders.plan_schema import PlanFields
from papiplan.documents.plan_folders.plan_scoring import LatenessStep, ScoreClass, ScoringFields
from papiplan.documents.plan_folders.plan_terms import ReminderFields
from papiplan.documents.plan_folders.plan_values import NONE, left_open
from papiplan.documents.publications.results import written_results
from papiplan.domain.deadlines import short
from papiplan.domain.next_year import NextYear
from papiplan.domain.plans import Reminders, Scoring
from papiplan.domain.units import normalised


def carried_plan(year: NextYear, templates: Mapping[str, bytes], day: date) -> Filling:
    """What the folder of the next year holds on `day`; `templates` are the office's own papers by their file names."""
    return Filling(
        fields=_fields(year),
        remarks=dict(_remarks(year)),
        rows={
            UnitRow: unit_rows(year.units),
            ActionRow: action_rows(year),
            CalendarRow: day_rows(year.before.calendar_days, day),
        },
        files={**dict(_results(year)), **dict(_own_texts(year)), **{f"templates/{n}": c for n, c in templates.items()}},
    )


def _fields(year: NextYear) -> PlanFields:
    """The plan's own fields, unchecked: some are blank, some left to an officer."""
    before = year.before
    kept = {key: getattr(before, key) for key in PlanFields.model_fields}
    return PlanFields.model_construct(
        **kept
        | {key: year.renamed(getattr(before, key)) for key in ("title", "subject", "short")}
        | {
            "id": year.id,
            "year": year.year,
            "coordinator_unit": year.coordinator_unit,
            "parent_plan": left_open(before.parent_plan) if before.parent_plan else "",
            "body": _body(year),
            "reminders": _reminders(before.reminders),
            "figures_from": "",
            "figures_to": "",
            "prepare_on": "",
            "targets": tuple(proposed.target for proposed in year.targets),
            "scoring": _scoring(before.scoring),
        }
    )


def _body(year: NextYear) -> str:
    """The plan's text as it stands; where it is about the year that is over, a line above it says so."""
    body = year.before.body
    if not year.is_dated(body):
        return body
    to_do = f"rà lại nội dung năm {year.before.year} dưới đây, rồi xóa dòng này"
    return f"{left_open(to_do)}\n\n{body}"


def _reminders(reminders: Reminders) -> ReminderFields:
    """The policy, in which none of a kind has a word of its own: a blank would take the default."""
    policy: dict[str, Any] = {key: NONE if value == () else value for key, value in vars(reminders).items()}
    return ReminderFields.model_construct(**policy)


def _scoring(scoring: Scoring) -> ScoringFields:
    steps = tuple(LatenessStep.model_construct(days=days, coefficient=c) for days, c in scoring.lateness)
    classes = tuple(ScoreClass.model_construct(least_score=score, name=name) for score, name in scoring.classes)
    return ScoringFields.model_construct(**vars(scoring) | {"lateness": steps, "classes": classes})


def _remarks(year: NextYear) -> Iterator[tuple[str, str]]:
    before = year.before
    yield "id", f"Đề xuất từ mã kế hoạch {before.id}; sửa được cho đến khi ban hành."
    for key, day in (("figures_from", before.figures_from), ("figures_to", before.figures_to)):
        yield key, f"Kế hoạch năm {before.year} ghi {short(day)}."
    for number, proposed in enumerate(year.targets, start=1):
        yield f"targets.{number}.figure", f"ĐỀ XUẤT, CÁN BỘ QUYẾT ĐỊNH: {proposed.reason}"


def _results(year: NextYear) -> Iterator[tuple[str, bytes]]:
    index = normalised(year.before.index).replace(" ", "-")
    for of_year in sorted({row.year for row in year.results}):
        yield f"results/{index}-{of_year}.csv", written_results(row for row in year.results if row.year == of_year)


def _own_texts(year: NextYear) -> Iterator[tuple[str, bytes]]:
    yield from ((f"mail/{text.name}", text.text.encode()) for text in year.before.mail_texts)
