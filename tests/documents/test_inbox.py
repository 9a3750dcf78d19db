"""The inbox folder: each file is taken once, whatever else lies there and whatever its covering note says."""

import os
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from papiplan.documents.inbox import (
    CLAIMED,
    COVERING,
    LARGEST_FILE,
    ClaimedFile,
    claim_files,
    is_workbook,
    read_covering,
    release,
    too_large,
)
from papiplan.domain.covering import Covering
from papiplan.domain.plans import SubmissionKind
from tests.factories import at

NOW = at("2023-06-29 16:50")
LATER = at("2023-06-30 07:30")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox: Path, name: str, content: str | bytes = "x") -> Path:
    path = inbox / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def claimed(inbox: Path, now: datetime = NOW) -> list[ClaimedFile]:
    return list(claim_files(inbox, now))


def test_a_file_is_taken_once_with_the_instant_it_was_first_seen(inbox: Path) -> None:
    path = put(inbox, "bieu.xlsx", "noi dung")
    os.utime(path, (0, 0))
    (file,) = claimed(inbox)
    assert (file.name, file.path.read_bytes(), file.seen_at) == ("bieu.xlsx", b"noi dung", NOW)
    assert not path.exists()
    release(file.path.parent)
    assert claimed(inbox, LATER) == []


def test_a_claim_that_nobody_finished_is_found_again_as_it_was(inbox: Path) -> None:
    put(inbox, "bieu.xlsx")
    put(inbox, "bieu.xlsx.meta.yaml", "unit: phuong-2")
    first, again = claimed(inbox), claimed(inbox, LATER)
    assert again == first
    assert again[0].covering.read_text() == "unit: phuong-2"


def test_two_files_of_one_name_at_two_times_are_two_claims(inbox: Path) -> None:
    put(inbox, "bieu.xlsx", "1")
    (first,) = claimed(inbox)
    put(inbox, "bieu.xlsx", "2")
    both = claimed(inbox, LATER)
    assert [file.path.read_text() for file in both] == ["1", "2"]
    assert both[0] == first
    assert both[0].key != both[1].key


def test_files_are_taken_in_the_order_of_their_names_and_of_the_rounds(inbox: Path) -> None:
    for name in ("b.pdf", "a.xlsx", "c.docx"):
        put(inbox, name)
    assert [file.name for file in claimed(inbox)] == ["a.xlsx", "b.pdf", "c.docx"]
    put(inbox, "0.pdf")
    assert [file.name for file in claimed(inbox, LATER)] == ["a.xlsx", "b.pdf", "c.docx", "0.pdf"]


def test_many_collectors_at_once_take_each_file_with_its_note_once(inbox: Path) -> None:
    for n in range(30):
        put(inbox, f"bieu-{n}.xlsx")
        put(inbox, f"bieu-{n}.xlsx.meta.yaml", f"unit: phuong-{n}")
    with ThreadPoolExecutor(8) as pool:
        keys = {file.key for files in pool.map(lambda _: claimed(inbox), range(8)) for file in files}
    files = claimed(inbox)
    assert {file.key for file in files} == keys
    assert sorted(file.name for file in files) == sorted(f"bieu-{n}.xlsx" for n in range(30))
    notes = {file.name: read_covering(file.covering, NOW).covering.unit for file in files}
    assert notes == {f"bieu-{n}.xlsx": f"phuong-{n}" for n in range(30)}


def test_a_run_that_died_between_a_file_and_its_note_loses_neither(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "bieu.xlsx")
    put(inbox, "bieu.xlsx.meta.yaml", "unit: phuong-2")
    moves: list[object] = []

    def dies_after_one(*paths: object) -> None:
        if moves:
            raise KeyboardInterrupt
        moves.append(paths)
        rename(*paths)  # type: ignore[arg-type]

    rename = os.replace
    monkeypatch.setattr(os, "replace", dies_after_one)
    with pytest.raises(KeyboardInterrupt):
        claimed(inbox)
    monkeypatch.undo()
    (file,) = claimed(inbox, LATER)
    assert file.seen_at == NOW
    assert read_covering(file.covering, LATER).covering.unit == "phuong-2"
    assert list(files_left(inbox)) == []


def test_a_claim_may_be_released_by_two_runs(inbox: Path) -> None:
    put(inbox, "bieu.xlsx")
    (file,) = claimed(inbox)
    release(file.path.parent)
    release(file.path.parent)
    assert list(files_left(inbox)) == []
    assert claimed(inbox) == []


