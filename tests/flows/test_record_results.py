"""A publication by its other doors: figures typed in, no result at all, another index, and what the folder brings."""

from datetime import date
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import Artifact

from papiplan.database.linked_indices import load_linked_indices
from tests.factories import at
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units
from tests.published_figures import DONG_THAP_2023
from tests.published_tables import ALL, as_csv, as_xlsx, table, turned

PLAN = "plan-of-2"
TYPED = "; ".join(f"D{n}={score}" for n, score in enumerate(DONG_THAP_2023, 1)).replace(".", ",") + "; total=41,322629"


@pytest.fixture
def issued(office: Office) -> Office:
    """A small plan that waits for the publication."""
    office.issue(folder_of_units(office.home, 2))
    return office


def stated(office: Office, now: str = "2024-04-02 14:00", **changes: Any) -> Ended:
    return office.publish(now, PLAN, **{"results": "", **changes})


def publication(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = office.status("2024-04-02", PLAN)["publication"]
    return found


def test_figures_typed_in_open_the_reports_and_give_no_rank(issued: Office) -> None:
    assert stated(issued, figures=TYPED).name == "Completed"
    found = publication(issued)
    assert (found["province_scored"], found["total"], found["rank"], found["group"]) == (True, 41.322629, None, None)
    assert issued.obligation("xa-1", "2024-04-02", "report", PLAN)["due_on"] == "2024-04-08"
    once = issued.digest()
    assert stated(issued, "2024-04-03 08:00", figures=TYPED.replace(", ", ",")).name == "Completed"
    assert issued.digest() == once
    issued.run("consolidate", "2024-04-12 09:00", plan=PLAN, actor="nv1", final=True)
    assert issued.run("evaluate", "2024-04-12 10:00", plan=PLAN).name == "Completed"


def test_reports_are_due_all_the_same_where_the_province_has_no_result(issued: Office) -> None:
    assert stated(issued, not_scored=True).name == "Completed"
    assert (publication(issued)["province_scored"], publication(issued)["total"]) == (False, None)
    assert issued.obligation("xa-1", "2024-04-02", "report", PLAN)["due_on"] == "2024-04-08"


def test_results_that_are_stated_wrongly_are_refused_and_nothing_changes(issued: Office) -> None:
    once = issued.digest()
    others = issued.home / "others.csv"
    others.write_bytes(as_csv(table(row for row in ALL if row.code != "P56")))
    wrong: dict[str, dict[str, Any]] = {
        "Kết quả: đang để trống. Nêu tệp kết quả, hoặc nhập điểm": {},
        "vừa nhập điểm, vừa nêu tệp hoặc không có kết quả": {"figures": TYPED, "not_scored": True},
        "Điểm nhập tay: thiếu D2,": {"figures": "D1=4,6"},
        "không thấy tỉnh Đồng Tháp trong tệp; tệp có 62 tỉnh": {"results": str(others)},
        "không phải": {"results": str(issued.home / "papiplan.db")},
        "là ngày trong tương lai": {"figures": TYPED, "on": date(2024, 4, 3)},
        "không sau năm 2023": {"not_scored": True, "on": date(2023, 12, 31)},
        'không có chỉ số "PCX"': {"index": "PCX", "score": "66,1", "source": "VCCI"},
    }
    for sentence, changes in wrong.items():
        ended = stated(issued, **changes)
        assert ended.refused
        assert sentence in ended.message
    assert issued.digest() == once


def test_the_others_may_be_scored_where_the_province_is_not(issued: Office) -> None:
    others = issued.home / "others.xlsx"
    others.write_bytes(as_xlsx(turned(table(row for row in ALL if row.code != "P56"))))
    assert stated(issued, results=str(others), not_scored=True).name == "Completed"
    assert (publication(issued)["province_scored"], publication(issued)["provinces_scored"]) == (False, 60)


def test_a_linked_index_is_kept_corrected_and_taken_back_and_starts_nothing(issued: Office) -> None:
    sipas = {"index": "sipas", "score": "84,2%", "rank": "12/63", "source": "Bộ Nội vụ", "on": date(2024, 4, 17)}
    assert stated(issued, "2024-04-20 08:00", **sipas).result.index == "SIPAS"
    once = issued.digest()
    assert stated(issued, "2024-04-21 08:00", **sipas).name == "Completed"
    assert issued.digest() == once
    other = {**sipas, "score": "84,3%"}
    assert stated(issued, "2024-04-21 08:00", **other).message.startswith(
        "Kết quả SIPAS năm 2023 đã ghi nhận bởi nv1: 84,2%, xếp hạng 12/63 (nguồn: Bộ Nội vụ, công bố ngày 17/4/2024)."
    )
    assert stated(issued, "2024-04-21 09:00", **other, correct=True, reason="bản in sai").name == "Completed"
    assert issued.status("2024-04-21", PLAN)["stage"] == "awaiting_publication"
    with issued.database.reading() as connection:
        first, second = load_linked_indices(connection, PLAN, at("2024-04-22 08:00"))
    assert (first.score, second.score, second.reason) == ("84,2%", "84,3%", "bản in sai")
    issued.run("withdraw_entry", "2024-04-22 08:00", plan=PLAN, entry=second.entry, actor="nv1", reason="nhầm")
    with issued.database.reading() as connection:
        assert load_linked_indices(connection, PLAN, at("2024-04-22 09:00")) == (first,)


def boards() -> list[Artifact]:
    key = ArtifactFilter(key=ArtifactFilterKey(any_=[f"{PLAN}-cong-bo"]))
    with get_client(sync_client=True) as client:
        return client.read_artifacts(artifact_filter=key)


def watch(office: Office, now: str) -> int:
    found: dict[str, int] = office.run("watch_publication", now).result
    return found[PLAN]


def test_what_turns_up_in_the_watched_folder_is_shown_once_and_never_recorded(issued: Office) -> None:
    folder = issued.home / "cong-bo"
    assert watch(issued, "2024-04-02 07:15") == 0
    folder.mkdir()
    before = len(boards())
    (folder / "papi 2023.xlsx").write_bytes(as_xlsx(table(ALL)))
    (folder / "hỏng.csv").write_bytes(as_csv([["Kính gửi"]]))
    assert watch(issued, "2024-04-02 07:20") == 2
    once = issued.digest()
    (folder / "again.xlsx").write_bytes((folder / "papi 2023.xlsx").read_bytes())
    assert watch(issued, "2024-04-03 07:15") == 0
    assert issued.digest() == once
    assert sorted(path.name for path in folder.iterdir()) == ["again.xlsx", "hỏng.csv", "papi 2023.xlsx"]
    board = str(boards()[0].data)
    assert len(boards()) == before + 1
    assert "63 tỉnh, thành phố, 61 có kết quả tổng hợp" in board
    assert "| total | Tổng điểm | 41,3226 |" in board
    assert "Tệp kết quả: không thấy bảng kết quả" in board
    assert issued.status("2024-04-03", PLAN)["publication"] is None
    issued.run("daily_digest", "2024-04-02 08:00")
    assert 'Tệp công bố "papi 2023.xlsx" mới có trong thư mục theo dõi' in issued.smtp.mails[-1].text
