"""Consolidations with defaults: plans with many units, filled forms, standings and the publication of 2023."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from papiplan.domain.actions import Action
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.facts import Issue
from papiplan.domain.obligations import DueDate, Obligation, Outcome, Part, Receipt, Standing, Timing, standing
from papiplan.domain.plans import PlanDefinition, SubmissionKind
from papiplan.domain.publication import ProvinceScores, Publication
from papiplan.domain.submissions import AcceptedForm, FormRow, Value
from papiplan.domain.units import Unit
from tests.factories import a_department, a_plan, a_receipt, a_unit, an_action, at

COMMUNES = (
    ("phuong-1", "Phường 1"), ("phuong-2", "Phường 2"), ("phuong-3", "Phường 3"), ("phuong-4", "Phường 4"),
    ("phuong-an-hoa", "phường An Hòa"), ("phuong-tan-quy-dong", "phường Tân Quy Đông"),
    ("xa-tan-khanh-dong", "xã Tân Khánh Đông"), ("xa-tan-phu-dong", "xã Tân Phú Đông"),
    ("xa-tan-quy-tay", "xã Tân Quy Tây"),
)  # fmt: skip
LEADS = (
    ("vhtt", "Phòng Văn hóa và Thông tin", "2.1.1", "Công khai thông tin chính sách, pháp luật"),
    ("ldtbxh", "Phòng Lao động - Thương binh và Xã hội", "2.2.1", "Niêm yết danh sách hộ nghèo, cận nghèo"),
    ("tckh", "Phòng Tài chính - Kế hoạch", "2.3.1", "Công khai dự toán, quyết toán ngân sách cấp xã"),
    ("tnmt", "Phòng Tài nguyên và Môi trường", "2.4.1", "Công khai kế hoạch sử dụng đất, bảng giá đất"),
)

PROVINCE_2022 = (4.3295, 4.6020, 4.2402, 6.5948, 7.3017, 7.9056, 3.6427, 3.5333)
PROVINCE_2023 = (4.4033, 4.6667, 4.2167, 6.5215, 7.2088, 7.6523, 3.5011, 3.1522)


def a_city_plan(**changes: Any) -> PlanDefinition:
    """The second dimension of the Sa Đéc plan: four departments lead, nine communes carry out on site."""
    communes = tuple(a_unit(code, name=f"Ủy ban nhân dân {name}", short=f"UBND {name}") for code, name in COMMUNES)
    departments = tuple(a_department(code, name) for code, name, _, _ in LEADS)
    on_site = tuple(unit.code for unit in communes)
    actions = tuple(an_action(code, lead=lead, on_site=on_site, text=text) for lead, _, code, text in LEADS)
    province = a_province(2022, PROVINCE_2022)
    return replace(a_plan(), units=(*departments, *communes), actions=actions, baselines=(province,), **changes)


def a_province(year: int, dimensions: Sequence[float | None], code: str = "P56") -> ProvinceScores:
    scored = [score for score in dimensions if score is not None]
    total = round(sum(scored), 4) if len(scored) == len(dimensions) else None
    return ProvinceScores(year, code, "Đồng Tháp", "Dong Thap", tuple(dimensions), total)


def a_publication(dimensions: Sequence[float | None] = PROVINCE_2023, **changes: Any) -> Publication:
    others = tuple(
        ProvinceScores(2023, f"X{n}", f"Tỉnh {n}", f"Province {n}", (5.0,) * 8, 40.0 + n / 10) for n in range(20)
    )
    publication = Publication(
        "PAPI", 2023, 1, date(2024, 4, 2), (a_province(2023, dimensions), *others), "", "f" * 64, "nv1"
    )
    return replace(publication, **changes)


def an_issue(**changes: Any) -> Issue:
    issue = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 08:00"))
    return replace(issue, **changes)


Answer = str | Mapping[str, Value]
"""What a unit answers about an action: a status, or the fields that matter."""


def a_report(unit: str, answers: Mapping[str, Answer], **changes: Any) -> AcceptedForm:
    """A usable report: a row per answered action, from row 9 on."""
    return _form(unit, SubmissionKind.REPORT, answers, {"status": "M", "result": "N", "result_number": "O"}, changes)


def a_subplan(unit: str, promises: Mapping[str, Mapping[str, Value]], **changes: Any) -> AcceptedForm:
    return _form(unit, SubmissionKind.SUBPLAN, promises, {"measures": "I", "target_number": "K"}, changes)


def _form(
    unit: str,
    kind: SubmissionKind,
    answers: Mapping[str, Answer],
    columns: Mapping[str, str],
    changes: Mapping[str, Any],
) -> AcceptedForm:
    rows = tuple(
        FormRow(
            sheet=kind.sheet,
            row=n,
            action=code,
            values={"status": answer} if isinstance(answer, str) else answer,
            cells={field: f"{letter}{n}" for field, letter in columns.items()},
        )
        for n, (code, answer) in enumerate(answers.items(), start=9)
    )
    beside = tuple(changes.get("rows", ()))
    digest = sha256(f"{unit}{kind}".encode())
    form = AcceptedForm(int.from_bytes(digest.digest()[:4]), unit, kind, digest.hexdigest(), at("2024-04-05 09:00"), ())
    return replace(form, **{**changes, "rows": (*rows, *beside)})


def a_free_row(sheet: str, row: int = 5, **values: Value) -> FormRow:
    """A row of a sheet without actions; each field in a column of its own."""
    cells = {field: f"{chr(ord('B') + n)}{row}" for n, field in enumerate(values)}
    return FormRow(sheet, row, "", values, cells)


def a_standing(
    unit: str,
    came: str = "",
    kind: SubmissionKind = SubmissionKind.REPORT,
    now: str = "2024-04-12 08:00",
    receipts: Iterable[Receipt] | None = None,
    **changes: Any,
) -> Standing:
    """How a unit's duty stands; a form and its signed document `came` then, or nothing did."""
    due = date(2024, 4, 8) if kind is SubmissionKind.REPORT else date(2023, 6, 30)
    owed = Obligation(1, unit, unit, kind, "2023", DueDate(due, "theo Kế hoạch"))
    if receipts is None:
        signed = {"part": Part.SIGNED, "outcome": Outcome.ACCEPTED, "doc_symbol": "57/BC-UBND"}
        receipts = [a_receipt(came), a_receipt(came, **signed, doc_date=date(2024, 4, 5))] if came else []
    return standing(replace(owed, **changes), receipts, at(now), Timing())


