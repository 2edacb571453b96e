"""The words of a register's columns in all three languages: what a cell says becomes a key."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from torilla.people.importing.cells import clean, key, parted
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord
from torilla.register.words import AIMS, AUDIENCES, PURPOSES

STATES = {
    "active": "aktiivinen käytössä kyllä aktiv används ja active yes in use x",
    "dormant": "varalla tauolla eikäytössä passiivinen vilande ejibruk inteibruk pausad dormant inactive",
    "closed": "suljettu poistettu lopetettu poistunut stängd avslutad borttagen closed deleted removed",
}
KINDS = {
    "umbrella": "kattotili päätili yleinen kunta paraplykonto huvudkonto allmän umbrella main",
    "unit": "yksikkö yksikön yksikkötili enhet enhetskonto unit",
    "campaign": "kampanja teema kampanjatili teematili kampanj tema campaign theme",
    "project": "hanke projekti hanketili projekt projektkonto project",
}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "aims": AIMS,
    "audiences": AUDIENCES,
    "purposes": PURPOSES,
}


@cache
def states() -> dict[str, str]:
    """What a cell may say of the state."""
    return _known(AccountStates.NAMES, STATES)


@cache
def kinds() -> dict[str, str]:
    """What a cell may say of the kind."""
    names = {value: label for value, label in AccountRecord.Kind.choices if value}
    return _known(names, KINDS)


@cache
def listed(name: str) -> dict[str, str]:
    """What a cell may say of aims, audiences or purposes."""
    return _known(WORDS[name], {})


def _known(names: Mapping[str, Any], more: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for value, words in more.items():
        found.update({key(word): value for word in words.split()})
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.update({key(str(label)): value for value, label in names.items()})
    found.update({key(value): value for value in names})
    return found


def keys_in(name: str, cell: str) -> tuple[list[str], list[str]]:
    """The keys that a cell lists, in the policy's order, and what is none of them."""
    known = listed(name)
    words = items(cell)
    if len(words) == 1 and key(words[0]) not in known:
        words = [part for each in words[0].split(",") if (part := clean(each))]
    found = {known[key(word)] for word in words if key(word) in known}
    return [k for k in WORDS[name] if k in found], [w for w in words if key(w) not in known]


def items(cell: str) -> list[str]:
    """The things that a cell lists, as text parted by semicolons or as JSON."""
    return [clean(str(each)) for each in _json(cell) or parted(cell)]


def _json(cell: str) -> list[Any] | None:
    if not cell.startswith("["):
        return None
    try:
        given = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, list) else None


def people_in(cell: str) -> Iterable[tuple[str, str]]:
    """Role and person of each steward in a JSON cell; anything else is nobody."""
    for each in _json(cell) or []:
        if isinstance(each, dict) and isinstance(each.get("role"), str):
            name, email = str(each.get("name") or ""), str(each.get("email") or "")
            yield each["role"], f"{name} <{email}>" if email else name