def test_an_inbox_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert claimed(tmp_path / "none") == []


@pytest.mark.parametrize(
    "name", ["~$bieu.xlsx", ".DS_Store", ".bieu.xlsx.swp", "bieu.xlsx.part", "bieu.xlsx.tmp", "bieu.crdownload"]
)
def test_what_is_no_finished_file_is_left_where_it_is(inbox: Path, name: str) -> None:
    path = put(inbox, name)
    assert claimed(inbox) == []
    assert path.exists()


def test_a_note_alone_is_left_for_the_file_that_it_covers(inbox: Path) -> None:
    note = put(inbox, "bieu.xlsx.meta.yaml", "unit: phuong-2")
    assert claimed(inbox) == []
    assert note.exists()


def test_links_folders_pipes_and_giants_are_left_where_they_are(inbox: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.xlsx", "of somebody else")
    (inbox / "link.xlsx").symlink_to(secret)
    (inbox / "loop.xlsx").symlink_to(inbox / "loop.xlsx")
    (inbox / "folder.xlsx").mkdir()
    os.mkfifo(inbox / "pipe.xlsx")
    with put(inbox, "giant.xlsx").open("wb") as giant:
        giant.truncate(LARGEST_FILE + 1)
    assert claimed(inbox) == []
    assert len(list(files_left(inbox))) == 5
    assert too_large(inbox) == ("giant.xlsx",)


@pytest.mark.parametrize(("seconds", "taken"), [(-10, 1), (-9, 0), (0, 0), (9, 0), (10, 1), (3 * 365 * 86400, 1)])
def test_a_file_that_was_just_written_to_is_left_for_the_next_collector(inbox: Path, seconds: int, taken: int) -> None:
    """Its clock may be ahead of ours by a little; by years it is no clock of this run."""
    written_at = NOW.timestamp() + seconds
    os.utime(put(inbox, "bieu.xlsx"), (written_at, written_at))
    assert len(claimed(inbox)) == taken


def test_a_note_that_is_a_link_or_a_folder_says_nothing(inbox: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        put(inbox, name)
    (inbox / "a.pdf.meta.yaml").symlink_to(put(tmp_path, "secret", "root: secret"))
    (inbox / "b.pdf.meta.yaml").mkdir()
    for file in claimed(inbox):
        assert read_covering(file.covering, NOW).problems == ()


def test_what_else_lies_among_the_claims_is_passed_over(inbox: Path) -> None:
    put(inbox, "bieu.xlsx")
    claimed(inbox)
    put(inbox / ".claimed", ".DS_Store")
    (inbox / ".claimed" / "copy of a folder").mkdir()
    put(inbox / ".claimed" / "copy of a folder", "bieu.xlsx")
    assert len(claimed(inbox)) == 1


NAMES = [
    "x" * 250 + ".xlsx",
    "Biểu của Phường 2 (bản cuối).xlsx",
    unicodedata.normalize("NFD", "Báo cáo phường Tân Quy Đông.xlsx"),
    "=cmd|'calc'!A0.xlsx",
    "a\nb.xlsx",
    "-rf.xlsx",
    "%s{0}$(id).xlsx",
    "tên không có đuôi",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_is_taken_and_told_in_nfc(inbox: Path, name: str) -> None:
    put(inbox, name)
    (file,) = claimed(inbox)
    assert file.name == unicodedata.normalize("NFC", name)
    assert read_covering(file.covering, NOW).covering == Covering()


def test_a_name_in_an_old_encoding_is_taken_as_text_that_can_be_stored(inbox: Path) -> None:
    put(inbox, os.fsdecode(b"K\xd5 ho\xb9ch.xlsx"))
    (file,) = claimed(inbox)
    assert file.name.encode()
    assert file.name.endswith(".xlsx")


def test_an_nfd_name_keeps_its_note(inbox: Path) -> None:
    name = unicodedata.normalize("NFD", "Biểu Phường 2.xlsx")
    put(inbox, name)
    put(inbox, f"{name}.meta.yaml", "unit: phuong-2")
    (file,) = claimed(inbox)
    assert read_covering(file.covering, NOW).covering.unit == "phuong-2"


def files_left(inbox: Path) -> Iterator[Path]:
    return (path for path in inbox.iterdir() if path.name != ".claimed")


# The covering note.


def note(tmp_path: Path, text: str | bytes) -> Path:
    return put(tmp_path, "bieu.pdf.meta.yaml", text)


def test_a_whole_note_is_read(tmp_path: Path) -> None:
    path = note(
        tmp_path,
        "unit: UBND Phường 2\nkind: subplan\nreceived_at: 2023-06-29T09:00\ndoc_symbol: 57/KH-UBND\n"
        "doc_date: 2023-06-28\nsigner: Trần Văn C\nregistry_no: 0812\n",
    )
    read = read_covering(path, NOW)
    assert read.covering == Covering(
        "UBND Phường 2", SubmissionKind.SUBPLAN, "57/KH-UBND", date(2023, 6, 28), "Trần Văn C", "0812"
    )
    assert (read.received_at, read.problems) == (at("2023-06-29 09:00"), ())


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "unit:\nkind:\nreceived_at:\ndoc_date: ''\n", "\ufeff"])
def test_blanks_say_nothing_and_are_no_problem(tmp_path: Path, text: str) -> None:
    read = read_covering(note(tmp_path, text), NOW)
    assert (read.covering, read.received_at, read.problems) == (Covering(), None, ())


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("2023-06-29T09:00", "2023-06-29 09:00"),
        ("2023-06-29 09:00:30", "2023-06-29 09:00:30"),
        ("2023-06-29T02:00:00+00:00", "2023-06-29 09:00"),
        ("2023-06-28", "2023-06-28 23:59:59"),
        ("'2023-06-28'", "2023-06-28 23:59:59"),
    ],
)
def test_a_stated_receipt_is_viet_nams_time_and_a_date_means_its_end(tmp_path: Path, stated: str, meant: str) -> None:
    assert read_covering(note(tmp_path, f"received_at: {stated}"), NOW).received_at == at(meant)


