"""`papiplan new --from`: next year's folder comes out of the plan on record, without a server."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from deployments.next_year import WrittenPlan
from papiplan.database import Database
from papiplan.database.earlier_years import load_earlier_form, load_earlier_plans
from papiplan.documents.plan_folders.plan_folder import example_folder, load_plan_folder
from papiplan.domain.plans import PaperTemplate, SubmissionKind
from papiplan.domain.problems import Refused
from papiplan.store import Store
from tests.database.filled_plan import PLAN, SENT_IN_TIME, check, fill, issue_plan, receive
from tests.deployments.test_cli import papiplan
from tests.documents.plan_folders.test_carried_plan import fill_text_files
from tests.factories import at


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where the example of 2023 was issued and one unit has sent its sub-plan."""
    database = Database.open(f"sqlite:///{tmp_path / 'papiplan.db'}", create=True)
    issue_plan(database, load_plan_folder(example_folder()).accepted())
    receive(database, PLAN, "phuong-2", SubmissionKind.SUBPLAN, SENT_IN_TIME, signed="57/KH-UBND")
    check(database, PLAN, "phuong-2", SENT_IN_TIME)
    database.close()
    return tmp_path


def test_the_folder_of_the_next_year_passes_the_check_once_its_blanks_are_filled(home: Path) -> None:
    folder = home / "ke-hoach-2024"
    made = papiplan(home, "new", str(folder), "--csv", "--from", PLAN, "--year", "2024", "--now", "2024-05-01")
    assert (made.returncode, made.stderr) == (0, "")
    assert f"Đã tạo {folder} từ kế hoạch {PLAN}: 35 đơn vị" in made.stdout
    assert papiplan(home, "check", str(folder)).returncode == 1
    fill_text_files(folder)
    passed = papiplan(home, "check", str(folder))
    assert (passed.returncode, passed.stderr) == (0, "")
    assert not (home / "prefect").exists()


def test_what_units_sent_for_the_plan_before_is_known_to_the_new_one(home: Path) -> None:
    folder = home / "ke-hoach-2024"
    database = Database.open(f"sqlite:///{home / 'papiplan.db'}", create=False)
    WrittenPlan.write(database, "", PLAN, 2024, folder, csv=True, now=at("2024-05-01 08:00"))
    fill_text_files(folder)
    plan = load_plan_folder(folder).accepted()
    with database.reading() as connection:
        earlier = load_earlier_plans(connection, plan)
        form = load_earlier_form(connection, earlier, plan.unit("phuong-2"), SubmissionKind.SUBPLAN)
    database.close()
    assert [each.id for each in earlier] == [PLAN]
    assert form is not None
    assert form.symbols == {"57/KH-UBND"}


def test_a_whole_year_on_record_tells_what_is_carried_over(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'papiplan.db'}", create=True)
    fill(database)
    database.close()
    folder = tmp_path / "a"
    made = papiplan(tmp_path, "new", str(folder), "--from", PLAN, "--year", "2024", "--now", "2024-05-01", "--json")
    assert json.loads(made.stdout) == {
        "folder": str(folder),
        "plan": "sa-dec-2024",
        "year": 2024,
        "units": 4,
        "actions": 1,
        "finished": 0,
        "targets": 9,
    }


def test_an_office_s_own_papers_come_out_of_the_store(tmp_path: Path) -> None:
    store = Store(f"file://{tmp_path / 'files'}")
    kept = store.put(b"own paper")
    example = load_plan_folder(example_folder()).accepted()
    database = Database.open(f"sqlite:///{tmp_path / 'papiplan.db'}", create=True)
    issue_plan(database, replace(example, paper_templates=(PaperTemplate("bao-cao.docx", kept.sha256),)))
    WrittenPlan.write(database, store.url, PLAN, 2024, tmp_path / "a", csv=True, now=at("2024-05-01 08:00"))
    database.close()
    assert (tmp_path / "a" / "templates" / "bao-cao.docx").read_bytes() == b"own paper"


def test_a_refusal_writes_nothing(home: Path) -> None:
    database = Database.open(f"sqlite:///{home / 'papiplan.db'}", create=False)
    now = at("2024-05-01 08:00")
    for plan, year, said in ((PLAN, 2023, "không sau năm 2023"), ("nothing", 2024, "Không có kế hoạch")):
        with pytest.raises(Refused, match=said):
            WrittenPlan.write(database, "", plan, year, home / "a", csv=True, now=now)
    database.close()
    assert not (home / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--from", PLAN, "--year", "2024"], 1),
        (["--from", PLAN], 2),
        (["--year", "2024"], 2),
        (["--from", PLAN, "--year", "1924"], 2),
    ],
    ids=["no database", "no year", "no plan", "no such year"],
)
def test_the_exit_code_says_refused_or_usage(tmp_path: Path, arguments: list[str], code: int) -> None:
    ended = papiplan(tmp_path / "home", "new", str(tmp_path / "a"), *arguments)
    assert ended.returncode == code
    assert ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "home").exists()
