"""Phụ lục II of the consolidated report as rows of texts: each action counted, then unit by unit, in the units' words.

Not here: the other annexes (`report_annexes`), nor the paragraphs that tell of results (`report_results`).
"""

from collections.abc import Iterator, Mapping
from math import isnan

from papiplan.documents.reports.report_annexes import Row, printed, replaced
from papiplan.documents.reports.report_requests import NOT_INFORMED, is_not_informed
from papiplan.documents.wording import day, number, percent, typed_in
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_remarks import INFO_TEXTS
from papiplan.domain.consolidation_rows import records
from papiplan.domain.figure_ids import TOTAL, row_figure
from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import SubmissionKind


def result_annex(table: ConsolidatedTable) -> Mapping[str, object]:
    """The four tables of the annex: counts by action, results by action and unit, added actions, units' judgements."""
    return {
        "counts": printed(list(_counts(table))),
        "results": _results(table),
        "extras": printed(list(_extras(table))),
        "opinions": printed(list(_opinions(table))),
    }


def _counts(table: ConsolidatedTable) -> Iterator[Row]:
    for tally in table.actions:
        counted = {str(status): number(tally.counts[status]) for status in ActionStatus}
        total = number(tally.counts.total)
        yield {"figure": tally.action.code, "action": tally.action.text, "total": total, **counted}
    shares = {str(s): f"{number(table.total[s])} ({percent(table.total[s], table.total.total)})" for s in ActionStatus}
    yield {"figure": TOTAL, "action": "Cộng", "total": number(table.total.total), **shares}


def _results(table: ConsolidatedTable) -> Mapping[str, object]:
    """The actions, each with a title and the rows of its units."""
    instead = replaced(len(table.rows))
    rows: dict[str, list[Row]] = {}
    for row in records(table.rows) if not instead else ():
        rows.setdefault(row["action"], []).append(_result(row, table))
    titles = {action.code: f"{action.code}. {action.text}" for action in table.definition.actions}
    return {"instead": instead, "actions": [{"title": titles[code], "rows": of_it} for code, of_it in rows.items()]}


def _result(row: Mapping[str, object], table: ConsolidatedTable) -> Row:
    """One row: what a unit answered about an action."""
    unit, status = table.definition.unit(str(row["unit"])), str(row["status"])
    lacking = [str(row["weakness"]).rstrip(". "), str(row["reason_none"]).rstrip(". ")]
    if row["new_due_on"]:
        lacking.append(f"thời hạn tiếp theo: {day(str(row['new_due_on']))}")
    not_informed = is_not_informed(unit, str(row["role"]), status)
    return {
        "figure": row_figure(str(row["action"]), unit.code),
        "unit": typed_in(unit.short, str(row["typed_from"])),
        "status": ActionStatus(status).label,
        "result": NOT_INFORMED if not_informed else "; ".join(filter(None, (_measured(row), str(row["result"])))),
        "lacking": "; ".join(filter(None, lacking)),
        "evidence": str(row["evidence"]),
    }


def _measured(row: Mapping[str, object]) -> str:
    """A result in numbers beside what was promised: 4/4 quý; empty where the unit gave no number."""
    result, target = row["result_number"], row["target_number"]
    if not isinstance(result, float) or isnan(result):
        return ""
    promised = f"/{number(target)}" if isinstance(target, float) and not isnan(target) else ""
    return f"{number(result)}{promised} {row['measure_unit']}".rstrip()


def _extras(table: ConsolidatedTable) -> Iterator[Row]:
    for extra in table.extras:
        if extra.kind is SubmissionKind.REPORT:
            yield {
                "unit": typed_in(table.definition.unit(extra.unit).short, extra.source.typed_from),
                "dimension": str(extra.dimension or ""),
                "action": extra.text,
                "status": ActionStatus(extra.status).label if extra.status else "",
                "result": extra.result,
            }


def _opinions(table: ConsolidatedTable) -> Iterator[Row]:
    """What each unit says of its year as a whole, uncut."""
    said: dict[str, dict[str, str]] = {}
    for field in INFO_TEXTS:
        for remark in table.remarks_on(field):
            unit = typed_in(table.definition.unit(remark.unit).short, remark.source.typed_from)
            said.setdefault(remark.unit, {"unit": unit})[field] = str(remark.value)
    for row in said.values():
        yield {"unit": row["unit"], **{field: row.get(field, "") for field in INFO_TEXTS}}