def test_todays_date_as_the_receipt_means_by_now(tmp_path: Path) -> None:
    assert read_covering(note(tmp_path, "received_at: 2023-06-29"), NOW).received_at == NOW


def test_an_unknown_field_is_named_and_takes_nothing_from_the_others(tmp_path: Path) -> None:
    read = read_covering(note(tmp_path, "unit: P2\nchannel: zalo\nreceived_at: 2023-06-29T09:00"), NOW)
    assert (read.covering, read.received_at) == (Covering("P2"), at("2023-06-29 09:00"))
    assert [problem.where for problem in read.problems] == ["bieu.pdf.meta.yaml, channel"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("received_at: 2023-06-29T17:00", "received_at"),
        ("received_at: 2023-06-30", "received_at"),
        ("received_at: hôm qua", "received_at"),
        ("doc_date: 28/6/2023", "doc_date"),
        ("doc_date: 57", "doc_date"),
        ("kind: kế hoạch", "kind"),
        ("unit: [phuong-2]", "unit"),
        ("don_vi: phuong-2", "don_vi"),
        ("phuong-2", "cả tệp"),
        ("- phuong-2", "cả tệp"),
    ],
)
def test_a_wrong_note_is_named_by_its_field_and_says_nothing_else(tmp_path: Path, text: str, place: str) -> None:
    read = read_covering(note(tmp_path, text), NOW)
    assert [problem.where for problem in read.problems] == [f"bieu.pdf.meta.yaml, {place}"]
    assert (read.covering, read.received_at) == (Covering(), None)


def test_everything_wrong_with_a_note_is_named_at_once(tmp_path: Path) -> None:
    read = read_covering(note(tmp_path, "unit: phuong-2\nkind: x\ndoc_date: y\nz: 1"), NOW)
    assert len(read.problems) == 3


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "alias bomb": BOMB,
    "alias bomb in a field": f"{BOMB}unit: *i",
    "python tag": "unit: !!python/object/apply:os.system ['touch /tmp/papiplan-was-here']",
    "deeply nested": "[" * 30_000,
    "deeply nested mapping": "unit: " + "{a: " * 10_000,
    "endless": "unit: " + "x" * 100_000,
    "not utf-8": b"unit: \xff\xfe",
    "nul": b"unit: \0",
    "binary": bytes(range(256)),
    "recursive": "unit: &a [*a]",
    "long name of a field": f"? {'x' * 50_000}\n: 1",
    "unclosed": "unit: 'phuong-2",
    "merge": "<<: {unit: phuong-2}\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_note_is_one_short_problem_or_a_few(tmp_path: Path, text: str | bytes) -> None:
    read = read_covering(note(tmp_path, text), NOW)
    assert 1 <= len(read.problems) <= 10
    assert all(len(problem.sentence()) < 400 for problem in read.problems)
    assert read.covering == Covering()


