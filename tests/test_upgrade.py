"""A filled database of v0.1.0 comes up to this version: nothing is lost, the log holds, the pages open."""

import gzip
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import date

import pytest

from tests.faults.databases import FILE, ROOT, Server, ask, postgres
from tests.journeys.running import Running

pytestmark = pytest.mark.slow

OLD = ROOT / "tests" / "data" / "v0.1.0"
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
ROWS = {
    "people_person": 39,
    "people_unit": 14,
    "people_holding": 15,
    "people_standing": 40,
    "people_supervision": 30,
    "people_absence": 2,
    "register_account": 26,
    "register_accountrecord": 35,
    "register_stewardship": 39,
    "register_confirmation": 6,
    "register_report": 77,
    "guideline_waiver": 1,
    "guideline_binding": 60,
    "duties_notice": 77,
    "duties_reminder": 911,
    "core_auditsecret": 91,
    "mfa_authenticator": 1,
}
"""Table → its rows in v0.1.0: what nothing but a person's own act may change."""


@pytest.fixture(scope="module")
def server():
    """The PostgreSQL of this test run, None on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    server = Server(url) if url.startswith("postgres") else None
    yield server
    if server:
        server.drop_all()


@pytest.fixture(scope="module")
def upgraded(server, tmp_path_factory):
    """v0.1.0's home, after `torilla init` of this version; `before` counts the rows that it had."""
    home = tmp_path_factory.mktemp("upgrade") / "home"
    home.mkdir(mode=0o700)
    (home / "keys").write_text(KEY + "\n", encoding="utf8")
    running = Running(home, environment={"TORILLA_POLICY": "mallila"})
    if server:
        running.environment["DATABASE_URL"] = server.new()
        fill_postgresql(running.environment["DATABASE_URL"])
    else:
        fill_sqlite(home / FILE)
    running.before = counts(running)
    running.said = running.torilla("init").stdout
    return running


def fill_sqlite(file):
    script = gzip.decompress((OLD / "sqlite.sql.gz").read_bytes()).decode()
    with closing(sqlite3.connect(file)) as database:
        database.executescript(script)


def fill_postgresql(url):
    script = gzip.decompress((OLD / "postgresql.sql.gz").read_bytes())
    psql = [postgres.binaries() / "psql", "-q", "-v", "ON_ERROR_STOP=1", url]
    subprocess.run(psql, input=script, check=True, stdout=subprocess.DEVNULL)


def answers(home, question):
    return ask(home.environment.get("DATABASE_URL") or home.home / FILE, question)


def counts(home):
    return {table: answers(home, f"SELECT count(*) FROM {table}")[0][0] for table in ROWS}


def test_the_old_database_is_the_one_that_was_kept(upgraded):
    assert upgraded.before == ROWS


def test_it_is_ready_and_nothing_is_lost(upgraded):
    assert upgraded.said.startswith("Torilla is ready for Mallila: 26 accounts in the register")
    assert counts(upgraded) == ROWS


def test_the_log_of_the_old_version_still_holds(upgraded):
    found = upgraded.json("audit", "verify")
    assert found["ok"] and found["entries"] >= 2129
    assert answers(upgraded, "SELECT count(*) FROM core_restoration") == [(0,)]


def test_init_again_changes_nothing(upgraded):
    entries = upgraded.json("audit", "verify")["entries"]
    upgraded.torilla("init")
    assert upgraded.json("audit", "verify")["entries"] == entries


def test_the_mails_that_waited_still_wait_and_none_goes_twice(upgraded):
    states = dict(answers(upgraded, "SELECT state, count(*) FROM duties_mail GROUP BY state"))
    assert states == {"queued": 11, "sent": 12, "unknown": 1}


def test_who_acted_before_goes_on_and_has_ninety_days_to_agree(upgraded):
    named = "SELECT count(*) FROM register_stewardship"
    assert answers(upgraded, named + " WHERE NOT from_before") == [(0,)]
    found = "SELECT id FROM guideline_finding WHERE closed_at IS NULL AND rule = "
    assert answers(upgraded, found + "'stewards.agreement'") == []
    before = answers(upgraded, found + "'stewards.agreement-before'")
    assert len(before) > 10
    duties = "SELECT opened_at, due_at FROM duties_duty WHERE closed_at IS NULL AND finding_id = "
    for (finding,) in before:
        ((opened, due),) = answers(upgraded, duties + str(finding))
        assert (day_of(due) - day_of(opened)).days in (90, 91)


def day_of(moment):
    return date.fromisoformat(str(moment)[:10])


def test_nobody_lost_the_lead_of_an_account_by_the_upgrade(upgraded):
    leads = "SELECT count(DISTINCT s.account_id) FROM register_stewardship s"
    leads += " JOIN register_accountrecord r ON r.account_id = s.account_id AND r.until IS NULL"
    leads += " WHERE s.until IS NULL AND s.role = 'lead' AND r.state <> 'closed'"
    without = "SELECT count(*) FROM guideline_finding WHERE closed_at IS NULL"
    without += " AND rule = 'register.lead-named'"
    accounts = (
        "SELECT count(*) FROM register_accountrecord WHERE until IS NULL AND state <> 'closed'"
    )
    ((led,),), ((found,),), ((all_,),) = (
        answers(upgraded, question) for question in (leads, without, accounts)
    )
    assert led + found == all_ and led > 10


def test_the_register_of_a_day_before_the_upgrade_is_the_same(upgraded):
    found = upgraded.json("register", "as-of", "2026-11-01")
    assert len(found["accounts"]) == 26
    assert sum(bool(account["stewards"]) for account in found["accounts"]) > 15


def test_every_main_page_opens_and_secrets_are_read(upgraded):
    found = json.loads(upgraded.python("tests.upgraded"))
    assert {path: status for path, status in found["pages"].items() if status != 200} == {}
    assert len(found["pages"]) > 60
    assert found["secret"] == "JBSWY3DPEHPK3PXP"


def test_what_was_upgraded_is_backed_up_and_restored(upgraded, server, tmp_path):
    file = str(tmp_path / "backup.tar.gz")
    upgraded.torilla("backup", file)
    back = Running(tmp_path / "home", environment=dict(upgraded.environment))
    back.home.mkdir(mode=0o700)
    (back.home / "keys").write_text(KEY + "\n", encoding="utf8")
    if server:
        back.environment["DATABASE_URL"] = server.new()
    assert "all whole" in back.torilla("restore", file).stdout
    assert counts(back) == ROWS
