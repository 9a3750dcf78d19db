"""The registers: what an officer may enter, what a remedy is due and worth, when two difficulties are the same."""

from dataclasses import replace
from datetime import date, time

import pytest

from papiplan.domain.covering import Covering, answered_duty
from papiplan.domain.deadlines import Calendar
from papiplan.domain.difficulties import (
    Answer,
    Difficulty,
    StatedAnswer,
    StatedDifficulty,
    answered_before,
    raised_in,
    read_answer,
    read_difficulty,
)
from papiplan.domain.entries import EntryReading
from papiplan.domain.evaluation import evaluate
from papiplan.domain.facts import PlanFacts
from papiplan.domain.form_tables import DIFFICULTY_SHEET
from papiplan.domain.obligations import DueDate, Obligation, Part, Receipt, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.registers import AskedRemedy, Inspection, read_call, read_supervision
from papiplan.domain.remedies import RemedyTerm, StatedInspection, read_inspection, read_remedies, says_the_same
from papiplan.domain.remedy_answers import Closing, StatedClosing, closed_before, read_closing
from papiplan.domain.scoring import Criterion
from papiplan.domain.unit_recording import Freeze
from tests.consolidations import a_free_row, a_publication
from tests.factories import a_plan, a_receipt, a_unit, an_exemption, an_extension, an_obligation, at

PLAN = a_plan()
NOW = at("2023-08-02 10:00")
TODAY = date(2023, 8, 2)


def reading(now: str = "2023-08-02 10:00") -> EntryReading:
    return EntryReading(PLAN, at(now))


def a_statement(**changes: object) -> StatedInspection:
    stated = StatedInspection("Phường 2", date(2023, 8, 1), "Tổ kiểm tra", "Biểu đã cũ", "10 | Niêm yết lại biểu")
    return replace(stated, **changes)  # type: ignore[arg-type]


# What an officer states.


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("  Nhiều \n dòng\t và  khoảng trắng ", "Nhiều dòng và khoảng trắng"),
        ("Tu\u031b\u0301 ta\u0301ch", "Tứ tách"),
        ("ẩn\u200b mình\ufeff", "ẩn mình"),
        ("x" * 2_000, "x" * 2_000),
    ],
    ids=["lines and blanks", "taken apart", "invisible signs", "the longest"],
)
def test_free_words_are_kept_composed_and_on_one_line(stated: str, kept: str) -> None:
    assert read_call(reading(), "phuong-2", NOW, "Chị E", stated).content == kept


@pytest.mark.parametrize("words", ["", " \n ", "\u200b", "x" * 2_001], ids=["none", "blanks", "invisible", "too long"])
def test_free_words_are_neither_empty_nor_endless(words: str) -> None:
    with pytest.raises(Refused, match="Nội dung"):
        read_call(reading(), "phuong-2", NOW, "Chị E", words)


def test_everything_wrong_with_an_entry_is_named_at_once() -> None:
    stated = StatedInspection("Phường 99", date(2023, 8, 3), "", " ", "mười | Niêm yết\n0 | Gỡ xuống\n5 |")
    with pytest.raises(Refused) as refused:
        read_inspection(EntryReading(PLAN, NOW, [Problem("Người thực hiện", "không rõ")]), stated)
    assert [problem.where for problem in refused.value.problems] == [
        "Người thực hiện",
        "Đơn vị",
        "Ngày kiểm tra",
        "Đoàn, người kiểm tra",
        "Kết quả kiểm tra",
        "Kiến nghị, dòng 1",
        "Kiến nghị, dòng 2",
        "Kiến nghị, dòng 3",
    ]


@pytest.mark.parametrize("unit", ["mttq", "nv"])
def test_only_a_unit_that_the_plan_obliges_is_inspected(unit: str) -> None:
    with pytest.raises(Refused, match="tckh, phuong-2"):
        read_inspection(reading(), a_statement(unit=unit))


@pytest.mark.parametrize("organisation", ["phuong-2", "tckh", "nv", "Liên đoàn"])
def test_only_an_invited_organisation_supervises(organisation: str) -> None:
    with pytest.raises(Refused, match="Nêu một trong: mttq"):
        read_supervision(reading(), organisation, TODAY, "Đề nghị công khai sớm hơn")


def test_what_happened_lies_not_ahead() -> None:
    assert read_supervision(reading(), "mttq", TODAY, "Đã giám sát").on == TODAY
    with pytest.raises(Refused, match="03/8/2023 ở sau hôm nay"):
        read_supervision(reading(), "mttq", date(2023, 8, 3), "Đã giám sát")
    with pytest.raises(Refused, match="10 giờ 01 phút ngày 02/8/2023 ở sau hiện tại"):
        read_call(reading(), "phuong-2", at("2023-08-02 10:01"), "Chị E", "Hẹn gửi")
    assert read_call(reading(), "phuong-2", at("2023-08-02 23:59:59"), "Chị E", "Hẹn gửi").at == NOW


