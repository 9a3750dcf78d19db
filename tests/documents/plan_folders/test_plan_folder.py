"""A plan folder is read whole: the example, its roles, its defaults, its files."""

import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from papiplan.documents.plan_folders.plan_columns import ActionRow, UnitRow
from papiplan.documents.plan_folders.plan_folder import LoadedPlan, example_folder, load_plan_folder
from papiplan.documents.plan_folders.plan_schema import PlanFields
from papiplan.documents.plan_folders.plan_scoring import ScoringFields
from papiplan.documents.plan_folders.plan_terms import ReminderFields
from papiplan.domain.actions import Action, Role
from papiplan.domain.deadlines import DeadlineRule
from papiplan.domain.plans import ConsolidateMode, OnTimeBy, PlanDefinition, Reminders, Scoring
from papiplan.domain.problems import Refused
from papiplan.domain.publication import province_scores
from papiplan.domain.units import Duty, Unit, find_unit

Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to spoil."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def edit(path: Path, change: Edit) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def plan_of(folder: Path) -> PlanDefinition:
    return load_plan_folder(folder).accepted()


@pytest.fixture(scope="module")
def example() -> LoadedPlan:
    return load_plan_folder(example_folder())


def test_the_example_has_no_problems_and_exactly_two_warnings(example: LoadedPlan) -> None:
    assert example.problems == ()
    assert [(warning.where, warning.what.split(" ")[0:3]) for warning in example.warnings] == [
        ("units.csv, dòng 12", ["Phòng", "Kinh", "tế"]),
        ('actions.csv, dòng 23, cột "lead"', ["nhiệm", "vụ", "6.4.1"]),
    ]


def test_the_example_obliges_eleven_departments_and_nine_communes(example: LoadedPlan) -> None:
    plan = example.accepted()
    by_group = [unit.group for unit in plan.obliged_units]
    assert (by_group.count("phong"), by_group.count("xa_phuong"), len(by_group)) == (11, 9, 20)
    assert plan.unit("nv").duty is Duty.NONE
    assert plan.unit("mttq").duty is Duty.INVITED
    assert len(plan.actions) == 28


def test_the_example_says_that_it_is_drafted_and_that_its_addresses_are_invented(example: LoadedPlan) -> None:
    plan = example.accepted()
    assert "soạn thảo" in plan.caveat
    assert all(address.endswith("@sadec.example") for unit in plan.units for address in unit.addresses)


@pytest.mark.parametrize(
    ("words", "code"),
    [("P2", "phuong-2"), ("UBND Phường 2", "phuong-2"), ("Tân Qui Đông", "phuong-tan-quy-dong"), ("PTP", "tp")],
)
def test_the_example_knows_its_units_by_what_people_call_them(example: LoadedPlan, words: str, code: str) -> None:
    unit = find_unit(words, example.accepted().units)
    assert unit is not None
    assert unit.code == code


def test_no_name_of_the_example_means_two_units(example: LoadedPlan) -> None:
    plan = example.accepted()
    names = {name: unit.code for unit in plan.units for name in (unit.code, unit.name, unit.short, *unit.aliases)}
    assert {name: found.code for name in names if (found := find_unit(name, plan.units))} == names


def test_the_figures_of_the_year_before_are_baselines_and_those_of_the_year_itself_are_not(example: LoadedPlan) -> None:
    plan = example.accepted()
    assert {row.year for row in plan.baselines} == {2022}
    before = province_scores(plan.baselines, "Đồng Tháp")
    assert before is not None
    assert (before.total, before.figure("D5")) == (42.149784, 7.580986)
    missing = [row.name for row in plan.baselines if row.total is None]
    assert missing == ["Bắc Giang", "Bắc Ninh"], "a blank is missing, never zero"


def test_a_group_acts_on_site_with_its_obliged_units_and_supports_with_all(folder: Path) -> None:
    edit(folder / "actions.csv", lambda text: text.replace("tckh,xa_phuong,mttq,", "tckh,xa_phuong,phong; mttq,", 1))
    action = next(action for action in plan_of(folder).actions if action.code == "1.4.1")
    assert action.role_of("tckh") is Role.LEAD, "the lead is in the group too, and stays the lead"
    assert action.role_of("xa-tan-quy-tay") is Role.ON_SITE
    assert action.role_of("nv") is Role.SUPPORT
    assert len(action.on_site) == 9
    assert len(action.support) == 12


def test_the_coordinator_is_not_asked_to_act_on_site_by_a_group(folder: Path) -> None:
    edit(folder / "actions.csv", lambda text: text.replace("tckh,xa_phuong,mttq,", "tckh,phong,mttq,", 1))
    action = next(action for action in plan_of(folder).actions if action.code == "1.4.1")
    assert action.role_of("nv") is None


def test_cooperating_units_are_worded_from_their_names_when_the_appendix_does_not(example: LoadedPlan) -> None:
    action = example.accepted().actions[0]
    assert action.partners == "UBMTTQ Việt Nam Thành phố; Phòng Văn hóa và Thông tin; UBND các xã, phường"


@pytest.mark.parametrize("cell", ["tckh", "TCKH", "Phòng Tài chính - Kế hoạch", "phòng tài chính - kế hoạch"])
def test_an_action_may_name_a_unit_by_code_name_or_alias(folder: Path, cell: str) -> None:
    edit(folder / "actions.csv", lambda text: text.replace("tckh,xa_phuong,mttq,", f"{cell},xa_phuong,mttq,", 1))
    assert plan_of(folder).actions[3].lead == "tckh"


