"""The report on sub-plans (tong-hop-ke-hoach.docx): who sent, what was promised, what nobody planned.

Not here: what the paper looks like (`subplans_layout`), nor the workbook beside it (`workbooks.subplans_workbook`).
"""

from collections.abc import Iterator, Mapping

from papiplan.documents.papers.word_templates import fill_template
from papiplan.documents.reports.report_annexes import Row, difficulty_annex, printed, replaced, sending_annex
from papiplan.documents.reports.report_letterheads import subplans_letterhead
from papiplan.documents.reports.report_registers import difficulty_paragraphs
from papiplan.documents.reports.report_sendings import sending_sentences
from papiplan.documents.wording import count, day, listed, number, percent, typed_in
from papiplan.domain.facts import Issue
from papiplan.domain.forms import Rhythm
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.promises import PromisedAction, PromisedRow, PromisedSum, Subplans
from papiplan.domain.publication import DIMENSIONS

SUBPLANS_WORKBOOK = "dang-ky.xlsx"

_AWAITED_NAMED = 10
"""The most units that the body names of those that have not promised: the workbook has all."""


def render_subplans_report(subplans: Subplans, issue: Issue, template: bytes) -> bytes:
    """The coordinator's report on the sub-plans as a .docx, its number and day left open for the clerk's office."""
    plan = subplans.definition
    context: Mapping[str, object] = {
        "index": plan.index,
        "caveat": plan.caveat,
        "sendings": (
            f"{_capital(sending_sentences(subplans.sending, SubmissionKind.SUBPLAN, plan))} Chi tiết tại Phụ lục I.",
        ),
        "dimensions": [
            {"heading": f"{n}. {name}", "told": dimension_paragraph(subplans, n)}
            for n, name in enumerate(DIMENSIONS, start=1)
        ],
        "unplanned": tuple(_unplanned(subplans)),
        "added": _added(subplans),
        "difficulties": tuple(difficulty_paragraphs(subplans.table)),
        "requests": "[Cán bộ bổ sung: đơn vị cần đôn đốc, nhiệm vụ cần giao lại, đề xuất chỉ đạo]",
        "annexes": _annexes(subplans),
        **subplans_letterhead(plan, issue),
    }
    return fill_template(template, context, f"Tổng hợp kế hoạch thực hiện {plan.short}")


def dimension_paragraph(subplans: Subplans, dimension: int) -> str:
    """What was promised of one dimension: pairs of action and unit counted, numbers added, who is awaited."""
    promised = subplans.of_dimension(dimension)
    if not promised:
        return "Kế hoạch không giao nhiệm vụ thuộc nội dung này."
    asked, made = sum(each.asked for each in promised), sum(len(each.rows) for each in promised)
    sentences = [
        f"Nội dung này có {len(promised):02d} nhiệm vụ; trong {count(asked)} lượt nhiệm vụ phải đăng ký, các cơ quan, "
        f"đơn vị đã đăng ký {count(made)} lượt ({percent(made, asked)})."
    ]
    if sums := [f"nhiệm vụ {each.action.code}: {total}" for each in promised if (total := sum_words(each))]:
        sentences.append(f"Chỉ tiêu bằng số đã đăng ký: {'; '.join(sums)}.")
    awaited = dict.fromkeys(unit for each in promised for unit in each.awaited)
    if awaited:
        names = listed([subplans.definition.unit(unit).short for unit in awaited], _AWAITED_NAMED)
        sentences.append(f"Đến nay chưa nhận được đăng ký đủ của {len(awaited):02d} đơn vị: {names}.")
    return " ".join(sentences)


def sum_words(promised: PromisedAction) -> str:
    """The sums of an action's numbers: 32 quý của 08 đơn vị; empty without any."""
    return ", ".join(_sum(total) for total in promised.sums)


def _sum(total: PromisedSum) -> str:
    return f"{number(total.number)} {total.measure_unit} của {total.units:02d} đơn vị"


def rhythm_words(row: PromisedRow) -> str:
    """How a unit spreads an action over the year, in Vietnamese."""
    said = row.text("rhythm")
    return Rhythm(said).label if said in set(Rhythm) else said


def target_words(row: PromisedRow) -> str:
    """What a unit set itself: in its words, and in numbers where it gave any."""
    numbered = "" if row.target_number is None else f"{number(row.target_number)} {row.text('measure_unit')}".strip()
    return "; ".join(filter(None, (row.text("unit_target"), numbered)))


def _unplanned(subplans: Subplans) -> Iterator[str]:
    """The actions that nobody planned, with who leads them."""
    for each in subplans.unplanned:
        lead = subplans.definition.unit(each.action.lead).short
        yield f"- Nhiệm vụ {each.action.code}: {each.action.text.rstrip('.')} (chủ trì: {lead})."
    if not subplans.unplanned:
        yield "Không có."


def _added(subplans: Subplans) -> str:
    if not subplans.extras:
        return "Không có."
    units = len({extra.unit for extra in subplans.extras})
    return f"{units:02d} đơn vị đăng ký thêm {len(subplans.extras):02d} nhiệm vụ; chi tiết tại Phụ lục III."


def _annexes(subplans: Subplans) -> Mapping[str, object]:
    return {
        "sendings": printed(sending_annex(subplans.table, SubmissionKind.SUBPLAN), SUBPLANS_WORKBOOK),
        "promises": _promises(subplans),
        "extras": printed(list(_extras(subplans)), SUBPLANS_WORKBOOK),
        "difficulties": printed(difficulty_annex(subplans.table), SUBPLANS_WORKBOOK),
    }


def _promises(subplans: Subplans) -> Mapping[str, object]:
    """The actions that somebody planned, each with a title and the rows of its units."""
    instead = replaced(sum(len(each.rows) for each in subplans.promised), SUBPLANS_WORKBOOK)
    actions = [
        {
            "title": f"{each.action.code}. {each.action.text}",
            "rows": [_promise(row, subplans) for row in each.rows],
        }
        for each in subplans.promised
        if each.rows and not instead
    ]
    return {"instead": instead, "actions": actions}


def _promise(row: PromisedRow, subplans: Subplans) -> Row:
    days = (day(row.text(field)) for field in ("starts_on", "ends_on"))
    return {
        "unit": typed_in(subplans.definition.unit(row.unit).short, row.source.typed_from),
        "measures": row.text("measures"),
        "target": target_words(row),
        "rhythm": rhythm_words(row),
        "period": " – ".join(filter(None, days)),
        "person": ", ".join(filter(None, (row.text("person"), row.text("person_title")))),
    }


def _extras(subplans: Subplans) -> Iterator[Row]:
    for extra in subplans.extras:
        yield {
            "unit": subplans.definition.unit(extra.unit).short,
            "dimension": str(extra.dimension or ""),
            "action": extra.text,
            "target": extra.target,
        }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
