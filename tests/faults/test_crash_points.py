"""A process is killed at each named point of `core.crash`, then another goes on: nothing is lost,
nothing is half done, nothing is done twice."""

import pytest

from tests.faults.databases import ROOT
from tests.faults.mail_server import mail_server
from tests.faults.pictures import adding
from tests.faults.restoring import backing_up, restoring
from tests.faults.site import Broke, until
from tests.faults.withdrawing import withdrawing
from torilla.core.crash import POINTS

pytestmark = pytest.mark.faults

UNCOVERED = (
    "rule = 'register.absence-covered' AND closed_at IS NULL"
    " AND subject_name = 'Kirjasto · Facebook'"
)
NO_SUBSTITUTE = (
    "rule = 'register.substitute-named' AND closed_at IS NULL AND subject_kind = 'account'"
    " AND subject_id"
)


def in_a_command(site, point, *, done):
    """The web server dies under Eeva's form; she sends the same form again, and again."""
    before = site.count("register_stewardship")
    web = site.web(TORILLA_CRASH_AT=point)
    with pytest.raises(Broke):
        site.name_kaisa("eeva's form")
    site.end()
    assert web.returncode is not None
    assert site.count("register_stewardship") == before + done

    site.start()
    for _again in range(2):
        assert site.name_kaisa("eeva's form").status == 302
    assert site.count("register_stewardship") == before + 1
    assert site.count("guideline_finding", f"{NO_SUBSTITUTE} = {site.pictures}") == 0
    site.whole()


def before_a_commit(site, point, _empty):
    in_a_command(site, point, done=False)


def after_a_commit(site, point, _empty):
    in_a_command(site, point, done=True)


def in_the_worker(site, point, _empty):
    """The worker dies; the next one frees what it held at once and finds what it had not found."""
    assert killed(site, point)
    found = site.count("guideline_finding", UNCOVERED)
    assert found == (point != "feed.before-evaluate")

    site.start()
    site.whole()
    assert site.count("guideline_finding", UNCOVERED) == 1
    assert site.page("/accounts/").status == 200


def while_sending(site, point, _empty):
    """The worker dies with a mail in its hands: whether it went is not known, so it never goes again."""
    with mail_server() as server:
        site.environment["TORILLA_EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        assert killed(site, point)
        assert len(server.taken) == (point == "notice.sent-unrecorded")
        assert states(site)["sending"] == 1

        site.start()
        until(lambda: not {"sending", "queued"} & set(states(site)))
        site.whole()
        last = states(site)
        assert last["unknown"] == 1 and last["sent"] > 1
        went = last["sent"] + (point == "notice.sent-unrecorded")
        assert len(server.taken) == len(set(server.taken)) == went


def states(site):
    return dict(site.ask("SELECT state, count(*) FROM duties_mail GROUP BY state"))


def killed(site, point):
    """Whether a worker that is to crash at the point was killed there."""
    return site.worker(TORILLA_CRASH_AT=point).wait(60) == -9


WALKS = {
    "command.before-commit": before_a_commit,
    "command.after-commit": after_a_commit,
    "work.claimed": in_the_worker,
    "work.done-unrecorded": in_the_worker,
    "feed.before-evaluate": in_the_worker,
    "feed.before-advance": in_the_worker,
    "notice.claimed": while_sending,
    "notice.sent-unrecorded": while_sending,
    "media.stored": adding,
    "media.recorded": adding,
    "withdrawals.written": withdrawing,
    "backup.written": backing_up,
    "restore.begun": restoring,
    "restore.filled": restoring,
}
"""What happens at each point; a point without a walk fails."""


@pytest.mark.parametrize("point", [name for name, _what in POINTS])
def test_all_goes_on_after_a_kill(point, site, empty):
    WALKS[point](site, point, empty)


def test_a_walk_is_of_a_point_that_is_there():
    assert WALKS.keys() == {name for name, _what in POINTS}


def test_the_reference_page_names_every_point():
    page = (ROOT / "docs" / "reference" / "crash-points.md").read_text(encoding="utf8")
    assert [name for name, what in POINTS if f"| `{name}` | {what} |" not in page] == []
