"""Sections IV, VI and VII of the consolidated report: brackets for an officer, with what the data suggest.

Not here: the sections that the machine writes (`report_sendings`, `report_results`, `report_province`).
"""

from collections.abc import Mapping, Sequence

from papiplan.documents.reports.report_province import falling_dimensions
from papiplan.documents.reports.units_words import said_by_units
from papiplan.documents.wording import count
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.forms import ActionStatus
from papiplan.domain.province_evaluation import ProvinceEvaluation

_SUGGESTIONS = 8


def bracket(what: str, suggestions: Sequence[str] = ()) -> str:
    """The place where an officer writes, with what the data suggest."""
    # What a unit put in brackets must not close this one.
    told = "; ".join(suggestions[:_SUGGESTIONS]).replace("[", "(").replace("]", ")")
    hint = f". Gợi ý: {told}" if told else ""
    return f"[Cán bộ bổ sung: {what}{hint}]"


def judgement(table: ConsolidatedTable, province: ProvinceEvaluation) -> Mapping[str, str]:
    """The brackets by section, from the strengths (IV.1) to the requests (VII)."""
    return {
        "strengths": bracket("ưu điểm", _said(table, "strengths")),
        "weaknesses": bracket("tồn tại, hạn chế", _said(table, "weaknesses")),
        "objective_causes": f"a) Khách quan: {bracket('nguyên nhân khách quan')}",
        "own_causes": f"b) Chủ quan: {bracket('nguyên nhân chủ quan')}",
        "outlook": bracket("nhiệm vụ trọng tâm thời gian tới", _outlook(table, province)),
        "requests": bracket("đề xuất, kiến nghị với cấp có thẩm quyền"),
    }


def _outlook(table: ConsolidatedTable, province: ProvinceEvaluation) -> list[str]:
    falling = ", ".join(str(n) for n in falling_dimensions(province))
    lacking = ", ".join(
        f"{tally.action.code} ({count(unfinished)} lượt)"
        for tally in table.actions
        if (unfinished := tally.counts[ActionStatus.IN_PROGRESS] + tally.counts[ActionStatus.NOT_STARTED])
    )
    hints = [f"các nội dung giảm điểm: {falling}"] if falling else []
    hints += [f"các nhiệm vụ chưa hoàn thành: {lacking}"] if lacking else []
    return [*hints, *_said(table, "next_actions")]


def _said(table: ConsolidatedTable, field: str) -> list[str]:
    """What units wrote in a field, as suggestions."""
    return said_by_units((("", str(r.value), r.unit) for r in table.remarks_on(field)), table.definition)
