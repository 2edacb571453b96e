"""Fills an empty home with Mallila, by the same commands as people use."""

import secrets
from datetime import date, datetime, timedelta
from importlib.resources import files

from django.conf import settings
from django.utils import timezone

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.agreements.terms import Terms
from torilla.config.demo.applied import apply
from torilla.config.demo.consented import consent
from torilla.config.demo.disclosed import disclose
from torilla.config.demo.people import AGREED, LEENAS_WEEK, PEOPLE, UNITS, Somebody, WorkingTime
from torilla.config.demo.pictures import show
from torilla.config.demo.settled import settle
from torilla.connectors import registry
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.models import Duty
from torilla.guideline.commands.load_document import load_document
from torilla.people.commands.add_body import add_body
from torilla.people.commands.add_member import add_member
from torilla.people.commands.add_person import add_person
from torilla.people.commands.add_unit import add_unit
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.note_absence import note_absence
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.models import Person, Unit
from torilla.register.commands.add_account import add_account
from torilla.register.commands.change_account import change_account
from torilla.register.commands.confirm import confirm
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.name_steward import named as name_before
from torilla.register.commands.note_seen import note_seen
from torilla.register.models import Account, Seen
from torilla.register.queries import record_of

DOCUMENT = "mallila.fi.txt"
LIBRARY = "mallilaesimerkkikirjasto"
PICTURES = "instagram.com/mallilaesimerkkikirjasto"
SUMMER = "instagram.com/mallilaesimerkkikesa"
PASSWORD = "demo-password"  # noqa: S105  (the name of a file, in the demonstration's home)


def fill(*, now: datetime) -> str:
    """Mallila with its people, accounts and findings; the password with which all of them sign in.

    The accounts that its guideline lists are in the register already. Everything happened in the
    months before `now`, so that there is a history to look at.
    """
    begun = now - timedelta(days=120)
    load_document(actor=SYSTEM, name=DOCUMENT, content=_document(), now=begun)
    units = _units(begun)
    password = _password()
    people = {each.name: _person(each, units, password, begun) for each in PEOPLE}
    for each in PEOPLE:
        _relations(each, people, units, begun)
    _bodies(people, units, begun)
    leena = people["Leena Mäki"]
    set_duty_times(actor=SYSTEM, person=leena, week=LEENAS_WEEK, now=begun)
    for each in AGREED:
        _agree(each, people, now - timedelta(days=62))
    settle(people, now)
    disclose(people, now)
    _accounts(people, units, now)
    apply(people, units, now)
    show(people, units, now)
    library = Account.objects.get(handle=LIBRARY, network="facebook")
    consent(people, units, library, now)
    return password


def _document() -> bytes:
    """Mallila's invented guideline, which lies beside its policy."""
    return (files("torilla.policy") / "guidelines" / DOCUMENT).read_bytes()


def _units(now: datetime) -> dict[str, Unit]:
    units = {unit.name: unit for unit in Unit.objects.all()}
    for name, kind, above, role_address in UNITS:
        units[name] = add_unit(
            actor=SYSTEM, name=name, kind=kind, parent=units[above], role_address=role_address,
            now=now,
        )  # fmt: skip
    return units


def _password() -> str:
    """One password for the invented people, made for this home and kept in it."""
    password = secrets.token_urlsafe(12)
    file = settings.HOME.path / PASSWORD
    file.write_text(password + "\n", encoding="utf8")
    file.chmod(0o600)
    return password


def address_of(name: str) -> str:
    """aino.lehto@mallila.example: a reserved domain that nobody can own."""
    plain = name.lower().replace(" ", ".").translate(str.maketrans("äöå", "aoa"))
    return f"{plain}@mallila.example"


def _person(each: Somebody, units: dict[str, Unit], password: str, now: datetime) -> Person:
    person = add_person(
        actor=SYSTEM, name=each.name, email=address_of(each.name), kind=each.kind,
        unit=units[each.unit], title=each.title, now=now,
    )  # fmt: skip
    for kind, unit, title in each.also:
        give_standing(
            actor=SYSTEM, person=person, kind=kind, unit=units[unit], title=title, now=now
        )
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person, "people.password.set", actor=SYSTEM, at=now)
    return person


def _relations(
    each: Somebody, people: dict[str, Person], units: dict[str, Unit], now: datetime
) -> None:
    person = people[each.name]
    for position in each.positions:
        fill_position(actor=SYSTEM, position=position, unit=None, person=person, now=now)
    if each.heads:
        fill_position(
            actor=SYSTEM, position="head_of_unit", unit=units[each.heads], person=person, now=now
        )
    if each.supervisor:
        set_supervisor(actor=SYSTEM, person=person, supervisor=people[each.supervisor], now=now)


