"""Laws of what is deployed: every flow an operator starts, under its Vietnamese name, by the right clock."""

import asyncio
import importlib
import inspect
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import Flow
from prefect.server.schemas.schedules import CronSchedule

from deployments.automations import AUTOMATIONS_FILE
from deployments.deploying import PREFECT_FILE, WORK_POOL
from flows.fields import TITLES
from flows.running import REFUSED
from papiplan.domain.alerts import Trouble
from tasks.alerts import ROUND

DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))["deployments"]
BY_NUMBER = {entry["name"][:2]: entry for entry in DEPLOYMENTS}
AUTOMATIONS: list[dict[str, Any]] = yaml.safe_load(AUTOMATIONS_FILE.read_text(encoding="utf-8"))


def automations_on(event: str) -> list[dict[str, Any]]:
    return [entry for entry in AUTOMATIONS if event in entry["trigger"]["expect"]]


def function_of(entry: dict[str, Any]) -> Flow[..., Any]:
    module, _, name = entry["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), name)
    assert isinstance(flow, Flow)
    return flow


def test_deployments_are_numbered_in_the_order_of_the_file() -> None:
    names = [entry["name"] for entry in DEPLOYMENTS]
    assert names == sorted(set(names))


@pytest.mark.parametrize("entry", DEPLOYMENTS, ids=lambda entry: entry["name"])
def test_a_deployment_says_when_to_use_it_and_runs_its_flow_on_our_worker(entry: dict[str, Any]) -> None:
    assert entry["name"][2:4] == ". "
    assert entry["description"].startswith(("Dùng ", "Tự chạy ", "Chạy tự động; dùng khi "))
    assert entry["work_pool"]["name"] == WORK_POOL
    assert function_of(entry).fn.__name__ == entry["entrypoint"].rpartition(".")[2]


def test_every_field_of_every_form_has_a_vietnamese_title() -> None:
    fields = {name for entry in DEPLOYMENTS for name in inspect.signature(function_of(entry).fn).parameters}
    assert fields == TITLES.keys()


def test_a_schedule_names_the_time_zone_of_viet_nam() -> None:
    zones = {schedule["timezone"] for entry in DEPLOYMENTS for schedule in entry.get("schedules", ())}
    assert zones == {"Asia/Ho_Chi_Minh"}


def test_the_round_starts_at_half_past_seven_and_when_a_publication_is_recorded() -> None:
    (schedule,), (automation,) = BY_NUMBER["90"]["schedules"], automations_on("papiplan.publication.recorded")
    assert schedule["cron"] == "30 7 * * *"
    assert [action["run"][:2] for action in automation["actions"]] == ["90"]


def test_mails_go_out_every_five_minutes_from_half_past_six_to_nine_in_the_evening() -> None:
    day = datetime(2024, 4, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    times = {
        time
        for schedule in BY_NUMBER["92"]["schedules"]
        for time in asyncio.run(CronSchedule(**schedule).get_dates(1000, day, day + timedelta(days=1)))
    }
    half_past_six = day + timedelta(hours=6, minutes=30)
    assert sorted(times) == [half_past_six + timedelta(minutes=5 * n) for n in range(14 * 12 + 7)]


@pytest.mark.parametrize(("on", "minutes"), [("2024-04-05", 15), ("2024-04-06", 60), ("2024-04-07", 60)])
def test_the_mailbox_is_read_four_times_an_hour_from_seven_to_six_on_weekdays_and_once_an_hour_else(
    on: str, minutes: int
) -> None:
    day = datetime.fromisoformat(on).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    times = [
        time
        for schedule in BY_NUMBER["91"]["schedules"]
        for time in asyncio.run(CronSchedule(**schedule).get_dates(1000, day, day + timedelta(hours=23, minutes=59)))
    ]
    night = [day + timedelta(hours=hour) for hour in (*range(7), *range(18, 24))]
    office_hours = [day + timedelta(hours=7, minutes=n) for n in range(0, 11 * 60, minutes)]
    assert sorted(times) == sorted(night + office_hours)


def test_everything_else_starts_by_hand_only() -> None:
    by_clock = [number for number, entry in BY_NUMBER.items() if "schedules" in entry]
    by_event = {action["run"][:2] for entry in AUTOMATIONS for action in entry["actions"] if "run" in action}
    assert by_clock == ["90", "91", "92", "93", "94", "95", "96"]
    assert by_event == {"05", "90", "96"}


def test_every_automation_runs_what_is_deployed_with_fields_that_it_has() -> None:
    by_name = {entry["name"]: entry for entry in DEPLOYMENTS}
    runs = [action for entry in AUTOMATIONS for action in entry["actions"] if "run" in action]
    for action in runs:
        assert set(action["parameters"]) <= set(inspect.signature(function_of(by_name[action["run"]]).fn).parameters)


def test_the_missing_round_is_looked_for_at_nine() -> None:
    (schedule,) = BY_NUMBER["96"]["schedules"]
    assert (schedule["cron"], BY_NUMBER["96"]["parameters"]) == ("0 9 * * *", {"trouble": Trouble.NO_ROUND})
    assert BY_NUMBER["90"]["entrypoint"].rpartition(".")[2] == "advance"
    assert function_of(BY_NUMBER["90"]).name == ROUND


def test_a_publication_may_be_stated_by_an_event_with_any_field_of_the_form() -> None:
    (automation,) = automations_on("papiplan.publication.stated")
    (action,) = automation["actions"]
    assert set(action["parameters"]) == set(inspect.signature(function_of(BY_NUMBER["05"]).fn).parameters)


def test_the_watched_folder_is_looked_into_before_the_round_and_the_digest() -> None:
    (schedule,) = BY_NUMBER["94"]["schedules"]
    assert schedule["cron"] == "15 7 * * *"


def test_interim_and_final_are_two_deployments_of_one_flow() -> None:
    assert BY_NUMBER["07"]["entrypoint"] == BY_NUMBER["08"]["entrypoint"] == "flows.consolidate.consolidate"
    assert (BY_NUMBER["07"]["parameters"], BY_NUMBER["08"]["parameters"]) == ({"final": False}, {"final": True})


def test_a_refused_run_is_not_taken_for_one_that_fell_silent() -> None:
    """Events bear the name of the state: that of a refusal is its own, and it alerts nobody."""
    (silent,) = [entry["trigger"] for entry in AUTOMATIONS if entry["trigger"].get("after")]
    ended = {"Completed", "Failed", "Cancelled", "Crashed", REFUSED}
    assert {f"prefect.flow-run.{state}" for state in ended} <= set(silent["expect"])
