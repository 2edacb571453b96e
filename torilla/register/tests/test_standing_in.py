"""Substitutes take over on the day on which the lead is away; nobody says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.people.models import Absence
from torilla.register.commands.name_steward import name_steward
from torilla.register.standing_in import stands_in, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


@pytest.fixture
def account(facebook, aino, kaisa, monday):
    """Aino leads the library's account, Kaisa is the substitute."""
    name_steward(actor=SYSTEM, account=facebook, person=aino, role="lead", now=monday)
    name_steward(actor=SYSTEM, account=facebook, person=kaisa, role="substitute", now=monday)
    return facebook


def away(person, day):
    Absence.objects.create(person=person, first_day=day, last_day=day)


def names(records):
    return [record.name for record in records]


def test_kaisa_stands_in_on_the_very_day_and_not_the_day_after(account, aino, kaisa, monday):
    away(aino, monday.date())
    assert names(stands_in(kaisa, monday)) == ["Kirjasto · Facebook"]
    assert stands_in(kaisa, monday + timedelta(days=1)) == []


def test_while_aino_is_there_nobody_stands_in(account, kaisa, monday):
    assert stands_in(kaisa, monday) == [] and today([account.pk], monday) == {}


def test_while_another_lead_is_there_nobody_stands_in(
    account, aino, kaisa, eeva, martti, monday, agree
):
    agree(eeva, martti)
    name_steward(actor=SYSTEM, account=account, person=eeva, role="lead", now=monday)
    away(aino, monday.date())
    assert stands_in(kaisa, monday) == []


def test_a_substitute_who_is_away_too_does_not_stand_in(account, aino, kaisa, monday):
    away(aino, monday.date())
    away(kaisa, monday.date())
    found = today([account.pk], monday)[account.pk]
    assert (found.away, found.standing_in, stands_in(kaisa, monday)) == ([aino], [], [])


def test_the_account_and_home_say_so(account, aino, kaisa, eeva, client):
    away(aino, timezone.localdate())
    client.force_login(eeva)
    page = client.get(f"/accounts/{account.pk}/").content.decode()
    assert "Poissa tänään: Aino. Tänään tilistä huolehtii: Kaisa." in page
    client.force_login(kaisa)
    assert "Huolehdit tänään yhdestä tilistä" in client.get("/").content.decode()