def _agree(each: WorkingTime, people: dict[str, Person], now: datetime) -> None:
    """The person proposes, the supervisor agrees; for a year."""
    person, chief = people[each.name], people[each.supervisor]
    set_duty_times(actor=SYSTEM, person=person, week=each.week, now=now)
    today = timezone.localdate(now)
    terms = Terms(
        first_day=today, last_day=today + timedelta(days=364), scope=each.scope, hours=each.hours,
        duty_times_confirmed=True, substitutes_confirmed=True,
    )  # fmt: skip
    made = propose(actor=person, person=person, kind="working_time", terms=terms, now=now)
    answer(actor=chief, agreement=made, agrees=True, now=now + timedelta(hours=3))
    for duty in Duty.objects.filter(kind=Duty.Kind.READ, holder_person=person, closed_at=None):
        mark_read(actor=person, duty=duty, now=now + timedelta(hours=4))


def _bodies(people: dict[str, Person], units: dict[str, Unit], now: datetime) -> None:
    """The two groups that decide on a new account of the library, each with its secretary."""
    for name, unit, seats in (
        (
            "Kunnan johtoryhmä", "Mallila",
            {"Ritva Koski": "chair", "Martti Laine": "secretary", "Leena Mäki": "member"},
        ),
        (
            "Sivistyksen johtoryhmä", "Sivistystoimi",
            {"Martti Laine": "chair", "Kaisa Niemi": "secretary", "Eeva Salmi": "member"},
        ),
    ):  # fmt: skip
        group = add_body(
            actor=SYSTEM, name=name, kind="management_group", unit=units[unit], now=now
        )
        for person, role in seats.items():
            add_member(actor=SYSTEM, body=group, person=people[person], role=role, now=now)


def _accounts(people: dict[str, Person], units: dict[str, Unit], now: datetime) -> None:
    eeva, aino, kaisa = people["Eeva Salmi"], people["Aino Lehto"], people["Kaisa Niemi"]
    added, named = now - timedelta(days=100), now - timedelta(days=59)
    library = Account.objects.get(handle=LIBRARY)
    _complete(library, eeva, "Kirjasto · Facebook", "unit", units["Kirjasto"], now)
    _name(library, eeva, named, lead=aino, substitute=kaisa, administrators=(aino, eeva))
    leena, jussi, martti = people["Leena Mäki"], people["Jussi Aho"], people["Martti Laine"]
    town = Account.objects.exclude(pk=library.pk).earliest("pk")
    _complete(town, leena, "Mallilan kunta · Facebook", "umbrella", units["Hallinto"], now)
    name_steward(actor=martti, account=town, person=aino, role="substitute", now=named)
    for person, role in ((leena, "lead"), (leena, "administrator"), (jussi, "administrator")):
        _from_before(town, person, role, named)
    pictures = _account(PICTURES, "Kirjasto · Instagram", units["Kirjasto"], added)
    name_steward(actor=eeva, account=pictures, person=aino, role="lead", now=named)
    _account(SUMMER, "Kesätapahtuma · Instagram", units["Kesätapahtuma"], added)
    today = timezone.localdate(now)
    _read(people["Ritva Koski"], now - timedelta(days=50))
    note_absence(actor=SYSTEM, person=aino, first_day=today, last_day=_week_after(today), now=now)


def _account(address: str, name: str, unit: Unit, now: datetime) -> Account:
    return add_account(
        actor=SYSTEM, unit=unit, address=registry.read(address), name=name, kind="unit", now=now
    )


def _from_before(account: Account, person: Person, role: str, now: datetime) -> None:
    """Somebody who acted in the account before agreements were asked for (K2)."""
    name_before(
        actor=SYSTEM, account=account, person=person, role=role, since=now, now=now,
        from_before=True,
    )  # fmt: skip


def _name(
    account: Account,
    owner: Person,
    now: datetime,
    *,
    lead: Person,
    substitute: Person,
    administrators: tuple[Person, ...],
) -> None:
    roles = [(lead, "lead"), (substitute, "substitute")]
    roles += [(person, "administrator") for person in administrators]
    for person, role in roles:
        name_steward(actor=owner, account=account, person=person, role=role, now=now)


def _read(manager: Person, now: datetime) -> None:
    """The municipal manager has read what was told until then."""
    told = Duty.objects.filter(kind=Duty.Kind.READ, closed_at=None, opened_at__lt=now)
    for duty in told.filter(holder_position="municipal_manager"):
        mark_read(actor=manager, duty=duty, now=now)


def _complete(
    account: Account, person: Person, name: str, kind: str, unit: Unit, now: datetime
) -> None:
    """A record in which nothing is left open, as of two months ago."""
    now -= timedelta(days=60)
    changes = {
        "name": name,
        "unit": unit,
        "kind": kind,
        "role_address": unit.role_address,
        "aims": ["information", "interaction"],
        "audiences": ["residents", "customers"],
        "purposes": ["customer_service", "advice"],
        "purpose": "Kerromme aukioloista, tapahtumista ja uutuuksista ja vastaamme kysymyksiin.",
    }
    version = record_of(account).pk
    change_account(actor=SYSTEM, account=account, version=version, changes=changes, now=now)
    for what in Seen.What.values:
        note_seen(actor=person, account=account, what=what, present=True, page="", now=now)
    confirm(actor=person, account=account, version=record_of(account).pk, now=now)


def _week_after(day: date) -> date:
    """The Friday of the week after: always ahead of today."""
    return day + timedelta(days=7 + (4 - day.weekday()) % 7)
