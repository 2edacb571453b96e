"""The groups of Mallila that decide on an opening, and an application of the library's."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.openings.commands.propose import propose
from torilla.openings.models import Application
from torilla.people.models import Body, Membership
from torilla.policy import packaged

BEFORE = datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Helsinki"))


def group(name, kind, unit, **seats):
    """A body with its members: `group("Johtoryhmä", "board", mallila, chair=ritva, secretary=martti)`."""
    body = Body.objects.create(name=name, kind=kind, unit=unit)
    for role, person in seats.items():
        Membership.objects.create(body=body, person=person, role=role, since=BEFORE)
    return body


@pytest.fixture
def nothing_against(monkeypatch):
    """No rule objects to any application, whatever its sections say."""
    monkeypatch.setattr("torilla.openings.objections.judged", lambda application, now: [])


@pytest.fixture
def sector_group(library, ritva, martti):
    """The management group of the sector in which the library is."""
    sector = library.parent
    return group(
        "Sivistyksen johtoryhmä", "management_group", sector, chair=ritva, secretary=martti
    )


@pytest.fixture
def management_group(mallila, ritva, martti, jussi):
    """The municipality's management group."""
    seats = {"chair": ritva, "secretary": martti, "member": jussi}
    return group("Kunnan johtoryhmä", "management_group", mallila, **seats)


@pytest.fixture
def draft(policy, library, aino, eeva, monday):
    """Aino's draft of an Instagram account for the library; Eeva supervises her."""
    return drafted(library, aino, monday)


def drafted(unit, maker, at, title="Kirjaston Instagram"):
    return Application.objects.create(
        title=title, unit=unit, network="instagram", made_by=maker, made_at=at, umbrella="Ei sovi."
    )


def proposed(application, by, now):
    """The application once it has been proposed."""
    return propose(actor=by, application=application, reasons={}, now=now)


def later(now, days=1):
    return now + timedelta(days=days)


def with_chain(deciders, proposer, sections=(), now=BEFORE):
    """Put in force Mallila's policy with another chain; `deciders` as it stands in the file."""
    text = chain_text(deciders, proposer, sections)
    return load_policy(actor=SYSTEM, name="mallila", text=text, now=now)


def chain_text(deciders, proposer, sections=()):
    """Mallila's policy file with another chain."""
    text = packaged("mallila")
    kept = 'value = ["sector_management_group", "municipal_management_group"]'
    by = '[parameter."opening.proposer"]\nvalue = "supervisor"'
    assert kept in text and by in text
    text = text.replace(kept, f"value = {deciders}")
    text = text.replace(by, by.replace("supervisor", proposer))
    if sections:
        listed = ", ".join(f'"{each}"' for each in sections)
        text += f'\n[parameter."opening.sections"]\nvalue = [{listed}]\nbasis = "added"\n'
    return text


def next_of(application):
    """The first decision that is awaited."""
    return application.decisions.filter(outcome="", asked_at__isnull=False).first()