def test_no_note_says_nothing(tmp_path: Path) -> None:
    read = read_covering(tmp_path / "none.meta.yaml", NOW)
    assert (read.covering, read.received_at, read.problems) == (Covering(), None, ())


def test_the_problem_of_a_note_repeats_what_was_found(tmp_path: Path) -> None:
    (problem,) = read_covering(note(tmp_path, "kind: kế hoạch"), NOW).problems
    assert problem.sentence() == 'bieu.pdf.meta.yaml, kind: giá trị "kế hoạch" chưa đúng.'


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("bieu.xlsx", b"", True),
        ("BIEU.XLS", b"", True),
        ("bieu.ods", b"", True),
        ("bieu", b"PK\x03\x04 xl/workbook.xml", True),
        ("ke-hoach.pdf", b"%PDF-1.7", False),
        ("ke-hoach.docx", b"PK\x03\x04 word/document.xml", False),
        ("xlsx", b"", False),
    ],
)
def test_a_form_is_known_by_its_name_or_its_bytes(name: str, content: bytes, form: bool) -> None:
    assert is_workbook(name, content) is form


def test_a_claims_key_sorts_by_the_round_that_took_it(inbox: Path) -> None:
    put(inbox, "b.xlsx")
    (first,) = claimed(inbox)
    put(inbox, "a.xlsx")
    keys = [file.key for file in claimed(inbox, LATER)]
    assert keys[0] == first.key
    assert all(re.fullmatch(r"202306\d\dT\d{6}\+0700_[0-9a-f]{16}", key) for key in keys)


def test_a_file_that_is_too_large_is_told_by_a_name_that_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe1o c\xe1o.pdf"))
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    (name,) = too_large(tmp_path)
    assert name.encode() == "b\ufffdo c\ufffdo.pdf".encode()


def test_a_note_of_a_later_file_of_the_same_name_is_not_taken_by_the_claim_before(tmp_path: Path) -> None:
    """The collector died with the first file in hand, before its note; the officer then put in another unit's."""
    old = tmp_path / CLAIMED / "20230629T080000+0700_0123456789abcdef"
    old.mkdir(parents=True)
    (old / "scan.pdf").write_bytes(b"first")
    (tmp_path / "scan.pdf").write_bytes(b"second")
    (tmp_path / f"scan.pdf{COVERING}").write_text("unit: phuong-2", encoding="utf-8")
    told = {f.path.read_bytes(): read_covering(f.covering, LATER).covering.unit for f in claim_files(tmp_path, LATER)}
    assert told == {b"first": "", b"second": "phuong-2"}


def test_a_note_stays_with_its_file_that_is_still_being_copied(tmp_path: Path) -> None:
    old = tmp_path / CLAIMED / "20230629T080000+0700_0123456789abcdef"
    old.mkdir(parents=True)
    (old / "scan.pdf").write_bytes(b"first")
    second = tmp_path / "scan.pdf"
    second.write_bytes(b"second")
    os.utime(second, (LATER.timestamp(), LATER.timestamp()))
    (tmp_path / f"scan.pdf{COVERING}").write_text("unit: phuong-2", encoding="utf-8")
    assert [read_covering(f.covering, LATER).covering.unit for f in claim_files(tmp_path, LATER)] == [""]
    assert (tmp_path / f"scan.pdf{COVERING}").is_file()


@pytest.mark.parametrize("left", [(), (f"scan.pdf{COVERING}",)], ids=["nothing", "its note"])
def test_a_claim_without_a_file_goes_once_nobody_can_be_making_it(tmp_path: Path, left: tuple[str, ...]) -> None:
    for stamp in ("20230629T080000+0700", "20230630T071500+0700"):
        folder = tmp_path / CLAIMED / f"{stamp}_0123456789abcdef"
        folder.mkdir(parents=True)
        for name in left:
            (folder / name).touch()
    assert list(claim_files(tmp_path, LATER)) == []
    assert [folder.name[:8] for folder in (tmp_path / CLAIMED).iterdir()] == ["20230630"]
