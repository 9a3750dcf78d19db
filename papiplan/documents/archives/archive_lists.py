"""The list of an archive for people (danh mục hồ sơ): a workbook with what it is, its files, mails and journal.

Not here: the manifest that is checked (`archive_writing`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from papiplan.documents.archives.journal_words import act_words, ids_words, who_words
from papiplan.documents.workbooks.sheet_cells import Cell
from papiplan.documents.workbooks.sheet_layout import Sheets, columns
from papiplan.domain.archive import ArchivedKind, Manifest, SentMail
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.journal_chain import Link

_ABOUT = columns(("Nội dung", 34), ("Thông tin", 90))
_FILES = columns(
    ("Số thứ tự", 8), ("Loại hồ sơ", 20), ("Nội dung", 44), ("Vị trí trong hồ sơ", 44), ("Cỡ (byte)", 11),
    ("Mã kiểm tra (SHA-256)", 36),
)  # fmt: skip
_MAILS = columns(
    ("Thư số", 8), ("Nơi nhận", 16), ("Địa chỉ", 30), ("Tiêu đề", 50), ("Trạng thái", 18), ("Gửi lúc", 20),
    ("Trả lời của máy chủ thư", 44),
)  # fmt: skip
_ACTS = columns(
    ("Mục số", 8), ("Thời điểm", 20), ("Người thực hiện", 16), ("Việc", 30), ("Lý do", 30), ("Liên quan", 40),
    ("Mã nhật ký", 36),
)  # fmt: skip


def render_archive_list(manifest: Manifest, mails: Iterable[SentMail], links: Iterable[Link]) -> bytes:
    """The workbook (.xlsx): equal manifests, mails and journals give equal bytes."""
    note = f"{manifest.plan.issuer}. {manifest.ending.sentence()}."
    sheets = Sheets(f"Danh mục hồ sơ: {manifest.plan.title}", [note])
    sheets.add("Hồ sơ", "Hồ sơ lưu trữ", _ABOUT, about(manifest))
    sheets.add("Danh mục", "Danh mục hồ sơ", _FILES, _file_rows(manifest))
    if manifest.missing:
        sheets.add("Tệp thiếu", "Tệp mà kho không còn khi lập hồ sơ", _FILES, _missing_rows(manifest))
    sheets.add("Thư đi", "Thư đã gửi và trả lời của máy chủ thư", _MAILS, _mail_rows(mails))
    sheets.add("Nhật ký", "Nhật ký của kế hoạch", _ACTS, _journal_rows(links))
    return sheets.content()


def about(manifest: Manifest) -> Sequence[tuple[str, str]]:
    """What the archive is and holds, line by line, for a sheet and for the screen."""
    plan = manifest.plan
    counted = [kind for kind in ArchivedKind if manifest.count(kind) and kind not in _SAID_OTHERWISE]
    missing = len(manifest.missing)
    return (
        ("Kế hoạch", f"{plan.title} (mã {plan.id})"),
        ("Số, ngày ban hành", f"{plan.number}, ngày {plan.issued_on}"),
        ("Cơ quan ban hành", plan.issuer),
        ("Chỉ số", f"{plan.index} năm {plan.year}"),
        ("Tình trạng", manifest.ending.sentence()),
        ("Đơn vị", f"{plan.units}, trong đó {plan.obliged} đơn vị phải gửi"),
        *((kind.label, f"{manifest.count(kind)} tệp") for kind in counted),
        *([("Kho đã thiếu khi lập hồ sơ", f"{missing} tệp")] if missing else ()),
        ("Nhật ký", f"{manifest.journal_entries} dòng, mã cuối {manifest.journal_head}"),
    )


_SAID_OTHERWISE = (ArchivedKind.JOURNAL, ArchivedKind.LIST)
"""Kinds of which an archive has one file, which says itself what it is."""


def _file_rows(manifest: Manifest) -> Iterator[Sequence[Cell]]:
    for number, file in enumerate(manifest.files, start=1):
        yield number, file.kind.label, file.what, file.path, file.size, file.sha256


def _missing_rows(manifest: Manifest) -> Iterator[Sequence[Cell]]:
    for number, file in enumerate(manifest.missing, start=1):
        yield number, file.kind.label, file.what, file.path, None, file.sha256


def _mail_rows(mails: Iterable[SentMail]) -> Iterator[Sequence[Cell]]:
    for mail in mails:
        sent_at = _moment(mail.sent_at) if mail.sent_at else ""
        yield mail.message, mail.addressee, mail.address, mail.subject, mail.state.label, sent_at, mail.answer


def _journal_rows(links: Iterable[Link]) -> Iterator[Sequence[Cell]]:
    for link in links:
        entry = json.loads(link.text)
        yield (
            link.sequence,
            _moment(datetime.fromisoformat(entry["when"])),
            who_words(entry["who"]),
            act_words(entry["act"]),
            entry["why"],
            ids_words(entry["ids"]),
            link.hash,
        )


def _moment(instant: datetime) -> str:
    return f"{clock_time(instant)}, {short(local_date(instant))}"
