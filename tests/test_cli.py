"""`torilla` as an operator or a script meets it: documented shapes, exit codes, one sentence an error."""

import json
import os
import re
import sqlite3
import subprocess
import zlib
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

import click
import psycopg
import pytest

from tests.faults.databases import ROOT, Server
from tests.journeys.running import TORILLA, Running, free_port
from torilla.cli.main import torilla as program
from torilla.screening.tests.making import _assembled, packed

pytestmark = pytest.mark.slow

GUIDELINES = resources.files("torilla.policy") / "guidelines"
SENTENCE = re.compile(r"\A(Error: )?\S.*[.?]\n\Z")


class Home(Running):
    """A home without processes; commands are asked of it, and none may show a traceback."""

    def run(self, *arguments, **variables):
        done = subprocess.run(
            [TORILLA, *arguments],
            env=self.variables | variables,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return done

    def refused(self, *arguments, **variables):
        """The one sentence with which the command ends, when it could not (exit code 2)."""
        done = self.run(*arguments, **variables)
        assert (done.returncode, done.stdout) == (2, "")
        assert SENTENCE.match(done.stderr), done.stderr
        return done.stderr

    def listed(self, *arguments):
        """What a listing prints as JSON (exit code 0)."""
        done = self.run(*arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory):
    """Makes empty homes on the engine of this test run."""
    url = os.environ.get("DATABASE_URL", "")
    server = Server(url) if url.startswith("postgres") else None

    def make(**environment):
        if server:
            environment["DATABASE_URL"] = server.new()
        return Home(tmp_path_factory.mktemp("home") / "home", environment=environment)

    yield make
    if server:
        server.drop_all()


@pytest.fixture(scope="session")
def rautalampi(new_home):
    """Rautalampi's home, just filled; tests only read it."""
    home = new_home()
    home.said = home.run("init").stdout
    return home


@pytest.fixture(scope="session")
def mallila_home(new_home):
    """Mallila's policy without its document and without people."""
    home = new_home(TORILLA_POLICY="mallila")
    assert home.run("init").returncode == 0
    return home


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    return Home(tmp_path_factory.mktemp("empty") / "home")


# The documented shapes


def documented(heading):
    """The keys that docs/reference/json.md lists under the heading."""
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf8")
    section = page.partition(f"## {heading}")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def is_moment(text):
    return datetime.fromisoformat(text).tzinfo is not None


def test_clauses_have_the_documented_shape(rautalampi):
    found = rautalampi.listed("guideline", "clauses")
    assert len(found) == 60
    for clause in found:
        assert clause.keys() == documented("torilla guideline clauses --json")
        assert re.fullmatch(r"[A-Z]\d+", clause["id"])
        assert clause["force"] in {"shall", "should", "may", "none"}
        assert clause["covered_by"] and all(
            re.fullmatch(r"(rule|record|guide|screen|planned|human):\S.*", cover)
            for cover in clause["covered_by"]
        )
        assert clause["stale"] is False


def test_findings_have_the_documented_shape(rautalampi):
    found = rautalampi.listed("findings")
    assert len(found) > 20
    for finding in found:
        assert finding.keys() == documented("torilla findings --json")
        assert (finding["clause"] is None) == (finding["basis"] == "added")
        assert finding["subject"].keys() == {"kind", "name", "address"}
        assert finding["subject"]["kind"] and finding["subject"]["name"]
        assert finding["holder"]["kind"] in {"person", "position", "body"}
        assert finding["holder"]["name"] and finding["reason"]
        assert is_moment(finding["due"])


def test_objections_have_the_documented_shape(empty, tmp_path):
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text("Hänen tunnuksensa on 010203-9002.", encoding="utf8")
    done = empty.run("screen", "--json", *map(str, files))
    (key,) = told = json.loads(done.stdout)
    for objection in told[key]:
        assert {key, *objection} == documented("torilla screen FILE… --json")
    assert done.returncode == 1


def test_before_anybody_has_signed_in_a_finding_is_held_by_a_vacant_position(rautalampi):
    holders = [finding["holder"] for finding in rautalampi.listed("findings")]
    assert {(each["kind"], each["vacant"]) for each in holders} == {("position", True)}
    assert all(each["name"].endswith("(avoinna)") for each in holders)


def test_the_four_accounts_show_theirs(rautalampi):
    subjects = [f["subject"] for f in rautalampi.listed("findings")]
    assert len({s["address"] for s in subjects if s["kind"] == "account"}) == 4


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_findings_speak_the_language_asked_for(rautalampi, language):
    done = rautalampi.run("findings", "--json", "--language", language)
    assert done.returncode == 0
    reasons = {f["rule"]: f["reason"] for f in json.loads(done.stdout)}
    word = {"fi": "Sijainen", "sv": "ersättare", "en": "substitute"}[language]
    assert word.lower() in reasons["register.substitute-named"].lower()


def test_a_whole_log_has_the_documented_shape(rautalampi):
    found = rautalampi.listed("audit", "verify")
    assert found.keys() == documented("torilla audit verify --json")
    assert found["entries"] > 50
    assert (found["ok"], found["first_broken"], found["why"]) == (True, None, "")


def test_a_broken_log_ends_with_1_and_names_the_entry(new_home):
    home = new_home()
    home.run("init")
    tamper(home)
    done = home.run("audit", "verify", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert found.keys() == documented("torilla audit verify --json")
    assert (found["ok"], found["first_broken"]) == (False, 3)
    assert found["why"]
    assert home.run("audit", "verify").returncode == 1
    again = home.run("init")
    assert again.returncode == 0 and "anchor" in again.stderr


def tamper(home):
    """Change an entry, as somebody who has the database's file or its owner's password can."""
    change = "UPDATE core_auditentry SET actor = 'nobody' WHERE id = 3"
    if url := home.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            connection.execute("ALTER TABLE core_auditentry DISABLE TRIGGER ALL")
            connection.execute(change)
        return
    with sqlite3.connect(home.home / "torilla.sqlite3") as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(change)


def test_a_log_that_could_not_be_checked_ends_with_2(rautalampi, tmp_path):
    assert "anchor" in rautalampi.refused("audit", "verify", "--anchor", str(tmp_path / "none"))
    (tmp_path / "garbage").write_text("not an anchor\n")
    assert "anchor" in rautalampi.refused("audit", "verify", "--anchor", str(tmp_path / "garbage"))


def test_an_anchor_that_was_kept_outside_still_holds(rautalampi, tmp_path):
    file = str(tmp_path / "anchors" / "log")
    Path(file).parent.mkdir()
    assert rautalampi.run("audit", "anchor", "--to", file).returncode == 0
    assert rautalampi.run("audit", "verify", "--anchor", file).returncode == 0


def test_the_register_has_the_documented_shape(rautalampi):
    today = date.today().isoformat()  # noqa: DTZ011
    found = rautalampi.listed("register", "as-of", today)
    assert found.keys() == {"date", "accounts"} and found["date"] == today
    assert len(found["accounts"]) == 4
    for account in found["accounts"]:
        assert account.keys() == documented("torilla register as-of DATE --json")
        assert isinstance(account["id"], int)
        assert account["network"] and account["handle"] and account["name"]
        assert account["kind"] in {"umbrella", "unit", "campaign", "project", None}
        assert account["keeper"].keys() == {"unit", "stated"}
        assert isinstance(account["stewards"], list)
        assert is_moment(account["since"])


def test_healthz_has_the_documented_shape(client, db):
    found = client.get("/healthz", headers={"host": "any.example"})
    assert found.status_code == 200
    assert found.json().keys() == documented("/healthz")
    assert found.json()["status"] in {"ok", "degraded"}
    assert found.json()["database"] == "ok"


# The register on other days


def test_before_the_beginning_the_register_is_empty(rautalampi):
    assert rautalampi.listed("register", "as-of", "2001-02-03")["accounts"] == []


def test_a_day_may_be_written_as_people_write_it(rautalampi):
    found = rautalampi.listed("register", "as-of", "3.2.2001")
    assert found["date"] == "2001-02-03"


def test_of_a_day_to_come_it_says_what_is_known_today(rautalampi):
    day = date.today() + timedelta(days=400)  # noqa: DTZ011
    assert len(rautalampi.listed("register", "as-of", day.isoformat())["accounts"]) == 4


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-02-30", "2026-13-01", "", "0001-01-01", "9999-12-31", "٢٠٢٦-01-01x"]
)
def test_what_is_no_day_is_refused(rautalampi, day):
    said = rautalampi.refused("register", "as-of", day)
    assert "2026-03-01" in said or "1900" in said


# init


def test_init_twice_changes_nothing(new_home):
    home = new_home()
    first, second = home.run("init"), home.run("init")
    assert "is set up for Rautalampi: 4 accounts" in first.stdout
    assert "is ready for Rautalampi: 4 accounts" in second.stdout
    assert first.returncode == second.returncode == 0
    assert [re.search(r"\d+ findings", each.stdout)[0] for each in (first, second)] == [
        f"{len(home.listed('findings'))} findings"
    ] * 2


def test_the_set_up_link_of_init_is_replaced_by_a_new_one(rautalampi):
    assert re.search(r"/set-up/\S{30,}/", rautalampi.said)
    assert re.search(r"http://localhost:8000/set-up/\S{30,}/", rautalampi.run("setup-link").stdout)


@pytest.mark.parametrize(
    ("variable", "value", "right"),
    [
        ("DATABASE_URL", "nonsense", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "mysql://olli:salasana@host/name", "sqlite:////folder/file"),
        ("DATABASE_URL", "postgres://olli:salasana@127.0.0.1:1/none", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////proc/none/file", "DATABASE_URL"),
        ("TORILLA_TIME_ZONE", "Mars/Olympus", "Europe/Helsinki"),
        ("TORILLA_EMAIL_URL", "olli:salasana", "smtp+tls://user:password@host:587"),
        ("TORILLA_BASE_URL", "torilla.example", "https://"),
        ("TORILLA_DEMO", "perhaps", "1 or 0"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(empty, variable, value, right):
    said = empty.refused("init", **{variable: value})
    assert variable in said and right in said
    assert "salasana" not in said


def test_a_policy_that_is_not_there_is_refused_with_those_that_are(new_home):
    done = new_home().run("init", TORILLA_POLICY="rautalammi")
    assert done.returncode == 2
    assert "rautalammi" in done.stderr and "did you mean “rautalampi”?" in done.stderr


def test_a_policy_file_that_is_not_there_is_named(new_home, tmp_path):
    assert "none.toml" in new_home().refused("init", TORILLA_POLICY=str(tmp_path / "none.toml"))


def test_a_policy_file_that_is_wrong_leaves_the_home_empty(new_home, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text((GUIDELINES / "mallila.toml").read_text("utf8").replace('"shall"', '"must"'))
    home = new_home()
    done = home.run("init", TORILLA_POLICY=str(bad))
    assert done.returncode == 2 and "must" in done.stderr
    assert home.run("init").stdout.startswith("Torilla is set up for Rautalampi")


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    said = Home(tmp_path / "file" / "home").refused("init")
    assert "TORILLA_HOME" in said and str(tmp_path / "file" / "home") in said


@pytest.mark.parametrize(
    "command",
    [
        ["findings"],
        ["findings", "--json"],
        ["guideline", "clauses", "--json"],
        ["register", "as-of", "2026-03-01"],
        ["audit", "verify", "--json"],
        ["audit", "export"],
        ["setup-link"],
        ["person", "export", "aino@mallila.example"],
    ],
    ids=" ".join,
)
def test_in_an_empty_home_every_command_says_to_fill_it(new_home, command):
    assert "torilla init" in new_home().refused(*command)


# The guideline's files


def test_a_policy_file_that_comes_with_torilla_has_no_problems(empty):
    for name in ("mallila.toml", "rautalampi.toml"):
        done = empty.run("guideline", "lint", str(GUIDELINES / name))
        assert (done.returncode, done.stdout) == (0, "No problems\n")


WRONGS = [
    ('force = "shall"', 'force = "must"', "must"),
    ("register.lead-named", "register.led-named", "led-named"),
    ('enforcement = "warn"', 'enforcement = "shout"', "shout"),
    ("interval = 180", "interval = 9999", "1095"),
    ("days = 14", 'days = "soon"', "0 to 365"),
    ("[municipality]", "[municipality", "line"),
]


@pytest.mark.parametrize(("right", "wrong", "word"), WRONGS, ids=[w for _r, w, _ in WRONGS])
def test_each_problem_of_a_policy_file_is_a_sentence(empty, tmp_path, right, wrong, word):
    text = (GUIDELINES / "mallila.toml").read_text("utf8")
    assert right in text
    (tmp_path / "bad.toml").write_text(text.replace(right, wrong, 1))
    done = empty.run("guideline", "lint", str(tmp_path / "bad.toml"))
    *problems, count = done.stdout.splitlines()
    assert done.returncode == 1 and done.stderr == ""
    assert count == f"{len(problems)} problems" and problems
    assert word in done.stdout
    assert all(re.fullmatch(r"\S.*: .*; .*[.?]", problem) for problem in problems)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe" * 500, b"[[[["], ids=["empty", "bytes", "["]
)
def test_what_is_no_policy_file_at_all_is_a_problem(empty, tmp_path, content):
    (tmp_path / "bad.toml").write_bytes(content)
    done = empty.run("guideline", "lint", str(tmp_path / "bad.toml"))
    assert done.returncode == 1 and done.stdout.splitlines()[0].endswith((".", "?"))


def test_a_file_that_is_not_there_is_a_usage_error(empty):
    for command in ("lint", "load"):
        done = empty.run("guideline", command, "none.toml")
        assert done.returncode == 2 and "none.toml" in done.stderr


def test_the_documents_own_text_binds_whole_and_is_loaded_once(mallila_home):
    document = str(GUIDELINES / "mallila.fi.txt")
    done = mallila_home.run("guideline", "load", document)
    assert (done.returncode, done.stdout) == (0, "60 of 60 clauses bound\n")
    assert "loaded already" in mallila_home.refused("guideline", "load", document)
    assert not any(c["stale"] for c in mallila_home.listed("guideline", "clauses"))


def test_another_municipalitys_text_is_refused(rautalampi):
    said = rautalampi.refused("guideline", "load", str(GUIDELINES / "mallila.fi.txt"))
    assert "another document" in said and "of 60" in said


@pytest.fixture(scope="session")
def hostile():
    return {
        "bomb.pdf": bomb_of_a_pdf(),
        "bomb.docx": packed({"word/document.xml": bytes(60_000_000)}),
        "empty.txt": b"",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    }


def bomb_of_a_pdf():
    """A page that unpacks to two hundred million letters."""
    page = b"BT /F1 10 Tf 50 800 Td\n" + b"(aaaaaaaaaa) Tj\n" * 2_000_000 + b"ET"
    packed_page = zlib.compress(page, 9)
    box = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
    length = b"<< /Length %d /Filter /FlateDecode >>" % len(packed_page)
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R " + box + b" /Contents 5 0 R >>",
            length + b"\nstream\n" + packed_page + b"\nendstream",
        ],
        "",
    )


@pytest.mark.parametrize("name", ["bomb.pdf", "bomb.docx", "empty.txt", "picture.png"])
def test_a_file_made_to_do_harm_is_refused(rautalampi, tmp_path, hostile, name):
    (tmp_path / name).write_bytes(hostile[name])
    rautalampi.refused("guideline", "load", str(tmp_path / name))


# The commands themselves


def commands(group=program, path=()):
    """Every command with its path, groups among them."""
    yield path, group
    if isinstance(group, click.Group):
        for name in group.list_commands(None):
            yield from commands(group.get_command(None, name), (*path, name))


@pytest.mark.parametrize(
    ("path", "command"),
    list(commands()),
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_every_command_says_what_it_does(path, command):
    context = click.Context(command, info_name=" ".join(("torilla", *path)))
    assert command.help and command.help.split("\n")[0].strip().endswith((".", ":", "?", ")"))
    assert command.get_help(context).startswith("Usage: torilla")


def test_help_is_shown_without_a_home():
    done = subprocess.run([TORILLA, "--help"], capture_output=True, text=True, cwd="/", check=True)
    assert all(name in done.stdout for name in program.list_commands(None))


@pytest.mark.parametrize(
    "command",
    [["dance"], ["findings", "--language", "klingon"], ["serve", "--port", "0"], ["register"]],
    ids=" ".join,
)
def test_a_command_that_is_not_there_ends_with_2(empty, command):
    assert empty.run(*command).returncode == 2


def test_an_address_that_is_not_this_machines_is_said(empty):
    said = empty.refused("serve", "--host", "203.0.113.7", "--port", "8000")
    assert "203.0.113.7" in said and "--port" in said


def test_serve_says_that_the_database_does_not_answer(empty):
    nowhere = {"DATABASE_URL": "postgres://olli@127.0.0.1:1/none"}
    assert "DATABASE_URL" in empty.refused("serve", "--port", str(free_port()), **nowhere)


def test_a_person_who_is_not_there_is_named(rautalampi):
    assert "olli@mallila.example" in rautalampi.refused("person", "export", "olli@mallila.example")


def test_a_reader_who_has_seen_enough_is_no_error(rautalampi):
    script = f"{TORILLA} audit export | head -n 1"
    done = subprocess.run(
        ["bash", "-c", script], env=rautalampi.variables, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == 1
