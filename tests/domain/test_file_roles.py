"""Of the files of one arrival each is told apart: form, signed document, evidence, what is no hồ sơ."""

from typing import Any

import pytest

from papiplan.domain.file_names import bears_symbol, kind_in_name
from papiplan.domain.file_roles import CameFile, Workbook, file_roles, unopened_problem
from papiplan.domain.form_mentions import StatedInForm, stated_in
from papiplan.domain.obligations import Part
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.submissions import RawForm
from tests.raw_forms import a_form, a_raw_form

FORM, SIGNED, EVIDENCE, OTHER = Part.FORM, Part.SIGNED, Part.EVIDENCE, Part.OTHER
STATED = StatedInForm(SubmissionKind.SUBPLAN, "57/KH-UBND", evidence=frozenset({"so lieu quy 3", "nhat ky"}))
OURS = CameFile("bieu.xlsx", 50_000, Workbook.OURS)


def roles(*names: str, form: bool = False, doc_symbol: str = "", size: int = 90_000) -> list[Part]:
    files = [CameFile(name, size, Workbook.FOREIGN if name.endswith(".xlsx") else None) for name in names]
    return file_roles([*([OURS] if form else []), *files], [STATED] if form else [], doc_symbol)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("57-KH-UBND.pdf", SIGNED),
        ("57_KH.pdf", SIGNED),
        ("scan 57 KH UBND da ky.jpg", SIGNED),
        ("Kế hoạch thực hiện PAPI.pdf", SIGNED),
        ("scan0001.pdf", SIGNED),
        ("IMG_2031.jpg", SIGNED),
        ("Biên bản niêm yết 15-BB-UBND.pdf", EVIDENCE),
        ("Danh sách tham dự.docx", EVIDENCE),
        ("ảnh hội nghị.jpg", EVIDENCE),
        ("hinh anh.jpg", EVIDENCE),
        ("minh chung nhiem vu 2.3.1.pdf", EVIDENCE),
        ("Phụ lục kế hoạch.docx", EVIDENCE),
        ("Nhật ký.pdf", EVIDENCE),
        ("Số liệu quý 3.xlsx", EVIDENCE),
        ("thong ke.xlsx", EVIDENCE),
        ("hinh anh.zip", EVIDENCE),
        ("ho so.zip", OTHER),
        ("winmail.dat", OTHER),
        ("smime.p7s", OTHER),
        ("lich hop.ics", OTHER),
    ],
)
def test_what_comes_beside_a_form_is_told_by_its_name_and_by_what_the_form_names(name: str, role: Part) -> None:
    assert roles(name, form=True) == [FORM, role]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["scan0001.pdf"], [SIGNED]),
        (["thong ke.xlsx"], [FORM]),
        (["Báo cáo tình hình.pdf"], [SIGNED]),
        (["bien ban.pdf"], [EVIDENCE]),
        (["57-KH-UBND.docx", "57-KH-UBND.pdf"], [EVIDENCE, SIGNED]),
        (["57-KH-UBND.pdf", "12-BC-UBND.pdf"], [SIGNED, SIGNED]),
        (["IMG_1.jpg", "scan.pdf"], [EVIDENCE, SIGNED]),
        (["IMG_1.jpg", "IMG_2.jpg"], [SIGNED, EVIDENCE]),
        (["57-KH-UBND.pdf", "IMG_1.jpg"], [SIGNED, EVIDENCE]),
        (["ho so.rar"], [OTHER]),
    ],
)
def test_without_a_form_one_document_of_each_sort_is_the_signed_one(names: list[str], expected: list[Part]) -> None:
    assert roles(*names) == expected


def test_of_several_pictures_beside_a_form_nobody_knows_which_is_signed() -> None:
    assert roles("IMG_1.jpg", "IMG_2.jpg", form=True) == [FORM, EVIDENCE, EVIDENCE]


def test_the_document_that_the_clerk_numbers_is_the_signed_one_whatever_it_is_called() -> None:
    assert roles("phu luc.pdf", doc_symbol="57/KH-UBND") == [SIGNED]
    assert roles("phu luc.pdf", "57 KH.pdf", doc_symbol="57/KH-UBND") == [EVIDENCE, SIGNED]


