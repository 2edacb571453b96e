"""Fill a home with the code of v0.1.0; not run by any test. README.md beside says how.

Mallila and its people are invented. More of everything than the demonstration has, and every state that a
row can have: closed accounts, ended rights, an erased person, a waiver, mails that went and mails that wait.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "torilla.config.settings"

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from torilla.config.sources import SOURCES  # noqa: E402
from torilla.config.start import initialise  # noqa: E402
from torilla.connectors import registry  # noqa: E402
from torilla.core import crypto, work  # noqa: E402
from torilla.core.command import NotAllowed  # noqa: E402
from torilla.duties.commands.queue_mails import queue_mails  # noqa: E402
from torilla.duties.feed import drain, look_again  # noqa: E402
from torilla.duties.models import Mail  # noqa: E402
from torilla.guideline.commands.grant_waiver import grant_waiver  # noqa: E402
from torilla.guideline.models import Finding  # noqa: E402
from torilla.people.commands.add_person import add_person  # noqa: E402
from torilla.people.commands.add_unit import add_unit  # noqa: E402
from torilla.people.commands.erase_person import erase_person  # noqa: E402
from torilla.people.commands.fill_position import fill_position  # noqa: E402
from torilla.people.commands.invite import invite  # noqa: E402
from torilla.people.commands.note_absence import note_absence  # noqa: E402
from torilla.people.commands.set_supervisor import set_supervisor  # noqa: E402
from torilla.people.models import DutyTime, Person, Unit  # noqa: E402
from torilla.register.commands.add_account import add_account  # noqa: E402
from torilla.register.commands.change_account import change_account  # noqa: E402
from torilla.register.commands.change_state import change_state  # noqa: E402
from torilla.register.commands.confirm import confirm  # noqa: E402
from torilla.register.commands.end_stewardship import end_stewardship  # noqa: E402
from torilla.register.commands.name_steward import name_steward  # noqa: E402
from torilla.register.queries import record_of  # noqa: E402

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
UNITS, PEOPLE, ACCOUNTS = 8, 30, 20
NETWORKS = ("facebook.com", "instagram.com", "x.com", "youtube.com/@")
FORENAMES = (
    "Åke",
    "Ägir",
    "Östen",
    "Aada",
    "Bertta",
    "Cecilia",
    "Daavid",
    "Eerika",
    "Šarlotta",
    "Zaida",
)
SURNAMES = ("Esimerkki", "Mallinen", "Kokeilu", "O'Testi", "Näyte-Koe", "von Exempel")


def main() -> None:
    settings.MAIL_CONFIGURED = True
    initialise(now=NOW)
    leena = Person.objects.get(name="Leena Mäki")
    root = Unit.objects.get(kind="municipality")
    units = [
        add_unit(actor=leena, name=f"Yksikkö {n} Ääni & Öljy", kind="unit", parent=root, now=ago(90 - n),
                 role_address=f"yksikko{n}@mallila.example")
        for n in range(UNITS)
    ]  # fmt: skip
    people = [somebody(n, units, leena) for n in range(PEOPLE)]
    for n, unit in enumerate(units):
        fill_position(
            actor=leena, position="head_of_unit", unit=unit, person=people[n], now=ago(60)
        )
    accounts = [account(n, units, people, leena) for n in range(ACCOUNTS)]
    changes(accounts, people, leena)
    run()
    signed_in(leena)
    print(f"{len(people)} people, {len(accounts)} accounts")


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def somebody(n, units, leena):
    name = f"{FORENAMES[n % len(FORENAMES)]} {SURNAMES[n % len(SURNAMES)]} {n}"
    person = add_person(
        actor=leena, name=name, email=f"henkilo{n}@mallila.example", kind="employee",
        unit=units[n % UNITS], title="esimerkki", language=("fi", "sv", "en")[n % 3], now=ago(80),
    )  # fmt: skip
    if n >= UNITS:
        head = Person.objects.get(email=f"henkilo{n % UNITS}@mallila.example")
        set_supervisor(actor=leena, person=person, supervisor=head, now=ago(70))
    return person


def account(n, units, people, leena):
    address = registry.read(f"{NETWORKS[n % len(NETWORKS)]}/mallilakoe{n}".replace("@/", "@"))
    made = add_account(
        actor=leena,
        unit=units[n % UNITS],
        address=address,
        name=f"Koetili {n}",
        kind="unit",
        now=ago(50),
    )
    name_steward(actor=leena, account=made, person=people[n], role="lead", now=ago(49))
    if n % 2:
        name_steward(
            actor=leena, account=made, person=people[n + 1], role="substitute", now=ago(48)
        )
    return made


def changes(accounts, people, leena):
    for n, each in enumerate(accounts):
        at = ago(40 - n % 20)
        if n % 4 == 0:
            record = record_of(each)
            change_account(actor=leena, account=each, version=record.pk, now=at,
                           changes={"purpose": f"Tarkoitus {n}\nÅÄÖ €"})  # fmt: skip
        if n % 5 == 0:
            confirm(actor=leena, account=each, version=record_of(each).pk, now=at)
        if n % 7 == 0:
            end_stewardship(actor=leena, stewardship=each.stewardships.open().first(), now=at)
        if n % 11 == 0:
            change_state(
                actor=leena, account=each, version=record_of(each).pk, state="closed", now=at
            )
    note_absence(
        actor=leena, person=people[20], first_day=NOW.date(), last_day=NOW.date(), now=ago(1)
    )
    invite(actor=leena, person=people[21], now=ago(1))
    erase_person(actor=leena, person=people[-1], now=ago(1))
    ritva = Person.objects.get(name="Ritva Koski")
    finding = Finding.objects.filter(closed_at=None, rule="register.role-address").first()
    if finding:
        grant_waiver(
            actor=ritva,
            finding=finding,
            reason="Kokeilu",
            until=NOW.date() + timedelta(30),
            now=NOW,
        )
    with suppress(NotAllowed):  # the log keeps it
        add_unit(actor=people[3], name="Ei oikeutta", kind="unit", parent=None, now=NOW)


def run():
    """What a worker would have done: duties, reminders, mails; some went, one waits, one is unknown."""
    DutyTime.objects.bulk_create(
        DutyTime(person=person, weekday=day, starts=time(), ends=time())
        for person in Person.objects.filter(is_active=True)
        for day in range(7)
    )
    drain(SOURCES, NOW)
    look_again(SOURCES, NOW)
    work.run_due(NOW, work.new_owner())
    later = NOW + timedelta(days=20)
    look_again(SOURCES, later)
    queue_mails(later)
    mails = list(Mail.objects.filter(state="queued").order_by("pk"))
    print(f"{len(mails)} mails wait, {Mail.objects.count()} in all")
    Mail.objects.filter(pk=mails[0].pk).update(state="unknown", due_at=None, last_error="no answer")


def signed_in(person):
    Authenticator.objects.create(
        user=person, type="totp", data={"secret": crypto.encrypt("JBSWY3DPEHPK3PXP")}
    )
    store = SessionStore()
    store["of"] = "v0.1.0"
    store.create()


if __name__ == "__main__":
    main()
