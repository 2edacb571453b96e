from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty, Mail

DAY = timedelta(days=1)


@pytest.fixture
def reads(client, policy, monkeypatch, monday):
    """Opens a page as somebody on Monday: `reads(eeva, "duties:task", 1)`."""
    monkeypatch.setattr(timezone, "now", lambda: monday)

    def open_page(person, name, *args, **query):
        client.force_login(person)
        return client.get(reverse(name, args=args), query)

    return open_page


@pytest.fixture
def to_read(policy, library, aino, ritva, monday):
    """Ritva is to read that Aino acts in the library's name."""
    tell(
        message="{person} is now an updater of {account}",
        values={"person": aino.audit_name, "account": "Library"},
        subject=library,
        subject_name="Library",
        clause="K4",
        actor=SYSTEM,
        now=monday,
    )
    return Duty.objects.get(kind="read")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_eeva_sees_her_task_at_home(reads, duty, eeva, language):
    eeva.language = language
    eeva.save()
    page = reads(eeva, "web:home").content.decode()
    assert "Kirjasto" in page and reverse("duties:task", args=[duty.pk]) in page


def test_home_costs_few_queries(reads, client, duty, to_read, sanna, django_assert_max_num_queries):
    reads(sanna, "web:home")
    with django_assert_max_num_queries(10):
        assert client.get(reverse("web:home")).status_code == 200


def test_nothing_awaits_olli(reads, duty, olli):
    assert reads(olli, "web:home").status_code == 200
    assert "Kirjasto" not in reads(olli, "duties:tasks").content.decode()


def test_the_first_steps_stand_there_for_sanna(reads, duty, sanna):
    assert reverse("people:add") in reads(sanna, "web:home").content.decode()


def test_the_second_step_comes_after_the_first_and_only_for_her(reads, duty, sanna, martti):
    button = f'href="{reverse("people:positions")}">Katso'
    assert button in reads(sanna, "web:home").content.decode()
    assert button not in reads(martti, "web:home").content.decode()


def test_a_task_says_whose_it_is_and_where_to_put_it_right(reads, duty, eeva, library):
    page = reads(eeva, "duties:task", duty.pk).content.decode()
    assert "Eeva" in page and "C4" in page
    assert reverse("people:unit", args=[library.pk]) in page


def test_a_vacant_position_is_told_on_the_task(reads, duty, sanna):
    page = reads(sanna, "duties:task", duty.pk).content.decode()
    assert "Kirjasto" in page and "käyttöönottajalle" in page


def test_olli_may_not_see_it(reads, duty, olli, aino):
    assert reads(olli, "duties:task", duty.pk).status_code == 404
    assert reads(aino, "duties:task", duty.pk).status_code == 404


def test_ritva_sees_what_awaits_others(reads, duty, eeva, ritva):
    page = reads(ritva, "duties:tasks", of="others").content.decode()
    assert "Kirjasto" in page and "Eeva" in page


def test_ritva_marks_a_notice_as_read(reads, client, to_read, ritva):
    assert "Aino" in reads(ritva, "web:home").content.decode()
    answer = client.post(reverse("duties:read", args=[to_read.pk]), {"form_token": "t"})
    assert answer.url == reverse("web:home")
    again = client.post(reverse("duties:read", args=[to_read.pk]), {"form_token": "t"}, follow=True)
    assert again.status_code == 200
    to_read.refresh_from_db()
    assert to_read.closed_by == ritva


def test_marking_what_is_read_says_so(reads, client, to_read, ritva):
    reads(ritva, "web:home")
    url = reverse("duties:read", args=[to_read.pk])
    client.post(url, {"form_token": "one"})
    assert client.post(url, {"form_token": "two"}).status_code == 422


def test_eeva_cannot_read_it_for_ritva(reads, client, to_read, eeva):
    reads(eeva, "web:home")
    assert client.post(reverse("duties:read", args=[to_read.pk])).status_code == 404


def test_jussi_sees_the_mail_log_and_what_to_do(reads, to_read, jussi, monday, mail):
    queue_mails(monday)
    Mail.objects.update(state="unknown", last_error="SMTPServerDisconnected")
    page = reads(jussi, "duties:mail", state="unknown").content.decode()
    assert "Ritva" in page and "torilla." in page and "SMTPServerDisconnected" in page


def test_ritva_does_not_see_the_mail_log(reads, ritva):
    assert reads(ritva, "duties:mail").status_code == 404
