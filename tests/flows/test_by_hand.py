"""What officers enter for a unit that has only paper: the paper, then the form typed in from it."""

from collections.abc import Mapping
from datetime import date
from inspect import unwrap
from pathlib import Path

import pytest

from deployments.demo.filling import fill_form
from papiplan.database import submissions
from papiplan.database.facts import load_facts
from papiplan.documents.boards.boards import status_board
from papiplan.domain.covering import Covering
from papiplan.domain.digest import Digest
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from papiplan.domain.typing_in import StatedTyping
from tasks.arrivals import HandEntry, receive_by_hand
from tasks.digests import digest_rows
from tasks.typing_in import RecordedTyping, type_in
from tests.factories import at
from tests.flows.offices import PLAN, Office

UNIT = "xa-tan-quy-tay"
SYMBOL = "31/KH-UBND"
CAME, RECORDED, TYPED = "2023-06-29 15:00", "2023-07-03 08:10", "2023-07-03 10:00"
AFTER = "2023-07-03 11:00"
LATE = "văn thư chuyển ngày 03/7"
NOTHING: Mapping[str, object] = {}


@pytest.fixture
def office(office: Office) -> Office:
    """An office that has issued its plan."""
    office.issue()
    office.smtp.mails.clear()
    return office


def receive(channel: str = "paper", reason: str = LATE, unit: str = "Tân Quy Tây") -> tuple[int, ...]:
    """The paper is recorded by its number, days after it came."""
    covering = Covering(unit=unit, doc_symbol=SYMBOL, doc_date=date(2023, 6, 28), registry_no="812")
    entry = HandEntry(channel, at(CAME), covering, reason)
    ids: tuple[int, ...] = unwrap(receive_by_hand)(PLAN, [], "nv1", entry, at(RECORDED))
    return ids


def filled(
    office: Office, unit: str = UNIT, name: str = "nhap ho.xlsx", changes: Mapping[str, object] = NOTHING
) -> str:
    """A unit's form as the officer filled it from the paper."""
    path = office.home / name
    path.write_bytes(fill_form(office.issued_form(unit), changes=changes))
    return str(path)


def typed(file: str, now: str = TYPED, unit: str = UNIT, actor: str = "nv1", doc_symbol: str = "") -> RecordedTyping:
    recorded: RecordedTyping = unwrap(type_in)(PLAN, file, StatedTyping(unit, "", doc_symbol), actor, at(now))
    return recorded


def digest_of(office: Office, now: str) -> Digest:
    with office.database.reading() as connection:
        facts = load_facts(connection, PLAN, at(now))
        return Digest(facts, digest_rows(connection, facts, at(RECORDED), at(now)), at(now))


def test_a_paper_only_unit_is_in_time_by_its_paper_and_its_form_says_who_typed_it(office: Office) -> None:
    receive()
    stated = {"plan": PLAN, "unit": "xã Tân Quy Tây", "file": Path(filled(office)).name, "actor": "Nguyễn Thị A"}
    ended = office.run("type_in", TYPED, **stated)
    assert "nhập hộ theo văn bản số 31/KH-UBND" in ended.message
    assert "37. Ghi nhận đã gọi điện" in ended.message
    before = office.digest()
    assert not office.run("type_in", TYPED, **stated).result.new
    assert office.digest() == before

    stands = office.obligation(UNIT, AFTER)
    assert (stands["status"], stands["missing"], stands["usable"]) == ("on_time", None, True)
    assert stands["received_at"] == "2023-06-29T15:00:00+07:00"
    assert (stands["channel"], stands["entered_at"]) == ("paper", "2023-07-03T08:10:00+07:00")
    with office.database.reading() as connection:
        facts = load_facts(connection, PLAN, at(AFTER))
        in_force = facts.usable(SubmissionKind.SUBPLAN, at(AFTER))
        form = submissions.load_accepted(connection, PLAN, in_force)[UNIT, SubmissionKind.SUBPLAN]
    assert form.typed_from == SYMBOL
    board = status_board(facts, at(AFTER))
    assert "15 giờ 00 phút, 29/6/2023 (bản giấy); cán bộ ghi lúc 08 giờ 10 phút ngày 03/7/2023" in board
    assert f"bản 01 (nhập hộ theo văn bản số {SYMBOL})" in board
    told = next(mail for mail in office.mails_to(UNIT) if "nhập hộ" in str(mail.message["Subject"]))
    assert f"theo văn bản số {SYMBOL} của đơn vị" in told.text
    assert [name for name in told.attachments if name.endswith(".xlsx")]

    assert [s.obligation.owed_by for s in digest_of(office, AFTER).to_confirm] == [UNIT]
    call = {"unit": UNIT, "at": at(AFTER), "person": "chị Lan", "content": "đã xác nhận", "actor": "nv1"}
    office.run("record_call", AFTER, plan=PLAN, **call)
    assert digest_of(office, AFTER).to_confirm == ()


def test_a_typed_form_with_mistakes_is_refused_with_all_of_them_and_not_recorded(office: Office) -> None:
    receive()
    wrong = filled(office, changes={"2.3.1.person": None, "2.3.1.starts_on": "ngày 32"})
    before = office.digest()
    with pytest.raises(Refused) as refused:
        typed(wrong)
    assert len(refused.value.problems) == 2
    for file, unit, actor in (
        (filled(office, "phuong-2", "other.xlsx"), UNIT, "nv1"),
        (filled(office, name="good.xlsx"), UNIT, "ai"),
        ("nowhere.xlsx", UNIT, "nv1"),
    ):
        with pytest.raises(Refused):
            typed(file, unit=unit, actor=actor)
    assert office.digest() == before


def test_a_typed_form_is_corrected_by_typing_again_and_gives_way_to_the_units_own(office: Office) -> None:
    receive()
    file = filled(office)
    first = typed(file)
    with pytest.raises(Refused, match="nhập hộ theo văn bản số 31/KH-UBND"):
        typed(file, doc_symbol="40/KH-UBND")
    corrected = typed(filled(office, name="corrected.xlsx", changes={"2.3.1.person": "Lê Văn C"}))
    assert corrected.submission > first.submission
    assert not typed(file).new
    office.send(UNIT, changes={"2.3.1.person": "Lê Thị D"}, received_at="2023-07-03T10:20:00+07:00")
    office.run("collect_subplans", AFTER, plan=PLAN)
    assert office.obligation(UNIT, AFTER)["current"]["version"] == 3
    assert digest_of(office, AFTER).to_confirm == ()
    with pytest.raises(Refused, match="Trả lại hoặc chấp nhận hồ sơ"):
        typed(filled(office, name="again.xlsx", changes={"2.3.1.person": "Lê Văn E"}), AFTER)


def test_an_entry_that_turns_late_into_on_time_needs_a_reason(office: Office) -> None:
    before = office.digest()
    with pytest.raises(Refused, match="Ghi vì sao bây giờ mới nhập"):
        receive(reason="")
    with pytest.raises(Refused, match="không ghi được bằng tay"):
        receive(channel="typed")
    assert office.digest() == before
    assert receive() == receive()


def test_a_file_that_is_too_large_is_named_to_the_officers(office: Office) -> None:
    office.put("anh.zip", b"")
    with (office.home / "inbox" / PLAN / "anh.zip").open("r+b") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    assert digest_of(office, AFTER).rows.too_large == ("anh.zip",)
