"""Next year's folder: what an officer finds in it, what the check asks for, and that it passes once that is done."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from papiplan.documents.papers.word_templates import shipped_template
from papiplan.documents.plan_folders.carried_plan import carried_plan
from papiplan.documents.plan_folders.plan_folder import LoadedPlan, example_folder, load_plan_folder
from papiplan.documents.plan_folders.plan_skeleton import write_new_plan
from papiplan.domain.consolidation import ConsolidatedTable, consolidate
from papiplan.domain.deadlines import CalendarDay, Counting, DeadlineRule
from papiplan.domain.facts import PlanFacts
from papiplan.domain.next_year import next_year
from papiplan.domain.plans import MailText, PaperTemplate, PlanDefinition, Reminders, Scoring, TargetOperator
from papiplan.domain.problems import Refused
from papiplan.domain.publication import Publication
from tests.consolidations import a_publication, a_report
from tests.published_tables import ALL

DAY = date(2024, 5, 1)
EXAMPLE = load_plan_folder(example_folder()).accepted()
PUBLISHED = a_publication(scores=ALL)

Fill = Callable[[Path], None]


def write(
    folder: Path,
    plan: PlanDefinition = EXAMPLE,
    final: ConsolidatedTable | None = None,
    publication: Publication | None = None,
    csv: bool = True,
) -> LoadedPlan:
    """Write the folder of 2024 and check it."""
    begun = next_year(PlanFacts(definition=plan, publication=publication), plan, final, 2024, (plan.id,), DAY)
    templates = {own.name: shipped_template(own.name) for own in plan.paper_templates}
    write_new_plan(folder, csv=csv, filling=carried_plan(begun, templates, DAY))
    return load_plan_folder(folder)


def answered(text: str) -> str:
    """A text as it is once an officer has taken every bracket for what stands in it, and read the plan's text over."""
    text = re.sub(r"\[Cán bộ bổ sung: rà lại [^\]]*\]\s*", "", text)
    return re.sub(r"\[Cán bộ bổ sung: ([^\]]*)\]", r"\1", text)


def fill_text_files(folder: Path) -> None:
    for file in (folder / "plan.yaml", folder / "actions.csv"):
        text = answered(file.read_text(encoding="utf-8"))
        text = text.replace('figures_from: ""', 'figures_from: "01/01/2024"')
        file.write_text(text.replace('figures_to: ""', 'figures_to: "31/12/2024"'), encoding="utf-8")


def fill_workbook(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / "ke-hoach.xlsx")
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.value = answered(str(cell.value))
    typed = {"figures_from": "01/01/2024", "figures_to": "31/12/2024"}
    for _, key, value, *_ in workbook["Kế hoạch"].iter_rows(min_row=4):
        value.value = typed.get(str(key.value), value.value)
    workbook.save(folder / "ke-hoach.xlsx")


BOTH = pytest.mark.parametrize(
    ("csv", "fill"), [(True, fill_text_files), (False, fill_workbook)], ids=["text files", "one workbook"]
)


@BOTH
def test_a_plan_of_20_units_goes_on_as_it_was_once_its_blanks_are_filled(tmp_path: Path, csv: bool, fill: Fill) -> None:
    asked = {problem.what.split('"')[1] for problem in write(tmp_path, csv=csv).problems if "thiếu" in problem.what}
    assert asked == {"figures_from", "figures_to"}
    fill(tmp_path)
    loaded = load_plan_folder(tmp_path)
    assert loaded.problems == ()
    assert [warning.sentence() for warning in loaded.warnings if "chép từ kế hoạch" in warning.sentence()] == []
    renamed = {key: getattr(EXAMPLE, key).replace("2023", "2024") for key in ("id", "title", "subject", "short")}
    assert loaded.accepted() == replace(
        EXAMPLE,
        **renamed,
        year=2024,
        figures_from=date(2024, 1, 1),
        figures_to=date(2024, 12, 31),
        prepare_on=date(2025, 3, 3),
        targets=(),
        baselines=tuple(row for row in EXAMPLE.baselines if row.year == 2022),
    )


