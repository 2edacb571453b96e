"""`torilla register import` and `export`: what the operator sees and what is written."""

import json

import pytest
from click.testing import CliRunner

from torilla.cli.register import register
from torilla.register.models import Account

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(register, arguments)


@pytest.fixture
def accounts(tmp_path):
    file = tmp_path / "tilit.csv"
    file.write_text("Kanava;Tili\nFasebook;mallila\nInstagram;mallila\n", encoding="utf-8")
    return file


def test_a_dry_run_shows_every_row_and_writes_nothing(policy, accounts):
    done = run("import", str(accounts), "--dry-run", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("verdict") for row in rows] == ["unclear", "new", None]
    assert (rows[2]["counts"], done.exit_code) == ({"new": 1, "unclear": 1}, 1)
    assert not Account.objects.exists()


def test_an_import_writes_the_rows_that_are_clear(policy, accounts):
    assert run("import", str(accounts)).exit_code == 1
    assert Account.objects.get().network == "instagram"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonld"])
def test_an_export_comes_in_without_a_change(facebook, form, tmp_path):
    file = tmp_path / f"tilit.{form}"
    file.write_bytes(run("export", "--format", form).stdout_bytes)
    done = run("import", str(file), "--dry-run")
    assert (done.stdout.splitlines()[-1], done.exit_code) == ("same: 1", 0)


def test_units_come_by_the_same_command(mallila, tmp_path):
    file = tmp_path / "yksikot.csv"
    file.write_text("Nimi;Kuuluu\nKirjasto;Sivistys\nSivistys;\n", encoding="utf-8")
    assert run("import", "--of", "units", str(file)).exit_code == 0
    assert mallila.parts.get().parts.get().name == "Kirjasto"


def test_a_file_that_is_not_there_is_said_in_a_sentence(policy):
    done = run("import", "/nowhere/tilit.csv")
    assert "cannot be opened" in done.output
