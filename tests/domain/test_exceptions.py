"""Who is extended, exempted, or held to the rule again: tables of what is new, what was there, what is refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.entries import EntryReading
from papiplan.domain.exceptions import Lifting, ReadException, StatedException, named_kind, read_exception
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.granting import liftable, to_exempt, to_extend, to_lift
from papiplan.domain.obligations import DueDate, Obligation, Part, Receipt, Standing, Timing, standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.problems import Refused
from papiplan.domain.standing_words import basis_sentence, due_words, exception_words, extended_from, extension_told
from tests.factories import a_plan, a_receipt, an_exemption, an_extension, an_obligation, at

NOW = at("2023-06-29 09:00")
ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", "", at("2023-06-15 08:00"))

WARD = an_obligation(id=1)
DEPARTMENT = an_obligation(id=2, owed_by="tckh", borne_by="tckh")
REPORT = an_obligation(id=3, kind=SubmissionKind.REPORT, due=None)
REMEDIES = tuple(
    an_obligation(
        id=10 + n,
        kind=SubmissionKind.REMEDY,
        occasion=f"kiem-tra-1-{n}",
        due=DueDate(date(2023, 6, 20 + n), "10 ngày làm việc"),
    )
    for n in (1, 2)
)


def the_facts(*duties: Obligation, receipts: Mapping[int, tuple[Receipt, ...]] = {}, **changes: Any) -> PlanFacts:
    owed = duties or (DEPARTMENT, WARD, REPORT, *REMEDIES)
    told = {SubmissionKind.SUBPLAN: at("2023-06-15 08:00")}
    return PlanFacts(a_plan(), issue=ISSUE, obligations=owed, receipts=receipts, told=told, **changes)


def reading(facts: PlanFacts) -> EntryReading:
    return EntryReading(facts.definition, NOW)


def read(facts: PlanFacts, units: str = "phuong-2", kind: str = "kế hoạch", **changes: Any) -> ReadException:
    entry = reading(facts)
    words = {"decided_by": "Chủ tịch", "basis": "ý kiến chỉ đạo tại giao ban", **changes}
    found = read_exception(entry, facts, StatedException(units, kind, **words))
    entry.refuse_problems()
    return found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("subplan", SubmissionKind.SUBPLAN),
        ("Kế hoạch", SubmissionKind.SUBPLAN),
        ("báo cáo", SubmissionKind.REPORT),
        ("BAO CAO", SubmissionKind.REPORT),
        ("Báo cáo kết quả thực hiện", SubmissionKind.REPORT),
        ("khắc phục", SubmissionKind.REMEDY),
        ("thư", None),
        ("", None),
    ],
)
def test_a_kind_is_named_by_its_code_or_in_vietnamese(words: str, kind: SubmissionKind | None) -> None:
    assert named_kind(words) is kind


@pytest.mark.parametrize(
    ("units", "kind", "ids"),
    [
        ("phuong-2", "kế hoạch", [1]),
        ("UBND PHƯỜNG 2", "subplan", [1]),
        ("UBND các xã, phường", "kế hoạch", [1]),
        ("xa_phuong; Phòng Tài chính - Kế hoạch", "kế hoạch", [2, 1]),
        ("phuong-2\ntckh", "kế hoạch", [2, 1]),
        ("phuong-2", "báo cáo", [3]),
        ("phuong-2", "khắc phục", [11, 12]),
        ("phuong-2", "Kiem-tra-1-2", [12]),
    ],
)
def test_units_and_groups_are_named_in_any_spelling(units: str, kind: str, ids: list[int]) -> None:
    assert [duty.id for duty in read(the_facts(), units, kind).duties] == ids


def test_a_remedy_met_in_time_needs_no_exception() -> None:
    facts = the_facts(*REMEDIES, receipts={11: (a_receipt("2023-06-20 09:00", part=Part.SIGNED),)})
    assert [duty.id for duty in read(facts, kind="khắc phục").duties] == [12]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"units": "phường 99"}, ['không rõ "phường 99"', "Khối: phong, xa_phuong. Đơn vị: tckh, phuong-2."]),
        ({"units": " ; "}, ["Đơn vị: đang để trống"]),
        ({"units": "mttq"}, ["không có nghĩa vụ gửi Kế hoạch thực hiện"]),
        ({"kind": "thư"}, ['Loại hồ sơ: "thư" không có. Ghi một trong: kế hoạch, báo cáo, khắc phục']),
        ({"decided_by": " "}, ["Người quyết định: đang để trống."]),
        ({"basis": ""}, ["Căn cứ: đang để trống."]),
        (
            {"units": "phường 99; mttq", "basis": ""},
            ["phường 99", "không có nghĩa vụ gửi", "Căn cứ: đang để trống."],
        ),
    ],
)
def test_everything_wrong_with_a_decision_is_said_at_once(changes: dict[str, str], sentences: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        read(the_facts(), **changes)
    assert all(sentence in str(refused.value) for sentence in sentences)


def test_a_due_date_that_waits_to_be_confirmed_has_no_exceptions_yet() -> None:
    facts = replace(the_facts(), issue=replace(ISSUE, recorded_at=at("2023-06-29 08:00")), told={})
    with pytest.raises(Refused, match=r"36. Xác nhận thời hạn"):
        read(facts)


SAID = {"basis": "ý kiến chỉ đạo tại giao ban"}
EXTENDED = replace(WARD, extensions=(an_extension("2023-07-05", **SAID),))
EXEMPTED = replace(WARD, exemption=an_exemption(**SAID))


@pytest.mark.parametrize(
    ("law", "duty", "until", "new"),
    [
        ("a later day", WARD, "2023-07-01", True),
        ("beyond an extension in force", EXTENDED, "2023-07-10", True),
        ("the same again", EXTENDED, "2023-07-05", False),
        ("the day of the rule", WARD, "2023-06-30", "hạn đang có hiệu lực là 30/6/2023"),
        ("not beyond the extension", EXTENDED, "2023-07-04", "hạn đang có hiệu lực là 05/7/2023"),
        ("a report without due date", REPORT, "2024-05-01", "chưa có thời hạn để gia hạn"),
        ("an exempted duty", EXEMPTED, "2023-07-05", "đã được miễn gửi"),
    ],
)
def test_an_extension_only_gives(law: str, duty: Obligation, until: str, new: bool | str) -> None:
    facts = the_facts(duty)
    entry, found = reading(facts), read(facts, kind=duty.kind)
    extended = to_extend(entry, facts, found, date.fromisoformat(until))
    if isinstance(new, str):
        with pytest.raises(Refused, match=new):
            entry.refuse_problems()
    else:
        entry.refuse_problems()
        assert extended == ((duty,) if new else ()), law


def test_another_basis_is_another_extension_and_so_must_give_more() -> None:
    facts = the_facts(EXTENDED)
    entry = reading(facts)
    to_extend(entry, facts, read(facts, basis="Công văn số 9/UBND-NV"), date(2023, 7, 5))
    with pytest.raises(Refused, match="UBND Phuong 2: hạn đang có hiệu lực là 05/7/2023"):
        entry.refuse_problems()


@pytest.mark.parametrize(
    ("duty", "basis", "new"),
    [(WARD, SAID["basis"], 1), (REPORT, SAID["basis"], 1), (EXEMPTED, SAID["basis"], 0), (EXEMPTED, "khác", None)],
)
def test_a_duty_is_exempted_once(duty: Obligation, basis: str, new: int | None) -> None:
    facts = the_facts(duty)
    entry = reading(facts)
    exempted = to_exempt(entry, facts, read(facts, kind=duty.kind, basis=basis))
    if new is None:
        with pytest.raises(Refused, match="đã được miễn gửi"):
            entry.refuse_problems()
    else:
        entry.refuse_problems()
        assert len(exempted) == new


OURS = replace(WARD, extensions=(replace(an_extension("2023-07-05"), ours=True),))
LIFTED = {1: [Lifting(9, "Chủ tịch", SAID["basis"], 5, date(2023, 7, 5))]}


@pytest.mark.parametrize(
    ("duty", "before", "came", "new"),
    [
        (EXTENDED, {}, None, 1),
        (EXTENDED, {}, "2023-06-28 10:00", 1),
        (EXTENDED, {}, "2023-07-03 10:00", "đã gửi trong thời gian gia hạn"),
        (EXEMPTED, {}, None, 1),
        (WARD, {}, None, "không có gia hạn, miễn gửi"),
        (WARD, LIFTED, None, 0),
        (EXTENDED, LIFTED, None, 1),
        (OURS, {}, None, "không có gia hạn, miễn gửi"),
    ],
)
def test_what_is_lifted_was_granted_by_decision_and_not_used(
    duty: Obligation, before: Mapping[int, list[Lifting]], came: str | None, new: int | str
) -> None:
    facts = the_facts(duty, receipts={1: (a_receipt(came),)} if came else {})
    found, entry = read(facts), EntryReading(facts.definition, at("2023-07-04 09:00"))
    lifted = to_lift(entry, facts, found, before)
    if isinstance(new, str):
        with pytest.raises(Refused, match=new):
            entry.refuse_problems()
    else:
        entry.refuse_problems()
        assert len(lifted) == new


def test_both_exceptions_from_a_duty_are_lifted_together() -> None:
    both = replace(EXTENDED, exemption=an_exemption())
    assert len(liftable(both)) == 2


def stands(came: str | None, *extensions: Any, now: str = "2023-07-10 09:00", **changes: Any) -> Standing:
    receipts = (a_receipt(came),) if came else ()
    return standing(replace(WARD, extensions=extensions, **changes), receipts, at(now), Timing())


IN_TIME, AFTER = an_extension("2023-07-05"), an_extension("2023-07-05", "2023-07-03 09:00", paper_owed=True)


@pytest.mark.parametrize(
    ("how", "words", "told"),
    [
        (stands("2023-06-29 10:00"), "", ""),
        (stands("2023-06-29 10:00", IN_TIME), "", ""),
        (
            stands("2023-07-03 10:00", IN_TIME),
            " theo gia hạn đến ngày 05/7/2023",
            " theo gia hạn đến ngày 05/7/2023",
        ),
        (
            stands("2023-07-03 10:00", AFTER),
            " theo gia hạn đến ngày 05/7/2023 (quyết định sau hạn; còn nợ văn bản)",
            " theo gia hạn đến ngày 05/7/2023 (quyết định sau hạn)",
        ),
        (
            stands("2023-07-03 10:00", replace(AFTER, ours=True)),
            " theo gia hạn đến ngày 05/7/2023 (do cơ quan đầu mối ghi nhận muộn; còn nợ văn bản)",
            " theo gia hạn đến ngày 05/7/2023 (do cơ quan đầu mối ghi nhận muộn)",
        ),
        (stands(None, AFTER), ", gia hạn đến ngày 05/7/2023 (quyết định sau hạn; còn nợ văn bản)", ""),
        (stands("2023-07-06 10:00", IN_TIME), ", gia hạn đến ngày 05/7/2023", ""),
        (stands(None, exemption=an_exemption()), "", ""),
        (stands(None, exemption=an_exemption(paper_owed=True)), " (còn nợ văn bản)", ""),
    ],
)
def test_an_exception_is_shown_as_what_it_is(how: Standing, words: str, told: str) -> None:
    assert (exception_words(how), extension_told(how)) == (words, told)


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (REPORT, ""),
        (WARD, "30/6/2023"),
        (EXTENDED, "30/6/2023, gia hạn đến 05/7/2023"),
        (replace(WARD, extensions=(an_extension("2023-06-20"),)), "30/6/2023"),
    ],
)
def test_both_due_dates_are_printed(duty: Obligation, words: str) -> None:
    assert due_words(duty) == words


def test_an_extension_takes_the_place_of_the_one_before() -> None:
    first, second = an_extension("2023-07-05", entry=5), an_extension("2023-07-10", entry=8)
    twice = replace(WARD, extensions=(first, second))
    assert [extended_from(twice, e) for e in (first, second)] == [date(2023, 6, 30), date(2023, 7, 5)]


@pytest.mark.parametrize(
    ("decided_by", "basis", "paper_owed", "sentence"),
    [
        (
            "Ủy ban nhân dân Thành phố",
            "Công văn số 1234/UBND-NV ngày 30/6/2023",
            False,
            "Theo Công văn số 1234/UBND-NV ngày 30/6/2023 của Ủy ban nhân dân Thành phố",
        ),
        (
            "Chủ tịch Ủy ban nhân dân Thành phố",
            "Ý kiến chỉ đạo tại cuộc họp giao ban ngày 30/6/2023.",
            True,
            "Theo ý kiến chỉ đạo của Chủ tịch Ủy ban nhân dân Thành phố tại cuộc họp giao ban ngày 30/6/2023 "
            "(văn bản sẽ được gửi sau)",
        ),
        (
            "lãnh đạo Ủy ban nhân dân Thành phố",
            "đề nghị của đơn vị tại Công văn số 60/UBND ngày 29/6/2023",
            False,
            "Xét đề nghị của đơn vị tại Công văn số 60/UBND ngày 29/6/2023, được sự đồng ý của lãnh đạo Ủy ban nhân "
            "dân Thành phố",
        ),
        ("Chủ tịch", "theo Công văn số 9 của UBND Thành phố", False, "Theo Công văn số 9 của UBND Thành phố"),
    ],
)
def test_a_mail_opens_with_what_a_decision_rests_on(
    decided_by: str, basis: str, paper_owed: bool, sentence: str
) -> None:
    assert basis_sentence(decided_by, basis, paper_owed=paper_owed) == sentence
