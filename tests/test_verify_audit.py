"""`torilla audit` and the separate verifier agree, on whole logs and on every kind of broken one."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from torilla.cli.audit import audit as command
from torilla.core import audit, guards
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db

TOOL = Path(__file__).resolve().parent.parent / "tools" / "verify_audit.py"


@pytest.fixture
def log(monday):
    """Four entries."""
    for number in range(4):
        audit.record(
            SYSTEM,
            "market.fetched",
            actor=SYSTEM,
            at=monday,
            personal={"name": "Åsa\nÖ"},
            number=number,
        )
    return AuditEntry.objects


def torilla(*arguments):
    """The exit code and what stood on standard output."""
    done = CliRunner().invoke(command, [str(each) for each in arguments])
    return done.exit_code, done.stdout


def verify(*arguments):
    code, said = torilla("verify", "--json", *arguments)
    return code, json.loads(said)


def tool(export, *anchor):
    """The separate verifier's exit code and answer."""
    done = subprocess.run(
        [sys.executable, "-I", TOOL, export, *anchor], capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


@pytest.fixture
def exported(log, tmp_path):
    def write():
        file = tmp_path / "export.jsonl"
        file.write_text(torilla("export")[1], encoding="utf8")
        return file

    return write


@pytest.fixture
def anchor(log, tmp_path):
    file = tmp_path / "anchors.jsonl"
    assert torilla("anchor", "--to", file)[0] == 0
    return file


def unguarded(statement):
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_whole_log_is_whole_for_both(log, exported, anchor):
    found = {"entries": 4, "ok": True, "first_broken": None, "why": ""}

    assert verify("--anchor", anchor) == (0, found)
    assert tool(exported(), anchor) == (0, found)


def test_the_answer_for_people_is_a_sentence(log):
    assert torilla("verify") == (0, "4 entries, all whole.\n")


def test_a_changed_column_is_found_by_both(log, exported):
    unguarded("UPDATE core_auditentry SET actor = 'olli' WHERE id = 3")

    found = {"entries": 2, "ok": False, "first_broken": 3, "why": "a column was changed"}
    assert verify() == (1, found)
    assert tool(exported()) == (1, found)


def test_a_broken_log_is_said_in_a_sentence(log):
    unguarded("UPDATE core_auditentry SET actor = 'olli' WHERE id = 3")

    assert torilla("verify") == (1, "Broken at entry 3: a column was changed.\n")


def test_a_cut_tail_is_found_by_both(log, exported):
    unguarded("DELETE FROM core_auditsecret")
    unguarded("DELETE FROM core_auditentry WHERE id = 4")

    assert verify()[1]["first_broken"] == 4
    assert tool(exported())[1]["first_broken"] == 4


def test_a_rewritten_log_is_found_by_both_with_the_anchor(log, exported, anchor, monday):
    unguarded("DELETE FROM core_auditsecret")
    unguarded("DELETE FROM core_auditentry")
    AuditHead.objects.update(last_id=0, hash="0" * 64)
    for _ in range(5):
        audit.record(SYSTEM, "market.never", actor=SYSTEM, at=monday)

    assert verify()[0] == 0 and tool(exported())[0] == 0
    assert verify("--anchor", anchor)[1]["first_broken"] == 4
    assert tool(exported(), anchor)[1]["first_broken"] == 4


def test_a_log_emptied_after_the_anchor_is_found_by_both(log, exported, anchor):
    unguarded("DELETE FROM core_auditsecret")
    unguarded("DELETE FROM core_auditentry")
    AuditHead.objects.all().delete()

    assert verify("--anchor", anchor)[1]["first_broken"] == 1
    assert tool(exported(), anchor)[1]["first_broken"] == 1


def test_an_export_without_its_head_is_cut(exported):
    file = exported()
    file.write_text("".join(file.read_text(encoding="utf8").splitlines(True)[:-1]), "utf8")

    code, found = tool(file)
    assert (code, found["why"]) == (1, "the export ends without its head: the tail was cut")


def test_something_after_the_head_is_found(exported):
    file = exported()
    lines = file.read_text(encoding="utf8").splitlines(True)
    file.write_text("".join([*lines, lines[0]]), "utf8")

    assert tool(file)[1]["why"] == "something stands after the head"


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": 1, "id": 1}'])
def test_an_export_that_cannot_be_read_is_said_with_its_line(tmp_path, line):
    file = tmp_path / "export.jsonl"
    file.write_text(line, "utf8")

    code, said = tool(file)
    assert (code, "line 1" in said) == (2, True)


def test_an_anchor_file_that_is_not_there_is_said(log, exported, tmp_path):
    missing = tmp_path / "nowhere.jsonl"

    assert torilla("verify", "--anchor", missing)[0] == 2
    assert tool(exported(), missing)[0] == 2


def test_anchors_are_added_one_after_another(log, anchor, monday):
    audit.record(SYSTEM, "market.eaten", actor=SYSTEM, at=monday)
    torilla("anchor", "--to", anchor)

    lines = [json.loads(line) for line in anchor.read_text(encoding="utf8").splitlines()]
    assert [line["id"] for line in lines] == [4, 5]
    assert set(lines[0]) == {"id", "hash", "at"}


def test_an_anchor_can_be_printed(log):
    code, said = torilla("anchor")

    assert (code, json.loads(said)["id"]) == (0, 4)


def test_an_export_holds_no_personal_value(exported):
    assert "Åsa" not in exported().read_text(encoding="utf8")


def test_the_verifier_needs_nothing_but_the_standard_library():
    source = TOOL.read_text(encoding="utf8")

    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import)]
    assert {name.name for node in imports for name in node.names} <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))
    assert len(source.splitlines()) <= 200
