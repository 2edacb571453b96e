"""The pages of setting an account up: a list of acts, each with its one button, and the way back."""

import re
from html import unescape

import pytest

from torilla.duties.commands.ask import ask
from torilla.duties.models import Duty
from torilla.openings.tests.setting_up import ADDRESS
from torilla.register.models import Account
from torilla.register.queries import record_of

pytestmark = pytest.mark.django_db


def url(application, rest=""):
    return f"/applications/{application.pk}/set-up/{rest}"


def links(page):
    return [unescape(each) for each in re.findall(r'href="([^"]+)"', page)]


def test_of_the_open_items_one_is_now(begun, eeva, client):
    client.force_login(eeva)
    page = client.get(url(begun)).text
    assert page.count('aria-current="step"') == 1
    assert re.search(r'id="lead" class="t-now"', page)
    assert ">nyt<" in page


def test_eeva_gives_the_address_and_comes_to_the_list(approved, eeva, client):
    client.force_login(eeva)
    begin = url(approved, "begin/")
    assert begin in links(client.get(url(approved)).text)
    sent = client.post(begin, {"address": ADDRESS, "name": "<b>Kirjasto</b>"})
    assert sent.headers["Location"] == url(approved)
    assert "<b>Kirjasto" not in client.get(f"/accounts/{Account.objects.get().pk}/").text


def test_a_bare_name_is_read_on_the_network_that_was_approved(approved, eeva, client):
    client.force_login(eeva)
    client.post(url(approved, "begin/"), {"address": "mallilankirjasto", "name": "Kirjasto"})
    assert Account.objects.get().network == "instagram"


@pytest.mark.parametrize(
    "text", ["facebook.com/mallilankirjasto", "https://mallila.example/", "<>"]
)
def test_what_is_no_address_of_it_stays_in_the_form(text, approved, eeva, client):
    client.force_login(eeva)
    sent = client.post(url(approved, "begin/"), {"address": text, "name": "Kirjasto"})
    assert sent.status_code == 422
    assert not Account.objects.exists()


def test_each_button_leads_to_its_page_and_back(begun, eeva, client):
    client.force_login(eeva)
    found = [each for each in links(client.get(url(begun)).text) if "back=" in each]
    assert len(found) >= 5
    for each in found:
        page = client.get(each.partition("#")[0])
        assert page.status_code == 200 and url(begun) in links(page.text)


def test_the_person_of_the_application_is_chosen_already(begun, eeva, aino, agreed, client):
    begun.sections.create(number=3, answers={"lead": aino.pk}, changed_at=begun.made_at)
    client.force_login(eeva)
    way = next(each for each in links(client.get(url(begun)).text) if "role=lead" in each)
    chosen = {"person": aino.pk, "role": "lead"}
    page = client.get(way).text
    assert re.search(rf'value="{aino.pk}"[^>]*checked', page)
    assert client.post(way, chosen).headers["Location"] == url(begun)


def test_who_may_not_name_reads_who_does(begun, aino, client):
    client.force_login(aino)
    page = client.get(url(begun)).text
    assert "Tämän tekee" in page
    assert not any("role=lead" in each for each in links(page))


def test_leaving_out_needs_a_reason_and_shows_it(begun, eeva, client):
    client.force_login(eeva)
    note = url(begun, "note/?item=administrators")
    assert note in links(client.get(url(begun)).text)
    assert client.post(note, {"reason": ""}).status_code == 422
    assert client.post(note, {"reason": "<i>Yksi</i>"}).status_code == 302
    page = client.get(url(begun)).text
    assert "&lt;i&gt;Yksi" in page and "<i>Yksi" not in page


def test_what_must_be_done_is_refused_on_the_page(begun, eeva, client):
    client.force_login(eeva)
    answer = client.post(url(begun, "note/?item=substitute"), {"reason": "Ei ehditä."})
    assert answer.status_code == 422
    assert "Ei ehditä." in answer.text and "C9" in answer.text


def test_an_unknown_item_leads_back(begun, eeva, client):
    client.force_login(eeva)
    assert client.get(url(begun, "note/?item=nothing")).headers["Location"] == url(begun)


def test_the_last_page_lists_what_is_missing_with_its_way(begun, eeva, client):
    client.force_login(eeva)
    answer = client.post(url(begun, "open/"))
    assert answer.status_code == 422
    assert "C8" in answer.text and any("role=lead" in each for each in links(answer.text))
    assert record_of(begun.account).state == "opening"


def test_eeva_takes_it_into_use(ready, eeva, client):
    client.force_login(eeva)
    assert "Ota käyttöön" in client.get(url(ready)).text
    answer = client.post(url(ready, "open/"))
    assert answer.headers["Location"] == f"/accounts/{ready.account.pk}/"
    assert record_of(ready.account).state == "active"


def test_the_page_of_an_account_being_opened_does_not_say_that_nothing_is_missing(
    begun, eeva, client
):
    client.force_login(eeva)
    page = client.get(f"/accounts/{begun.account.pk}/").text
    assert url(begun) in links(page)
    assert "Ei puutteita" not in page


def test_a_substitute_is_not_led_to_an_application_that_is_not_theirs(ready, kaisa, client):
    client.force_login(kaisa)
    page = client.get(f"/accounts/{ready.account.pk}/")
    assert page.status_code == 200 and url(ready) not in links(page.text)


def test_before_the_decision_there_is_nothing_to_set_up(draft, aino, client):
    client.force_login(aino)
    assert "ei vielä ole" in client.get(url(draft)).text
    assert client.post(url(draft, "open/")).status_code == 422


def test_olli_does_not_see_it(begun, olli, client):
    client.force_login(olli)
    assert client.get(url(begun)).status_code == 404


def test_the_task_leads_to_the_list(approved, aino, monday, client):
    ask(
        message="Set up the account that was approved: {application}", values={"application": "x"},
        subject=approved, subject_name="x", clause="C2", days=14, actor=aino, now=monday,
        person=aino,
    )  # fmt: skip
    client.force_login(aino)
    page = client.get(f"/tasks/{Duty.objects.get().pk}/").text
    assert f'href="/applications/{approved.pk}/">Avaa hakemus<' in page
    assert url(approved) in links(client.get(f"/applications/{approved.pk}/").text)
