"""The board of the nightly check: what was looked at, what was found, where to mend it."""

from papiplan.documents.boards.nightly_board import nightly_board
from papiplan.domain.nightly import Examined, findings
from tests.factories import at

NIGHT = at("2023-07-04 02:00")
SOUND = Examined("sa-dec-2023", entries=40, files=12)
WAITING = Examined("cao-lanh-2023", entries=9, files=3, unchecked=2)


def test_a_night_on_which_all_is_well_says_what_was_looked_at() -> None:
    board = nightly_board([SOUND], {}, NIGHT)
    assert "Lúc 02 giờ 00 phút ngày 04/7/2023. Đã kiểm tra sa-dec-2023: nhật ký 40 mục, kho 12 tệp" in board
    assert board.endswith("Không có vấn đề.")


def test_what_was_found_stands_with_its_plan_what_to_do_and_the_filled_form() -> None:
    (found,) = findings(WAITING)
    board = nightly_board([SOUND, WAITING], {found: "/v2/run?parameters=1"}, NIGHT)
    (row,) = (line for line in board.splitlines() if "cao-lanh-2023 |" in line)
    assert "02 hồ sơ chưa được kiểm tra" in row
    assert "([mở biểu đã điền sẵn](/v2/run?parameters=1))" in row
    assert "mở biểu" not in nightly_board([WAITING], {}, NIGHT), "nothing is deployed: no link that leads nowhere"


def test_without_an_open_plan_the_board_says_so() -> None:
    assert "Đã kiểm tra không có kế hoạch nào." in nightly_board([], {}, NIGHT)
