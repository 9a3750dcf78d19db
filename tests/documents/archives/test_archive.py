"""An archive tells by itself whether it is whole; whatever was done to it is named; nothing of it is believed."""

import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from papiplan.documents.archives.archive_checking import opened_archive
from papiplan.documents.archives.archive_writing import JOURNAL, LIST, MANIFEST, archive_into
from papiplan.domain.archive import ArchivedKind, KeptFile, Manifest
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.journal_chain import START, chained
from papiplan.domain.problems import Refused
from tests.documents.archives.archives import (
    FORM,
    MAIL,
    PAPER,
    TABLE,
    THE_ENDING,
    THE_PLAN,
    Change,
    a_journal,
    an_archive,
    changed,
    contents,
    journal_lines,
    relisted,
    repacked,
)
from tests.sheets import rows_of


def faults(path: Path) -> tuple[str, ...]:
    with opened_archive(path) as archive:
        return archive.faults()


def test_a_whole_archive_has_no_fault_and_says_what_it_is(tmp_path: Path) -> None:
    with opened_archive(an_archive(tmp_path / "a.zip")) as archive:
        assert archive.faults() == ()
        assert (archive.manifest.plan, archive.manifest.ending) == (THE_PLAN, THE_ENDING)
        assert archive.manifest.count(ArchivedKind.RECEIVED, ArchivedKind.MAIL_SENT) == 2


def test_equal_facts_give_equal_bytes(tmp_path: Path) -> None:
    assert an_archive(tmp_path / "a.zip").read_bytes() == an_archive(tmp_path / "b.zip").read_bytes()


def test_the_manifest_names_every_other_file(tmp_path: Path) -> None:
    files = contents(an_archive(tmp_path / "a.zip"))
    listed = {file["path"] for file in json.loads(files[MANIFEST])["files"]}
    assert listed == files.keys() - {MANIFEST} == {FORM, MAIL, PAPER, TABLE, JOURNAL, LIST}


# What was done to it.


def _flip(files: dict[str, bytes]) -> None:
    files[FORM] = b"A form"


def _lengthen(files: dict[str, bytes]) -> None:
    files[FORM] += b" more"


def _remove(files: dict[str, bytes]) -> None:
    del files[MAIL]


def _add(files: dict[str, bytes]) -> None:
    files["nhan/00009-phuong-3-bieu.xlsx"] = b"another form"


def _remove_journal(files: dict[str, bytes]) -> None:
    del files[JOURNAL]


def _cut_journal(files: dict[str, bytes]) -> None:
    relisted(files, JOURNAL, b"".join(journal_lines(files)[:-1]))


def _reorder_journal(files: dict[str, bytes]) -> None:
    lines = journal_lines(files)
    relisted(files, JOURNAL, b"".join([lines[0], lines[2], lines[1], lines[3]]))


def _reword_journal(files: dict[str, bytes]) -> None:
    relisted(files, JOURNAL, files[JOURNAL].replace(b"nv1", b"nv2", 1))


def _rechain_journal(files: dict[str, bytes]) -> None:
    """Reworded, and every hash after it made anew: then the head is another."""
    head, made = START, []
    for line in journal_lines(files):
        link = json.loads(line)
        text = link["text"].replace("nv1", "nv2")
        made.append({**link, "text": text, "previous_hash": head, "hash": chained(text, head)})
        head = made[-1]["hash"]
    relisted(files, JOURNAL, "".join(f"{json.dumps(link)}\n" for link in made).encode())


def _garble_journal(files: dict[str, bytes]) -> None:
    relisted(files, JOURNAL, b"[" * 100_000)


CHANGES: tuple[tuple[Change, str], ...] = (
    (_flip, f"{FORM}: nội dung đã thay đổi so với danh mục"),
    (_lengthen, f"{FORM}: nội dung đã thay đổi so với danh mục"),
    (_remove, f"{MAIL}: không còn trong hồ sơ"),
    (_add, "nhan/00009-phuong-3-bieu.xlsx: không có trong danh mục"),
    (_remove_journal, f"{JOURNAL}: không đọc được nhật ký"),
    (_cut_journal, "Nhật ký có 3 dòng"),
    (_reorder_journal, "Nhật ký bị đứt từ dòng 2"),
    (_reword_journal, "Nhật ký bị đứt từ dòng 1"),
    (_rechain_journal, "Nhật ký có 4 dòng"),
    (_garble_journal, f"{JOURNAL}: không đọc được nhật ký"),
)


