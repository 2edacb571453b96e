"""The people of Mallila, all invented: who they are, what they hold, whom they answer to."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal


@dataclass(frozen=True)
class Somebody:
    """A person of the demonstration. `unit` and `heads` are names of units."""

    name: str
    title: str
    unit: str
    kind: str = "employee"
    positions: tuple[str, ...] = ()
    heads: str = ""
    supervisor: str = ""
    also: tuple[tuple[str, str, str], ...] = field(default=())
    """Further standings: kind, unit, title."""


UNITS = (
    ("Sivistystoimi", "sector", "Mallila", ""),
    ("Kirjasto", "unit", "Sivistystoimi", "kirjasto@mallila.example"),
    ("Nuorisotoimi", "unit", "Sivistystoimi", "nuoriso@mallila.example"),
    ("Hallinto", "sector", "Mallila", "kunta@mallila.example"),
    ("Kesätapahtuma", "project", "Hallinto", ""),
)
"""Name, kind, the unit above, role address."""

PEOPLE = (
    Somebody(
        "Ritva Koski", "kunnanjohtaja", "Hallinto", "office_holder", ("municipal_manager",)
    ),
    Somebody(
        "Martti Laine", "hallintojohtaja", "Hallinto", "office_holder",
        ("administrative_director",), heads="Hallinto", supervisor="Ritva Koski",
    ),
    Somebody(
        "Leena Mäki", "viestintävastaava", "Hallinto",
        positions=("communications_lead", "set_up_person"), supervisor="Martti Laine",
    ),
    Somebody(
        "Jussi Aho", "ICT-asiantuntija", "Hallinto",
        positions=("ict_specialist",), supervisor="Martti Laine",
    ),
    Somebody(
        "Eeva Salmi", "kirjastonjohtaja", "Kirjasto", heads="Kirjasto", supervisor="Martti Laine"
    ),
    Somebody("Aino Lehto", "kirjastonhoitaja", "Kirjasto", supervisor="Eeva Salmi"),
    Somebody("Kaisa Niemi", "kirjastovirkailija", "Kirjasto", supervisor="Eeva Salmi"),
    Somebody(
        "Veikko Harju", "valtuutettu", "Mallila", "elected_official",
        also=(("employee", "Sivistystoimi", "koulunvahtimestari"),), supervisor="Martti Laine",
    ),
    Somebody("Olli Ranta", "kiinteistönhoitaja", "Hallinto", supervisor="Martti Laine"),
)  # fmt: skip


@dataclass(frozen=True)
class WorkingTime:
    """What somebody has agreed with the supervisor: for what, hours a week, on duty when."""

    name: str
    supervisor: str
    scope: str
    hours: Decimal
    week: tuple[tuple[int, time, time], ...]


def _days(days: range, first: int, last: int) -> tuple[tuple[int, time, time], ...]:
    return tuple((day, time(first), time(last)) for day in days)


SATURDAY, SUNDAY = 5, 6
LEENAS_WEEK = _days(range(5), 8, 16) + _days(range(SUNDAY, SUNDAY + 1), 12, 14)
OFFICE_HOURS = _days(range(5), 8, 16)
AGREED = (
    WorkingTime(
        "Aino Lehto", "Eeva Salmi", "Kirjaston tilit ja kunnan kattotilin sijaisuus", Decimal(4),
        _days(range(5), 8, 16),
    ),
    WorkingTime(
        "Kaisa Niemi", "Eeva Salmi", "Kirjaston tilien sijaisuus, myös lauantaisin", Decimal(2),
        _days(range(1, 5), 9, 17) + _days(range(SATURDAY, SATURDAY + 1), 10, 15),
    ),
    WorkingTime(
        "Eeva Salmi", "Martti Laine", "Kirjaston tilien hallinta", Decimal(1),
        _days(range(5), 8, 16),
    ),
)  # fmt: skip
