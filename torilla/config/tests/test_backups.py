"""A backup's file: read as if a stranger had written it, and never half of one under its name."""

import gzip
import hashlib
import io
import os
import sys
import tarfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from torilla.config.backups import archive, manifest, sealed
from torilla.config.backups.make import make, workshop
from torilla.config.backups.manifest import BadBackup, Manifest, Media, Snapshot
from torilla.core import last_backup

SNAPSHOT = Snapshot("3.40.1", ("core.0001_initial",), 7, "ab" * 32)
CONTENT = os.urandom(300_000)


def say(_what, _done, _of):
    """Nobody watches."""


@pytest.fixture
def manifest_of(tmp_path):
    """The manifest of a backup whose database is CONTENT; what is given differs."""
    (tmp_path / "database").write_bytes(CONTENT)

    def of(**other):
        part = archive.part_of("database", tmp_path / "database")
        made = Manifest(
            id="0" * 32,
            version=manifest.this_version(),
            made_at=datetime(2026, 9, 7, tzinfo=UTC),
            engine="sqlite",
            snapshot=SNAPSHOT,
            keys=(),
            parts=(part,),
        )
        return replace(made, **other)

    return of


@pytest.fixture
def backup(manifest_of, tmp_path):
    """A whole backup's bytes."""
    out = io.BytesIO()
    archive.write(out, manifest_of(), {"database": tmp_path / "database"}, say)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    """Reads bytes as a backup; the unpacked database. Nothing may appear outside the folder."""
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)

    def read_through(content):
        file = tmp_path / "in" / "file"
        file.write_bytes(content)
        try:
            with archive.opened(file) as opened:
                found = opened.unpack(folder, say)
                opened.end()
            return found["database"].read_bytes()
        finally:
            (folder / "database").unlink(missing_ok=True)
            assert {each.name for each in folder.iterdir()} == set()
            assert {each.name for each in folder.parent.iterdir()} == {"file", "here"}

    return read_through