@pytest.mark.parametrize(
    ("file", "role"),
    [
        (CameFile("image001.png", 8_000), OTHER),
        (CameFile("logo.png", 8_000), OTHER),
        (CameFile("photo.png", 90_000, inline=True), OTHER),
        (CameFile("image001.jpg", 900_000), SIGNED),
        (CameFile("scan.png", 8_000), SIGNED),
        (CameFile("57-KH-UBND.pdf", 90_000, inline=True), SIGNED),
        (CameFile("bieu.xls", 90_000, Workbook.UNREADABLE), FORM),
    ],
)
def test_what_a_mail_only_carries_along_is_no_ho_so(file: CameFile, role: Part) -> None:
    assert file_roles([file], []) == [role]


def test_an_unreadable_workbook_beside_a_form_is_a_form_unless_it_is_called_evidence() -> None:
    broken = CameFile("bieu cu.xls", 90_000, Workbook.UNREADABLE)
    called = CameFile("danh sach.xls", 90_000, Workbook.UNREADABLE)
    assert file_roles([OURS, broken, called], [STATED]) == [FORM, FORM, EVIDENCE]


@pytest.mark.parametrize(
    ("name", "symbol", "bears"),
    [
        ("57-KH-UBND.pdf", "57/KH-UBND", True),
        ("57KH.pdf", "57/KH-UBND", True),
        ("057 kh.pdf", "57/KH-UBND", True),
        ("157-KH-UBND.pdf", "57/KH-UBND", False),
        ("57-BC-UBND.pdf", "57/KH-UBND", False),
        ("57.pdf", "57/KH-UBND", False),
        ("57-KH.pdf", "", False),
    ],
)
def test_a_files_name_bears_the_number_and_letters_of_its_document(name: str, symbol: str, bears: bool) -> None:
    assert bears_symbol(name, [symbol]) == bears


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("57-KH-UBND.pdf", SubmissionKind.SUBPLAN),
        ("Báo cáo kết quả thực hiện kế hoạch.pdf", SubmissionKind.REPORT),
        ("12BC.pdf", SubmissionKind.REPORT),
        ("khen thuong.pdf", None),
        ("scan.pdf", None),
    ],
)
def test_the_kind_is_the_first_that_a_name_says(name: str, kind: SubmissionKind | None) -> None:
    assert kind_in_name(name) is kind


@pytest.mark.parametrize(
    ("name", "closed"), [("a.ZIP", True), ("a.7z", True), ("thu.eml", True), ("WINMAIL.DAT", True), ("a.pdf", False)]
)
def test_a_file_that_holds_others_is_not_opened_and_says_so(name: str, closed: bool) -> None:
    assert (unopened_problem(name) is not None) == closed


@pytest.mark.parametrize("kind", [SubmissionKind.SUBPLAN, SubmissionKind.REPORT])
def test_a_form_says_what_its_paper_is_whatever_became_of_its_code(kind: SubmissionKind) -> None:
    raw = a_raw_form(a_form(kind), info={"unit": "UBND Phường 2"})
    stated = stated_in(RawForm("", "", raw.sheets))
    assert stated is not None
    assert (stated.kind, stated.doc_symbol, stated.signer) == (kind, "57/KH-UBND", "Trần Văn D")
    assert str(stated.doc_date) == "2023-06-28"


def test_a_report_names_the_files_that_prove_it() -> None:
    changes: dict[str, Any] = {"evidence_file": "Nhật ký.PDF; anh 1.jpg\nSổ 3.2"}
    stated = stated_in(a_raw_form(a_form(SubmissionKind.REPORT), **changes))
    assert stated is not None
    assert stated.evidence == {"nhat ky", "anh 1", "so 3 2"}


def test_a_workbook_without_our_titles_says_nothing() -> None:
    sheets = {"Kế hoạch": {(1, 1): "STT", (1, 2): "Việc"}, "Thông tin chung": {(1, 1): "Số liệu"}}
    assert stated_in(RawForm("", "", sheets)) is None
