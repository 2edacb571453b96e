"""The people of Mallila, all invented: who they are, what they hold, whom they answer to."""

from dataclasses import dataclass, field


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
