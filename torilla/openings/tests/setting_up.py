"""An application of the library's on its way from the decision to an account in use."""

import pytest

from torilla.connectors import registry
from torilla.openings.commands.note_item import note_item
from torilla.openings.commands.start_set_up import start_set_up
from torilla.openings.models import Section
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_credential import note_credential
from torilla.register.commands.note_seen import note_seen
from torilla.register.models import Seen

ADDRESS = "instagram.com/mallilankirjasto"
SECTIONS = {
    1: {"need": "Nuoret eivät lue kirjeitä.", "aims": ["interaction"], "audiences": ["residents"]},
    2: {"purposes": ["advice"]},
    4: {"first_weeks": "vk 50 uutuudet, vk 51 satutunti"},
    7: {"role_address": "kirjasto@mallila.example"},
}


@pytest.fixture
def approved(draft, aino, monday):
    for number, answers in SECTIONS.items():
        Section.objects.create(
            application=draft, number=number, answers=answers, changed_at=monday, changed_by=aino
        )
    draft.state = "approved"
    draft.save()
    return draft


@pytest.fixture
def begun(approved, eeva, monday):
    return begin(approved, eeva, monday)


@pytest.fixture
def ready(begun, eeva, ritva, aino, kaisa, monday, agreed, agree):
    agree(eeva, ritva)
    account = begun.account
    for person, role in (
        (aino, "lead"),
        (kaisa, "substitute"),
        (aino, "administrator"),
        (eeva, "administrator"),
    ):
        name_steward(actor=eeva, account=account, person=person, role=role, now=monday)
    note(account, eeva, monday)
    for what in Seen.What.values:
        see(account, eeva, what, monday)
    return begun


def begin(application, by, now, address=ADDRESS):
    return start_set_up(
        actor=by, application=application, address=registry.read(address), name="Kirjasto · IG",
        now=now,
    )  # fmt: skip


def note(account, by, now, two_step=True):
    return note_credential(
        actor=by, account=account, version=None, kind="password", kept_in="Kirjaston holvi",
        opened_by="Hallinnoijat", two_step=two_step, changed_on=now.date(), now=now,
    )  # fmt: skip


def see(account, by, what, now, present=True):
    return note_seen(actor=by, account=account, what=what, present=present, page="", now=now)


def leave(application, item, by, now, reason="Yksikössä on yksi työntekijä."):
    return note_item(actor=by, application=application, item=item, reason=reason, now=now)
