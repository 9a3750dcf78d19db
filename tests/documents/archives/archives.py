"""A small whole archive, and archives made of it that are not whole."""

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from papiplan.documents.archives.archive_lists import render_archive_list
from papiplan.documents.archives.archive_writing import JOURNAL, MANIFEST, archive_into
from papiplan.domain.archive import ArchivedKind, ArchivedPlan, KeptFile, Manifest, SentMail
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.journal_chain import START, Link, chained
from papiplan.domain.messages import DeliveryState
from tests.factories import at

THE_PLAN = ArchivedPlan(
    id="sa-dec-2023",
    title="Kế hoạch cải thiện Chỉ số PAPI năm 2023",
    index="PAPI",
    year=2023,
    number="123/KH-UBND",
    issued_on="15/6/2023",
    issuer="Ủy ban nhân dân thành phố Sa Đéc",
    units=28,
    obliged=20,
)
THE_ENDING = Ending(HandAct.CLOSE, "nv1", "Chủ tịch", "Quyết định số 9/QĐ-UBND", "", at("2024-06-28 09:00"))
THE_MAIL = SentMail(
    1, "phuong-2", "phuong-2@sadec.example", "Triển khai", DeliveryState.SENT, at("2023-06-15 09:00"), "=250 Ok"
)
FORM, MAIL, PAPER = "nhan/00001-phuong-2-bieu.xlsx", "gui/00001-phuong-2.eml", "van-ban/consolidated/1/bao-cao.docx"
TABLE = "du-lieu/submissions.jsonl"

Change = Callable[[dict[str, bytes]], None]


def a_journal(plan: str = THE_PLAN.id, entries: int = 4) -> tuple[Link, ...]:
    """A chain of acts that holds."""
    links: list[Link] = []
    for n in range(1, entries + 1):
        entry = {"plan": plan, "sequence": n, "act": "receive", "who": "nv1", "when": "2023-06-29T09:00:00+07:00"}
        text = json.dumps({**entry, "why": "=1+1", "ids": {"submissions": [n]}}, ensure_ascii=False)
        previous = links[-1].hash if links else START
        links.append(Link(n, text, previous, chained(text, previous)))
    return tuple(links)


def an_archive(path: Path, plan: ArchivedPlan = THE_PLAN, ending: Ending = THE_ENDING, lost: bool = False) -> Path:
    """Write a whole archive; with `lost` one of a store that had lost a file."""
    links = a_journal(plan.id)
    with archive_into(path) as archive:
        archive.add_kept(KeptFile(ArchivedKind.RECEIVED, FORM, "", "Biểu: bieu.xlsx"), b"a form")
        archive.add_kept(KeptFile(ArchivedKind.MAIL_SENT, MAIL, "", "Triển khai Kế hoạch"), b"a mail")
        archive.add_kept(KeptFile(ArchivedKind.PAPER, PAPER, "", "bao-cao.docx, phiên bản 1"), b"a paper")
        if lost:
            archive.add_missing(KeptFile(ArchivedKind.RECEIVED, "nhan/00002.pdf", "0" * 64, "scan.pdf"))
        archive.add_table("submissions", [{"id": 1, "file_name": "bieu.xlsx"}])
        archive.add_table("calls", [])
        archive.add_journal(links)
        manifest = Manifest(plan, ending, len(links), links[-1].hash, tuple(archive.files), tuple(archive.missing))
        archive.add_list(render_archive_list(manifest, (THE_MAIL,), links))
        archive.end(replace(manifest, files=tuple(archive.files)))
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def repacked(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def changed(folder: Path, change: Change) -> Path:
    """A whole archive with something done to its files."""
    files = contents(an_archive(folder / "whole.zip"))
    change(files)
    return repacked(folder / "changed.zip", files)


def journal_lines(files: Mapping[str, bytes]) -> list[bytes]:
    return files[JOURNAL].splitlines(keepends=True)


def relisted(files: dict[str, bytes], path: str, content: bytes) -> None:
    """Change a file, and the manifest with it, as somebody does who knows how an archive is made."""
    files[path] = content
    manifest = json.loads(files[MANIFEST])
    for file in manifest["files"]:
        if file["path"] == path:
            file |= {"size": len(content), "sha256": sha256(content).hexdigest()}
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False).encode()
