"""Files lie under the hash of their bytes, whole, in any fsspec location."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest

from papiplan.store import DamagedFileError, Store, StoredFile

SHEET = "Biểu đăng ký nhiệm vụ".encode()
SHA256 = hashlib.sha256(SHEET).hexdigest()


@pytest.fixture(params=["file", "memory", "nested file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    urls = {
        "file": f"file://{tmp_path}/files",
        "memory": f"memory://{tmp_path.name}",
        "nested file": f"file://{tmp_path}/Hồ sơ 2023/files",
    }
    yield Store(urls[request.param])
    fsspec.filesystem("memory").store.clear()


def test_what_was_put_is_got_back_by_its_hash(store: Store) -> None:
    assert store.put(SHEET) == StoredFile(SHA256, len(SHEET))
    assert store.get(SHA256) == SHEET


@pytest.mark.parametrize("content", [b"", b"\0" * 100_000, os.urandom(10_000)], ids=["empty", "zeros", "random"])
def test_any_bytes_can_be_kept(store: Store, content: bytes) -> None:
    assert store.get(store.put(content).sha256) == content


def test_putting_the_same_again_changes_nothing(store: Store) -> None:
    first, second = store.put(SHEET), store.put(SHEET)
    assert first == second
    assert len(everything_in(store)) == 1


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.get(SHA256)


def test_two_stores_of_one_place_are_one_store(store: Store) -> None:
    store.put(SHEET)
    assert Store(store.url).get(SHA256) == SHEET


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b + b"x", lambda _: b""], ids=["cut", "longer", "empty"])
def test_bytes_that_changed_are_never_given_out(store: Store, spoil: Callable[[bytes], bytes]) -> None:
    store.put(SHEET)
    files, (path,) = fsspec.filesystem(store.url.partition(":")[0]), everything_in(store)
    files.pipe_file(path, spoil(SHEET))
    with pytest.raises(DamagedFileError, match=SHA256):
        store.get(SHA256)


def test_a_file_stands_under_its_hash_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(f"file://{tmp_path}")

    def broken(*_: object, **__: object) -> None:
        raise OSError("power cut")

    files = fsspec.filesystem("file")
    monkeypatch.setattr(type(files), "mv", broken)
    with pytest.raises(OSError, match="power cut"):
        store.put(SHEET)
    with pytest.raises(FileNotFoundError):
        store.get(SHA256)
    monkeypatch.undo()
    store.put(SHEET)
    assert store.get(SHA256) == SHEET


def test_many_writers_of_the_same_bytes_leave_one_whole_file(tmp_path: Path) -> None:
    store = Store(f"file://{tmp_path}")
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(store.put, [SHEET] * 40))
    assert kept == {StoredFile(SHA256, len(SHEET))}
    assert [path.name for path in everything_of(tmp_path)] == [SHA256[2:]]


def everything_in(store: Store) -> list[str]:
    files, root = fsspec.core.url_to_fs(store.url)
    return list(files.find(root))


def everything_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_local_file_is_kept_and_given_out_as_its_bytes_are(store: Store, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "large").write_bytes(content)
    kept = store.put_file(tmp_path / "large")
    assert (kept, store.put_file(tmp_path / "large")) == (store.put(content), kept)
    store.copy_to(kept.sha256, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == content
    assert len(everything_in(store)) == 1


def test_a_file_that_changed_or_is_gone_is_never_copied_out(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.copy_to(SHA256, tmp_path / "out")
    store.put(SHEET)
    files, (path,) = fsspec.filesystem(store.url.partition(":")[0]), everything_in(store)
    files.pipe_file(path, SHEET + b"x")
    with pytest.raises(DamagedFileError, match=SHA256):
        store.copy_to(SHA256, tmp_path / "out")