@BOTH
def test_whatever_an_office_has_set_otherwise_is_carried_over(tmp_path: Path, csv: bool, fill: Fill) -> None:
    phong = replace(EXAMPLE.units[0], aliases=("Văn phòng HĐND, UBND",), head_name="Trần Văn Bình")
    plan = replace(
        EXAMPLE,
        units=(phong, *EXAMPLE.units[1:]),
        due_time=time(17),
        report_rule=DeadlineRule(7, Counting.WORKING, shift=False),
        reminders=Reminders(before_days=(), on_day=False, after_days=(1, 3)),
        scoring=Scoring(subplan_timely=12.125, output=42.875, lateness=((1, 1.0), (9, 0.25))),
        mail_texts=(MailText("receipt.txt.j2", "{% block subject %}Đã nhận{% endblock %}\n"),),
        calendar_days=(
            CalendarDay(date(2024, 1, 2), working=False, source="Thông báo 1"),
            CalendarDay(date(2024, 7, 5), working=False, source="Thông báo 2"),
        ),
        recipients=("Lưu: VT",),
        caveat="",
    )  # fmt: skip
    write(tmp_path, plan, csv=csv)
    fill(tmp_path)
    carried = load_plan_folder(tmp_path).accepted()
    for key in ("units", "due_time", "report_rule", "reminders", "scoring", "mail_texts", "recipients", "caveat"):
        assert getattr(carried, key) == getattr(plan, key), key
    assert carried.calendar_days == plan.calendar_days[1:], "what corrects days that are over is of no use"


def test_an_office_s_own_papers_are_carried_over(tmp_path: Path) -> None:
    write(tmp_path, replace(EXAMPLE, paper_templates=(PaperTemplate("bao-cao.docx", ""),)))
    assert (tmp_path / "templates" / "bao-cao.docx").read_bytes() == shipped_template("bao-cao.docx")


def test_what_the_check_asks_for_is_told_in_one_sentence_each_with_its_place(tmp_path: Path) -> None:
    problems = [problem.sentence() for problem in write(tmp_path).problems]
    dated = [action for action in EXAMPLE.actions if "2023" in action.timing]
    assert len([each for each in problems if 'cột "timing": còn chỗ chờ cán bộ: "[Cán bộ bổ sung:' in each]) == len(
        dated
    )
    assert len([each for each in problems if each.startswith("plan.yaml, dòng")]) == 4, "parent plan, text, two days"


# The roster and the actions.


def merged(plan: PlanDefinition = EXAMPLE) -> PlanDefinition:
    """Phường 1 has become part of Phường 2, and Phòng Y tế is no more."""
    ended = {"phuong-1": "phuong-2", "yt": ""}
    return replace(
        plan,
        units=tuple(
            replace(unit, valid_to=date(2024, 3, 31), successor=ended[unit.code]) if unit.code in ended else unit
            for unit in plan.units
        ),
    )


def test_after_a_merger_the_folder_has_the_units_that_stand_and_asks_for_leads_that_are_gone(tmp_path: Path) -> None:
    problems = write(tmp_path, merged()).problems
    led = [action.code for action in EXAMPLE.actions if action.lead == "yt"]
    assert [problem.what for problem in problems if '"lead"' in problem.what] == ['thiếu "lead" (Chủ trì)'] * len(led)
    fill_text_files(tmp_path)
    actions = (tmp_path / "actions.csv").read_text(encoding="utf-8")
    assert actions.count("Phòng Y tế chủ trì, nay không còn và không có đơn vị kế thừa") == len(led)
    (tmp_path / "actions.csv").write_text(actions.replace(",,xa_phuong,", ",vp,xa_phuong,"), encoding="utf-8")
    carried = load_plan_folder(tmp_path).accepted()
    assert {unit.code for unit in EXAMPLE.units} - {unit.code for unit in carried.units} == {"phuong-1", "yt"}
    assert "UBND Phường 1" in carried.unit("phuong-2").aliases
    assert all("phuong-1" not in action.on_site for action in carried.actions)


def a_final(**open_ones: str) -> ConsolidatedTable:
    """All have done all, but for what units (by their codes with _) say of 1.1.1; None of them reports "unreported"."""
    said = {unit.replace("_", "-"): status for unit, status in open_ones.items()}
    reports = [
        a_report(unit.code, {a.code: said.get(unit.code, "done") if a.code == "1.1.1" else "done"
                             for a in EXAMPLE.actions_of(unit.code)})
        for unit in EXAMPLE.units if EXAMPLE.actions_of(unit.code) and said.get(unit.code) != "unreported"
    ]  # fmt: skip
    return consolidate(EXAMPLE, [], reports)


@BOTH
def test_what_is_finished_stands_below_as_notes_and_can_be_taken_back(tmp_path: Path, csv: bool, fill: Fill) -> None:
    write(tmp_path, final=a_final(phuong_2="in_progress", phuong_3="in_progress"), csv=csv)
    fill(tmp_path)
    assert [action.code for action in load_plan_folder(tmp_path).accepted().actions] == ["1.1.1"]
    if csv:
        file = tmp_path / "actions.csv"
        file.write_text(file.read_text(encoding="utf-8").replace("# 2.3.1,", "2.3.1,"), encoding="utf-8")
    else:
        workbook = openpyxl.load_workbook(tmp_path / "ke-hoach.xlsx")
        (taken,) = [cell for cell in workbook["Nhiệm vụ"]["A"] if cell.value == "# 2.3.1"]
        taken.value = "2.3.1"
        workbook.save(tmp_path / "ke-hoach.xlsx")
    taken_back = load_plan_folder(tmp_path).accepted().actions
    known = {action.code: action for action in EXAMPLE.actions}
    assert taken_back == (known["1.1.1"], known["2.3.1"])