def the_example_table(definition: PlanDefinition | None = None) -> ConsolidatedTable:
    """40 pairs: 31 done, 4 in progress, 1 not started, 4 of one commune that has not reported."""
    plan = definition or a_city_plan()
    reports = [a_report(unit.code, _example_answers(plan, unit, n)) for n, unit in enumerate(plan.units)]
    standings = [
        a_standing(unit.code, "2024-04-05 09:00" if unit.code != "xa-tan-quy-tay" else "") for unit in plan.units
    ]
    return consolidate(plan, standings, [form for form in reports if form.unit != "xa-tan-quy-tay"])


def _example_answers(plan: PlanDefinition, unit: Unit, place: int) -> dict[str, Answer]:
    answers: dict[str, Answer] = {action.code: "done" for action in plan.actions_of(unit.code)}
    budget = {"status": "done", "result_number": 4, "target_number": 4, "measure_unit": "quý"}
    answers |= {"2.3.1": budget} if "2.3.1" in answers and unit.code != "tckh" else {}
    late_ones = {3: "in_progress", 4: "in_progress", 5: "in_progress", 6: "in_progress", 7: "not_started"}
    if place in late_ones:
        answers["2.4.1"] = {
            "status": late_ones[place],
            "result": "Đang phối hợp thực hiện",
            "weakness": "Chưa được cung cấp bản đồ số.",
            "new_due_on": "2024-06-30",
        }
    return answers


def reporting(action: Action) -> list[str]:
    """The units of an action, told a second way: the lead and whoever carries it out, none twice."""
    return [action.lead, *(unit for unit in action.on_site if unit != action.lead)]
