"""What a run is called and how it ends when something goes wrong in it: what is not done, and what to press."""

import pytest
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow_sync
from prefect.states import AwaitingRetry

from flows.running import operator_flow
from tests.flows.offices import Office
from tests.flows.plan_folders import folder_of_units

FULL = "No space left on device"


@operator_flow("Tổng hợp thử")
def stumble(folder: str = "", said: str = FULL) -> None:  # noqa: ARG001 - the run is named by it
    """Goes wrong each time."""
    raise OSError(said)


@pytest.fixture(autouse=True)
def server(prefect_api: str) -> None:
    assert prefect_api


def test_an_error_ends_a_run_with_what_is_not_done_and_what_to_press() -> None:
    state = stumble(folder="sa-dec-2023", return_state=True)
    assert state.is_failed()
    assert state.message == (
        f"Chưa xong: Tổng hợp thử (OSError: {FULL}). Bước nào đã xong (thẻ Task Runs) được giữ nguyên. Cách xử lý: "
        "chạy lại; chạy lại không gửi trùng. Vẫn lỗi thì gửi địa chỉ trang này cho người quản trị."
    )
    with pytest.raises(OSError, match=FULL):
        state.result()


def test_an_error_is_raised_where_a_flow_is_called() -> None:
    with pytest.raises(OSError, match=FULL):
        stumble()


def test_an_error_that_says_what_to_do_is_told_as_it_is() -> None:
    ours = "Chưa nhận được 02 thư. Cách xử lý: chuyển cho người quản trị."
    assert stumble(said=ours, return_state=True).message == ours


def test_a_run_that_is_tried_again_says_which_try_it_is() -> None:
    state = stumble(folder="sa-dec-2023", return_state=True)
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(state.state_details.flow_run_id)
        assert run.name.startswith("Tổng hợp thử · sa-dec-2023 · ")
        assert "lần" not in run.name
        client.set_flow_run_state(run.id, AwaitingRetry(), force=True)
        run_flow_sync(stumble, flow_run=client.read_flow_run(run.id), parameters=run.parameters, return_type="state")
        assert client.read_flow_run(run.id).name == f"{run.name} · lần 2"


@operator_flow("Xem thử")
def look(plan: str = "", folder: str = "") -> None:
    """Does nothing."""


@pytest.mark.parametrize(
    ("stated", "named"), [({"plan": "123/KH-UBND"}, "123/KH-UBND"), ({"folder": "/srv/plans/sa-dec/"}, "sa-dec")]
)
def test_a_run_is_named_by_the_plan_as_stated_or_by_its_folder(
    office: Office, stated: dict[str, str], named: str
) -> None:
    office.issue(folder_of_units(office.home, 2))
    state = look(**stated, return_state=True)
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(state.state_details.flow_run_id).name.startswith(f"Xem thử · {named} · ")


@pytest.mark.parametrize("named", ["plan-of-2", "Plan of 2", " PLAN_OF_2 ", "123/KH-UBND"])
def test_a_plan_is_meant_by_its_code_or_its_number_in_any_spelling(office: Office, named: str) -> None:
    office.issue(folder_of_units(office.home, 2))
    held = office.run("hold_plan", "2023-06-16 09:00", plan=named, actor="nv1", reason="rà soát")
    assert (held.name, held.result.plan) == ("Completed", "plan-of-2")
