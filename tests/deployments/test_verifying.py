"""`papiplan verify-archive`: an archive is checked and read where there is no database, on anybody's machine."""

import json
import os
from pathlib import Path

import pytest

from deployments.verifying import verify_archive
from papiplan.documents.archives.archive_writing import MANIFEST
from papiplan.domain.problems import Refused
from tests.deployments.test_cli import papiplan
from tests.documents.archives.archives import FORM, a_journal, an_archive, changed, contents


def test_a_whole_archive_is_summed_up_and_written_out(tmp_path: Path) -> None:
    archive, out, home = an_archive(tmp_path / "a.zip"), tmp_path / "out", tmp_path / "home"
    told = papiplan(home, "verify-archive", str(archive), "--extract", str(out))
    assert (told.returncode, told.stderr) == (0, "")
    for line in (
        "Kế hoạch: Kế hoạch cải thiện Chỉ số PAPI năm 2023 (mã sa-dec-2023)",
        "Chỉ số: PAPI năm 2023",
        "Đơn vị: 28, trong đó 20 đơn vị phải gửi",
        "Hồ sơ nhận của đơn vị: 1 tệp",
        "Thư đi: 1 tệp",
        "Văn bản, bảng, biểu: 1 tệp",
        f"Nhật ký: 4 dòng, mã cuối {a_journal()[-1].hash}",
        "Hồ sơ nguyên vẹn.",
    ):
        assert line in told.stdout.splitlines()
    assert (out / FORM).read_bytes() == b"a form"
    assert not home.exists()


def test_each_fault_of_an_archive_is_named_and_nothing_of_it_is_written_out(tmp_path: Path) -> None:
    archive = changed(tmp_path, lambda files: files.update({FORM: b"A form"}))
    told = papiplan(tmp_path, "verify-archive", str(archive), "--json", "--extract", str(tmp_path / "out"))
    assert told.returncode == 1
    assert json.loads(told.stdout)["faults"] == [f"{FORM}: nội dung đã thay đổi so với danh mục"]
    assert told.stderr.splitlines() == [
        f"{FORM}: nội dung đã thay đổi so với danh mục",
        "Hồ sơ không nguyên vẹn: 1 lỗi.",
    ]
    assert not (tmp_path / "out").exists()


def test_what_a_stranger_words_cannot_steer_the_screen(tmp_path: Path) -> None:
    archive = an_archive(tmp_path / "a.zip")
    steered = contents(archive)[MANIFEST].replace("Kế hoạch cải thiện".encode(), b"\\u001b[2J\\nx")
    archive = changed(tmp_path, lambda files: files.update({MANIFEST: steered}))
    assert all(line.isprintable() for line in verify_archive(archive, None).lines())


def test_an_archive_is_written_out_into_a_new_folder_alone(tmp_path: Path) -> None:
    archive, out = an_archive(tmp_path / "a.zip"), tmp_path / "out"
    out.mkdir()
    with pytest.raises(Refused, match="đã có"):
        verify_archive(archive, out)
    os.rmdir(out)
    out.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="đã có"):
        verify_archive(archive, out)
