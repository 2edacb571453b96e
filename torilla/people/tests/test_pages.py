"""The pages of people, as the browser sees them."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from torilla.people.commands.invite import invite
from torilla.people.models import Absence, Body, Holding, Person, Supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def see(client):
    """Opens a page as somebody: `see(aino, "people:person", eeva.pk)`."""

    def get(person, name, /, *args, query=""):
        client.force_login(person)
        return client.get(reverse(name, args=args) + query)

    return get


@pytest.fixture
def send(client):
    """Sends a form as somebody."""

    def post(person, name, /, *args, query="", **form):
        client.force_login(person)
        return client.post(reverse(name, args=args) + query, form)

    return post


def text(response):
    return response.content.decode()


def test_sanna_finds_aino_in_the_list(see, sanna, aino, olli):
    page = text(see(sanna, "people:people", query="?q=aino"))
    assert "Aino" in page and "Olli" not in page


def test_the_list_is_narrowed_to_the_library(see, sanna, aino, olli, library):
    page = text(see(sanna, "people:people", query=f"?unit={library.pk}"))
    assert "Aino" in page and "Olli" not in page


def test_no_hits_offer_to_remove_the_filters(see, sanna):
    assert "Poista suodattimet" in text(see(sanna, "people:people", query="?q=Pekka"))


def test_the_list_costs_at_most_eleven_queries(
    client, policy, sanna, aino, kaisa, olli, django_assert_max_num_queries
):
    client.force_login(sanna)
    client.get(reverse("people:people"))  # a process reads the policy once
    with django_assert_max_num_queries(11):
        client.get(reverse("people:people"))


def test_a_persons_page_costs_at_most_twenty_five_queries(
    client, policy, sanna, eeva, aino, django_assert_max_num_queries
):
    client.force_login(sanna)
    client.get(reverse("people:people"))  # a process reads the policy once
    with django_assert_max_num_queries(25):
        client.get(reverse("people:person", args=[eeva.pk]))


def test_olli_does_not_see_aino(see, olli, aino):
    assert see(olli, "people:person", aino.pk).status_code == 404


def test_ainos_page_says_who_she_is(see, eeva, aino):
    page = text(see(eeva, "people:person", aino.pk))
    assert "työntekijä, Kirjasto" in page
    assert "Eeva" in page


def test_eevas_page_says_what_she_holds(see, sanna, eeva, aino):
    page = text(see(sanna, "people:person", eeva.pk))
    assert "yksikön päällikkö, Kirjasto" in page
    assert "esihenkilö: Aino" in page


def test_eeva_may_note_an_absence_but_not_change_the_name(see, eeva, aino):
    page = text(see(eeva, "people:person", aino.pk))
    assert reverse("people:absence", args=[aino.pk]) in page
    assert reverse("people:change", args=[aino.pk]) not in page
    assert see(eeva, "people:change", aino.pk).status_code == 404


def test_sanna_adds_pirkko(send, sanna, library):
    form = {"name": "Pirkko", "kind": "employee", "unit": library.pk, "language": "fi"}
    response = send(sanna, "people:add", **form)
    assert response.url == reverse("people:person", args=[Person.objects.get(name="Pirkko").pk])


def test_a_form_with_a_fault_keeps_what_was_typed(send, sanna, aino):
    form = {"name": "Pirkko", "email": aino.email, "kind": "employee", "language": "fi"}
    response = send(sanna, "people:add", **form)
    assert response.status_code == 422
    assert 'value="Pirkko"' in text(response)
    assert "jo jollakulla muulla" in text(response)


def test_the_second_writer_sees_both_texts(send, sanna, aino):
    form = {"version": 1, "email": aino.email, "is_active": "on"}
    assert send(sanna, "people:change", aino.pk, name="Aino Aalto", **form).status_code == 302
    response = send(sanna, "people:change", aino.pk, name="Aino Ahola", **form)
    assert response.status_code == 409
    assert "Aino Aalto" in text(response) and "Aino Ahola" in text(response)


def test_a_standing_is_given_and_ended(send, sanna, veikko, mallila):
    send(sanna, "people:standing", veikko.pk, kind="employee", unit=mallila.pk)
    assert veikko.standings.filter(until=None).count() == 2
    send(sanna, "people:standing", veikko.pk, end=veikko.standings.last().pk)
    assert veikko.standings.filter(until=None).count() == 1


def test_somebody_elses_standing_is_not_ended_here(send, sanna, veikko, aino):
    response = send(sanna, "people:standing", veikko.pk, end=aino.standings.get().pk)
    assert response.status_code == 404


def test_a_supervisor_is_searched_and_named(see, send, sanna, olli, leena):
    assert "Leena" in text(see(sanna, "people:supervisor", olli.pk, query="?q=leena"))
    send(sanna, "people:supervisor", olli.pk, query="?q=leena", person=leena.pk)
    assert Supervision.objects.get(person=olli).supervisor == leena


def test_aino_is_left_without_a_supervisor(send, sanna, aino):
    send(sanna, "people:supervisor", aino.pk, nobody="1")
    assert not Supervision.objects.filter(person=aino, until=None).exists()


def test_duty_hours_are_typed_as_people_write_them(see, send, aino):
    send(aino, "people:duty_times", aino.pk, day_0="8–12, 13–16.30")
    assert "8.00–12.00, 13.00–16.30" in text(see(aino, "people:person", aino.pk))


def test_unreadable_duty_hours_are_kept(send, aino):
    response = send(aino, "people:duty_times", aino.pk, day_0="aamusta iltaan")
    assert response.status_code == 422
    assert 'value="aamusta iltaan"' in text(response)


def test_an_absence_has_no_place_for_a_reason(see, aino):
    page = text(see(aino, "people:absence", aino.pk))
    assert set(re.findall(r'name="(\w+)"', page)) >= {"first_day", "last_day"}
    assert "<textarea" not in page


def test_an_absence_is_noted_and_removed(send, aino):
    today = timezone.localdate().isoformat()
    send(aino, "people:absence", aino.pk, first_day=today, last_day=today)
    send(aino, "people:absence", aino.pk, end=Absence.objects.get().pk)
    assert not Absence.objects.exists()


def test_an_invitation_shows_its_link_once(send, client, sanna, aino):
    page = text(send(sanna, "people:invite", aino.pk))
    link = re.search(r'value="http://localhost:8000(/join/[^"]+)"', page).group(1)
    client.logout()
    assert "Tervetuloa, Aino" in text(client.get(link))
    client.post(link, {"password": "kirjasto on auki maanantaina"})
    assert client.get(reverse("people:person", args=[aino.pk])).status_code == 200


def test_a_weak_password_is_told_and_the_link_still_works(client, sanna, aino, monday):
    link = reverse("people:join", args=[invite(actor=sanna, person=aino, now=timezone.now()).token])
    assert client.post(link, {"password": "salasana"}).status_code == 422
    assert client.post(link, {"password": "kirjasto on auki maanantaina"}).status_code == 302


def test_a_link_that_is_not_known_says_so_in_a_sentence(client):
    response = client.get(reverse("people:join", args=["vanha"]))
    assert response.status_code == 422
    assert "Tätä linkkiä ei tunneta" in text(response)


def test_an_invitation_is_mailed_where_mail_is_set_up(send, settings, sanna, aino):
    settings.MAIL_CONFIGURED = True
    aino.language = "sv"
    aino.save()
    send(sanna, "people:invite", aino.pk)
    assert mail.outbox[0].to == ["aino@mallila.example"]
    assert mail.outbox[0].subject == "Inbjudan till Torilla"


def test_aino_takes_her_data_as_a_file(send, aino):
    response = send(aino, "people:export", aino.pk)
    assert response["Content-Type"].startswith("application/json")
    assert '"email": "aino@mallila.example"' in text(response)


def test_olli_is_erased(send, sanna, olli):
    send(sanna, "people:erase", olli.pk)
    olli.refresh_from_db()
    assert olli.email is None


def test_jussi_is_not_erased_while_he_holds_a_position(send, sanna, jussi):
    response = send(sanna, "people:erase", jussi.pk)
    assert response.status_code == 422
    assert "ICT-asiantuntija" in text(response)


def test_a_missing_head_is_seen_and_so_is_who_does_the_tasks(see, sanna, library):
    page = text(see(sanna, "people:units"))
    assert "puuttuu" in page
    assert "Tehtävät hoitaa käyttöönottaja Sanna." in page
    assert "Tehtävät hoitaa käyttöönottaja Sanna." in text(see(sanna, "people:unit", library.pk))


def test_aino_has_no_business_with_the_organisation(see, aino, library):
    assert see(aino, "people:units").status_code == 404
    assert see(aino, "people:positions").status_code == 404
    assert see(aino, "people:unit", library.pk).status_code == 404


def test_eeva_sees_her_unit(see, eeva, library):
    assert see(eeva, "people:units").status_code == 200
    assert see(eeva, "people:unit", library.pk).status_code == 200
    assert see(eeva, "people:unit", library.parent.pk).status_code == 404


def test_a_unit_is_added_changed_and_ended(send, sanna, mallila):
    send(sanna, "people:add_unit", name="Nuoriso", kind="unit", parent=mallila.pk)
    unit = mallila.parts.get()
    form = {"version": 1, "kind": "unit", "parent": mallila.pk}
    send(sanna, "people:change_unit", unit.pk, name="Nuorisotoimi", **form)
    unit.refresh_from_db()
    assert unit.name == "Nuorisotoimi"
    send(sanna, "people:change_unit", unit.pk, end="1")
    assert not mallila.parts.filter(ended_at=None).exists()


def test_a_unit_that_does_not_end_says_what_hangs_on_it(send, sanna, eeva, library):
    response = send(sanna, "people:change_unit", library.pk, end="1")
    assert response.status_code == 422
    assert "Eeva" in text(response)


def test_a_vacant_position_says_who_does_its_tasks(see, sanna):
    page = text(see(sanna, "people:positions"))
    assert "Avoinna" in page
    assert "Tehtävät hoitaa käyttöönottaja Sanna." in page


def test_a_position_is_filled_and_vacated(send, sanna, olli):
    send(sanna, "people:fill", query="?position=ict_specialist", person=olli.pk)
    holding = Holding.objects.get(position="ict_specialist")
    assert holding.person == olli
    send(sanna, "people:fill", query="?position=ict_specialist", end=holding.pk)
    holding.refresh_from_db()
    assert holding.until is not None


def test_a_head_is_named(send, sanna, olli, library):
    query = f"?position=head_of_unit&unit={library.pk}"
    send(sanna, "people:fill", query=query, person=olli.pk)
    assert Holding.objects.get(position="head_of_unit").unit == library


def test_filling_asks_first_which_position(see, sanna):
    assert "Mikä tehtävänimike?" in text(see(sanna, "people:fill"))


def test_a_group_gets_its_chair(send, sanna, ritva, mallila):
    send(sanna, "people:add_body", name="Johtoryhmä", kind="management_group", unit=mallila.pk)
    body = Body.objects.get()
    send(sanna, "people:body", body.pk, person=ritva.pk, role="chair")
    seat = body.memberships.get()
    assert seat.role == "chair"
    send(sanna, "people:body", body.pk, end=seat.pk)
    assert not body.memberships.filter(until=None).exists()


def test_leena_reads_a_group_but_changes_nothing(see, send, leena, ritva, mallila):
    body = Body.objects.create(name="Johtoryhmä", kind="management_group", unit=mallila)
    assert see(leena, "people:body", body.pk).status_code == 200
    response = send(leena, "people:body", body.pk, person=ritva.pk, role="chair")
    assert response.status_code == 403


def test_an_absence_of_today_is_seen_in_the_list(see, sanna, aino):
    today = timezone.localdate()
    Absence.objects.create(person=aino, first_day=today, last_day=date(today.year + 1, 1, 1))
    assert "poissa" in text(see(sanna, "people:people"))


def test_eeva_reads_the_unit_above_without_a_link_to_it(see, eeva, library):
    page = text(see(eeva, "people:unit", library.pk))
    assert "Sivistystoimi" in page
    assert reverse("people:unit", args=[library.parent_id]) not in page


def test_the_municipality_is_renamed_and_stays_one(send, sanna, mallila):
    form = {"version": 1, "name": "Mallilan kunta", "kind": "municipality"}
    assert send(sanna, "people:change_unit", mallila.pk, **form).status_code == 302
    form |= {"version": 2, "kind": "sector"}
    assert send(sanna, "people:change_unit", mallila.pk, **form).status_code == 422


@pytest.mark.parametrize("id", ["²", "9" * 40, "-1", "aino"])
def test_an_id_that_is_none_breaks_nothing(see, send, sanna, aino, id):
    assert see(sanna, "people:people", query=f"?unit={id}").status_code == 200
    assert send(sanna, "people:supervisor", aino.pk, person=id).status_code == 422
    assert send(sanna, "people:absence", aino.pk, end=id).status_code == 404
