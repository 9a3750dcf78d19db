"""Section II of the consolidated report: what was done, dimension by dimension, and what is lacking.

Not here: the tables of the annexes (`report_annexes`) and the province's result as a whole (`report_province`).
"""

from collections.abc import Sequence

import pandas as pd

from papiplan.documents.reports.units_words import said_by_units
from papiplan.documents.wording import count, listed, measure_words, percent, shortened
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.deadlines import short
from papiplan.domain.forms import ActionStatus
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.tallies import ActionTally, StatusCounts
from papiplan.domain.units import UnitKind

_LACKING = (ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED)
_REASONS_SHOWN = 3
"""The most highlights of a dimension in the units' own words: the annex has all that they wrote."""


def results_paragraph(table: ConsolidatedTable, dimension: int) -> str:
    """a) What was done of one dimension: whose it is, the statuses of all pairs, then action by action."""
    tallies = [tally for tally in table.actions if tally.action.dimension == dimension]
    if not tallies:
        return "Kế hoạch không giao nhiệm vụ thuộc nội dung này."
    rows = table.rows[table.rows["dimension"] == dimension]
    sentences = [
        _whose(tallies, table.definition),
        _statuses(table.dimensions[dimension], rows, table.definition),
        *(_one_action(tally, table.definition) for tally in tallies),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def shortcomings_paragraph(table: ConsolidatedTable, dimension: int) -> str:
    """b) What is lacking: actions under way or not begun, with the units' own reasons for a person to shorten."""
    rows = table.rows[(table.rows["dimension"] == dimension) & table.rows["status"].isin(_LACKING)]
    if rows.empty:
        return "Không có."
    by_action = dict(list(rows.groupby("action", sort=False)))
    sentences = [
        _lacking(tally, by_action[code], table.definition)
        for tally in table.actions
        if (code := tally.action.code) in by_action
    ]
    return f"{' '.join(sentences)} {_reasons(rows, table.definition)}Chi tiết tại Phụ lục II."


def _reasons(rows: pd.DataFrame, definition: PlanDefinition) -> str:
    """Why, in the units' words: the reasons that most units give, each once."""
    of_actions = zip("nhiệm vụ " + rows["action"], rows["weakness"], rows["unit"], strict=True)
    reasons = said_by_units(of_actions, definition)
    if not reasons:
        return ""
    more = f"; và {len(reasons) - _REASONS_SHOWN:02d} ý kiến khác" if len(reasons) > _REASONS_SHOWN else ""
    return f"Nguyên nhân theo báo cáo của đơn vị: {'; '.join(reasons[:_REASONS_SHOWN])}{more}. "


def _whose(tallies: Sequence[ActionTally], definition: PlanDefinition) -> str:
    leads = listed([definition.unit(code).short for code in dict.fromkeys(t.action.lead for t in tallies)])
    on_site = {unit for t in tallies for unit in t.action.on_site if unit != t.action.lead}
    doing = f" và {len(on_site):02d} {_noun(on_site, definition)} thực hiện tại địa bàn" if on_site else ""
    return f"Nội dung này có {len(tallies):02d} nhiệm vụ, do {leads} chủ trì{doing}."


def _statuses(counts: StatusCounts, rows: pd.DataFrame, definition: PlanDefinition) -> str:
    """Đến ngày …, trong 40 lượt nhiệm vụ phải báo cáo có 31 lượt hoàn thành (77,5%), …"""
    told = [
        f"{count(counts[status])} lượt {status.label.lower()} ({percent(counts[status], counts.total)}"
        f"{_all_of(rows, definition) if status is ActionStatus.UNREPORTED else ''})"
        for status in ActionStatus
        if counts[status]
    ]
    listing = f"{', '.join(told[:-1])} và {told[-1]}" if len(told) > 1 else told[0]
    until = short(definition.figures_to)
    return f"Đến ngày {until}, trong {count(counts.total)} lượt nhiệm vụ phải báo cáo có {listing}."


def _all_of(rows: pd.DataFrame, definition: PlanDefinition) -> str:
    """, đều của … : when every missing answer is one unit's."""
    silent = rows.loc[rows["status"] == ActionStatus.UNREPORTED, "unit"].unique()
    return f", đều của {definition.unit(silent[0]).name}" if len(silent) == 1 else ""


def _one_action(tally: ActionTally, definition: PlanDefinition) -> str:
    """How far an action is on site, of the units that reported, and what its numbers add up to."""
    action, on_site = tally.action, tally.on_site
    parts = []
    if on_site.total:
        done = f"{on_site[ActionStatus.DONE]:02d}/{on_site.reported:02d}"
        parts.append(f"{done} {_noun(action.on_site, definition)} có báo cáo đã hoàn thành")
    parts += [f"tổng kết quả {measure_words(total)}" for total in tally.sums]
    return f"Nhiệm vụ {action.code} ({shortened(action.text, 160)}): {'; '.join(parts)}." if parts else ""


def _lacking(tally: ActionTally, rows: pd.DataFrame, definition: PlanDefinition) -> str:
    noun = _noun(set(rows["unit"]), definition)
    counted = [f"{count(tally.counts[s])} {noun} {s.label.lower()}" for s in _LACKING if tally.counts[s]]
    return f"Nhiệm vụ {tally.action.code} ({shortened(tally.action.text, 160)}) còn {' và '.join(counted)}."


def _noun(units: Sequence[str] | set[str], definition: PlanDefinition) -> str:
    """Xã, phường where all of them are, else đơn vị."""
    communes = all(definition.unit(unit).kind is UnitKind.COMMUNE for unit in units)
    return UnitKind.COMMUNE.label if communes else "đơn vị"
