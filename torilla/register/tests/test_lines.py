"""What the municipality has settled on each network (C10, C11)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.people.models import Body
from torilla.register.commands.settle_line import end_line, settle_line
from torilla.register.lines import line_on, lines_by_network
from torilla.register.models import ChannelLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(mallila):
    return Body.objects.create(name="Kunnan johtoryhmä", kind="management_group", unit=mallila)


@pytest.fixture
def settle(policy, ritva, group, monday):
    def settle(network="tiktok", line="experimental", **more):
        given = {"body": group, "decided_on": monday.date(), "section": "12"} | more
        return settle_line(actor=ritva, network=network, line=line, **{"now": monday} | given)

    return settle


def test_the_line_is_what_an_application_reads(settle, monday):
    assert line_on("tiktok", monday) is None
    assert settle() == line_on("tiktok", monday)
    assert AuditEntry.objects.filter(action="register.line.settled").count() == 1


def test_a_new_line_takes_the_place_of_the_one_before_it(settle, monday):
    later = monday + timedelta(days=30)
    first, second = settle(), settle(line="recommended", section="19", now=later)
    assert line_on("tiktok", monday) == first
    assert line_on("tiktok", later) == second
    (of,) = lines_by_network(later)
    assert (of.line, of.earlier) == (second, [first])


def test_an_ended_line_stays_in_the_history(settle, ritva, monday):
    line = settle()
    end_line(actor=ritva, line=line, now=monday + timedelta(days=1))
    assert line_on("tiktok", monday + timedelta(days=1)) is None
    (of,) = lines_by_network(monday + timedelta(days=1))
    assert (of.line, of.earlier) == (None, [line])
    with pytest.raises(Refused, match="jo päättynyt"):
        end_line(actor=ritva, line=line, now=monday + timedelta(days=1))


def test_the_same_decision_is_recorded_once(settle):
    settle()
    with pytest.raises(Refused, match="jo kirjattu"):
        settle()
    assert ChannelLine.objects.count() == 1


@pytest.mark.parametrize("network", ["", "arvonta", "TIKTOK", "=1+1"])
def test_an_unknown_network_is_refused(settle, network):
    with pytest.raises(Refused, match="ei tunne tätä kanavaa"):
        settle(network=network)


def test_what_is_not_decided_yet_is_no_line(settle, monday):
    with pytest.raises(Refused, match="vasta edessä"):
        settle(decided_on=monday.date() + timedelta(days=1))


def test_a_group_that_has_ended_settles_nothing(settle, group, monday):
    group.ended_at = monday - timedelta(days=1)
    group.save()
    with pytest.raises(Refused, match="ei enää päätä"):
        settle()


def test_eeva_settles_no_line(policy, eeva, group, monday):
    with pytest.raises(NotAllowed):
        settle_line(
            actor=eeva, network="x", line="not_used", body=group, decided_on=monday.date(),
            section="1", now=monday,
        )  # fmt: skip


def test_the_empty_page_says_what_belongs_here(client, policy, aino):
    client.force_login(aino)
    page = client.get("/accounts/lines/").content.decode()
    assert "Yhtään linjausta ei ole vielä kirjattu" in page
    assert "Kirjaa linjaus" not in page


def test_leena_records_a_line_and_replaces_it(client, policy, leena, group):
    client.force_login(leena)
    given = {
        "network": "tiktok", "line": "experimental", "body": group.pk, "section": "12",
        "decided_on": timezone.localdate().isoformat(), "note": "Nuorten kanssa",
    }  # fmt: skip
    page = client.post("/accounts/lines/settle/", given, follow=True).content.decode()
    assert "§ 12" in page and "Nuorten kanssa" in page and "kokeiltava" in page
    form = client.get("/accounts/lines/settle/?network=tiktok").content.decode()
    assert "Nuorten kanssa" in form and "Voimassa nyt" in form
    again = given | {"line": "recommended", "section": "13"}
    page = client.post("/accounts/lines/settle/", again, follow=True).content.decode()
    assert "Yksi aiempi linjaus" in page


def test_a_section_that_is_missing_loses_nothing(client, policy, leena, group):
    client.force_login(leena)
    given = {"network": "tiktok", "line": "experimental", "body": group.pk, "note": "Nuoret"}
    page = client.post("/accounts/lines/settle/", given)
    assert page.status_code == 422 and "Nuoret" in page.content.decode()


def test_leena_ends_a_line(client, settle, leena):
    line = settle(network="x", line="not_used")
    client.force_login(leena)
    page = client.post(f"/accounts/lines/{line.pk}/end/", follow=True).content.decode()
    assert "Linjaus on päättynyt" in page and "ei linjausta" in page
