"""A consent is taken back while somebody notes a use, or copies are made anew."""

import threading
from contextlib import suppress

import pytest

from torilla.agreements.tests.test_at_once import at_once
from torilla.media import showing
from torilla.media.commands import note_use as noting
from torilla.media.commands import withdraw_consent as withdrawing
from torilla.media.commands.note_use import note_use
from torilla.media.commands.withdraw_consent import withdraw_consent
from torilla.media.links import LinkHolder
from torilla.media.models import Derivative, Use

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def close_together(monkeypatch):
    """Whoever has looked whether it may be used waits until the other has taken the consent back, or a moment."""
    both, moment = threading.Barrier(2), 0.7

    def waiting(run):
        def wait_then(*given, **named):
            found = run(*given, **named)
            with suppress(threading.BrokenBarrierError):
                both.wait(timeout=moment)
            return found

        return wait_then

    monkeypatch.setattr(noting, "may_be_used", waiting(noting.may_be_used))
    monkeypatch.setattr(showing, "_ended", waiting(showing._ended))
    monkeypatch.setattr(withdrawing, "taken_back", waiting(withdrawing.taken_back))


def taking_back(consent, now):
    return lambda: withdraw_consent(actor=LinkHolder(consent), consent=consent, now=now)


def test_a_use_that_is_noted_while_a_consent_is_withdrawn_is_asked_to_go(
    consented, led, picture, aino, monday, close_together
):
    at_once(
        lambda: note_use(actor=aino, asset=picture, account=led, now=monday),
        taking_back(consented, monday),
    )
    assert not Use.objects.filter(remove_by=None).exists()


def test_copies_that_are_made_while_a_consent_is_withdrawn_are_not_shown(
    consented, picture, monday, close_together
):
    prepared = showing.prepare(showing.store.place("originals", picture.sha256))
    Derivative.objects.all().delete()
    at_once(lambda: showing._recorded(picture, prepared, monday), taking_back(consented, monday))
    assert not Derivative.objects.exists()