# What an inspection asks to mend.


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("10 | Niêm yết lại biểu", [(10, None, "Niêm yết lại biểu")]),
        ("10 ngày | Niêm yết lại", [(10, None, "Niêm yết lại")]),
        ("05 ngày làm việc|Niêm yết lại", [(5, None, "Niêm yết lại")]),
        ("16/8/2023 | Niêm yết lại", [(None, date(2023, 8, 16), "Niêm yết lại")]),
        ("2023-08-16 | Niêm yết lại", [(None, date(2023, 8, 16), "Niêm yết lại")]),
        ("\n 3 | Sửa bảng giá \n\n 366 | Họp dân;\n", [(3, None, "Sửa bảng giá"), (366, None, "Họp dân;")]),
        ("3 | Sửa biểu; họp dân; 5 | Báo cáo", [(3, None, "Sửa biểu; họp dân"), (5, None, "Báo cáo")]),
        ("", []),
    ],
)
def test_remedies_are_read_one_a_line(text: str, terms: list[tuple[int | None, date | None, str]]) -> None:
    read, problems = read_remedies(text, TODAY)
    assert (problems, [(term.days, term.on, term.what) for term in read]) == ((), terms)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Niêm yết lại", 'ghi "Niêm yết lại"'),
        ("10 |", 'ghi "10 |"'),
        ("| Niêm yết", 'thời hạn "" chưa đúng'),
        ("10 | Niêm yết | Họp", 'ghi "10 | Niêm yết | Họp"'),
        ("0 | Niêm yết", "thời hạn 0 ngày"),
        ("367 | Niêm yết", "thời hạn 367 ngày"),
        ("1000 | Niêm yết", 'thời hạn "1000" chưa đúng'),
        ("sớm | Niêm yết", 'thời hạn "sớm" chưa đúng'),
        ("31/9/2023 | Niêm yết", 'thời hạn "31/9/2023" chưa đúng'),
        ("02/8/2023 | Niêm yết", "02/8/2023 không ở sau hôm nay (02/8/2023)"),
        (f"5 | {'x' * 2_001}", "dài 2001 ký tự"),
    ],
    ids=lambda words: words[:24],
)
def test_a_line_that_is_no_remedy_is_named(line: str, what: str) -> None:
    read, (problem,) = read_remedies(f"5 | Sửa biểu\n{line}", TODAY)
    assert [term.what for term in read] == ["Sửa biểu"]
    assert (problem.where, problem.what) == ("Kiến nghị, dòng 2", what)
    assert problem.how_to_fix


@pytest.mark.parametrize(
    ("term", "due", "rule"),
    [
        # 2 September 2023 is a Saturday: the 1st and the 4th are days off.
        (
            RemedyTerm("Niêm yết", days=22),
            date(2023, 9, 5),
            "22 ngày làm việc kể từ ngày ghi nhận kiến nghị (02/8/2023), ngày 02/8/2023 không tính",
        ),
        (RemedyTerm("Niêm yết", on=date(2023, 8, 20)), date(2023, 8, 20), "theo kết quả kiểm tra ngày 28/7/2023"),
    ],
    ids=["working days", "a day"],
)
def test_a_remedy_is_due_by_working_days_from_its_record_or_on_its_day(term: RemedyTerm, due: date, rule: str) -> None:
    assert term.due(PLAN, date(2023, 7, 28), TODAY) == DueDate(due, rule, Calendar().name)


def test_a_plan_with_an_hour_says_it_of_a_remedy_too() -> None:
    due = RemedyTerm("Niêm yết", on=date(2023, 8, 21)).due(a_plan(due_time=time(17)), TODAY, TODAY)
    assert due.rule == "theo kết quả kiểm tra ngày 02/8/2023; thời hạn kết thúc lúc 17 giờ 00 phút của ngày cuối"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"unit": "UBND Phuong 2", "findings": " Biểu  đã cũ"}, True),
        ({"findings": "Biểu đã mới"}, False),
        ({"on": date(2023, 7, 31)}, False),
        ({"remedies": "11 | Niêm yết lại biểu"}, False),
        ({"remedies": "10 | Niêm yết lại biểu\n10 | Họp dân"}, False),
        ({"remedies": ""}, False),
        ({"remedies": "16/8/2023 | Niêm yết lại biểu"}, True),
    ],
    ids=lambda value: str(value),
)
def test_the_same_inspection_is_known_again_on_a_later_day(changes: dict[str, object], same: bool) -> None:
    asked = AskedRemedy(7, "kiem-tra-1-1", "Niêm yết lại biểu", date(2023, 8, 16))
    recorded = Inspection(
        "phuong-2", date(2023, 8, 1), "Tổ kiểm tra", "Biểu đã cũ", (asked,), recorded_at=NOW, entry=12, id=1
    )
    stated, terms = read_inspection(reading("2023-08-04 08:00"), a_statement(**changes))
    assert says_the_same(recorded, stated, terms, PLAN) is same


