"""What the packages above hold of a person or a unit, asked without knowing them.

An installed package of ours may have a module `held` with any of these, each optional:

    COVERS: frozenset[str]                    fields that point to a person ("register.stewardship.person")
    held_by(person, now) -> Iterable[Held]    what the person holds or serves now
    hangs_on(unit, now) -> Iterable[Held]     what hangs on the unit now
    shown_of(person, reader, now) -> Section | None      a part of the person's page, where the reader sees it
    exported(person) -> dict[str, Any]        what the export of the person's data tells of it
    forget(person, now) -> None               takes the person's name and address out of its own rows

The package's name is the only thing known of it, so nothing registers itself and nothing is imported upwards.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from torilla.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that somebody holds, in the reader's language, and its page.

    ends_first: it has to be ended or handed over before its holder can be erased or ended.
    key: by what it is chosen on the page of a leaver ("register.stewardship:7"). hand_over(to=, actor=,
    now=) gives it to another person and end(actor=, now=) ends it, each within a command and refusing as
    commands do; None where it is not done so.
    """

    what: str | Promise
    address: str = ""
    ends_first: bool = True
    key: str = ""
    hand_over: Callable[..., Any] | None = None
    end: Callable[..., Any] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a person's page that a package above fills: lines, what is said where there are none, and
    what the reader may do, as words and addresses. `name`: its anchor."""

    name: str
    title: str | Promise
    clause: str
    lines: tuple[Held, ...]
    empty: str | Promise
    acts: tuple[tuple[str | Promise, str], ...] = ()


def modules() -> Iterator[ModuleType]:
    """The `held` modules of the installed packages, those of the lowest first."""
    for config in reversed(list(apps.get_app_configs())):
        ours = config.name.startswith("torilla.") and config.module is not None
        if ours and module_has_submodule(config.module, "held"):
            yield import_module(f"{config.name}.held")


def held_by(person: Person, now: datetime) -> list[Held]:
    """What the person holds or serves now, in every package."""
    return [held for ask in _all("held_by") for held in ask(person, now)]


def hangs_on(unit: Unit, now: datetime) -> list[Held]:
    """What hangs on the unit now, in every package."""
    return [held for ask in _all("hangs_on") for held in ask(unit, now)]


def sections(person: Person, reader: Person, now: datetime) -> list[Section]:
    """The parts of a person's page that the packages above fill, as this reader sees them."""
    asked = (ask(person, reader, now) for ask in _all("shown_of"))
    return [section for section in asked if section is not None]


def exported(person: Person) -> dict[str, Any]:
    """What every package tells in an export of the person's data."""
    told: dict[str, Any] = {}
    for tell in _all("exported"):
        told |= tell(person)
    return told


def forget(person: Person, now: datetime) -> None:
    """Every package takes the person out of its own rows."""
    for take_out in _all("forget"):
        take_out(person, now)


def _all(name: str) -> Iterator[Callable[..., Any]]:
    for module in modules():
        found = getattr(module, name, None)
        if found is not None:
            yield found
