"""The pages of agreements, as the two sides use them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.agreements.hooks import Served
from torilla.agreements.models import Agreement
from torilla.agreements.terms import Terms
from torilla.duties.models import Duty
from torilla.people.models import DutyTime, Standing, Supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The pages ask the real clock."""
    return timezone.now()


@pytest.fixture
def offer(policy, aino, now):
    """Aino proposes a year of working time from today on."""
    today = timezone.localdate(now)
    terms = Terms(
        first_day=today, last_day=today + timedelta(days=364), scope="Kirjaston Facebook", hours=2,
        duty_times_confirmed=True,
    )  # fmt: skip
    return propose(actor=aino, person=aino, kind="working_time", terms=terms, now=now)


def posted(client, who, url, **data):
    client.force_login(who)
    return client.post(url, data)


def text(client, who, url):
    client.force_login(who)
    return client.get(url).content.decode()


def time_form(now, **more):
    today = timezone.localdate(now)
    said = {
        "scope": "Kirjaston Facebook", "hours": "1,5", "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=364)).isoformat(), "duty_times_confirmed": "on",
    }  # fmt: skip
    return said | more


def test_the_empty_list_says_how_one_begins(policy, client, aino):
    page = text(client, aino, "/agreements/")
    assert "Kumpi tahansa voi ehdottaa" in page and f"/people/{aino.pk}/working-time/" in page


def test_without_a_supervisor_it_says_what_to_do_first(policy, client, veikko):
    page = text(client, veikko, "/agreements/")
    assert "nimeämään esihenkilö" in page and "working-time" not in page


def test_a_supervisor_sees_own_people_with_the_way_to_propose(policy, client, eeva, aino, kaisa):
    page = text(client, eeva, "/agreements/")
    assert page.index("Aino") < page.index("Kaisa")
    assert f"/agreements/people/{kaisa.pk}/own-profile/" in page


def test_aino_proposes_with_a_form(policy, client, aino, now):
    url = f"/agreements/people/{aino.pk}/working-time/"
    response = posted(client, aino, url, **time_form(now))
    made = Agreement.objects.get()
    assert response.status_code == 302 and response.url == f"/agreements/{made.pk}/"
    assert (str(made.hours), made.duty_times_confirmed) == ("1.5", True)


def test_nothing_typed_is_lost_in_a_refusal(policy, client, aino, now):
    url = f"/agreements/people/{aino.pk}/working-time/"
    yesterday = (timezone.localdate(now) - timedelta(days=1)).isoformat()
    response = posted(client, aino, url, **time_form(now, first_day=yesterday))
    page = response.content.decode()
    assert response.status_code == 422 and "Asiasta sovitaan etukäteen" in page
    assert "Kirjaston Facebook" in page and "K2" in page


def test_the_form_shows_duty_hours_and_substitutes_where_they_are_kept(
    policy, client, aino, monkeypatch
):
    DutyTime.objects.create(person=aino, weekday=0, starts="08:00", ends="16:00")
    served = [Served("Kirjasto · Facebook", "päivittäjä", ("Kaisa",), "/accounts/1/")]
    monkeypatch.setattr("torilla.register.held.serves", lambda person, now: served, raising=False)
    page = text(client, aino, f"/agreements/people/{aino.pk}/working-time/")
    assert "8.00–16.00" in page and "Sijaiset: Kaisa" in page
    assert "substitutes_confirmed" in page


def test_only_a_councillor_is_asked_about_the_elected_office(policy, client, aino, now):
    url = f"/agreements/people/{aino.pk}/working-time/"
    assert "work_matters_only" not in text(client, aino, url)
    Standing.objects.create(person=aino, kind="elected_official", since=now - timedelta(days=1))
    assert "work_matters_only" in text(client, aino, url)


def test_a_private_profile_on_a_work_address_is_refused_with_its_clause(policy, client, aino, now):
    today = timezone.localdate(now)
    response = posted(
        client, aino, f"/agreements/people/{aino.pk}/own-profile/", network="linkedin",
        address="linkedin.com/in/aino", scope="Kirjasto", for_work_profile="Etäisyys",
        for_own_profile="Tutut kasvot", profile="private", founded_on="work",
        first_day=today.isoformat(), last_day=today.isoformat(),
    )  # fmt: skip
    page = response.content.decode()
    assert response.status_code == 422 and "S2" in page and "Tutut kasvot" in page