# How a remedy is answered.


def a_remedy(number: int, due: date, **changes: object) -> Obligation:
    asked = an_obligation(
        id=number,
        kind=SubmissionKind.REMEDY,
        occasion=f"kiem-tra-1-{number}",
        due=DueDate(due, "theo kết quả kiểm tra"),
        subject=f"Việc {number}",
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


FIRST, SECOND = a_remedy(1, date(2023, 8, 31)), a_remedy(2, date(2023, 8, 16))
SUBPLAN = an_obligation(id=9)


def an_answer(came: str = "2023-08-10 09:00", **changes: object) -> Receipt:
    return a_receipt(came, **{"part": Part.SIGNED, "sha256": "a" * 64, **changes})


def with_remedies(receipts: dict[int, tuple[Receipt, ...]]) -> PlanFacts:
    return PlanFacts(PLAN, obligations=(SUBPLAN, FIRST, SECOND), receipts=receipts)


@pytest.mark.parametrize(
    ("answered", "note", "sha256", "expected"),
    [
        ({}, Covering("P. 3"), "b" * 64, "không rõ đơn vị"),
        ({}, Covering("tckh", SubmissionKind.REMEDY), "b" * 64, "không có kiến nghị kiểm tra nào"),
        ({}, Covering("phuong-2"), "b" * 64, 9),
        ({}, Covering("phuong-2", SubmissionKind.REMEDY), "b" * 64, 2),
        ({}, Covering("phuong-2", remedy="kiem-tra-1-1"), "b" * 64, 1),
        ({}, Covering("phuong-2", remedy="1-1"), "b" * 64, 1),
        ({}, Covering("phuong-2", remedy="việc 1"), "b" * 64, 1),
        ({}, Covering("phuong-2", remedy="kiem-tra-1-3"), "b" * 64, "không rõ kiến nghị"),
        ({2: (an_answer(),)}, Covering("phuong-2", SubmissionKind.REMEDY), "b" * 64, 1),
        ({2: (an_answer(),)}, Covering("phuong-2", SubmissionKind.REMEDY), "a" * 64, 2),
        (
            {2: (an_answer(),), 1: (an_answer("2023-08-11 09:00", sha256="c" * 64),)},
            Covering("phuong-2", SubmissionKind.REMEDY),
            "b" * 64,
            1,
        ),
    ],
    ids=[
        "an unknown unit",
        "a unit without remedies",
        "nothing is said of a remedy",
        "the one due first",
        "the one stated by its code",
        "by its short code",
        "by its wording",
        "a code that there is not",
        "the next one open",
        "the same bytes again",
        "after all were answered, the last of them",
    ],
)
def test_a_file_answers_the_remedy_stated_else_the_oldest_open(
    answered: dict[int, tuple[Receipt, ...]], note: Covering, sha256: str, expected: int | str
) -> None:
    found = answered_duty(with_remedies(answered), note, (), sha256, at("2023-08-12 09:00"))
    if isinstance(expected, str):
        assert isinstance(found, Problem)
        assert expected in found.sentence()
    else:
        assert isinstance(found, Obligation)
        assert found.id == expected


def test_the_forms_beside_it_do_not_make_an_answer_to_a_remedy_theirs() -> None:
    note = Covering("phuong-2", remedy="1-2")
    assert answered_duty(with_remedies({}), note, [SUBPLAN], "b" * 64, at("2023-08-12 09:00")) == SECOND


INSPECTIONS = (
    Inspection(
        "phuong-2",
        date(2023, 8, 1),
        "Tổ kiểm tra",
        "Biểu đã cũ",
        (AskedRemedy(1, "kiem-tra-1-1", "Việc 1", date(2023, 8, 31)),),
    ),
)


def close(**changes: object) -> tuple[Obligation, Closing]:
    stated = replace(StatedClosing("phuong-2", "1-1", date(2023, 8, 2), "Đã xem tại chỗ"), **changes)  # type: ignore[arg-type]
    return read_closing(reading(), with_remedies({}), stated, INSPECTIONS)


def test_an_officer_may_confirm_what_he_saw_mended() -> None:
    assert close() == (FIRST, Closing(1, date(2023, 8, 2), "Đã xem tại chỗ"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "Phường 99"}, ["Đơn vị"]),
        ({"remedy": "1-3"}, ["Kiến nghị"]),
        ({"on": date(2023, 8, 3)}, ["Ngày khắc phục"]),
        ({"on": date(2023, 7, 31)}, ["Ngày khắc phục"]),
        ({"remedy": "", "on": date(2023, 8, 3), "reason": ""}, ["Ngày khắc phục", "Lý do", "Kiến nghị"]),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_confirmation_is_named(changes: dict[str, object], words: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        close(**changes)
    assert [problem.where for problem in refused.value.problems] == words


def test_a_remedy_is_confirmed_once() -> None:
    recorded = Closing(1, date(2023, 8, 2), "Đã xem", id=4, entry=20)
    assert closed_before([recorded], Closing(1, date(2023, 8, 2), "Đã xem")) == recorded
    assert closed_before([recorded], Closing(2, date(2023, 8, 2), "Đã xem")) is None
    with pytest.raises(Refused, match=r"khắc phục ngày 02/8/2023 \(mục 20\)"):
        closed_before([recorded], Closing(1, date(2023, 8, 1), "Đã xem"))


@pytest.mark.parametrize(
    ("on", "due_time", "status"),
    [
        (date(2023, 8, 16), None, Status.ON_TIME),
        (date(2023, 8, 16), time(7, 30), Status.ON_TIME),
        (date(2023, 8, 17), None, Status.LATE),
    ],
)
def test_what_was_seen_mended_on_its_last_day_is_in_time_at_whatever_hour(
    on: date, due_time: time | None, status: Status
) -> None:
    facts = PlanFacts(
        a_plan(due_time=due_time), obligations=(SECOND,), receipts={2: (Closing(2, on, "Đã xem").receipt,)}
    )
    (found,) = facts.standings(at("2023-08-20 09:00"))
    assert (found.status, found.missing) == (status, None)


# What remedies are worth.


IN_TIME, LATE = an_answer("2023-08-16 09:00"), an_answer("2023-08-18 09:00")


@pytest.mark.parametrize(
    ("remedies", "receipts", "points"),
    [
        ((SECOND,), {2: (IN_TIME,)}, (10.0, 10.0)),
        ((SECOND,), {2: (LATE,)}, (5.0, 10.0)),
        ((SECOND,), {}, (0.0, 10.0)),
        ((SECOND, a_remedy(3, date(2023, 8, 16))), {2: (IN_TIME,), 3: (LATE,)}, (7.5, 10.0)),
        ((a_remedy(2, date(2024, 5, 30)),), {}, (0.0, 0.0)),
        ((replace(SECOND, exemption=an_exemption()),), {}, (0.0, 0.0)),
        ((replace(SECOND, extensions=(an_extension("2023-08-18"),)),), {2: (LATE,)}, (10.0, 10.0)),
        ((), {}, (0.0, 0.0)),
    ],
    ids=[
        "in time",
        "late is worth half",
        "never is worth nothing",
        "the mean of several",
        "not due yet",
        "exempted",
        "in time by an extension",
        "none asked for",
    ],
)
def test_remedies_are_the_sixth_criterion(
    remedies: tuple[Obligation, ...], receipts: dict[int, tuple[Receipt, ...]], points: tuple[float, float]
) -> None:
    facts = PlanFacts(PLAN, obligations=(SUBPLAN, *remedies), receipts=receipts)
    final = at("2024-04-12 08:00")
    freeze = Freeze(date(2024, 4, 2), final)
    judged = evaluate(PLAN, a_publication(), facts.standings(final), (), freeze, Calendar())
    lines = {unit.unit: {line.criterion: line for line in unit.lines} for unit in judged.units}
    found = lines["phuong-2"][Criterion.REMEDIES]
    assert (found.earned, found.most) == points
    assert lines["tckh"][Criterion.REMEDIES].most == 0


def test_a_remedy_that_fell_due_after_a_merger_counts_on_the_successor() -> None:
    ended = a_unit("phuong-4", valid_to=date(2023, 8, 10), successor="phuong-2")
    plan = a_plan(units=(*PLAN.units, ended))
    asked = (
        a_remedy(1, date(2023, 8, 9), owed_by="phuong-4", borne_by="phuong-4"),
        a_remedy(2, date(2023, 8, 16), owed_by="phuong-4", borne_by="phuong-2"),
    )
    facts = PlanFacts(plan, obligations=asked, receipts={1: (an_answer("2023-08-09 09:00"),)})
    final = at("2024-04-12 08:00")
    judged = evaluate(plan, a_publication(), facts.standings(final), (), Freeze(date(2024, 4, 2), final), Calendar())
    lines = {unit.unit: {line.criterion: line for line in unit.lines} for unit in judged.units}
    assert lines["phuong-4"][Criterion.REMEDIES].earned == 10
    assert (lines["phuong-2"][Criterion.REMEDIES].earned, lines["phuong-2"][Criterion.REMEDIES].most) == (0, 10)


# Difficulties.


def raised(row: int = 5, **values: str | None) -> Difficulty:
    said = {"difficulty": "Chưa có đường truyền", "proposal": "Đề nghị lắp wifi", **values}
    (found,) = raised_in([a_free_row(DIFFICULTY_SHEET, row, **said)], "phuong-2")
    return found


def test_a_form_names_its_difficulties_with_the_cells_they_stand_in() -> None:
    rows = [
        a_free_row(
            DIFFICULTY_SHEET, 5, action_code="2.3.1", difficulty="Chưa có\nđường truyền", answer_by="2023-09-30"
        ),
        a_free_row(DIFFICULTY_SHEET, 6, action_code="2.3.1", difficulty="Chưa có  đường truyền"),
        a_free_row(DIFFICULTY_SHEET, 7, no=3),
        a_free_row("Nhiệm vụ bổ sung", 5, difficulty="Không phải"),
    ]
    (found,) = raised_in(rows, "phuong-2")
    assert found == Difficulty("phuong-2", "2.3.1", "Chưa có đường truyền", wanted_on=date(2023, 9, 30))
    assert found.place == "Khó khăn, kiến nghị!C5"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"difficulty": "chưa có  ĐƯỜNG truyền"}, True),
        ({"cause": "Chưa bố trí kinh phí", "addressed_to": "Phòng Nội vụ"}, True),
        ({"action_code": "2.3.1"}, False),
        ({"difficulty": "Chưa có đường dây"}, False),
        ({"proposal": "Đề nghị lắp điện thoại"}, False),
    ],
    ids=str,
)
def test_the_same_words_about_the_same_action_are_the_same_difficulty(changes: dict[str, str], same: bool) -> None:
    assert (raised(7, **changes).digest == raised().digest) is same
    assert replace(raised(), unit="tckh").digest != raised().digest


