"""What the guideline says, in the reader's language."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext as _

from torilla.connectors.registry import networks
from torilla.people.positions import NAMES, POSITIONS
from torilla.policy import Clause, Policy, render
from torilla.policy.rules.media import GUARDIANS
from torilla.policy.rules.register import LINK_NAMES

Texts = Mapping[str, str]


class Subject(Protocol):
    """A finding or a duty, as far as it says what it is about."""

    subject_kind: str
    subject_id: int
    subject_name: str


def in_language(texts: Texts) -> str:
    """The text in the reader's language, else in Finnish, else in any."""
    language = (get_language() or "fi")[:2]
    return texts.get(language) or texts.get("fi") or next(iter(texts.values()), "")


def sentence(rule_id: str) -> str:
    """What a rule asks, in one sentence."""
    return pgettext("rule", rule_id)


def reason(message: str, values: Mapping[str, Any]) -> str:
    """Why a rule is broken: the stored message and its values."""
    return render(message, values, gettext, _network_names())


def value_name(value: object) -> str:
    """A parameter's value in words: a network or a link by name, a number as it is."""
    message = {**LINK_NAMES, **GUARDIANS}.get(str(value))
    return gettext(message) if message else _network_names().get(str(value), str(value))


@cache
def _network_names() -> dict[str, str]:
    return {network.slug: network.name for network in networks()}


def gist(clause: Clause) -> str:
    """A clause in our own words."""
    return in_language(clause.gist)


def place(policy: Policy, clause_id: str) -> str:
    """Where a clause stands in the guideline, in its own words; "" for an unknown clause."""
    clause = policy.clauses.get(clause_id)
    return clause.where if clause else ""


def place_in_words(policy: Policy, clause_id: str) -> str:
    """ "Ohje: Mitä kanavia käytetään / 4 (C9)"; of what the product adds, that it does."""
    if not clause_id:
        return _("added by the product")
    where = place(policy, clause_id)
    given = {"where": where, "clause": clause_id}
    return _("Guideline: %(where)s (%(clause)s)") % given if where else clause_id


def position_name(policy: Policy, position: str) -> str:
    """A position in the reader's language; the municipality's policy may call it otherwise."""
    own = policy.position_names.get(position)
    return in_language(own) if own else str(NAMES.get(position) or _("supervisor"))


def subject_name(policy: Policy, of: Subject) -> str:
    """What a finding or a duty is about, by name; a position is named in the reader's language."""
    if of.subject_kind == "position":
        return position_name(policy, POSITIONS[of.subject_id - 1][0])
    return of.subject_name


def force_name(force: str) -> str:
    """How strongly a clause binds, in words."""
    return {
        "shall": _("shall"),
        "should": _("should"),
        "may": _("may"),
        "none": _("states a fact"),
    }.get(force, force)
