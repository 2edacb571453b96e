"""Decisions on the pages: one sitting of a group, a person's decision, a proposal, an exception."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from torilla.openings.models import Application, Decision, Writer
from torilla.openings.tests.groups import drafted, group, next_of, proposed, with_chain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_against")]


@pytest.fixture
def asked(draft, sector_group, management_group, eeva, monday):
    return proposed(draft, eeva, timezone.now())


def today():
    return timezone.localdate().isoformat()


def at(body, day=None):
    return reverse("meetings:meeting", args=[body.pk, day or today()])


def sent(row, outcome="approved", section="14", **more):
    given = {"outcome": outcome, "section": section, "resources_confirmed": "on"} | more
    return {f"d{row.pk}-{name}": value for name, value in given.items()}


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_secretary_sees_what_awaits_the_group(asked, sector_group, martti, client):
    client.force_login(martti)
    page = words(client.get(reverse("meetings:meetings")))
    assert "Sivistyksen johtoryhmä" in page and "Kirjaston Instagram" in page
    chosen = client.get(reverse("meetings:meetings"), {"body": sector_group.pk, "on": "1.12.2026"})
    assert chosen.url == at(sector_group, "2026-12-01")


def test_who_speaks_for_no_group_sees_no_meeting(asked, sector_group, jussi, client):
    client.force_login(jussi)
    assert client.get(reverse("meetings:meetings")).status_code == 404
    assert client.get(at(sector_group)).status_code == 404


@pytest.mark.parametrize("day", ["2026-13-01", "huomenna", "0"])
def test_a_day_that_is_none_is_not_there(sector_group, martti, client, day):
    client.force_login(martti)
    assert client.get(at(sector_group, day)).status_code == 404


def test_a_sitting_is_looked_at_and_then_recorded(asked, sector_group, martti, client):
    row = next_of(asked)
    client.force_login(martti)
    checked = client.post(at(sector_group), {**sent(row), "check": "1"})
    assert "Kirjaa 1 päätös" in words(checked) and "§ 14" in words(checked)
    assert not Decision.objects.exclude(outcome="").exists()
    done = client.post(at(sector_group), {**sent(row), "record": "1", "form_token": "t"})
    assert done.status_code == 302 and Decision.objects.get(pk=row.pk).outcome == "approved"
    again = client.post(at(sector_group), {**sent(row), "record": "1", "form_token": "t"})
    assert again.status_code == 302


def test_a_mistake_in_one_matter_loses_nothing_of_the_others(
    asked, sector_group, library, aino, eeva, martti, client
):
    other = proposed(drafted(library, aino, timezone.now(), "TikTok"), eeva, timezone.now())
    rows = [next_of(asked), next_of(other)]
    client.force_login(martti)
    form = {**sent(rows[0], condition="Kokeilu"), **sent(rows[1], section="15x9")}
    page = client.post(at(sector_group), {**form, "check": "1"})
    assert page.status_code == 422 and "Kokeilu" in page.content.decode()
    assert "Tämä ei ole pykälä: ”15x9”" in words(page)
    same = client.post(at(sector_group), {**sent(rows[0]), **sent(rows[1]), "check": "1"})
    assert same.status_code == 422 and "toinen asia: Kirjaston Instagram" in words(same)


def test_what_was_decided_meanwhile_is_said(asked, sector_group, martti, ritva, client):
    row = next_of(asked)
    client.force_login(martti)
    client.post(at(sector_group), {**sent(row), "record": "1"})
    client.force_login(ritva)
    late = sent(row, "declined", "15", reason="Ei")
    page = client.post(at(sector_group), {**late, "record": "1"})
    assert page.status_code == 422 and "on jo päätetty" in words(page)


def test_who_is_disqualified_is_named(asked, sector_group, eeva, aino, martti, ritva, client):
    Writer.objects.create(application=asked, person=martti, added_by=aino, added_at=timezone.now())
    client.force_login(ritva)
    assert "Esteellinen : Martti, hakemuksen kirjoittaja" in words(client.get(at(sector_group)))
    client.force_login(martti)
    page = client.get(at(sector_group))
    assert "Olet esteellinen" in words(page) and 'type="radio"' not in page.content.decode()
    tried = client.post(at(sector_group), {**sent(next_of(asked)), "record": "1"})
    assert tried.status_code == 422 and "434/2003" in words(tried)


def test_an_empty_sitting_records_nothing(asked, sector_group, martti, client):
    client.force_login(martti)
    page = client.post(at(sector_group), {"check": "1"})
    assert page.status_code == 422 and "Mitään ei ole vielä päätetty" in words(page)


def test_a_position_decides_after_a_look(library, aino, leena, client):
    with_chain('["communications_lead"]', "applicant")
    asked = proposed(drafted(library, aino, timezone.now()), aino, timezone.now())
    url = reverse("openings:decide", args=[asked.pk])
    client.force_login(leena)
    given = {"outcome": "approved", "condition": "Vain kokeilu"}
    assert "Tarkista päätös" in words(client.get(url))
    assert "Vain kokeilu" in words(client.post(url, {**given, "check": "1"}))
    back = client.post(url, {**given, "back": "1"})
    assert "Vain kokeilu</textarea>" in back.content.decode()
    assert client.post(url, {**given, "record": "1"}).status_code == 302
    assert Application.objects.get(pk=asked.pk).state == "approved"


def test_whose_the_decision_is_not_is_told_whose_it_is(library, aino, leena, ritva, client):
    with_chain('["communications_lead"]', "applicant")
    asked = proposed(drafted(library, aino, timezone.now()), aino, timezone.now())
    url = reverse("openings:decide", args=[asked.pk])
    client.force_login(ritva)
    page = client.post(url, {"outcome": "approved", "record": "1"})
    assert page.status_code == 422 and "Päättäjä: viestintävastaava" in words(page)


def test_the_maker_asks_for_a_proposal_and_the_supervisor_proposes(
    draft, sector_group, management_group, aino, eeva, client
):
    url = reverse("openings:propose", args=[draft.pk])
    client.force_login(aino)
    assert "Eeva" in words(client.get(url))
    assert client.post(url, {"ask": "1"}).status_code == 302
    client.force_login(eeva)
    assert client.post(url, {"propose": "1"}).status_code == 302
    assert Application.objects.get(pk=draft.pk).state == "deciding"


def test_a_missing_group_has_a_way_out(draft, eeva, sanna, client):
    client.force_login(eeva)
    page = client.post(reverse("openings:propose", args=[draft.pk]), {"propose": "1"})
    assert page.status_code == 422 and "toimialan johtoryhmä (Sivistystoimi)" in words(page)


def test_the_manager_records_an_exception(asked, ritva, client):
    client.force_login(ritva)
    url = reverse("openings:exception", args=[asked.pk])
    given = {"decided_by": "Kunnanjohtaja", "decided_on": today(), "reason": "Kiire"}
    assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "steps": ["1"]}).status_code == 302
    assert "Kunnanjohtaja" in words(client.get(reverse("openings:application", args=[asked.pk])))


def test_the_hub_tells_the_steps_and_earlier_rounds(asked, aino, martti, sector_group, client):
    client.force_login(martti)
    questions = sent(next_of(asked), "returned", reason="Kuka sijaistaa?")
    client.post(at(sector_group), {**questions, "record": "1"})
    client.force_login(aino)
    page = words(client.get(reverse("openings:application", args=[asked.pk])))
    assert "Kierros 1" in page and "Kuka sijaistaa?" in page and "Esittää: Eeva" in page


def test_the_maker_withdraws(asked, aino, client):
    client.force_login(aino)
    url = reverse("openings:withdraw", args=[asked.pk])
    assert client.get(url).status_code == 200 and client.post(url).status_code == 302
    assert client.post(url).status_code == 422


def test_a_meeting_takes_as_many_queries_for_each_matter_of_the_same_kind(
    asked, sector_group, library, aino, eeva, martti, client, django_assert_max_num_queries
):
    for number in range(3):
        proposed(drafted(library, aino, timezone.now(), f"Tili {number}"), eeva, timezone.now())
    client.force_login(martti)
    with django_assert_max_num_queries(150):
        client.get(at(sector_group))


def test_a_board_meets_too(library, mallila, aino, ritva, martti, client):
    board = group("Hallitus", "board", mallila, chair=ritva, secretary=martti)
    with_chain('["municipal_board"]', "applicant")
    asked = proposed(drafted(library, aino, timezone.now()), aino, timezone.now())
    client.force_login(martti)
    client.post(at(board), {**sent(next_of(asked)), "record": "1"})
    assert Application.objects.get(pk=asked.pk).state == "approved"
