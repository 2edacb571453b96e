"""The emergency way in: for the hour when the provider, or everybody's second step, is what was lost."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.models import Duty, Notice
from torilla.outgoing import Secret
from torilla.people.commands.break_glass import break_glass
from torilla.people.models import BreakGlass
from torilla.people.openid.configured import WorkAccounts
from torilla.web.break_glass import open_way

WHY = "Tunnistuspalvelu on poissa"


@pytest.fixture
def way(policy, jussi):
    """The address that the terminal prints for Jussi."""
    return f"/break-glass/{open_way(email=jussi.email, reason=WHY, now=timezone.now())}/"


def is_in(browser):
    return browser.get("/settings/").status_code == 200


def test_jussi_comes_in_without_password_and_second_step(way, jussi):
    TOTP.activate(jussi, "JBSWY3DPEHPK3PXP")
    browser = Client()
    assert "Jussi" in browser.get(way).content.decode()
    assert browser.post(way).url == "/"
    assert is_in(browser)


def test_it_works_where_passwords_let_nobody_in_and_the_provider_is_away(way, settings):
    settings.WORK_ACCOUNTS = WorkAccounts(
        issuer="https://login.mallila.example", client_id="torilla", secret=Secret("x"), only=True
    )
    browser = Client()
    browser.post(way)
    assert is_in(browser)


def test_looking_at_the_link_does_not_use_it_up(way):
    assert Client().get(way).status_code == 200
    assert Client().get(way).status_code == 200


def test_it_works_once(way):
    Client().post(way)
    browser = Client()
    assert browser.post(way).status_code == 410
    assert not is_in(browser)


def test_it_is_good_for_a_quarter_of_an_hour(way):
    BreakGlass.objects.update(expires_at=timezone.now())
    assert Client().post(way).status_code == 410


def test_the_hour_is_not_lengthened_by_what_he_does(way):
    browser = Client()
    browser.post(way)
    ends = Session.objects.get().expire_date
    assert ends <= timezone.now() + timedelta(hours=1)
    browser.get("/settings/")
    browser.post("/language/", {"language": "sv"})
    assert Session.objects.get().expire_date == ends


def test_both_moments_are_in_the_log_with_the_reason(way):
    Client().post(way)
    made = AuditEntry.objects.get(action="people.break_glass.made")
    assert made.actor == "system"
    assert WHY not in made.details
    assert AuditEntry.objects.filter(action="people.break_glass.used").count() == 1


def test_the_manager_and_ict_are_told_both_times(way):
    Client().post(way)
    told = Duty.objects.filter(kind="read").values_list("holder_position", flat=True)
    assert sorted(told) == ["ict_specialist", "ict_specialist"] + ["municipal_manager"] * 2


def test_ritva_reads_why(way):
    assert WHY in str(Notice.objects.first().values)


def test_a_session_that_somebody_prepared_does_not_become_his(way):
    browser = Client()
    browser.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    prepared = browser.session.session_key
    browser.post(way)
    assert browser.session.session_key != prepared


@pytest.mark.parametrize("who", ["aino", "ritva"])
def test_only_set_up_and_ict_people_come_in_so(policy, who, request):
    somebody = request.getfixturevalue(who)
    with pytest.raises(Refused):
        open_way(email=somebody.email, reason=WHY, now=timezone.now())


def test_an_unknown_address_is_refused(policy):
    with pytest.raises(Refused):
        open_way(email="pekka@mallila.example", reason=WHY, now=timezone.now())


def test_nobody_makes_it_from_within(policy, sanna, jussi):
    with pytest.raises(NotAllowed):
        break_glass(actor=sanna, person=jussi, reason=WHY, now=timezone.now())


def test_a_new_link_takes_the_earlier_one_away(way, jussi):
    open_way(email=jussi.email, reason=WHY, now=timezone.now())
    assert Client().get(way).status_code == 410
