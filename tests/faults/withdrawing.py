"""What must hold when the process that takes a consent back is killed, or the database is older than that."""

import subprocess
import sys

from tests.faults.databases import ROOT
from tests.faults.restoring import whole

DUTY = "subject_kind = 'use' AND closed_at IS NULL"


def run(site, what, **variables):
    """The exit code of `tests.faults.consented` on the site's home."""
    environment = site.variables | {"DJANGO_SETTINGS_MODULE": "torilla.config.settings"} | variables
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.consented", what],
        cwd=ROOT,
        env=environment,
        check=False,
    ).returncode


def states(site):
    return [
        row[0] for row in site.ask("SELECT state FROM media_consent WHERE giver = 'Hanna Mäki'")
    ]


def withdrawing(site, point, _empty):
    """The ledger has the line and the database has not: the withdrawal was meant, and is carried out."""
    assert run(site, "plant") == 0
    before = site.count("duties_duty", DUTY)
    assert run(site, "withdraw", TORILLA_CRASH_AT=point) == -9
    assert states(site) == ["given"]
    assert len((site.home / "withdrawals.jsonl").read_text().splitlines()) == 1

    assert "1 withdrawal" in site.torilla("withdrawals").stdout
    assert "No withdrawals" in site.torilla("withdrawals").stdout
    assert states(site) == ["withdrawn"]
    assert site.count("duties_duty", DUTY) == before + 1
    whole(site)
