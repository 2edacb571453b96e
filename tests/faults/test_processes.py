"""The process tree of `torilla serve`: no orphans, whoever dies comes back, it stops when told to."""

import shutil
import signal
import subprocess

import psutil
import pytest

from tests.faults.databases import ENGINES
from tests.faults.site import Site, until
from tests.journeys.running import TORILLA, free_port

pytestmark = pytest.mark.faults

SECONDS = 10


def gone(processes, seconds=SECONDS):
    """Whether all of them end in time by themselves."""
    _ended, alive = psutil.wait_procs(processes, timeout=seconds)
    return not alive


def answers(site):
    return site.healthy() and site.page("/accounts/").status == 200


@pytest.fixture(scope="module")
def served(mallila_on, tmp_path_factory):
    """One that runs through all that it survives."""
    original = mallila_on("sqlite")
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(original.home, home)
    site = Site(home, environment=dict(original.environment), sessions=original.sessions)
    yield site.start()
    site.end()


def test_a_port_that_is_taken_is_said_in_one_sentence(served):
    second = served.torilla("serve", "--port", str(served.port), check=False)

    assert second.returncode == 2
    assert second.stdout == ""
    assert second.stderr.count("\n") == 1
    assert str(served.port) in second.stderr and "--port" in second.stderr


def test_the_web_server_comes_back_when_it_is_killed(served):
    web = served.child(str(served.port))
    below = web.children(recursive=True)

    web.kill()

    assert gone(below)
    until(lambda: served.another(web, str(served.port)) and answers(served))


def test_the_web_servers_own_worker_comes_back_when_it_is_killed(served):
    for each in served.child(str(served.port)).children(recursive=True):
        each.kill()
    until(lambda: answers(served))


def test_the_worker_comes_back_when_it_is_killed(served):
    worker = served.child("worker")

    worker.kill()

    until(lambda: served.another(worker, "worker"))
    assert served.name_kaisa("after the kill").status == 302
    served.whole()


def test_a_killed_supervisor_leaves_no_orphan(served):
    """The last test of `served`."""
    tree = served.tree
    assert {"worker", str(served.port)} <= {word for each in tree for word in each.cmdline()}
    assert len(tree) >= 3  # the web server, its own worker, the worker

    served.process.kill()

    assert gone(tree)


def test_it_stops_when_it_is_told_to(on_sqlite):
    on_sqlite.start()
    tree = on_sqlite.tree

    on_sqlite.process.send_signal(signal.SIGTERM)

    assert on_sqlite.process.wait(SECONDS) == 0
    assert gone(tree, seconds=1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_while_it_starts(on_sqlite, number):
    process = subprocess.Popen(
        [TORILLA, "serve", "--port", str(free_port())],
        env=on_sqlite.variables,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: psutil.Process(process.pid).children(), pause=0.01)
    tree = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(number)

    _out, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert gone(tree)
    assert said == ""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_home_whose_filling_was_killed_is_filled_whole_the_next_time(engine, server, tmp_path):
    environment = {"DATABASE_URL": server.new()} if engine == "postgresql" else {}
    empty = Site(tmp_path / "home", environment=environment)
    crash = empty.variables | {"TORILLA_CRASH_AT": "command.after-commit"}
    assert subprocess.run([TORILLA, "init"], env=crash, check=False).returncode == -9
    assert empty.count("guideline_policyfile") == 0

    assert "4 accounts" in empty.torilla("init").stdout
    assert empty.json("audit", "verify")["ok"]
    assert empty.count("register_account") == 4


def test_two_on_one_home_do_everything_once(site):
    """Two supervisors, two web servers, two workers: as while one version replaces another."""
    site.start()
    second = site.beside()
    second.start()
    before = site.count("people_unit")
    for number in range(10):
        one = (site, second)[number % 2]
        assert one.add_unit(f"Yksikkö {number}", f"form {number}").status == 302
        assert (second, site)[number % 2].add_unit("another", f"form {number}").status == 302
    assert site.count("people_unit") == before + 10
    site.whole()
    headless = (
        "rule = 'people.unit-has-head' AND closed_at IS NULL AND subject_name LIKE 'Yksikkö%'"
    )
    assert site.count("guideline_finding", headless) == 10
    assert answers(site) and answers(second)

    second.kill()
    assert site.add_unit("Kirjastoauto", "a form").status == 302
    site.whole()
