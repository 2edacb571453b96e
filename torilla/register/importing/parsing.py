"""From a row's cells to what it says: which account, which values, what has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from torilla.connectors import registry
from torilla.connectors.address import Address, Ambiguous, NotRecognised
from torilla.people.importing.cells import LONGEST, clean, closest, key
from torilla.people.importing.known import Persons, Units
from torilla.people.importing.verdicts import LEAVE_OUT, SUGGESTED, Choices, Question, Said
from torilla.register.importing.fields import LINK, ROLES, network_words
from torilla.register.importing.words import items, keys_in, kinds, people_in, states

NOTHING = gettext_noop("There is no address on the row.")
SEVERAL = gettext_noop("There are several addresses in one cell. Give each a row of its own.")
UNKNOWN_NETWORK = gettext_noop("The network “{given}” is not known.")
DID_YOU_MEAN = gettext_noop("The network “{given}” is not known. Did you mean {network}?")
OTHER_NETWORK = gettext_noop("The address is on {network}, but the row says {given}.")
WHICH_NETWORK = gettext_noop("A name alone does not say where the account is: on which network?")
TAKEN_FROM_ADDRESS = gettext_noop("“{given}” is taken as {network}, as the address says.")
LEFT_OUT = gettext_noop("Beside the address the cell says “{rest}”, which is left out.")
NO_UNIT = gettext_noop("The unit “{given}” is not known, so the owner stays open.")
NO_PERSON = gettext_noop("“{given}” is not among the people, so nobody is named for them.")
NO_KIND = gettext_noop("The kind “{given}” is not known and is left out.")
NO_STATE = gettext_noop("The state “{given}” is not known and is left out.")
NO_WORD = gettext_noop("“{given}” is none of the words of this field and is left out.")
NO_EMAIL = gettext_noop("“{given}” is not an e-mail address and is left out.")
CUT = gettext_noop("The text is longer than {most} characters and is cut.")

UNSAID = object()
READS = lru_cache(maxsize=50_000)


@dataclass
class Parsed:
    """What a row says. `values` holds only what it says; `why` is set where it cannot be read."""

    address: Address | None = None
    values: dict[str, Any] = field(default_factory=dict)
    stewards: list[tuple[str, int]] = field(default_factory=list)
    unresolved: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    why: Said | None = None


@READS
def _read(network: str, text: str) -> Address | tuple[str, Any]:
    """The account, or why it is none: ("ambiguous", slugs) or ("other", …), (message, values)."""
    try:
        return registry.read_on(network, text) if network else registry.read(text)
    except Ambiguous as several:
        return "ambiguous", tuple(each.network for each in several.candidates)
    except NotRecognised as error:
        return error.reason.message, dict(error.reason.values)


class Parser:
    """Reads rows with what is known of networks, units and persons, and with what was answered."""

    def __init__(self, units: Units, persons: Persons, choices: Choices) -> None:
        self.units, self.persons, self.choices = units, persons, choices
        self.near: dict[str, str] = {}

    def parse(self, cells: Mapping[str, str]) -> Parsed:
        given = {name: clean(cell) for name, cell in cells.items()}
        parsed = Parsed()
        self._address(parsed, given)
        if parsed.address is not None:
            self._values(parsed, given)
            self._unit(parsed, given.get("unit", ""))
            self._people(parsed, given)
        return parsed

    # The account

    def _address(self, parsed: Parsed, given: Mapping[str, str]) -> None:
        text = given.get("address") or given.get("handle") or ""
        if not text:
            parsed.why = (NOTHING, {})
            return
        spelled = given.get("network", "")
        network = network_words().get(key(spelled), "") or self._answer("network", key(spelled))
        read = self._read(parsed, network, text)
        if isinstance(read, Address):
            self._found(parsed, read, spelled, network)
        elif spelled and not network:
            self._ask_network(parsed, spelled, text, read)
        elif read[0] == "ambiguous":
            parsed.why = (WHICH_NETWORK, {})
            asked = Question("network", key(spelled), "", True, tuple(read[1]), spelled[:60])
            parsed.questions.append(asked)
        else:
            self._elsewhere(parsed, read, spelled, network, text)

    def _read(self, parsed: Parsed, network: str, text: str) -> Address | tuple[str, Any]:
        """The account in a cell; what stands beside its address is said and left out."""
        read = _read(network, text)
        if isinstance(read, Address) or not any(c.isspace() for c in text):
            return read
        links = dict.fromkeys(LINK.findall(text[:2000])) or _handles(text)
        found = [each for link in links if isinstance(each := _read(network, link), Address)]
        if len({each.handle for each in found}) > 1:
            return SEVERAL, {}
        if found:
            rest = text
            for link in links:
                rest = rest.replace(link, " ")
            rest = " ".join(rest.split()).strip("()[] -–,;:")
            if rest:
                parsed.notes.append((LEFT_OUT, {"rest": rest[:200]}))
            return found[0]
        return _read(network, next(iter(links))) if len(links) == 1 else read

    def _found(self, parsed: Parsed, read: Address, spelled: str, network: str) -> None:
        parsed.address = read
        if spelled and not network:
            name = registry.network(read.network).name
            parsed.notes.append((TAKEN_FROM_ADDRESS, {"given": spelled[:60], "network": name}))

    def _ask_network(self, parsed: Parsed, spelled: str, text: str, read: tuple[str, Any]) -> None:
        near = self._suggestion(spelled)
        if near:
            name = registry.network(near).name
            parsed.why = (DID_YOU_MEAN, {"given": spelled[:60], "network": name})
        else:
            parsed.why = (UNKNOWN_NETWORK, {"given": spelled[:60]})
        parsed.questions.append(Question("network", key(spelled), near, True, words=spelled[:60]))

    def _elsewhere(
        self, parsed: Parsed, read: tuple[str, Any], spelled: str, network: str, text: str
    ) -> None:
        alone = self._read(parsed, "", text) if network else read
        if not isinstance(alone, Address):
            parsed.why = (read[0], dict(read[1]))
            return
        about = f"{network}.{alone.network}"
        if self._answer("mismatch", about) == alone.network:
            parsed.address = alone
            return
        name = registry.network(alone.network).name
        parsed.why = (OTHER_NETWORK, {"network": name, "given": spelled[:60]})
        offered = (alone.network,)
        parsed.questions.append(Question("mismatch", about, alone.network, True, offered))

    def _answer(self, about: str, given: str) -> str:
        answer = self.choices.get(about, {}).get(given, "")
        return "" if answer == LEAVE_OUT else answer

    def _suggestion(self, spelled: str) -> str:
        word = key(spelled)
        if word not in self.near and len(self.near) < SUGGESTED:
            self.near[word] = network_words().get(closest(word, network_words()), "")
        return self.near.get(word, "")

    # What the register says of it

    def _values(self, parsed: Parsed, given: Mapping[str, str]) -> None:
        values, notes = parsed.values, parsed.notes
        for name, most in (("name", 200), ("purpose", LONGEST)):
            text = given.get(name, "")
            if text:
                values[name] = text[:most].strip()
            if len(text) > most:
                notes.append((CUT, {"most": most}))
        self._role_address(parsed, given.get("role_address", "").lower())
        self._word(parsed, "kind", given.get("kind", ""), kinds(), NO_KIND)
        self._word(parsed, "state", given.get("state", ""), states(), NO_STATE)
        for name in ("aims", "audiences", "purposes"):
            found, unknown = keys_in(name, given.get(name, ""))
            if found:
                values[name] = found
            notes.extend((NO_WORD, {"given": word[:60]}) for word in unknown[:3])

    def _role_address(self, parsed: Parsed, address: str) -> None:
        if address and _is_email(address):
            parsed.values["role_address"] = address
        elif address:
            parsed.notes.append((NO_EMAIL, {"given": address[:100]}))

    def _word(
        self, parsed: Parsed, name: str, word: str, known: Mapping[str, str], unknown: str
    ) -> None:
        if word and key(word) in known:
            parsed.values[name] = known[key(word)]
        elif word:
            parsed.notes.append((unknown, {"given": word[:60]}))

    def _unit(self, parsed: Parsed, cell: str) -> None:
        if not cell:
            return
        if cell.startswith("["):
            cell = " / ".join(items(cell)) or cell
        found = self.units.asked(cell, self.choices)
        parsed.values["unit_said"] = cell
        if isinstance(found, Question):
            parsed.questions.append(found)
            parsed.notes.append((NO_UNIT, {"given": cell[:100]}))
        elif found is not None:
            parsed.values["unit"] = found

    def _people(self, parsed: Parsed, given: Mapping[str, str]) -> None:
        said = [(role, text) for role in ROLES for text in items(given.get(role, ""))]
        if cell := given.get("stewards", ""):
            said += [(role, text) for role, text in people_in(cell) if role in ROLES]
        for role, text in said:
            for who in self._each(text):
                found = self.persons.asked(who, self.choices)
                if isinstance(found, int):
                    parsed.stewards.append((role, found))
                elif isinstance(found, Question):
                    parsed.unresolved.append((role, who))
                    parsed.questions.append(found)

    def _each(self, text: str) -> list[str]:
        """One person, or several parted by commas where the whole is nobody."""
        if "," not in text or self.persons.found(text):
            return [text]
        return [part for each in text.split(",") if (part := clean(each))]


def _handles(text: str) -> dict[str, None]:
    """The words of a cell that begin as a name on a network does."""
    return {
        word.strip("()[],;:"): None for word in text.split() if word.strip("([").startswith("@")
    }


@lru_cache(maxsize=10_000)
def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
