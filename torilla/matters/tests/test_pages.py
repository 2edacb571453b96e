"""The pages of disclosure permissions, as the two sides use them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from torilla.matters.commands.answer import answer
from torilla.matters.models import Disclosure

pytestmark = pytest.mark.django_db


@pytest.fixture
def monday():
    """The pages ask the real clock, so the people of this file act now."""
    return timezone.now()


def posted(client, who, url, **data):
    client.force_login(who)
    return client.post(url, data)


def text(client, who, url):
    client.force_login(who)
    return client.get(url).content.decode()


def ask_form(asked, **more):
    said = {
        "about": "Torin kaavaluonnos", "case_number": "MalDno-2026-12", "audience": "kaikille",
        "wanted": "Tori jää autottomaksi.", "whom": f"person-{asked.pk}",
    }  # fmt: skip
    return said | more


def answer_form(now, **more):
    said = {
        "answer": "grant", "granted": "Luonnos on valmisteilla.", "audience": "kaikille",
        "until": (timezone.localdate(now) + timedelta(days=14)).isoformat(), "nothing_secret": "on",
    }  # fmt: skip
    return said | more


def page_of(row):
    return f"/disclosures/{row.pk}/"


def test_the_empty_list_says_when_one_asks(policy, client, aino):
    page = text(client, aino, "/disclosures/")
    assert "päätetty ja julkista" in page and 'href="/disclosures/ask/"' in page


def test_the_list_says_that_torilla_watches_nobody(policy, client, veikko):
    assert "Torilla ei estä ketään" in text(client, veikko, "/disclosures/")


def test_martti_sees_what_awaits_him_and_leena_what_others_asked(client, question, martti, leena):
    assert "Vastaustasi odotetaan" in text(client, martti, "/disclosures/")
    assert "Muiden kysymykset (1)" in text(client, leena, "/disclosures/")


def test_what_may_be_told_stands_in_the_list_with_its_day(client, granted, veikko):
    page = text(client, veikko, "/disclosures/")
    assert page.index("Näistä saa kertoa nyt") < page.index("MalDno-2026-12") and "asti" in page


def test_veikko_asks_with_a_form(policy, client, veikko, martti):
    response = posted(client, veikko, "/disclosures/ask/", **ask_form(martti))
    made = Disclosure.objects.get()
    assert response.status_code == 302 and response.url == page_of(made)
    assert (made.official, made.case_key) == (martti, "maldno-2026-12")


def test_a_body_is_asked_with_the_same_form(client, board, policy, veikko, martti):
    data = ask_form(martti, whom=f"body-{board.pk}")
    assert posted(client, veikko, "/disclosures/ask/", **data).status_code == 302
    assert Disclosure.objects.get().body == board


def test_the_market_square_prefills_the_case_and_says_what_is_known(client, granted, veikko):
    page = text(client, veikko, "/disclosures/ask/?case=maldno-2026-12")
    assert 'value="maldno-2026-12"' in page and "Luonnos on valmisteilla." in page


def test_olli_learns_nothing_of_the_case_from_the_form(client, granted, olli):
    page = text(client, olli, "/disclosures/ask/?case=maldno-2026-12")
    assert "valmisteilla" not in page and "Veikko" not in page


def test_the_search_finds_whom_to_ask_and_loses_nothing(policy, client, veikko, martti, olli):
    data = ask_form(martti, q="Oll", search="1", wanted="Pitkä teksti")
    response = posted(client, veikko, "/disclosures/ask/", **data)
    page = response.content.decode()
    assert response.status_code == 200 and not Disclosure.objects.exists()
    assert "Olli" in page and "Pitkä teksti" in page and "Torin kaavaluonnos" in page
    assert f'value="person-{martti.pk}"' in page and "checked" in page


def test_signs_that_no_database_takes_are_looked_over(policy, client, veikko, martti):
    client.force_login(veikko)
    strange = {"q": "Mar\x00tti", "case_number": "\x00", "whom": "person-\x00"}
    response = client.post("/disclosures/ask/", strange | {"search": "1"})
    assert response.status_code == 200 and "Martti" in response.content.decode()
    assert client.post("/disclosures/ask/", ask_form(martti) | strange).status_code == 422


def test_an_empty_form_says_what_is_missing(policy, client, veikko):
    response = posted(client, veikko, "/disclosures/ask/")
    assert response.status_code == 422 and "Valitse, keneltä kysyt." in response.content.decode()


@pytest.mark.parametrize(
    "whom", ["person-999999", "person-²", "body-x", "olli", "person-" + "9" * 40]
)
def test_somebody_who_is_not_there_cannot_be_chosen(policy, client, veikko, martti, whom):
    data = ask_form(martti, whom=whom)
    assert posted(client, veikko, "/disclosures/ask/", **data).status_code == 422


def test_the_page_begins_with_what_comes_next(client, question, martti, veikko):
    asked = text(client, martti, page_of(question))
    assert asked.index("Vastaustasi odotetaan") < asked.index('id="question"')
    own = text(client, veikko, page_of(question))
    assert "Odota vastausta, ennen kuin kerrot" in own and "Peru kysymys" in own


def test_martti_answers_on_the_page_and_veikko_sees_until_when(
    client, question, martti, monday, veikko
):
    url = f"{page_of(question)}answer/"
    assert "Tori jää autottomaksi." in text(client, martti, url)
    assert posted(client, martti, url, **answer_form(monday)).status_code == 302
    page = text(client, veikko, page_of(question))
    day = timezone.localdate(monday) + timedelta(days=14)
    assert f"{day.day}.{day.month}.{day.year} asti" in page and "Luonnos on valmisteilla." in page


def test_without_the_tick_nothing_is_granted_and_nothing_typed_lost(
    client, question, martti, monday
):
    data = answer_form(monday, granted="Vain aikataulu")
    del data["nothing_secret"]
    response = posted(client, martti, f"{page_of(question)}answer/", **data)
    page = response.content.decode()
    assert response.status_code == 422 and "Vain aikataulu" in page
    assert "ei ole mitään salassa pidettävää" in page and "M4" in page


def test_a_body_is_answered_for_with_the_meeting(client, asking, board, kaisa, monday):
    row = asking(official=None, body=board)
    url = f"{page_of(row)}answer/"
    response = posted(client, kaisa, url, **answer_form(monday))
    assert response.status_code == 422 and "kokouspäivä" in response.content.decode()
    meeting = {"meeting_on": timezone.localdate(monday).isoformat(), "section": "14"}
    assert posted(client, kaisa, url, **answer_form(monday, **meeting)).status_code == 302
    assert "§ 14" in text(client, kaisa, page_of(row))


def test_a_refusal_shows_its_reason_and_the_way_to_ask_anew(
    client, question, martti, veikko, no, monday
):
    answer(actor=martti, disclosure=question, said=no, now=monday)
    page = text(client, veikko, page_of(question))
    assert "Neuvottelut ovat kesken." in page and "?case=MalDno-2026-12&amp;about=Torin" in page


def test_veikko_takes_it_back(client, question, veikko):
    assert posted(client, veikko, f"{page_of(question)}withdraw/").status_code == 302
    assert "Kysymys peruttiin" in text(client, veikko, page_of(question))


def test_martti_ends_it_early(client, granted, martti, veikko):
    url = f"{page_of(granted)}end/"
    assert "Päätä lupa ennen aikojaan" in text(client, martti, page_of(granted))
    assert posted(client, martti, url).status_code == 422
    assert posted(client, martti, url, reason="Asia vedettiin pois.").status_code == 302
    page = text(client, veikko, page_of(granted))
    assert "Lupa on päättynyt" in page and "Asia vedettiin pois." in page


def test_over_by_its_day_it_is_over_on_the_page(client, granted, veikko, martti):
    Disclosure.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "Lupa on päättynyt" in text(client, veikko, page_of(granted))
    assert "ennen aikojaan" not in text(client, martti, page_of(granted))


@pytest.mark.parametrize("act", ["", "answer/", "withdraw/", "end/"])
def test_what_olli_may_not_see_is_not_there(client, question, olli, act):
    client.force_login(olli)
    assert client.get(page_of(question) + act).status_code == 404


def test_leena_sees_and_does_not_answer(client, question, leena, monday):
    page = text(client, leena, page_of(question))
    assert "Odota vastausta" in page and "Lähetä vastaus" not in page
    url = f"{page_of(question)}answer/"
    assert posted(client, leena, url, **answer_form(monday)).status_code == 404


def test_a_task_leads_to_the_answer(client, settings, question, martti):
    settings.ROOT_URLCONF = "torilla.config.urls"
    assert f'href="{page_of(question)}">Vastaa' in text(client, martti, "/")


def test_old_words_are_gone_from_the_page_too(client, question, leena):
    Disclosure.objects.update(about="", wanted="", audience="", case_number="")
    assert "Kysymys, jonka tekstit on poistettu" in text(client, leena, page_of(question))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_pages_are_there_in_three_languages(client, question, granted, veikko, language):
    Disclosure.objects.create(
        state="asked", about="Toinen", wanted="x", audience="y", asked_by=veikko,
        asked_at=question.asked_at, official=question.official, due_at=question.due_at,
    )  # fmt: skip
    veikko.language = language
    veikko.save()
    client.force_login(veikko)
    for url in ("/disclosures/", "/disclosures/ask/", page_of(question)):
        assert f'<html lang="{language}"' in client.get(url).content.decode()
