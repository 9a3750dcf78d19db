"""A publication has versions: what a correction moves, what it makes stale, and what another year's figures change."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papiplan import settings
from tests.flows.offices import RESULTS, Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
UNITS = ("xa-1", "xa-2")


@pytest.fixture
def published(office: Office) -> Office:
    """A small plan, issued and published on 2 April 2024: its reports are due on the 8th."""
    office.issue(folder_of_units(office.home, 2))
    office.publish(plan=PLAN)
    return office


def correct(office: Office, now: str = "2024-04-10 08:00", **changes: Any) -> Ended:
    stated = {"on": date(2024, 4, 10), "correct": True, "reason": "theo Công văn số 12/SNV", **changes}
    return office.publish(now, PLAN, **stated)


def results_with(home: Path, old: str, new: str, year: int = 2023) -> str:
    """The example's results with one figure of the province changed."""
    text = RESULTS.with_name(f"papi-{year}.csv").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = home / f"papi-{year}-{new}.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


def subjects_to(office: Office, unit: str, word: str) -> list[str]:
    return [mail.message["Subject"] for mail in office.mails_to(unit) if word in mail.message["Subject"]]


def test_a_later_date_moves_the_reports_due_date_and_tells_each_unit_once(published: Office) -> None:
    office = published
    office.send("xa-1", "report", PLAN, received_at="2024-04-09T10:00")
    office.run("collect_reports", "2024-04-09 11:00", plan=PLAN)
    assert office.obligation("xa-1", "2024-04-09", "report", PLAN)["late_working_days"] == 1
    assert correct(office).name == "Completed"
    once, mails = office.digest(), len(office.smtp.mails)
    assert correct(office, "2024-04-11 08:00").name == "Completed"
    assert (office.digest(), len(office.smtp.mails)) == (once, mails)
    for unit in UNITS:
        assert office.obligation(unit, "2024-04-10", "report", PLAN)["due_on"] == "2024-04-15"
        assert len(subjects_to(office, unit, "Đính chính ngày công bố Chỉ số PAPI năm 2023")) == 1
    judged = office.obligation("xa-1", "2024-04-10", "report", PLAN)
    assert (judged["status"], judged["late_working_days"]) == ("on_time", 0)
    before = office.obligation("xa-1", "2024-04-09", "report", PLAN)
    assert (before["due_on"], before["status"]) == ("2024-04-08", "late")


def test_an_earlier_date_is_recorded_and_leaves_the_due_date_that_units_know(published: Office) -> None:
    assert correct(published, on=date(2024, 3, 27)).name == "Completed"
    status = published.status("2024-04-10", PLAN)
    assert status["publication"]["published_on"] == "2024-03-27"
    assert {o["due_on"] for o in status["obligations"] if o["kind"] == "report"} == {"2024-04-08"}
    assert subjects_to(published, "xa-1", "Đính chính") == []
    assert [(v["version"], v["published_on"], v["reason"]) for v in status["publication_versions"]] == [
        (1, "2024-04-02", ""),
        (2, "2024-03-27", "theo Công văn số 12/SNV"),
    ]


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"correct": False}, "đã ghi nhận 02/4/2024 bởi nv1"),
        ({"reason": " "}, "chưa nêu lý do đính chính"),
        ({"actor": "nv9"}, "không có trong danh sách cán bộ"),
        ({"on": date(2024, 4, 2)}, "không có gì để đính chính"),
    ],
    ids=["no correction", "no reason", "nobody", "nothing that differs"],
)
def test_a_correction_that_lacks_something_is_refused_and_changes_nothing(
    published: Office, stated: dict[str, Any], sentence: str
) -> None:
    before = published.digest()
    ended = correct(published, **stated)
    assert ended.refused
    assert sentence in ended.message
    assert published.digest() == before


def test_a_reminder_of_the_old_date_that_has_not_left_is_not_sent(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = published
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", "")
    settings.current.cache_clear()
    office.run("collect_reports", "2024-04-05 08:00", plan=PLAN)
    monkeypatch.setenv("PAPIPLAN_SMTP_HOST", office.smtp.host)
    settings.current.cache_clear()
    before = len(office.smtp.mails)
    correct(office)
    told = [mail.message["Subject"] for mail in office.smtp.mails[before:]]
    assert any("chuyển đến 15/4/2024" in subject for subject in told)
    assert not any("08/4/2024" in subject for subject in told)


def test_corrected_figures_make_the_final_report_and_the_evaluation_stale_until_both_are_made_anew(
    published: Office,
) -> None:
    office = published

    def finish(day: int) -> tuple[int, bool]:
        final = office.run("consolidate", f"2024-04-{day} 09:00", plan=PLAN, actor="nv1", final=True)
        evaluated = office.run("evaluate", f"2024-04-{day} 10:00", plan=PLAN)
        return final.result.revision, evaluated.result.new

    assert finish(15) == (1, True)
    mended = results_with(office.home, "3.924989", "3.924900")
    correct(office, "2024-04-16 08:00", on=date(2024, 4, 2), results=mended)
    status = office.status("2024-04-16", PLAN)
    assert (status["stage"], status["stale"]) == ("collecting_reports", {"consolidation": True, "evaluation": True})
    assert "chưa chốt tổng hợp" in office.run("evaluate", "2024-04-16 09:00", plan=PLAN).message
    assert finish(17) == (2, True)
    correct(office, "2024-04-18 08:00", on=date(2024, 4, 2), reason="tệp thứ hai mới nhầm")
    assert finish(19) == (3, True)
    status = office.status("2024-04-19", PLAN)
    assert (status["stage"], status["stale"]) == ("evaluated", {"consolidation": False, "evaluation": False})


def test_another_years_publication_becomes_the_figures_compared_with_and_starts_nothing(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    mails, before = len(office.smtp.mails), office.status("2024-03-01", PLAN)
    earlier = results_with(office.home, "2.761313,42.149784", "2.861313,42.249784", 2022)
    stated = {"on": date(2023, 4, 12), "results": earlier, "year": 2022}
    recorded = office.publish("2024-03-01 09:00", PLAN, **stated)
    assert (recorded.result.year, recorded.result.event) == (2022, None)
    assert office.status("2024-03-01", PLAN) == before
    assert len(office.smtp.mails) == mails
    once = office.digest()
    assert office.publish("2024-03-01 10:00", PLAN, **stated).name == "Completed"
    assert office.digest() == once
    assert office.publish("2024-03-01 11:00", PLAN, **{**stated, "on": date(2023, 4, 13)}).refused
    office.publish(plan=PLAN)
    told = next(mail for mail in office.mails_to("xa-1") if "Công bố" in mail.message["Subject"])
    assert "(năm 2022: 42,25 điểm)" in told.text


def test_a_correction_before_anybody_was_told_gives_the_right_date_and_tells_it(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    mails = len(office.smtp.mails)
    office.publish("2024-04-09 09:00", PLAN)
    assert len(office.smtp.mails) == mails, "recorded too late: nothing leaves until an operator has decided"
    correct(office, "2024-04-10 08:00")
    assert office.obligation("xa-1", "2024-04-10", "report", PLAN)["due_on"] == "2024-04-15"
    assert [len(subjects_to(office, "xa-1", words)) for words in ("(hạn 15/4/2024)", "Đính chính")] == [1, 0]
