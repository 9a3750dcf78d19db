"""Which papers are owed, on which days they are asked for, and what a recorded document may stand for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from papiplan.domain.deadlines import Calendar
from papiplan.domain.entries import EntryReading
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import PDF, WORD, GivenFile
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.papers import (
    RecordedDocument,
    StatedDocument,
    brings_something_new,
    owed_papers,
    padded,
    paper_asked_on,
    read_document,
    recorded_before,
)
from papiplan.domain.problems import Refused
from tests.factories import a_plan, an_exemption, an_extension, an_obligation, at

WARD = an_obligation(
    id=1, extensions=(an_extension("2023-07-05", entry=7, paper_owed=True), an_extension("2023-07-10", entry=9))
)
DEPARTMENT = replace(WARD, id=2, owed_by="tckh", borne_by="tckh", exemption=an_exemption(entry=8, paper_owed=True))
FACTS = PlanFacts(a_plan(), obligations=(DEPARTMENT, WARD))
DRAFT = "drafts/subplan-2023-07-05/cong-van-don-doc-ubnd.docx"


def test_a_decision_owes_one_paper_whatever_number_of_units_it_is_about() -> None:
    found = owed_papers(FACTS)
    assert [(p.entry, p.act, p.units, p.until) for p in found] == [
        (7, HandAct.EXTEND, ("tckh", "phuong-2"), date(2023, 7, 5)),
        (8, HandAct.EXEMPT, ("tckh",), None),
    ]


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        ("2023-06-29", False),
        ("2023-06-30", False),
        ("2023-07-01", False),
        ("2023-07-03", False),
        ("2023-07-04", True),
        ("2023-07-05", False),
        ("2023-07-07", True),
        ("2023-07-08", False),
        ("2023-07-12", True),
    ],
)
def test_an_owed_paper_is_asked_for_every_third_working_day(today: str, asked: bool) -> None:
    assert paper_asked_on(date(2023, 6, 29), date.fromisoformat(today), Calendar()) is asked


def read(
    about: str = "7", number: str = "1234/UBND-NV", on: str = "2023-07-04", file: GivenFile | None = None
) -> RecordedDocument:
    reading = EntryReading(FACTS.definition, at("2023-07-04 10:00"))
    stated = StatedDocument(about, number, date.fromisoformat(on), " Nguyễn  Văn Hôn ")
    return read_document(reading, stated, FACTS, (DRAFT,), file)


@pytest.mark.parametrize(
    ("about", "entry", "path"),
    [
        ("7", 7, None),
        ("mục số 7", 7, None),
        ("Mục 7", 7, None),
        ("#7", 7, None),
        (f" {DRAFT} ", None, DRAFT),
    ],
)
def test_a_document_is_about_an_entry_or_a_draft(about: str, entry: int | None, path: str | None) -> None:
    document = read(about)
    assert (document.about_entry, document.about_path, document.signer) == (entry, path, "Nguyễn Văn Hôn")


@pytest.mark.parametrize(
    ("stated", "sentences"),
    [
        ({"about": "drafts/nothing.docx"}, ['không rõ "drafts/nothing.docx"', "mục số 7 (gia hạn: ý kiến", DRAFT]),
        ({"number": "1234"}, ['Số, ký hiệu: "1234" chưa đúng dạng. Ghi số và ký hiệu, ví dụ 1234/UBND-NV.']),
        ({"number": " "}, ["Số, ký hiệu: đang để trống."]),
        ({"number": "", "on": "2023-07-05"}, ["Số, ký hiệu", "05/7/2023 ở sau hôm nay"]),
    ],
)
def test_everything_wrong_with_a_document_is_said_at_once(stated: dict[str, Any], sentences: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        read(**stated)
    assert all(sentence in str(refused.value) for sentence in sentences)


KNOWN = replace(read(), entry=12)


@pytest.mark.parametrize(
    ("document", "answer"),
    [
        (read(), KNOWN),
        (read("8"), None),
        (read(DRAFT), None),
        (read(number="1235/UBND-NV"), r"Đã ghi nhận văn bản số 1234/UBND-NV ngày 04/7/2023 \(mục số 12\)"),
        (read("9"), "mục số 9 không có văn bản nào còn nợ"),
        (read("99"), "mục số 99 không có văn bản nào còn nợ"),
    ],
)
def test_a_paper_is_recorded_once(document: RecordedDocument, answer: RecordedDocument | str | None) -> None:
    if isinstance(answer, str):
        with pytest.raises(Refused, match=answer):
            recorded_before(document, FACTS, (KNOWN,), (DRAFT,))
    else:
        assert recorded_before(document, FACTS, (KNOWN,), (DRAFT,)) == answer


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("5/UBND-NV", "05/UBND-NV"),
        ("05/UBND-NV", "05/UBND-NV"),
        ("15/UBND-NV", "15/UBND-NV"),
        ("1234/UBND", "1234/UBND"),
        ("x/5", "x/5"),
    ],
)
def test_a_number_below_ten_is_kept_with_a_zero(number: str, kept: str) -> None:
    assert padded(number) == kept
    assert read(number=number).number == kept


SCAN, FINISHED = GivenFile("a" * 64, PDF), GivenFile("b" * 64, WORD)
LEFT = GivenFile(
    "c" * 64, WORD, tuple(f"[Cán bộ bổ sung: {what}]" for what in ("ưu điểm", "x" * 100, "tồn tại", "đề xuất"))
)


@pytest.mark.parametrize(("about", "file"), [("7", None), ("7", SCAN), (DRAFT, None), (DRAFT, SCAN), (DRAFT, FINISHED)])
def test_a_draft_gets_its_finished_or_signed_file_and_a_decision_its_signed_paper(
    about: str, file: GivenFile | None
) -> None:
    assert read(about, file=file).sha256 == (file.sha256 if file else "")


@pytest.mark.parametrize(
    ("about", "file", "sentence"),
    [
        (
            DRAFT,
            LEFT,
            "Tệp văn bản: còn 04 chỗ cần cán bộ bổ sung: [Cán bộ bổ sung: ưu điểm]; [Cán bộ bổ sung: "
            + "x" * 63
            + "…; "
            "[Cán bộ bổ sung: tồn tại]; …. Bổ sung hoặc xóa các chỗ này trong tệp Word rồi chạy lại.",
        ),
        (
            DRAFT,
            replace(LEFT, brackets=LEFT.brackets[:1]),
            "còn 01 chỗ cần cán bộ bổ sung: [Cán bộ bổ sung: ưu điểm]. ",
        ),
        ("7", FINISHED, "Tệp văn bản: văn bản còn nợ là bản đã ký, không phải tệp Word. Nêu bản PDF đã ký."),
    ],
)
def test_a_file_that_is_not_done_is_refused_with_what_is_left_in_it(about: str, file: GivenFile, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read(about, file=file)
    assert sentence in str(refused.value)


WORD_PATH, PDF_PATH = "papers/2023-07-04-1234-UBND-NV.docx", "papers/2023-07-04-1234-UBND-NV.pdf"


@pytest.mark.parametrize(
    ("file", "shown", "new"),
    [
        (None, {}, False),
        (SCAN, {}, True),
        (SCAN, {PDF_PATH: SCAN.sha256}, False),
        (SCAN, {PDF_PATH: "d" * 64}, True),
        (SCAN, {WORD_PATH: FINISHED.sha256}, True),
        (FINISHED, {WORD_PATH: FINISHED.sha256, PDF_PATH: SCAN.sha256}, False),
    ],
)
def test_only_another_file_than_the_one_shown_is_a_new_version(
    file: GivenFile | None, shown: dict[str, str], new: bool
) -> None:
    assert brings_something_new(read(), file, shown) is new
