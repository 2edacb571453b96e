"""What a backup or a restore that was killed must leave, and what the next one does about it."""

import subprocess

from tests.journeys.running import TORILLA
from torilla.core.quiet import MARK


def leftovers(folder):
    """What a backup has left half done in the folder."""
    return [each.name for each in folder.iterdir() if each.name.startswith(".torilla-backup")]


def refused(site, *arguments):
    """The one sentence with which a command ends that could not (its last line on the error output)."""
    done = site.torilla(*arguments, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def whole(site):
    """The log holds, and every unit has the entry that made it and the other way round."""
    assert site.json("audit", "verify")["ok"]
    units = sorted(f"people.unit:{row[0]}" for row in site.ask("SELECT id FROM people_unit"))
    added = "SELECT subject FROM core_auditentry WHERE action = 'people.unit.added'"
    assert units == sorted(row[0] for row in site.ask(added))


def backing_up(site, point, _empty):
    """No file of that name; the next one is whole, and takes away what the killed one left."""
    file = site.home.parent / "backup.tar.gz"
    assert crashed(site, point, "backup", file)
    assert not file.exists() and leftovers(file.parent)
    site.torilla("backup", str(file))
    assert leftovers(file.parent) == []
    assert site.torilla("backup", "--check", str(file)).returncode == 0


def restoring(site, point, empty):
    """Nothing starts on a half restored database; the same command again brings all of it back."""
    file = site.home.parent / "backup.tar.gz"
    site.torilla("backup", str(file))
    back = empty(site)
    assert crashed(back, point, "restore", file)
    if point == "restore.filled":
        assert "restore has not ended" in refused(back, "init")
        assert back.worker().wait(60) == 2
    back.torilla("restore", str(file))
    whole(back)
    assert back.count("core_restoration") == 1
    assert leftovers(back.home) == []
    assert MARK not in tables(back)


def crashed(site, point, *command):
    """Whether the command, told to crash at the point, was killed there."""
    variables = site.variables | {"TORILLA_CRASH_AT": point}
    return subprocess.run([TORILLA, *command], env=variables, check=False).returncode == -9


def tables(site):
    """The names of the database's tables."""
    catalogue = "sqlite_master" if "DATABASE_URL" not in site.environment else "pg_tables"
    name = "name" if catalogue == "sqlite_master" else "tablename"
    return {row[0] for row in site.ask(f"SELECT {name} FROM {catalogue}")}
