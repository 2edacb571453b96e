"""The invented municipality's units and people; the same rows at every run, a tenth in breach."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from benchmarks.sizes import Size
from torilla.people.models import Absence, DutyTime, Holding, Person, Standing, Supervision, Unit

FIRST = (
    "Aino", "Eeva", "Helmi", "Kaisa", "Leena", "Ritva", "Sanna", "Tuuli", "Antti", "Heikki",
    "Jussi", "Martti", "Olli", "Pekka", "Sampo", "Timo", "Veikko", "Väinö", "Ylermi",
)  # fmt: skip
LAST = (
    "Aalto", "Harju", "Järvinen", "Kallio", "Koskinen", "Laine", "Lehto", "Mäkelä", "Niemi",
    "Ojala", "Peltola", "Rantanen", "Salo", "Toivonen", "Uusitalo", "Virtanen", "Ylönen",
)  # fmt: skip
OFFICES = (
    "set_up_person", "municipal_manager", "administrative_director", "communications_lead",
    "ict_specialist",
)  # fmt: skip
BATCH = 2000


@dataclass
class Organisation:
    """What was made: units (the municipality first) and persons (the offices first, then heads)."""

    units: list[Unit]
    persons: list[Person]


def fill_organisation(size: Size, now: datetime) -> Organisation:
    """Units with heads, persons with standing and supervisor, of each a tenth without."""
    units = _units(size)
    persons = _persons(size)
    made = Organisation(units, persons)
    _holdings(made, now - timedelta(days=700))
    _standings(made, now - timedelta(days=700))
    _supervisions(made, now - timedelta(days=700))
    _absences(made, now)
    _duty_times(made)
    return made


def _units(size: Size) -> list[Unit]:
    root = Unit.objects.create(name="Mallila", kind="municipality")
    rest = [
        Unit(
            name=f"Yksikkö {number:03}",
            kind="unit",
            parent=root,
            role_address=f"yksikko{number}@mallila.example",
            web_page=f"https://mallila.example/yksikko/{number}",
        )
        for number in range(1, size.units)
    ]
    return [root, *Unit.objects.bulk_create(rest, batch_size=BATCH)]


def _persons(size: Size) -> list[Person]:
    persons = [
        Person(
            name=f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}",
            email=f"henkilo{n}@mallila.example",
            password="!",
        )
        for n in range(size.persons)
    ]
    return Person.objects.bulk_create(persons, batch_size=BATCH)


def heads(made: Organisation) -> list[Person]:
    """Who heads each unit, in the order of the units."""
    return made.persons[len(OFFICES) : len(OFFICES) + len(made.units)]


def _holdings(made: Organisation, since: datetime) -> None:
    rows = [
        Holding(position=position, person=person, since=since)
        for position, person in zip(OFFICES, made.persons, strict=False)
    ]
    for number, (unit, person) in enumerate(zip(made.units, heads(made), strict=True)):
        if number % 10 != 9:
            rows.append(Holding(position="head_of_unit", unit=unit, person=person, since=since))
    Holding.objects.bulk_create(rows, batch_size=BATCH)


def unit_of(made: Organisation, number: int) -> Unit:
    """The unit of a person, or of an account, by its number; none belongs to the root."""
    return made.units[1 + number % (len(made.units) - 1)]


def _standings(made: Organisation, since: datetime) -> None:
    rows = [
        Standing(person=person, kind="employee", unit=unit_of(made, number), since=since)
        for number, person in enumerate(made.persons)
    ]
    rows += [
        Standing(person=person, kind="elected_official", since=since)
        for person in made.persons[::50]
    ]
    Standing.objects.bulk_create(rows, batch_size=BATCH)


def _supervisions(made: Organisation, since: datetime) -> None:
    chiefs = dict(zip((unit.pk for unit in made.units), heads(made), strict=True))
    manager = made.persons[1]
    rows = []
    for number, person in enumerate(made.persons):
        chief = chiefs[unit_of(made, number).pk]
        if number % 10 == 3 or person == manager:
            continue
        if chief == person:
            chief = manager
        rows.append(Supervision(person=person, supervisor=chief, since=since))
    Supervision.objects.bulk_create(rows, batch_size=BATCH)


def _duty_times(made: Organisation) -> None:
    """Every day of the week, so that nobody's account is left alone."""
    rows = (
        DutyTime(person=person, weekday=day, starts=time(8), ends=time(16))
        for person in made.persons
        for day in range(7)
    )
    DutyTime.objects.bulk_create(rows, batch_size=BATCH)


def _absences(made: Organisation, now: datetime) -> None:
    today = now.date()
    rows = [
        Absence(
            person=person,
            first_day=today + timedelta(days=number % 30),
            last_day=today + timedelta(days=number % 30 + 5),
        )
        for number, person in enumerate(made.persons[::20])
    ]
    Absence.objects.bulk_create(rows, batch_size=BATCH)
