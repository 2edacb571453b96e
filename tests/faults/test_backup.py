"""Backup and restore with real processes: while others write, killed half way, on a full disk."""

import os
import re
import resource
import subprocess
import threading
from contextlib import contextmanager

import pytest

from tests.faults.databases import ENGINES, change
from tests.faults.mail_server import mail_server
from tests.faults.pictures import add_picture, kept
from tests.faults.restoring import leftovers, refused, whole
from tests.faults.site import Broke, Site, until
from tests.faults.withdrawing import DUTY, run, states
from tests.journeys.running import TORILLA

pytestmark = pytest.mark.faults

WRITERS = 4
PHRASE = "kirjaston pitkä tunnuslause"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup.tar.gz"


@contextmanager
def writers(site):
    """Four people save without a pause; gives the names of what was answered as saved."""
    told, stop = [], threading.Event()

    def save(who):
        number = 0
        while not stop.is_set():
            number += 1
            name = f"Yksikkö {who} {number}"
            try:
                if site.add_unit(name, name).status == 302:
                    told.append(name)
            except Broke:
                pass

    threads = [threading.Thread(target=save, args=(who,)) for who in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


def test_a_backup_while_four_people_write_holds_all_that_was_saved_before_it(site, empty, file):
    site.web()
    with writers(site) as told:
        until(lambda: len(told) > 2 * WRITERS)
        before = list(told)
        site.torilla("backup", str(file))
        until(lambda: len(told) > len(before) + WRITERS)  # they were never kept waiting for long
    assert file.stat().st_mode & 0o777 == 0o600
    assert site.torilla("backup", "--check", str(file)).returncode == 0

    back = empty(site)
    assert "all whole" in back.torilla("restore", str(file)).stdout
    whole(back)
    names = {row[0] for row in back.ask("SELECT name FROM people_unit")}
    assert set(before) <= names
    assert back.count("django_session") == 0
    assert back.count("core_auditentry", "action = 'core.restored'") == 1
    assert "not empty" in refused(back, "restore", str(file))


def test_pictures_come_back_byte_by_byte(site, empty, file):
    site.web()
    assert add_picture(site, "a picture")[0] == 302
    before = {each.name: each.read_bytes() for each in kept(site)}
    site.torilla("backup", str(file))
    assert site.torilla("backup", "--check", str(file)).returncode == 0

    back = empty(site)
    back.torilla("restore", str(file))
    assert {each.name: each.read_bytes() for each in kept(back)} == before and len(before) >= 4
    assert {each.stat().st_mode & 0o777 for each in kept(back)} == {0o600}
    assert leftovers(back.home / "media") == []


def test_a_restored_machine_sends_nothing_until_it_is_released(site, empty, file):
    with mail_server() as server:
        site.environment["TORILLA_EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert site.worker(TORILLA_CRASH_AT="notice.claimed").wait(60) == -9
        site.torilla("backup", "--with-keys", "--passphrase-file", phrase(file), str(file))

        back = empty(site, keys=False)
        back.torilla("restore", "--passphrase-file", phrase(file), str(file))
        assert (site.home / "keys").read_text().split()[0] in (back.home / "keys").read_text()
        waiting = back.count("duties_mail", "state = 'queued'")
        assert waiting
        back.worker()
        until(back.caught_up)
        until(lambda: back.count("core_job", "name = 'duties.send_mails' AND fence > 1"))
        assert server.taken == [] and back.count("duties_mail", "state = 'queued'") >= waiting
        held = back.torilla("release", check=False)
        assert held.returncode == 1 and re.search(r"\d+ mails, due 20", held.stdout)

        assert "0 dropped" in back.torilla("release", "--drop", "nothing").stdout
        until(lambda: server.taken and not back.count("duties_mail", "state = 'queued'"))
        assert len(server.taken) == len(set(server.taken))
        whole(back)


def test_what_was_withdrawn_after_the_backup_is_withdrawn_again(on_sqlite, empty, file):
    site, ledger = on_sqlite, "withdrawals.jsonl"
    assert run(site, "plant") == 0
    site.torilla("backup", str(file))
    assert run(site, "withdraw") == 0

    back = empty(site)
    (back.home / ledger).unlink(missing_ok=True)
    said = back.torilla("restore", str(file)).stdout
    assert "No ledger of withdrawals was found" in said and states(back) == ["given"]
    said = back.torilla("withdrawals", str(site.home / ledger)).stdout
    assert "1 withdrawal that the database did not know was carried out again" in said
    assert states(back) == ["withdrawn"] and back.count("duties_duty", DUTY) == 1
    assert back.count("media_derivative", f"sha256 = '{'0' * 64}'") == 0
    whole(back)


def test_a_ledger_that_was_kept_elsewhere_is_given_to_the_restore(on_sqlite, empty, file):
    assert run(on_sqlite, "plant") == 0
    on_sqlite.torilla("backup", str(file))
    assert run(on_sqlite, "withdraw") == 0
    kept = str(on_sqlite.home / "withdrawals.jsonl")
    back = empty(on_sqlite)
    assert "not empty" not in back.torilla("restore", "--withdrawals", kept, str(file)).stdout
    assert states(back) == ["withdrawn"] and back.count("duties_duty", DUTY) == 1
    own = back.home / "withdrawals.jsonl"
    own.write_bytes(own.read_bytes().replace(b"withdrawn", b"declined"))
    assert "line 1" in back.torilla("withdrawals", check=False).stdout


def phrase(file):
    secret = file.with_name("phrase")
    secret.write_text(PHRASE + "\n", encoding="utf8")
    return str(secret)


def test_keys_that_are_nowhere_are_asked_for_before_anything_is_changed(on_sqlite, empty, file):
    on_sqlite.torilla("backup", str(file))
    back = empty(on_sqlite, keys=False)
    assert "--without-keys" in refused(back, "restore", str(file))
    assert "torilla init" in refused(back, "audit", "verify")
    assert back.torilla("restore", "--without-keys", str(file)).returncode == 0
    whole(back)


def test_a_backup_of_the_other_kind_of_database_is_refused(copy, empty, file):
    copy("sqlite").torilla("backup", str(file))
    original = Site(file.parent / "home", environment={"DATABASE_URL": "postgres"})
    assert "SQLite" in refused(empty(original), "restore", str(file))


def test_a_log_that_was_changed_comes_back_and_is_said(on_sqlite, empty, file):
    change(on_sqlite.database, "DROP TRIGGER core_auditentry_no_update")
    change(on_sqlite.database, "UPDATE core_auditentry SET actor = 'nobody' WHERE id = 3")
    on_sqlite.torilla("backup", str(file))
    back = empty(on_sqlite).torilla("restore", str(file), check=False)
    assert back.returncode == 1 and "Broken at entry 3" in back.stdout


def test_a_full_disk_leaves_no_half_backup(site, file):
    folder = file.parent / "backups"
    folder.mkdir()
    done = subprocess.run(
        [TORILLA, "backup", folder / "backup.tar.gz"],
        env=site.variables,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_an_empty_database_to_restore_into_again(site, empty, file):
    site.torilla("backup", str(file))
    back = empty(site)
    done = subprocess.run(
        [TORILLA, "restore", file],
        env=back.variables,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert leftovers(back.home) == []
    back.torilla("restore", str(file))
    whole(back)


def test_a_backup_never_goes_over_a_file(on_sqlite, file):
    file.write_text("mine")
    assert "there already" in refused(on_sqlite, "backup", str(file))
    assert file.read_text() == "mine"


def test_pg_dump_that_is_not_here_is_named(copy, file, tmp_path):
    site = copy("postgresql")
    site.environment["PATH"] = str(tmp_path)
    assert "pg_dump is not here" in refused(site, "backup", str(file))


def test_a_pg_dump_older_than_the_server_is_said_in_a_sentence(copy, file, tmp_path):
    told = "pg_dump (PostgreSQL) 9.6.1"
    old = tmp_path / "pg_dump"
    old.write_text(f"#!/bin/sh\necho '{told}'\n")
    old.chmod(0o755)
    site = copy("postgresql")
    site.environment["PATH"] = f"{tmp_path}:{os.environ['PATH']}"
    said = refused(site, "backup", str(file))
    assert told in said and "older than the server" in said
    assert not file.exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_newer_database_is_left_alone_by_an_older_program(copy, engine):
    site = copy(engine)
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', '2030-01-01')"
    change(site.database, newer)
    said = refused(site, "init")
    assert "newer Torilla" in said and "people.9999_later" in said
    assert site.worker().wait(60) == 2