def test_one_side_of_k7_alone_comes_back_with_the_other_asked_for(policy, client, aino, now):
    today = timezone.localdate(now).isoformat()
    response = posted(
        client, aino, f"/agreements/people/{aino.pk}/own-profile/", network="linkedin",
        address="linkedin.com/in/aino", scope="Kirjasto", for_work_profile="Etäisyys",
        for_own_profile=" ", profile="work", founded_on="work", first_day=today, last_day=today,
    )  # fmt: skip
    assert response.status_code == 422 and "Kirjoita molemmat" in response.content.decode()


def test_the_page_says_what_agreeing_means(client, eeva, offer):
    page = text(client, eeva, f"/agreements/{offer.pk}/answer/")
    assert "voidaan nimetä kunnan tileille" in page and "Kirjaston Facebook" in page


def test_eeva_agrees_and_the_page_shows_it_in_force(client, eeva, offer):
    response = posted(client, eeva, f"/agreements/{offer.pk}/answer/", agrees="yes")
    assert response.status_code == 302
    page = text(client, eeva, f"/agreements/{offer.pk}/")
    assert "<h1>Työaika tileille</h1>" in page
    assert "voimassa" in page and "Hyväksytty" in page and "Ehdotettu" in page


def test_declining_without_a_reason_comes_back(client, eeva, offer):
    response = posted(client, eeva, f"/agreements/{offer.pk}/answer/", agrees="no")
    assert response.status_code == 422 and "Kerro, miksi" in response.content.decode()


def test_ending_names_the_accounts_that_hang_on_it(client, eeva, offer, now, monkeypatch):
    answer(actor=eeva, agreement=offer, agrees=True, now=now)
    served = [Served("Kirjasto · Facebook", "päivittäjä")]
    monkeypatch.setattr("torilla.register.held.serves", lambda person, now: served, raising=False)
    page = text(client, eeva, f"/agreements/{offer.pk}/end/")
    assert "Kirjasto · Facebook" in page and "Ei sijaista" in page


def test_a_renewal_is_prefilled(client, eeva, offer, now):
    answer(actor=eeva, agreement=offer, agrees=True, now=now)
    page = text(client, eeva, f"/agreements/{offer.pk}/renew/")
    assert "Kirjaston Facebook" in page and 'name="first_day"' not in page
    again = time_form(now, last_day=(offer.last_day + timedelta(days=300)).isoformat())
    del again["first_day"]
    assert posted(client, eeva, f"/agreements/{offer.pk}/renew/", **again).status_code == 302
    assert Agreement.objects.get(renews=offer).first_day == offer.last_day + timedelta(days=1)


def test_a_new_supervisor_confirms_with_one_press(client, aino, eeva, leena, offer, now):
    answer(actor=eeva, agreement=offer, agrees=True, now=now)
    Supervision.objects.filter(person=aino).update(until=now)
    Supervision.objects.create(person=aino, supervisor=leena, since=now)
    assert "Vahvista omakseni" in text(client, leena, f"/agreements/{offer.pk}/")
    assert posted(client, leena, f"/agreements/{offer.pk}/confirm/").status_code == 302
    offer.refresh_from_db()
    assert offer.supervisor == leena


def test_a_colleague_sees_nothing_of_it(client, kaisa, offer):
    client.force_login(kaisa)
    assert client.get(f"/agreements/{offer.pk}/").status_code == 404


def test_the_manager_sees_it_and_may_press_nothing(client, ritva, offer):
    page = text(client, ritva, f"/agreements/{offer.pk}/")
    assert "Kirjaston Facebook" in page and f"/agreements/{offer.pk}/answer/" not in page


def test_it_stands_on_the_persons_page_for_the_two(client, eeva, sanna, aino, offer):
    assert f'href="/agreements/{offer.pk}/"' in text(client, eeva, f"/people/{aino.pk}/")
    assert "Ehdota työaikaa" not in text(client, sanna, f"/people/{aino.pk}/")


def test_a_second_agreement_costs_the_list_no_query_more(client, ritva, eeva, offer, kaisa, now):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/agreements/")
        return len(queries)

    client.force_login(ritva)
    client.get("/agreements/")
    before = asked()
    today = timezone.localdate(now)
    terms = Terms(first_day=today, last_day=today, scope="Tapahtumat", duty_times_confirmed=True)
    propose(actor=kaisa, person=kaisa, kind="working_time", terms=terms, now=now)
    assert asked() == before


def test_who_is_told_of_an_answer_comes_to_the_agreement(client, aino, eeva, offer, now):
    answer(actor=eeva, agreement=offer, agrees=False, words="Liikaa tunteja", now=now)
    notice = Duty.objects.get(holder_person=aino, kind="read")
    page = text(client, aino, f"/tasks/{notice.pk}/")
    assert f'href="/agreements/{offer.pk}/"' in page
    assert "Liikaa tunteja" in text(client, aino, f"/agreements/{offer.pk}/")
