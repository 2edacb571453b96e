"""Of which lists somebody has anything: who needs the way to them."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Q

from torilla.agreements.models import Agreement
from torilla.matters.models import Disclosure
from torilla.media.models import ACTING, Asset
from torilla.openings.models import Application, Decision, Writer
from torilla.people.models import Membership, Person, Standing, Supervision
from torilla.people.permissions import Reach
from torilla.register.models import Stewardship


def questions(person: Person, mine: Reach) -> dict[str, Any]:
    """What is asked of the database, to be asked together with something else or by `matters_of`."""
    now = mine.now
    seats = Membership.objects.at(now).filter(person=person, body__ended_at=None)
    speaks = seats.filter(role__in=Membership.SPEAK).values("body")
    asked = Q(asked_by=person) | Q(official=person) | Q(body__in=speaks)
    elected = Standing.objects.at(now).filter(person=person, kind=Standing.Kind.ELECTED)
    made = Application.objects.filter(Q(made_by=person) | Q(proposed_by=person))
    return {
        "has_meetings": Exists(seats.filter(role__in=Membership.SPEAK)),
        "has_seat": Exists(seats),
        "writes": Exists(made) | Exists(Writer.objects.filter(person=person)),
        "decides": Exists(Decision.objects.filter(person=person, asked_at__isnull=False)),
        "has_pictures": Exists(Asset.objects.filter(added_by=person)),
        "acts": Exists(Stewardship.objects.at(now).filter(person=person, role__in=ACTING)),
        "tells": Exists(elected) | Exists(Disclosure.objects.filter(asked)),
        "has_agreed": Exists(Agreement.objects.filter(person=person)),
        "supervises": Exists(Supervision.objects.at(now).filter(supervisor=person)),
    }


def keep(person: Person, mine: Reach, answers: dict[str, Any]) -> None:
    """Keep the answers on the person: the frame of the page asks for them at the same moment."""
    person._matters = (mine.now, answers)  # type: ignore[attr-defined]


def matters_of(person: Person, mine: Reach) -> dict[str, bool]:
    """Whether the person has anything in each of the lists; one query, or none where kept.

    Applications: those who lead, head a unit, supervise, write in one, or decide, alone or in a group.
    Pictures: those who lead, head a unit, act in an account, or added one. Disclosure permissions: those who
    lead, are elected, act in an account, asked or are asked.
    """
    kept: tuple[datetime, dict[str, Any]] | None = getattr(person, "_matters", None)
    if kept is None or kept[0] != mine.now:
        rows = Person.objects.filter(pk=person.pk)
        kept = (mine.now, dict(rows.values(**questions(person, mine))[0]))
    found = kept[1]
    own = found["has_seat"] or found["writes"] or found["decides"] or found["supervises"]
    return {
        "meetings": found["has_meetings"],
        "applications": bool(own or mine.headed or mine.everywhere("openings.see")),
        "pictures": bool(
            found["has_pictures"] or found["acts"] or mine.headed or mine.everywhere("media.see")
        ),
        "disclosures": bool(found["tells"] or found["acts"] or mine.everywhere("disclosures.see")),
        "agreements": found["has_agreed"] or found["supervises"],
    }
