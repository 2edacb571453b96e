"""Whoever writes a list is killed in the middle, twice: the next one goes on, and no row is doubled."""

import pytest

from tests.faults.site import until

pytestmark = pytest.mark.faults

ROWS = 4000
ADDED = "action = 'register.account.added'"


def written(site):
    return sum(number for (number,) in site.ask("SELECT written FROM people_import"))


def killed(site, process, beyond):
    """Kill the process, as `kill -9` does, as soon as more rows than these are written; how many are."""
    until(lambda: written(site) > beyond)
    process.kill()
    process.wait(10)
    return written(site)


def test_a_list_is_written_whole_and_once_whoever_dies(site, tmp_path):
    file = tmp_path / "tilit.csv"
    file.write_text("Osoite\n" + "".join(f"facebook.com/tuonti.{n}\n" for n in range(ROWS)))
    accounts, entries = site.count("register_account"), site.count("core_auditentry", ADDED)

    by_hand = killed(site, site.terminal("register", "import", str(file)), 0)
    worked = killed(site, site.worker(), by_hand)
    assert 0 < by_hand < worked < ROWS

    site.worker()
    until(lambda: site.one("SELECT state FROM people_import") == "done")
    assert written(site) == ROWS
    assert site.count("register_account") == accounts + ROWS
    assert site.count("core_auditentry", ADDED) == entries + ROWS
    assert site.count("duties_notice", "message LIKE '%came into the register or changed%'") == 1
