"""What is written in the applications of Mallila, by section and question. People stand here by name."""

from collections.abc import Mapping
from typing import Any

from torilla.people.models import Person

CONFIRMED = 5
"""The section in which the supervisor says that there is time."""
UMBRELLA = "Kunnan kattotili tavoittaa aikuiset. Meidän asiamme hukkuisivat muiden joukkoon."
PEOPLE = ("lead", "substitutes", "administrators")
SURVEY = b"Kysely 41 perheelle: 29 katsoisi satutunnin tallenteena.\n"
READY = (1, 2, 3)
"""The sections of the draft that its writer calls ready."""


def named(
    answers: Mapping[int, Mapping[str, Any]], people: Mapping[str, Person]
) -> dict[int, dict[str, Any]]:
    """The answers with ids where names stand."""

    def ids(value: Any) -> Any:
        if isinstance(value, str):
            return people[value].pk
        return [people[name].pk for name in value]

    return {
        number: {key: ids(value) if key in PEOPLE else value for key, value in given.items()}
        for number, given in answers.items()
    }


def _whole(
    *, name: str, keeper: str, site: str, address: str, lead: str, others: tuple[str, str], hours: str,
    need: tuple[str, str, str, str], benefits: str, weeks: str, why: str, measure: tuple[str, str],
    against: str = "",
) -> dict[int, dict[str, Any]]:  # fmt: skip
    """The nine sections; `need`: why, what is aimed at, for whom, with what."""
    substitute, administrator = others
    reason, goal, group, content = need
    return {
        1: {
            "need": reason, "goals": goal, "target_group": group, "content": content,
            "aims": ["information", "interaction"], "audiences": ["residents", "customers"],
        },
        2: {"benefits": benefits, "purposes": ["customer_service", "advice"]},
        3: {
            "lead": lead, "hours": hours,
            "led": "Käymme työn läpi joka toinen viikko yksikön palaverissa.",
        },
        4: {
            "substitutes": [substitute], "rhythm": "weekly", "first_weeks": weeks,
            "committed": "yes",
        },
        5: {"resources_confirmed": "yes"},
        6: {"wanted_name": name, "why_network": why, "reason_against_line": against},
        7: {"role_address": address, "administrators": [lead, administrator]},
        8: {"measures": [{"goal": measure[0], "measure": measure[1], "kind": "involvement"}]},
        9: {
            "keeper_text": keeper, "unit_page": site, "link_back": site,
            "list_page": "https://mallila.example/some",
        },
    }  # fmt: skip


_LIBRARY = {
    "keeper": "Tiliä pitää Mallilan kirjasto.",
    "site": "https://mallila.example/kirjasto",
    "address": "kirjasto@mallila.example",
}
THREADS = _whole(
    **_LIBRARY, name="Mallilan kirjasto", lead="Aino Lehto", others=("Kaisa Niemi", "Eeva Salmi"),
    hours="1",
    need=(
        "Lukupiirin keskustelu on siirtynyt Threadsiin, ja meiltä kysytään siellä kirjoista.",
        "Lukupiiriin tulee syksyn aikana kymmenen uutta lukijaa.", "Lukupiirien jäsenet",
        "Kirjavinkit maanantaisin, lukupiirin kysymykset torstaisin",
    ),
    benefits="Vastaukset tavoittavat kaikki kerralla, eikä samaa kysytä tiskillä.",
    weeks="vk 1 lukupiirin kirja, vk 2 uutuudet, vk 3 kirjailijavieras, vk 4 kysely lukijoille",
    why="Lukupiirin jäsenistä kaksi kolmesta on siellä jo.",
    measure=("Lukupiiri kasvaa", "uusien osallistujien määrä kuukaudessa"),
)  # fmt: skip
X = _whole(
    **_LIBRARY, name="Mallilan kirjasto", lead="Kaisa Niemi", others=("Aino Lehto", "Eeva Salmi"),
    hours="1",
    need=(
        "Kirjailijat kertovat vierailuistaan X:ssä.", "Vierailuihin tulee enemmän kuulijoita.",
        "Kirjallisuudesta kiinnostuneet", "Kirjailijavieraat ja arviot",
    ),
    benefits="Vierailuista tieto leviää kirjailijoiden omille lukijoille.",
    weeks="vk 1 syksyn vieraat, vk 2 arvio, vk 3 kysymykset vieraalle, vk 4 kooste",
    why="Kirjailijat ovat siellä.", measure=("Kuulijoita vierailuissa", "kävijät vierailua kohden"),
    against="Kokeilisimme vuoden ajan kirjailijavierailujen kanssa.",
)  # fmt: skip
TIKTOK = _whole(
    name="Mallilan nuoret", keeper="Tiliä pitää Mallilan nuorisotoimi.",
    site="https://mallila.example/nuoret", address="nuoriso@mallila.example",
    lead="Veikko Harju", others=("Kaisa Niemi", "Martti Laine"), hours="1",
    need=(
        "Nuoret eivät lue tiedotteitamme eivätkä käy kunnan sivuilla.",
        "Nuortentalon iltoihin tulee puolet enemmän kävijöitä.", "13–17-vuotiaat",
        "Nuorten itse tekemät videot nuortentalon illoista",
    ),
    benefits="Nuoret näkevät, mitä on tarjolla, ja kertovat, mitä toivovat.",
    weeks="vk 1 nuortentalo, vk 2 nuorisovaltuusto, vk 3 iltojen ohjelma, vk 4 kysely",
    why="Kyselyssä yhdeksän kymmenestä yläkoululaisesta käyttää TikTokia joka päivä.",
    measure=("Kävijöitä illoissa", "kävijät iltaa kohden"),
)  # fmt: skip
WHATSAPP = _whole(
    **_LIBRARY, name="Mallilan kirjasto", lead="Aino Lehto", others=("Kaisa Niemi", "Eeva Salmi"),
    hours="1",
    need=(
        "Pienten lasten vanhemmat kysyvät satutunneista puhelimessa joka viikko.",
        "Satutunneille tulee kaksi kertaa niin monta lasta.", "Alle kouluikäisten lasten vanhemmat",
        "Satutuntien ajat ja muutokset aukioloihin",
    ),
    benefits="Vanhemmat saavat tiedon heti, ja puheluita tulee vähemmän.",
    weeks="vk 1 satutunnit, vk 2 aukiolot, vk 3 lukuviikko, vk 4 uutuudet lapsille",
    why="Vanhemmilla on WhatsApp jo käytössä päivähoidon kanssa.",
    measure=("Lapsia satutunnilla", "lasten määrä kuukaudessa"),
)  # fmt: skip
YOUTUBE = {
    1: {
        "need": "Etäällä asuvat eivät pääse satutunneille, ja niitä toivotaan tallenteina.",
        "goals": "Tallenteet katsotaan sivukylillä ja päiväkodeissa.", "aims": ["information"],
        "target_group": "Sivukylien lapsiperheet ja päiväkodit", "audiences": ["residents"],
        "content": "Satutunnit ja opastukset kirjaston palveluihin",
    },
    2: {"benefits": "Palvelu ulottuu koko kuntaan ilman matkoja.", "purposes": ["advice"]},
    3: {"lead": "Aino Lehto", "hours": "2", "led": "Sovimme kuvauksista kuukausipalaverissa."},
    4: {"rhythm": "monthly"},
    7: {"role_address": "kirjasto@mallila.example"},
}  # fmt: skip
