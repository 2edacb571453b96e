"""Units and persons by what a spreadsheet calls them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from torilla.core.alphabet import place
from torilla.people.importing.cells import clean, closest, folded, key
from torilla.people.importing.verdicts import LEAVE_OUT, SUGGESTED, Choices, Question
from torilla.people.models import Person, Unit

STEP = " / "
ADDRESSED = re.compile(r"^(?P<name>.*?)\s*<(?P<email>[^<>]*)>$", re.DOTALL)


@dataclass
class Units:
    """The units that go on, by name and by path ("Sivistystoimi / Kirjasto")."""

    by_pk: dict[int, Unit]
    named: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[int, str] = field(default_factory=dict)
    suggested: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Units":
        units = cls({unit.pk: unit for unit in Unit.objects.all()})
        paths = {pk: units.path(pk) for pk in units.by_pk}
        for pk, unit in units.by_pk.items():
            if unit.ended_at is None:
                units.named[folded(unit.name)].append(pk)
                if folded(paths[pk]) != folded(unit.name):
                    units.named[folded(paths[pk])].append(pk)
        for pk, unit in units.by_pk.items():
            alone = len(units.named[folded(unit.name)]) <= 1
            units.labels[pk] = clean(unit.name if alone else paths[pk])
        return units

    def path(self, pk: int) -> str:
        """The unit's name after those of the units above it."""
        names: list[str] = []
        unit, met = self.by_pk.get(pk), set()
        while unit is not None and unit.pk not in met:
            met.add(unit.pk)
            names.append(unit.name)
            unit = self.by_pk.get(unit.parent_id or 0)
        return STEP.join(reversed(names))

    def asked(self, given: str, choices: Choices) -> "int | Question | None":
        """The unit that a cell names, None where somebody said to leave it out, else the question."""
        found = self.named.get(folded(given), [])
        if len(found) == 1:
            return found[0]
        answer = choices.get("unit", {}).get(key(given), "")
        if answer == LEAVE_OUT:
            return None
        if answer.isdigit() and int(answer) in self.by_pk:
            return int(answer)
        offered = tuple(str(pk) for pk in found)
        return Question(
            "unit", key(given), self._suggestion(given), offered=offered, words=given[:100]
        )

    def _suggestion(self, given: str) -> str:
        word = folded(given)
        if word not in self.suggested:
            if len(self.suggested) >= SUGGESTED:
                return ""
            near = self.named.get(closest(word, [n for n, pks in self.named.items() if pks]), [])
            self.suggested[word] = str(near[0]) if near else ""
        return self.suggested[word]


@dataclass
class Persons:
    """Those who are here, by name and by address."""

    names: dict[int, str]
    emails: dict[int, str]
    by_email: dict[str, int] = field(default_factory=dict)
    named: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    suggested: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Persons":
        rows = Person.objects.filter(is_active=True, erased_at=None)
        persons = cls({}, {})
        for pk, name, email in rows.values_list("pk", "name", "email"):
            persons.add(pk, name, email or "")
        return persons

    def add(self, pk: int, name: str, email: str) -> None:
        """Know one more."""
        self.names[pk], self.emails[pk] = name, email
        self.named[folded(name)].append(pk)
        if email:
            self.by_email[email] = pk

    def label(self, pk: int) -> str:
        """How an export writes the person."""
        return labelled(self.names[pk], self.emails[pk])

    def asked(self, given: str, choices: Choices) -> "int | Question | None":
        """The person whom the text names, None where somebody said to leave it out, else the question."""
        found = self.found(given)
        if len(found) == 1:
            return found[0]
        answer = choices.get("person", {}).get(key(given), "")
        if answer == LEAVE_OUT:
            return None
        if answer.isdigit() and int(answer) in self.names:
            return int(answer)
        offered = tuple(str(pk) for pk in found[:20])
        return Question(
            "person", key(given), self._suggestion(given), offered=offered, words=given[:100]
        )

    def found(self, given: str) -> list[int]:
        """Who it may be: by address, else by name in either order."""
        name, email = taken_apart(given)
        if email in self.by_email:
            return [self.by_email[email]]
        if email and not name:
            return []
        last, comma, first = name.partition(",")
        turned = f"{first} {last}" if comma else ""
        return self.named.get(folded(name)) or self.named.get(folded(turned)) or []

    def _suggestion(self, given: str) -> str:
        word = folded(taken_apart(given)[0])
        if word not in self.suggested:
            if len(self.suggested) >= SUGGESTED:
                return ""
            near = self.named.get(closest(word, self.named), [])
            self.suggested[word] = str(near[0]) if len(near) == 1 else ""
        return self.suggested[word]


def taken_apart(given: str) -> tuple[str, str]:
    """Name and address in "Aino Aalto <aino@mallila.example>", "Aino Aalto" or an address alone."""
    text = clean(given)
    both = ADDRESSED.match(text)
    if both:
        return clean(both["name"]), clean(both["email"]).lower()
    if "@" in text and " " not in text:
        return "", text.lower()
    return text, ""


def labelled(name: str, email: str) -> str:
    """A person in a cell: with the address where there is one, for names are not unique."""
    text = clean(name)
    return f"{text} <{email}>" if email else text


def offered(question: Mapping[str, Any], all_: Mapping[int, str]) -> list[tuple[str, str]]:
    """What a question about a unit or a person offers: those meant probably, else all (at most 200)."""
    near = [*question["offered"], question["suggestion"]]
    some = [int(pk) for pk in near if pk and int(pk) in all_]
    rest = sorted((pk for pk in all_ if pk not in some), key=lambda pk: place(all_[pk]))[:200]
    return [(str(pk), all_[pk]) for pk in dict.fromkeys(some + rest)]