@pytest.mark.parametrize(("stated", "kept"), [("2.3.1", "2.3.1"), ("", ""), (" chung ", ""), ("Chung", "")])
def test_a_difficulty_by_hand_is_about_an_action_or_about_all(stated: str, kept: str) -> None:
    difficulty = read_difficulty(
        reading(), StatedDifficulty("phuong-2", stated, "Thiếu máy", wanted_on=date(2030, 1, 1))
    )
    assert difficulty == Difficulty("phuong-2", kept, "Thiếu máy", wanted_on=date(2030, 1, 1))


def test_a_difficulty_about_no_action_of_the_plan_is_refused() -> None:
    with pytest.raises(Refused, match=r'không có nhiệm vụ "9\.9\.9"'):
        read_difficulty(reading(), StatedDifficulty("phuong-2", "9.9.9", "Thiếu máy"))


KNOWN = (
    replace(raised(), id=1),
    replace(raised(difficulty="Thiếu máy"), id=2, answer=Answer("Có", "UBND", "", entry=30)),
)


def test_an_answer_names_its_difficulty_by_number() -> None:
    stated = StatedAnswer(1, " Đã lắp ", "Phòng Văn hóa", "")
    assert read_answer(reading(), KNOWN, stated) == (KNOWN[0], Answer("Đã lắp", "Phòng Văn hóa", ""))
    with pytest.raises(Refused) as refused:
        read_answer(reading(), KNOWN, StatedAnswer(3, "", ""))
    assert [problem.where for problem in refused.value.problems] == ["Nội dung trả lời", "Cơ quan, người trả lời", "Số"]
    assert "Các số đang chờ trả lời: 1." in str(refused.value)


def test_a_difficulty_is_answered_once() -> None:
    open_one, answered = KNOWN
    assert answered_before(open_one, Answer("Có", "UBND", "")) is None
    assert answered_before(answered, Answer("Có", "UBND", "")) == answered.answer
    with pytest.raises(Refused, match=r"số 2 đã được UBND trả lời \(mục 30\)"):
        answered_before(answered, Answer("Không", "UBND", ""))
