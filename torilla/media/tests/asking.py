"""A child who reads, her mother, and what Aino asks her."""

from datetime import date, timedelta

import pytest

from torilla.media.commands.add_pictured import add_pictured
from torilla.media.commands.answer_consent import answer_consent
from torilla.media.commands.ask_consent import ask_consent
from torilla.media.commands.note_use import note_use
from torilla.media.links import LinkHolder
from torilla.register.models import Stewardship

LONG_AHEAD, NEXT_YEAR = date(2035, 1, 1), date(2027, 9, 7)


@pytest.fixture(autouse=True)
def own_ledger(settings, tmp_path):
    settings.WITHDRAWALS = tmp_path / "withdrawals.jsonl"
    return settings.WITHDRAWALS


@pytest.fixture
def reader(picture, aino, monday):
    """The child who reads in Aino's picture."""
    return add_pictured(
        actor=aino, asset=picture, label="tyttö, joka lukee", child=True, adult_on=LONG_AHEAD,
        now=monday,
    )  # fmt: skip


def ask(actor, pictured, now, **more):
    said = {
        "basis": "consent", "purpose": "satutunnin mainos", "channels": [], "until": NEXT_YEAR,
        "language": "fi",
    }  # fmt: skip
    return ask_consent(actor=actor, pictured=pictured, now=now, **(said | more))


def answer(consent, now, *, gives=True, giver="Hanna Mäki", **more):
    holder = LinkHolder(consent)
    return answer_consent(actor=holder, consent=consent, gives=gives, giver=giver, now=now, **more)


@pytest.fixture
def asked(reader, aino, monday):
    """Aino has asked; the link is open."""
    return ask(aino, reader, monday)


@pytest.fixture
def consented(asked, monday):
    """The mother has given the consent an hour later."""
    return answer(asked.consent, monday + timedelta(hours=1))


@pytest.fixture
def led(facebook, aino, sanna, monday):
    """The library's Facebook, led by Aino."""
    Stewardship.objects.create(
        account=facebook, person=aino, role="lead", named_by=sanna, since=monday - timedelta(days=1)
    )
    return facebook


@pytest.fixture
def used(consented, led, picture, aino, monday):
    """The picture was published on Facebook, and Aino noted it."""
    return note_use(actor=aino, asset=picture, account=led, now=monday + timedelta(hours=2))
