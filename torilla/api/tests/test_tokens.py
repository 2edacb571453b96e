"""Tokens: what they may, how they end, what is kept of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from torilla.api.commands.end_token import end_token
from torilla.api.jobs import end_tokens
from torilla.api.models import Token
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.people.commands.erase_person import erase_person
from torilla.people.hooks import exported
from torilla.people.models import Holding, Standing

pytestmark = pytest.mark.django_db


def test_the_secret_is_shown_once_and_kept_nowhere(client, eeva):
    client.force_login(eeva)
    given = {"name": "Intra", "scopes": ["register:read"], "days": 30}
    page = client.post(reverse("api:tokens"), given).content.decode()
    secret = page.partition('value="torilla_')[2].partition('"')[0]
    assert len(secret) > 40
    assert secret not in client.get(reverse("api:tokens")).content.decode()
    assert secret not in str(Token.objects.values()) + str(AuditEntry.objects.values())


def test_making_and_ending_a_token_is_recorded(client, eeva, program):
    program(eeva)
    token = Token.objects.get()
    client.force_login(eeva)
    client.post(reverse("api:end", args=[token.pk]))
    told = AuditEntry.objects.filter(subject=token.audit_name).values_list("action", flat=True)
    assert list(told) == ["api.token.made", "api.token.ended"]


def test_nobody_ends_somebody_else_s_token(client, eeva, olli, program):
    program(eeva)
    token = Token.objects.get()
    client.force_login(olli)
    assert client.post(reverse("api:end", args=[token.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        end_token(actor=olli, key=token, now=timezone.now())


def test_the_eleventh_token_is_refused(eeva, program):
    for _number in range(10):
        program(eeva)
    with pytest.raises(Refused):
        program(eeva)


def test_a_token_of_another_scope_is_told_so_in_one_sentence(eeva, program, facebook):
    answer = program(eeva, "duties:read").get("/accounts")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "This key may not do this: it lacks register:read."


def test_reading_does_not_give_writing(eeva, program, facebook):
    api = program(eeva, "register:read")
    assert api.get("/accounts").status_code == 200
    assert api.post(f"/accounts/{facebook.pk}/confirmations", {"version": 1}).status_code == 403


def test_a_token_may_no_more_than_its_person_may_at_that_moment(sanna, eeva, program):
    api = program(sanna)
    assert api.get("/audit").status_code == 200
    Holding.objects.filter(person=sanna).update(until=timezone.now() - timedelta(days=1))
    assert api.get("/audit").status_code == 403


@pytest.fixture
def over(eeva):
    """Ways in which Eeva's token comes to its end."""
    return {
        "ended": lambda: Token.objects.update(ended_at=timezone.now()),
        "expired": lambda: Token.objects.update(expires_at=timezone.now()),
        "may not sign in": lambda: type(eeva).objects.filter(pk=eeva.pk).update(is_active=False),
        "no standing": lambda: Standing.objects.filter(person=eeva).update(until=timezone.now()),
    }


@pytest.mark.parametrize("how", ["ended", "expired", "may not sign in", "no standing"])
def test_a_token_that_is_over_is_answered_as_one_that_never_was(how, over, eeva, program):
    api = program(eeva)
    assert api.get("/me").status_code == 200
    over[how]()
    gone = api.get("/me")
    api.headers["Authorization"] = "Bearer torilla_of-nobody"
    never = api.get("/me")
    assert (gone.status_code, gone.content) == (401, never.content)
    assert gone.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("how", ["ended", "never"])
def test_whether_a_token_is_over_or_never_was_costs_the_same_queries(
    how, eeva, program, django_assert_num_queries
):
    api = program(eeva)
    if how == "never":
        api.headers["Authorization"] = "Bearer torilla_of-nobody"
    Token.objects.update(ended_at=timezone.now())
    with django_assert_num_queries(1):
        api.get("/me")


def test_the_token_of_somebody_who_left_does_not_come_alive_again(eeva, program):
    api = program(eeva)
    Standing.objects.filter(person=eeva).update(until=timezone.now())
    end_tokens(timezone.now())
    Standing.objects.create(person=eeva, kind="employee", since=timezone.now())
    assert api.get("/me").status_code == 401


def test_a_session_opens_nothing_here(client, sanna, facebook):
    client.force_login(sanna)
    assert client.get("/api/v1/accounts").status_code == 401


def test_only_the_day_of_the_last_use_is_kept(eeva, program):
    program(eeva).get("/me")
    assert Token.objects.get().last_used_on == timezone.localdate()


def test_tokens_are_given_out_with_a_person_s_data_and_go_with_them(sanna, olli, program):
    api = program(olli, "register:read")
    told = exported(olli)["api_tokens"]
    assert [each["name"] for each in told] == ["Intra"]
    erase_person(actor=sanna, person=olli, now=timezone.now())
    assert not Token.objects.exists()
    assert api.get("/me").status_code == 401
