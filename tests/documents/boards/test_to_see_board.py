"""The board of what officers have to look at: by number, with reason and suggestion, strangers' words escaped."""

from papiplan.documents.boards.to_see_board import to_see_board
from papiplan.domain.digest import DigestRows, Flagged, MailToSee, Unassigned
from papiplan.domain.facts import PlanFacts
from tests.factories import a_digest, a_plan, at

CAME = at("2023-07-02 20:14")
NOBODYS = Unassigned("Book|1.xlsx", CAME, "biểu mất mã", 12, "mailbox", "khoa.nv@x.example", "phuong-2")
TAKEN = Flagged(13, "phuong-2", "bieu.xlsx", CAME, "mailbox", "la@x.example", ("gửi từ địa chỉ lạ la@x.example.",))
WORDS = MailToSee("la@x.example", "<b>Hỏi</b>", CAME, "thư không kèm tệp dùng được.")


def rows(**found: object) -> DigestRows:
    return a_digest(PlanFacts(a_plan()), CAME, **found).rows


def test_a_file_that_is_nobodys_stands_with_its_number_door_reason_suggestion_and_what_to_do() -> None:
    board = to_see_board(a_plan(), rows(unassigned=(NOBODYS,)), {12: "/v2/run?parameters=1"})
    line = next(line for line in board.splitlines() if line.startswith("| 12 |"))
    assert line == (
        "| 12 | 20 giờ 14 phút 02/7/2023 | hộp thư, khoa.nv@x.example | Book\\|1.xlsx | biểu mất mã | UBND Phuong 2 | "
        "[Mở biểu](/v2/run?parameters=1) |"
    )
    assert '"21. Gán hồ sơ chưa rõ đơn vị"' in board
    assert "Đã nhận, có cảnh báo" not in board


def test_what_was_taken_with_a_warning_and_mails_to_read_stand_apart() -> None:
    board = to_see_board(a_plan(), rows(flagged=(TAKEN,), mails=(WORDS,)), {})
    assert "| 13 | UBND Phuong 2 |" in board
    assert "gửi từ địa chỉ lạ la@x.example." in board
    assert '"22. Trả lại hoặc chấp nhận hồ sơ"' in board
    assert "&lt;b&gt;Hỏi&lt;/b&gt;" in board


def test_a_board_with_nothing_on_it_says_so() -> None:
    assert "Không có." in to_see_board(a_plan(), rows(), {})