def packed(*members):
    """A tar in gzip of (name, content) or of a member as it is."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for each in members:
            if isinstance(each, tarfile.TarInfo):
                tar.addfile(each)
            else:
                info = tarfile.TarInfo(each[0])
                info.size = len(each[1])
                tar.addfile(info, io.BytesIO(each[1]))
    return out.getvalue()


def special(kind, target=""):
    member = tarfile.TarInfo("database")
    member.type, member.linkname = kind, target
    return member


def test_what_was_written_is_read(read, backup):
    assert read(backup) == CONTENT


@pytest.mark.parametrize("end", [0, 5, 200, 5_000, 150_000, -1])
def test_a_file_that_was_cut_is_refused(read, backup, end):
    with pytest.raises(BadBackup):
        read(backup[:end])


def test_a_file_in_which_a_byte_was_changed_is_refused(read, backup):
    for place in range(10, len(backup), 9_973):  # the first ten are gzip's own, time and system
        changed = bytearray(backup)
        changed[place] ^= 0x55
        with pytest.raises(BadBackup):
            read(bytes(changed))


def test_a_file_that_goes_on_after_its_end_is_refused(read, backup):
    with pytest.raises(BadBackup):
        read(backup + gzip.compress(b"\0" * 1_000_000))
    with pytest.raises(BadBackup):
        read(backup + b"more")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + bytes(500),
        b"hello",
        gzip.compress(b"hello"),
        gzip.compress(bytes(99_999)),
    ],
    ids=["empty", "zip", "text", "packed text", "packed zeros"],
)
def test_another_file_is_refused(read, content):
    with pytest.raises(BadBackup):
        read(content)


@pytest.mark.parametrize(
    "member",
    [
        ("../database", CONTENT),
        ("/tmp/database", CONTENT),
        ("database/../../x", CONTENT),
        special(tarfile.SYMTYPE, "/etc/passwd"),
        special(tarfile.LNKTYPE, "manifest.json"),
        special(tarfile.DIRTYPE),
        special(tarfile.CHRTYPE),
        special(tarfile.FIFOTYPE),
    ],
    ids=["up", "root", "through", "symlink", "hard link", "folder", "device", "pipe"],
)
def test_only_a_plain_file_of_the_right_name_is_unpacked(read, manifest_of, member):
    with pytest.raises(BadBackup):
        read(packed(("manifest.json", manifest_of().as_json()), member))


def test_a_second_database_is_refused(read, manifest_of):
    twice = [("database", CONTENT)] * 2
    with pytest.raises(BadBackup):
        read(packed(("manifest.json", manifest_of().as_json()), *twice))


@pytest.mark.parametrize("size", [0, 299_999, 300_001])
def test_a_manifest_that_tells_another_size_is_refused(read, manifest_of, size):
    told = manifest_of()
    told = replace(told, parts=(replace(told.parts[0], size=size),))
    with pytest.raises(BadBackup):
        read(packed(("manifest.json", told.as_json()), ("database", CONTENT)))


def test_a_checksum_that_does_not_fit_is_refused(read, manifest_of):
    told = manifest_of()
    told = replace(told, parts=(replace(told.parts[0], sha256="0" * 64),))
    with pytest.raises(BadBackup, match="not whole"):
        read(packed(("manifest.json", told.as_json()), ("database", CONTENT)))


def test_a_claim_of_a_thousand_gigabytes_is_not_believed(read, manifest_of):
    told = manifest_of()
    told = replace(told, parts=(replace(told.parts[0], size=10**12),))
    with pytest.raises(BadBackup, match="made to harm"):
        read(packed(("manifest.json", told.as_json()), ("database", CONTENT)))


def test_a_header_of_twenty_megabytes_is_not_read(read, manifest_of):
    bomb = tarfile.TarInfo("manifest.json")
    bomb.pax_headers = {"comment": "0" * 20_000_000}
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed_bomb:
        packed_bomb.write(bomb.tobuf(tarfile.PAX_FORMAT))
    with pytest.raises(BadBackup, match="more than it says"):
        read(out.getvalue())


@pytest.mark.parametrize(
    "told",
    [b"", b"{", b"[]", b"null", b'{"format": 1}', b"[" * 100_000, b'{"format": "x"}', b"\xff\xfe"],
)
def test_what_is_no_manifest_is_refused(told):
    with pytest.raises(BadBackup):
        Manifest.read(told)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'"engine": "sqlite"', b'"engine": "oracle"'),
        (b'"name": "database"', b'"name": "../database"'),
        (b'"id": "0', b'"id": "../0'),
        (b'"size": 300000', b'"size": -1'),
        (b"+00:00", b""),
    ],
)
def test_a_manifest_with_a_wrong_value_is_refused(manifest_of, right, wrong):
    told = manifest_of().as_json()
    assert right in told
    with pytest.raises(BadBackup):
        Manifest.read(told.replace(right, wrong))


@pytest.mark.parametrize(
    "newer", [{"version": "999.0.0"}, {"version": "0.999.0"}], ids=["major", "minor"]
)
def test_a_backup_of_a_newer_torilla_is_left_to_that(manifest_of, newer):
    with pytest.raises(BadBackup, match="999.*newer"):
        Manifest.read(manifest_of(**newer).as_json())


def test_a_manifest_says_the_same_when_read(manifest_of):
    assert Manifest.read(manifest_of().as_json()) == manifest_of()


# Pictures and videos


@pytest.fixture
def pictures(tmp_path):
    """Two files of the store, as a backup is given them."""
    made = []
    for folder, content in (("originals", b"the original"), ("shown", b"what is shown")):
        file = tmp_path / hashlib.sha256(content).hexdigest()
        file.write_bytes(content)
        made.append((folder, file))
    return made


@pytest.fixture
def with_pictures(manifest_of, tmp_path, pictures):
    """A backup with pictures; `manifest` says of them what is given."""

    def make(media=None, *, files=None):
        out, database = io.BytesIO(), {"database": tmp_path / "database"}
        told = manifest_of(media=media or Media(2, 25))
        archive.write(out, told, database, say, pictures if files is None else files)
        file = tmp_path / "with-pictures"
        file.write_bytes(out.getvalue())
        return file

    return make


def unpacked(file, to, media):
    to.mkdir(exist_ok=True)
    if media:
        media.mkdir(exist_ok=True)
    with archive.opened(file) as opened:
        opened.unpack(to, say, media)
        opened.end()


def test_pictures_are_unpacked_as_they_were(with_pictures, pictures, tmp_path):
    unpacked(with_pictures(), tmp_path / "to", tmp_path / "media")
    for folder, file in pictures:
        assert (tmp_path / "media" / folder / file.name).read_bytes() == file.read_bytes()


def test_a_look_at_a_backup_writes_no_picture(with_pictures, tmp_path):
    unpacked(with_pictures(), tmp_path / "to", None)
    assert [each.name for each in (tmp_path / "to").iterdir()] == ["database"]


def test_a_picture_that_was_removed_meanwhile_is_left_out(with_pictures, pictures, tmp_path):
    pictures[0][1].unlink()
    unpacked(with_pictures(), tmp_path / "to", tmp_path / "media")
    assert [each.name for each in (tmp_path / "media").iterdir()] == ["shown"]


def test_a_picture_that_is_not_what_its_name_says_is_refused(with_pictures, pictures, tmp_path):
    pictures[1][1].write_bytes(b"something els")
    with pytest.raises(BadBackup, match="not whole"):
        unpacked(with_pictures(), tmp_path / "to", tmp_path / "media")


def test_more_pictures_than_it_says_are_refused(with_pictures, tmp_path):
    with pytest.raises(BadBackup, match="not whole"):
        unpacked(with_pictures(Media(1, 25)), tmp_path / "to", tmp_path / "media")


@pytest.mark.parametrize("folder", ["..", "partial", "/etc"])
def test_a_picture_of_another_folder_is_refused(with_pictures, pictures, tmp_path, folder):
    file = with_pictures(files=[(folder, pictures[0][1])])
    with pytest.raises(BadBackup, match="other files"):
        unpacked(file, tmp_path / "to", tmp_path / "media")


# The keys


def test_sealed_keys_open_with_their_passphrase_and_no_other():
    closed = sealed.seal(["one", "two"], "hyvä pitkä tunnuslause")
    assert b"one" not in closed
    assert sealed.unseal(closed, "hyvä pitkä tunnuslause") == ["one", "two"]
    with pytest.raises(BadBackup, match="passphrase"):
        sealed.unseal(closed, "huono pitkä tunnuslause")


@pytest.mark.parametrize("closed", [b"", b"{}", b'{"salt": "xx", "token": "y"}', b"[]"])
def test_what_are_no_sealed_keys_is_refused(closed):
    with pytest.raises(BadBackup):
        sealed.unseal(closed, "hyvä pitkä tunnuslause")


# The folder in which one is made


def test_whoever_is_interrupted_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt), workshop(tmp_path) as folder:
        (folder / "database").write_bytes(CONTENT)
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_one_left_behind_goes_and_what_another_uses_stays(tmp_path):
    left = tmp_path / ".torilla-backup-killed"
    left.mkdir()
    with workshop(tmp_path) as used, workshop(tmp_path) as mine:
        assert not left.exists()
        assert used.exists() and mine.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def copies(monkeypatch, settings, tmp_path):
    """A database whose copy is CONTENT, in a home of its own."""

    class Engine:
        def copy(self, to, _say):
            to.write_bytes(CONTENT)
            return SNAPSHOT

    (tmp_path / "home").mkdir()
    settings.HOME = SimpleNamespace(path=tmp_path / "home")
    monkeypatch.setattr(sys.modules[make.__module__], "engine", Engine)


def test_when_a_backup_was_made_is_noted_once_it_is_whole(copies, tmp_path, monday):
    make(tmp_path / "first", passphrase="", now=monday, say=say)
    with pytest.raises(BadBackup):  # it is there already
        make(tmp_path / "first", passphrase="", now=monday + timedelta(days=1), say=say)
    assert last_backup.made_at(tmp_path / "home") == monday


def test_a_home_that_cannot_be_written_stops_no_backup(copies, tmp_path, monday):
    (tmp_path / "home" / last_backup.NAME).mkdir()
    make(tmp_path / "first", passphrase="", now=monday, say=say)
    assert (tmp_path / "first").stat().st_size