@pytest.mark.parametrize(("change", "told"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_whatever_was_done_to_an_archive_is_named(tmp_path: Path, change: Change, told: str) -> None:
    found = faults(changed(tmp_path, change))
    assert any(fault.startswith(told) for fault in found), found


def test_the_manifest_of_another_plan_is_found_out(tmp_path: Path) -> None:
    other = contents(an_archive(tmp_path / "other.zip", replace(THE_PLAN, id="sa-dec-2024")))
    swapped = faults(changed(tmp_path, lambda files: files.update({MANIFEST: other[MANIFEST]})))
    assert "Nhật ký bị đứt từ dòng 1" in swapped


def test_the_manifest_of_another_archive_of_the_plan_is_found_out(tmp_path: Path) -> None:
    ending = replace(THE_ENDING, act=HandAct.CANCEL, reason="không còn cấp huyện")
    other = contents(an_archive(tmp_path / "other.zip", ending=ending))
    swapped = faults(changed(tmp_path, lambda files: files.update({MANIFEST: other[MANIFEST]})))
    assert swapped == (f"{LIST}: nội dung đã thay đổi so với danh mục",)


def test_a_file_that_the_store_had_lost_is_named(tmp_path: Path) -> None:
    assert faults(an_archive(tmp_path / "a.zip", lost=True)) == ("nhan/00002.pdf: kho đã thiếu tệp này khi lập hồ sơ",)


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/x", "C:\\x", "nhan/../../x", "nul.txt", "a\x1b[31m"])
def test_a_file_that_would_lie_elsewhere_is_named(tmp_path: Path, name: str) -> None:
    (fault,) = faults(changed(tmp_path, lambda files: files.update({name: b"x"})))
    assert "không an toàn" in fault
    assert fault.isprintable()


def test_two_files_of_one_name_are_named(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda files: files.update({FORM.upper(): b"x"}))
    assert {fault.rpartition(": ")[2] for fault in faults(path)} == {"có nhiều hơn một tệp cùng tên"}


def test_a_link_is_named(tmp_path: Path) -> None:
    path = an_archive(tmp_path / "a.zip")
    link = zipfile.ZipInfo("nhan/lien-ket")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert faults(path) == ("nhan/lien-ket: tên hoặc loại tệp không an toàn",)


def test_a_file_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    bomb = b"\0" * 5_000_000
    assert faults(changed(tmp_path, lambda files: relisted(files, FORM, bomb))) == (
        f"{FORM}: không đọc được: nén bất thường",
    )


def test_what_a_unit_sent_may_swell_as_it_likes_and_is_kept_as_it_is(tmp_path: Path) -> None:
    bomb, path = b"\0" * 5_000_000, tmp_path / "a.zip"
    links = a_journal()
    with archive_into(path) as archive:
        archive.add_kept(KeptFile(ArchivedKind.RECEIVED, FORM, "", "ảnh chụp"), bomb)
        archive.add_journal(links)
        archive.end(Manifest(THE_PLAN, THE_ENDING, len(links), links[-1].hash, tuple(archive.files), ()))
    assert faults(path) == ()


# What is none.


def _no_zip(path: Path) -> None:
    path.write_bytes(b"no archive at all")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    whole = an_archive(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _folder(path: Path) -> None:
    path.mkdir()


def _absent(path: Path) -> None:
    assert not path.exists()


def _other_zip(path: Path) -> None:
    repacked(path, {"word/document.xml": b"<w/>"})


def _with_manifest(content: bytes) -> object:
    def make(path: Path) -> None:
        repacked(path, {**contents(an_archive(path)), MANIFEST: content})

    return make


def _listing(**changes: object) -> object:
    def make(path: Path) -> None:
        files = contents(an_archive(path))
        manifest = json.loads(files[MANIFEST])
        for name, value in changes.items():
            if name in manifest["files"][0]:
                manifest["files"][0][name] = value
            else:
                manifest[name] = value
        repacked(path, {**files, MANIFEST: json.dumps(manifest).encode()})

    return make


def _twice(path: Path) -> None:
    files = contents(an_archive(path))
    manifest = json.loads(files[MANIFEST])
    manifest["files"].append(manifest["files"][0])
    repacked(path, {**files, MANIFEST: json.dumps(manifest).encode()})


NONE = {
    "no zip": _no_zip,
    "empty": _empty,
    "cut": _cut,
    "a folder": _folder,
    "absent": _absent,
    "another zip": _other_zip,
    "manifest no json": _with_manifest(b"\xff\xfe"),
    "manifest nested": _with_manifest(b"[" * 1_000_000),
    "manifest empty": _with_manifest(b"{}"),
    "manifest swells": _with_manifest(b" " * 70_000_000),
    "manifest of a later format": _listing(format=2),
    "manifest with a place outside": _listing(path="../x"),
    "manifest with an absolute place": _listing(path="/x"),
    "manifest with a place twice": _twice,
    "manifest of an instant beyond the calendar": _listing(
        ending={
            "act": "close", "actor": "", "decided_by": "", "basis": "", "reason": "",
            "recorded_at": "9999-12-31T23:59:59+00:00",
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", NONE.values(), ids=NONE.keys())
def test_what_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "a.zip")
    with pytest.raises(Refused) as refused, opened_archive(tmp_path / "a.zip"):
        pass
    assert str(tmp_path / "a.zip") in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("percent", range(0, 100, 7))
def test_a_byte_that_was_damaged_anywhere_never_makes_the_checking_fail(tmp_path: Path, percent: int) -> None:
    path = an_archive(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    content[len(content) * percent // 100] ^= 0xFF
    path.write_bytes(bytes(content))
    with suppress(Refused):
        faults(path)


# Reading it.


def test_a_whole_archive_is_written_out_where_it_was_asked_for(tmp_path: Path) -> None:
    path, folder = an_archive(tmp_path / "a.zip"), tmp_path / "out"
    with opened_archive(path) as archive:
        archive.extract(folder)
    files = contents(path)
    written = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert written == {name: content for name, content in files.items() if name != MANIFEST}


def test_the_list_for_people_has_files_mails_and_journal_as_plain_texts(tmp_path: Path) -> None:
    files = contents(an_archive(tmp_path / "a.zip", lost=True))
    (tmp_path / LIST).write_bytes(files[LIST])
    book = load_workbook(tmp_path / LIST)
    assert book.sheetnames == ["Hồ sơ", "Danh mục", "Tệp thiếu", "Thư đi", "Nhật ký"]
    assert rows_of(book, "Danh mục")[0] == {
        "Số thứ tự": 1,
        "Loại hồ sơ": "Hồ sơ nhận của đơn vị",
        "Nội dung": "Biểu: bieu.xlsx",
        "Vị trí trong hồ sơ": FORM,
        "Cỡ (byte)": 6,
        "Mã kiểm tra (SHA-256)": sha256(b"a form").hexdigest(),
    }
    (mail,) = rows_of(book, "Thư đi")
    assert (mail["Trạng thái"], mail["Gửi lúc"], mail["Trả lời của máy chủ thư"]) == (
        "Đã gửi",
        "09 giờ 00 phút, 15/6/2023",
        "=250 Ok",
    )
    acts = rows_of(book, "Nhật ký")
    assert [(act["Mục số"], act["Việc"], act["Lý do"]) for act in acts] == [
        (n, "nhập hộ hồ sơ", "=1+1") for n in range(1, 5)
    ]
    assert [act["Liên quan"] for act in acts] == [f"hồ sơ: {n}" for n in range(1, 5)]
    assert acts[-1]["Mã nhật ký"] == a_journal()[-1].hash
    with zipfile.ZipFile(tmp_path / LIST) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
