"""A worker dies with a card for Teams in its hands: whether it went is not known, so it never goes again."""

import pytest

from tests.faults.site import until
from torilla.outgoing.tests.servers import OK, Server, answering

pytestmark = pytest.mark.faults


def states(site):
    return dict(site.ask("SELECT state, count(*) FROM duties_teamscard GROUP BY state"))


@pytest.mark.parametrize(("point", "went"), [("notice.claimed", 0), ("notice.sent-unrecorded", 1)])
def test_a_card_never_goes_twice_over_a_kill(point, went, site):
    with Server(answering(OK)) as workflow:
        webhook = f"http://127.0.0.1:{workflow.port}/invoke?sig=secret"
        site.environment["TORILLA_TEAMS_WEBHOOKS"] = webhook
        assert site.worker(TORILLA_CRASH_AT=point).wait(60) == -9
        assert (workflow.accepted, states(site)) == (went, {"sending": 1})

        site.start()
        until(lambda: not {"sending", "queued"} & set(states(site)))
        site.whole()
        assert states(site)["unknown"] == 1
        assert workflow.accepted == went + states(site).get("sent", 0)
