"""Where two-step sign-in is overdue, a person's keys open no more than the pages do."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.outgoing import Secret
from torilla.people.models import Holding, WorkAccount
from torilla.people.openid.configured import WorkAccounts
from torilla.policy import packaged

ISSUER = "https://sign-in.mallila.example"


@pytest.fixture
def of_leena(leena, program):
    """Leena's program; the policy asks for two steps within fourteen days."""
    load_policy(actor=SYSTEM, name="rautalampi", text=packaged("rautalampi"), now=days_ago(30))
    Holding.objects.filter(person=leena).update(since=days_ago(20))
    return program(leena)


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def work_account(leena, settings, issuer):
    settings.WORK_ACCOUNTS = WorkAccounts(issuer=ISSUER, client_id="torilla", secret=Secret("x"))
    WorkAccount.objects.create(person=leena, issuer=issuer, subject="17", since=days_ago(40))


def test_a_key_made_before_is_refused_with_what_to_do(of_leena):
    answer = of_leena.get("/me")
    said = answer.json()
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"
    assert said["type"] == "/api/#two-step"
    assert "two-step sign-in" in said["detail"] and "/settings/two-step/" in said["remedy"]


def test_it_writes_nothing_either(of_leena, leena):
    assert of_leena.put("/me", {"language": "sv", "colours": "auto"}).status_code == 403
    leena.refresh_from_db()
    assert leena.language != "sv"


def test_it_works_while_there_is_time(of_leena, leena):
    Holding.objects.filter(person=leena).update(since=days_ago(3))
    assert of_leena.get("/me").status_code == 200


def test_it_works_again_once_codes_are_on(of_leena, leena):
    TOTP.activate(leena, "JBSWY3DPEHPK3PXP")
    assert of_leena.get("/me").status_code == 200


def test_the_work_account_counts_as_two_steps(of_leena, leena, settings):
    work_account(leena, settings, ISSUER)
    assert of_leena.get("/me").status_code == 200


def test_a_work_account_at_a_provider_of_former_days_does_not(of_leena, leena, settings):
    work_account(leena, settings, "https://old.mallila.example")
    assert of_leena.get("/me").status_code == 403


def test_who_holds_no_right_is_asked_for_nothing(of_leena, olli, program):
    assert program(olli).get("/me").status_code == 200
