"""Who decides on an opening here: the policy's words (C2) made bodies, positions and persons.

A unit that stands under no sector has no sector's management group: the step asks the municipality's
instead. A body that two steps would ask is asked once, in the later one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import position_name
from torilla.openings.models import Application
from torilla.openings.stakes import stakes_in
from torilla.people.models import Body, Membership, Person, Unit
from torilla.people.positions import OF_A_UNIT
from torilla.people.queries import holders_of, supervisor_of
from torilla.policy.kinds import DecisionStep
from torilla.policy.positions import APPLICANT, BODIES, SUPERVISOR

SECTORS, MUNICIPALITYS = "sector_management_group", "municipal_management_group"

BODY_NAMES = {
    SECTORS: _("the sector’s management group"),
    MUNICIPALITYS: _("the municipality’s management group"),
    "municipal_board": _("the municipal board"),
    "municipal_council": _("the municipal council"),
}

_KINDS = {
    SECTORS: Body.Kind.MANAGEMENT_GROUP,
    MUNICIPALITYS: Body.Kind.MANAGEMENT_GROUP,
    "municipal_board": Body.Kind.BOARD,
    "municipal_council": Body.Kind.COUNCIL,
}


class NotRecorded(Refused):
    """A group that the chain names is not recorded here; `page` is where it is."""

    page = "people:add_body"


@dataclass(frozen=True)
class Decider:
    """Who decides: `word` is the policy's; `body` or `person` where it is one, else the position's holders."""

    word: str
    body: Body | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Planned:
    """A step of the chain with its number (from 1) in the policy."""

    number: int
    any: bool
    deciders: tuple[Decider, ...]


def chain(now: datetime) -> tuple[DecisionStep, ...]:
    """The steps as the policy in force writes them."""
    value: tuple[DecisionStep, ...] = _parameter("opening.deciders", now)
    return value


def proposer(now: datetime) -> str:
    """The policy's word for who proposes: a position, the supervisor or the applicant."""
    word: str = _parameter("opening.proposer", now)
    return word


def _parameter(name: str, now: datetime) -> Any:
    return current_policy(now).parameter(name, on=timezone.localdate(now)).value


def name_of(word: str, now: datetime) -> str:
    """A decider or proposer in the reader's language."""
    if word in BODY_NAMES:
        return str(BODY_NAMES[word])
    return position_name(current_policy(now), word)


def proposers(application: Application, now: datetime) -> list[Person]:
    """Who may propose the application now; nobody where the position is vacant."""
    word = proposer(now)
    if word == APPLICANT:
        writers = application.writers.select_related("person")
        return [application.made_by, *(writer.person for writer in writers)]
    if word == SUPERVISOR:
        chief = supervisor_of(application.made_by, now)
        return [chief] if chief else []
    return holders(word, application.unit, now)


def holders(position: str, unit: Unit, now: datetime) -> list[Person]:
    """Who holds a position now, in the unit where it is one of a unit."""
    held = holders_of(position, unit if position in OF_A_UNIT else None, now)
    return [person for person in held if person.is_active]


def planned(
    application: Application, now: datetime, without: Collection[int] = ()
) -> list[Planned]:
    """The steps that the application goes through, but for those left `without`.

    Raises Refused where a step names what is not recorded here, or where nobody in it may decide.
    """
    steps = [
        Planned(number, step.any, tuple(_decider(word, application, now) for word in step.deciders))
        for number, step in enumerate(chain(now), 1)
        if number not in without
    ]
    steps = _once(steps)
    stakes = frozenset(stakes_in(application))
    for step in steps:
        free = [bool(_able(decider, application, now) - stakes) for decider in step.deciders]
        if not (any(free) if step.any else all(free)):
            _refuse_own(step.deciders[free.index(False)], now)
    return steps


def able(decider: Decider, application: Application, now: datetime) -> frozenset[int]:
    """Who may decide in this place, or record what it decided: nobody with a stake in the matter."""
    return _able(decider, application, now) - frozenset(stakes_in(application))


def _able(decider: Decider, application: Application, now: datetime) -> frozenset[int]:
    if decider.body is not None:
        return speakers(decider.body, now)
    if decider.word == SUPERVISOR:
        chief = supervisor_of(application.made_by, now)
        return frozenset({chief.pk}) if chief else frozenset()
    return frozenset(person.pk for person in holders(decider.word, application.unit, now))


def speakers(body: Body, now: datetime) -> frozenset[int]:
    """The chair and the secretary of a body now."""
    seats = body.memberships.at(now).filter(role__in=Membership.SPEAK, person__is_active=True)
    return frozenset(seats.values_list("person_id", flat=True))


def _decider(word: str, application: Application, now: datetime) -> Decider:
    if word in BODIES:
        return Decider(word, body=_body(word, application, now))
    if word == SUPERVISOR:
        return Decider(word, person=_supervisor(application, now))
    if not holders(word, application.unit, now):
        raise Refused(
            _("Nobody holds a position that decides on this: %(position)s.")
            % {"position": name_of(word, now)},
            clause="C2",
            remedy=_("Ask the administrative director to fill the position, or propose later."),
        )
    return Decider(word)


def _supervisor(application: Application, now: datetime) -> Person:
    chief = supervisor_of(application.made_by, now)
    if chief is None:
        raise Refused(
            _("%(name)s has no supervisor in the register, and the supervisor decides on this.")
            % {"name": application.made_by.name},
            clause="C2",
            remedy=_("Ask the set-up person to record who the supervisor is."),
        )
    return chief


def _body(word: str, application: Application, now: datetime) -> Body:
    line = application.unit.line()
    unit = line[-1]
    if word == SECTORS:
        unit = next((each for each in line if each.kind == Unit.Kind.SECTOR), unit)
    rows = Body.objects.filter(kind=_KINDS[word], ended_at=None)
    if word in (SECTORS, MUNICIPALITYS):  # the board and the council are the municipality's own
        rows = rows.filter(unit=unit)
    body = rows.order_by("pk").first()
    if body is None:
        raise NotRecorded(
            _("A group that decides on this is not in the register: %(group)s (%(unit)s).")
            % {"group": name_of(word, now), "unit": unit.name},
            clause="C2",
            remedy=_(
                "Record the group with its chair and its secretary, or ask the administrative director to "
                "record an exception to the chain."
            ),
        )
    return body


def _once(steps: list[Planned]) -> list[Planned]:
    """A body that a later step asks is not asked before."""
    seen: set[int] = set()
    kept: list[Planned] = []
    for step in reversed(steps):
        mine = tuple(d for d in step.deciders if d.body is None or d.body.pk not in seen)
        seen |= {decider.body.pk for decider in mine if decider.body is not None}
        if mine:
            kept.append(Planned(step.number, step.any, mine))
    return kept[::-1]


def _refuse_own(decider: Decider, now: datetime) -> None:
    name = decider.body.name if decider.body else name_of(decider.word, now)
    if decider.body is not None:
        raise Refused(
            _(
                "Nobody can record what %(group)s decides: it has no chair or secretary without a stake."
            )
            % {"group": name},
            clause="C2",
            remedy=_("Record its chair and its secretary, or ask for a seat to be filled."),
        )
    raise Refused(
        _("Nobody decides on their own application, and nobody else decides here: %(decider)s.")
        % {"decider": name},
        clause="C2",
        remedy=_(
            "Let somebody else apply, or ask the administrative director to record an exception to the "
            "chain."
        ),
    )
