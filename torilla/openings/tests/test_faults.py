"""What a fresh eye found in openings, each with the test that showed it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.core.models import AuditEntry
from torilla.openings.commands.decide import decide
from torilla.openings.commands.expire import expire
from torilla.openings.commands.propose import propose
from torilla.openings.commands.withdraw import withdraw
from torilla.openings.models import Decision
from torilla.openings.tests.groups import proposed, with_chain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_against")]


def test_a_page_of_a_former_round_decides_nothing_in_the_next(draft, eeva, ritva, client):
    with_chain('["municipal_manager"]', "supervisor")
    now = timezone.now()
    row = proposed(draft, eeva, now - timedelta(hours=2)).decisions.get()
    decide(actor=ritva, decision=row, outcome="returned", reason="Kuka?", now=now)
    proposed(draft, eeva, now)
    client.force_login(ritva)
    sent = {"outcome": "approved", "record": "1", "decision": row.pk, "form_token": "t"}
    assert client.post(reverse("openings:decide", args=[draft.pk]), sent).status_code == 422
    assert Decision.objects.get(round=2).outcome == ""


def test_the_page_of_a_decision_says_which_it_is(draft, eeva, ritva, client):
    with_chain('["municipal_manager"]', "supervisor")
    row = proposed(draft, eeva, timezone.now()).decisions.get()
    client.force_login(ritva)
    field = f'name="decision" value="{row.pk}"'
    url = reverse("openings:decide", args=[draft.pk])
    assert field in client.get(url).content.decode()
    sent = {"outcome": "approved", "check": "1", "decision": row.pk}
    assert field in client.post(url, sent).content.decode()


@pytest.mark.usefixtures("sector_group", "management_group")
def test_reasons_stand_beside_the_chain(draft, eeva, monday, monkeypatch):
    given = {"openings.hours": "Aino on sairas"}
    monkeypatch.setattr("torilla.openings.commands.propose._reasons", lambda *_: given)
    propose(actor=eeva, application=draft, reasons={}, now=monday)
    entry = AuditEntry.objects.get(action="openings.application.proposed")
    assert "sairas" not in str(entry.details)
    assert entry.secrets.get().value == "Aino on sairas"


def test_what_was_withdrawn_meanwhile_does_not_lapse(draft, aino, monday):
    withdraw(actor=aino, application=draft, now=monday)
    with pytest.raises(Refused):
        expire(actor=SYSTEM, application=draft, now=monday + timedelta(days=100))
    draft.refresh_from_db()
    assert (draft.state, draft.expires_on) == ("withdrawn", None)


@pytest.mark.parametrize(
    "path",
    [
        "/applications/99999999999999999999/",
        "/applications/{}/sections/99999999999999999999/",
        "/applications/{}/sections/0/",
        "/applications/begin/?network=x&title=a&unit=99999999999999999999",
        "/meetings/99999999999999999999/2026-11-24/",
    ],
)
def test_a_number_that_is_none_breaks_nothing(draft, aino, martti, sector_group, client, path):
    client.force_login(martti if "meetings" in path else aino)
    assert client.get(path.format(draft.pk)).status_code in (404, 422)