def test_a_group_may_be_named_by_its_name_which_holds_a_comma(folder: Path) -> None:
    name = '"UBND các xã, phường"'
    edit(folder / "actions.csv", lambda text: text.replace("tckh,xa_phuong,mttq,", f"tckh,{name},mttq,", 1))
    assert len(plan_of(folder).actions[3].on_site) == 9


def test_what_is_left_out_has_its_default(folder: Path) -> None:
    keys = (
        "mend_days:",
        "consolidate:",
        "tell_recipients:",
        "index:",
        "on_time_by:",
        "late_notice_days:",
        "reminders:",
    )
    inside = ("  before_days:", "  on_day:", "  after_days:", "  head_after_days:", "  urge_after_days:")
    edit(
        folder / "plan.yaml",
        lambda text: "".join(x for x in text.splitlines(True) if not x.startswith((*keys, *inside))),
    )
    plan = plan_of(folder)
    assert (plan.due_time, plan.on_time_by, plan.late_notice_days) == (None, OnTimeBy.FIRST, 3)
    assert (plan.calendar_days, plan.mail_texts) == ((), ())
    assert (plan.mend_days, plan.reminders, plan.consolidate) == (2, Reminders(), ConsolidateMode.MANUAL)
    assert (plan.tell_recipients, plan.scoring, plan.index) == (False, Scoring(), "PAPI")
    assert plan.prepare_on == date(2024, 3, 1)
    assert plan.contact.code == "nv1"


def test_the_report_form_goes_out_on_a_working_day_of_march(folder: Path) -> None:
    edit(folder / "plan.yaml", lambda text: text.replace('year: "2023"', "year: 2024"))
    assert plan_of(folder).prepare_on == date(2025, 3, 3), "1 March 2025 is a Saturday"


@pytest.mark.parametrize("year", ["2023", '"2023"', "'2023'", " 2023   # năm của Chỉ số"])
def test_the_year_may_be_quoted_or_not(folder: Path, year: str) -> None:
    edit(folder / "plan.yaml", lambda text: text.replace('year: "2023"', f"year: {year}", 1))
    assert plan_of(folder).year == 2023


@pytest.mark.parametrize("day", ["2023-12-30", '"30/12/2023"', "30-12-2023", "30.12.2023"])
def test_days_may_be_written_day_first_or_iso(folder: Path, day: str) -> None:
    edit(folder / "plan.yaml", lambda text: text.replace('"2023-12-31"', day))
    assert plan_of(folder).figures_to == date(2023, 12, 30)


def test_what_a_program_wrote_with_anchors_is_read_like_what_it_repeats(folder: Path) -> None:
    edit(
        folder / "plan.yaml",
        lambda text: text.replace("subplan_rule:", "subplan_rule: &rule").replace(
            "report_rule:\n  days: 5\n  counting: calendar\n  shift: true", "report_rule: *rule"
        ),
    )
    assert plan_of(folder).report_rule == DeadlineRule(15)


def test_all_text_is_composed_however_it_was_typed(folder: Path) -> None:
    for name in ("plan.yaml", "units.csv", "actions.csv"):
        edit(folder / name, lambda text: unicodedata.normalize("NFD", text))
    assert plan_of(folder) == plan_of(example_folder())


def test_the_files_are_returned_as_they_were_read_without_hidden_and_lock_files(folder: Path) -> None:
    for name in (".DS_Store", "~$ke-hoach.xlsx", ".git/config"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    files = load_plan_folder(folder).files
    assert [file.path for file in files] == [
        "README.md",
        "actions.csv",
        "plan.yaml",
        "units.csv",
        "results/papi-2022.csv",
        "results/papi-2023.csv",
    ]
    assert all(file.data == (folder / file.path).read_bytes() for file in files)


def test_a_refused_folder_is_refused_with_all_its_problems(folder: Path) -> None:
    edit(
        folder / "plan.yaml", lambda text: text.replace("id: sa-dec-2023", "id: Sa Đéc").replace("days: 15", "days: 0")
    )
    with pytest.raises(Refused) as refused:
        load_plan_folder(folder).accepted()
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("model", "domain", "elsewhere"),
    [
        (
            PlanFields,
            PlanDefinition,
            {"units", "actions", "baselines", "calendar_days", "mail_texts", "paper_templates"},
        ),
        (ReminderFields, Reminders, set()),
        (ScoringFields, Scoring, set()),
        (UnitRow, Unit, set()),
        (ActionRow, Action, set()),
    ],
    ids=["plan", "reminders", "scoring", "unit", "action"],
)
def test_every_field_of_the_domain_can_be_written_in_the_folder(model: type, domain: type, elsewhere: set[str]) -> None:
    # What became of an action the year before is for the reader of the table alone.
    assert (set(model.model_fields) - {"history"}) | elsewhere == {field.name for field in fields(domain)}  # type: ignore[attr-defined]


def test_a_plan_of_200_units_and_300_actions_loads(folder: Path) -> None:
    unit = "{code},UBND xã {n},,commune,xa_phuong,obliged,{code}@x.example,,,,,xã số {n},,,,\n"
    action = "1.1.{n},1,1.1,Tri thức công dân,Việc thứ {n},tp,xa_phuong,phong; mttq; UBND xã {n},,,,,\n"
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.writelines(unit.format(code=f"xa-so-{n}", n=n) for n in range(200))
    head = (folder / "actions.csv").read_text(encoding="utf-8").splitlines(True)[0]
    rows = [action.format(n=n).replace(f"; UBND xã {n},", ",") for n in range(300)]
    (folder / "actions.csv").write_text(head + "".join(rows), encoding="utf-8")
    plan = plan_of(folder)
    assert (len(plan.units), len(plan.actions), len(plan.actions[0].on_site)) == (235, 300, 209)