@pytest.mark.parametrize(
    ("said", "history"),
    [
        ({"phuong_2": "in_progress", "phuong_3": "in_progress"},
         "Năm 2023: 08 đơn vị hoàn thành; 02 đơn vị đang thực hiện (UBND Phường 2, UBND Phường 3)"),
        ({"tp": "not_started", "phuong_1": "not_applicable"},
         "Năm 2023: 08 đơn vị hoàn thành; 01 đơn vị chưa thực hiện (Phòng Tư pháp); 01 đơn vị không phát sinh"),
        ({"tp": "in_progress", "phuong_4": "unreported"},
         "Năm 2023: 08 đơn vị hoàn thành; 01 đơn vị đang thực hiện (Phòng Tư pháp); "
         "01 đơn vị chưa có báo cáo (UBND Phường 4)"),
    ],
)  # fmt: skip
def test_an_action_carries_its_history_beside_it(tmp_path: Path, said: dict[str, str], history: str) -> None:
    write(tmp_path, final=a_final(**said))
    (row,) = [row for row in (tmp_path / "actions.csv").read_text("utf-8").splitlines() if row.startswith("1.1.1,")]
    assert history in row


@pytest.mark.parametrize(
    ("final", "history"),
    [(None, "chưa chốt tổng hợp"), (consolidate(replace(EXAMPLE, actions=()), [], []), "không có đơn vị nào báo cáo")],
    ids=["no final consolidation", "came after it"],
)
def test_what_is_not_known_of_an_action_is_said(tmp_path: Path, final: ConsolidatedTable | None, history: str) -> None:
    write(tmp_path, final=final)
    rows = (tmp_path / "actions.csv").read_text("utf-8")
    assert rows.count(f"Năm 2023: {history}") == len(EXAMPLE.actions)


def test_a_history_names_ten_units_and_counts_the_rest(tmp_path: Path) -> None:
    everywhere = replace(EXAMPLE.actions[0], on_site=tuple(u.code for u in EXAMPLE.obliged_units if u.code != "tp"))
    plan = replace(EXAMPLE, actions=(everywhere,))
    write(tmp_path, plan, final=consolidate(plan, [], []))
    assert "và 10 đơn vị khác" in (tmp_path / "actions.csv").read_text("utf-8")


# The targets.


@BOTH
def test_proposed_targets_are_called_so_with_their_figures_and_can_be_judged(
    tmp_path: Path, csv: bool, fill: Fill
) -> None:
    write(tmp_path, publication=PUBLISHED, csv=csv)
    fill(tmp_path)
    loaded = load_plan_folder(tmp_path)
    targets = loaded.accepted().targets
    assert [target.figure for target in targets] == ["D1", "D3", "D5", "D6", "D7", "D2", "D8", "D4", "total"]
    assert (targets[0].operator, targets[0].delta, targets[0].reference_year) == (TargetOperator.RAISE_BY, 0.4045, 2023)
    assert (targets[-1].operator, targets[-1].group) == (TargetOperator.REACH_GROUP, "Trung bình cao")
    assert not [warning for warning in loaded.warnings if "results" in warning.what], "the year compared with is there"
    if csv:
        told = (tmp_path / "plan.yaml").read_text("utf-8").splitlines()
    else:
        sheet = openpyxl.load_workbook(tmp_path / "ke-hoach.xlsx")["Kế hoạch"]
        told = [str(row[3].value) for row in sheet.iter_rows()]
    remarks = [line.strip("# ") for line in told if "ĐỀ XUẤT, CÁN BỘ QUYẾT ĐỊNH: " in line]
    assert len(remarks) == len(targets)
    assert all(remark.endswith("Nguồn: CECODES, RTA và UNDP.") for remark in remarks)


def test_what_excel_has_no_room_for_is_refused_and_fits_into_text_files(tmp_path: Path) -> None:
    plan = replace(EXAMPLE, body="Nội dung. " * 4000)
    with pytest.raises(Refused, match=r"Nội dung Kế hoạch.*--csv"):
        write(tmp_path / "a", plan, csv=False)
    assert not (tmp_path / "a").exists()
    assert len(write(tmp_path / "b", plan).files) > 1
