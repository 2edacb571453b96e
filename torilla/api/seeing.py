"""What a caller may see. Whatever the reason, what one may not see is answered as what is not there."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from torilla.core.command import NotAllowed
from torilla.core.records import Recorded
from torilla.people.models import Body, Person, Unit
from torilla.people.permissions import allows, reach
from torilla.people.queries import people_seen_by, units_seen_by
from torilla.register.models import Account, AccountRecord
from torilla.register.queries import record_seen_by


def must(request: HttpRequest, permission: str, subject: Recorded | None = None) -> None:
    """403 unless the caller may do this to the subject (None: to something yet unnamed)."""
    if not allows(request.user, permission, subject, now=request.now):
        raise NotAllowed(permission, subject)


def must_somewhere(request: HttpRequest, permission: str) -> None:
    """403 unless the caller may do this to something."""
    if not reach(request.user, now=request.now).somewhere(permission):
        raise NotAllowed(permission, None)


def one(rows: QuerySet[Any], pk: int) -> Any:
    """The row among those that the caller sees. The same one query, whether it is there or not."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def record(request: HttpRequest, pk: int) -> AccountRecord:
    """The record in force of an account that the caller sees."""
    found = record_seen_by(request.user, pk, now=request.now)
    if found is None:
        raise Http404
    return found


def account(request: HttpRequest, pk: int) -> Account:
    """The account, with its record in force."""
    return record(request, pk).account


def person(request: HttpRequest, pk: int) -> Person:
    """A person whom the caller sees."""
    found: Person = one(people_seen_by(request.user, request.now), pk)
    return found


def unit(request: HttpRequest, pk: int) -> Unit:
    """A unit whose organisation the caller sees, an ended one too."""
    seen = units_seen_by(request.user, request.now)
    found: Unit = one(seen.select_related("parent__parent"), pk)
    return found


def body(request: HttpRequest, pk: int) -> Body:
    """A body of a unit that the caller sees."""
    units = units_seen_by(request.user, request.now)
    found: Body = one(Body.objects.filter(ended_at=None, unit__in=units.values("pk")), pk)
    return found


def must_see(request: HttpRequest, permission: str) -> None:
    """404 unless the caller sees this kind of subject at all."""
    if not allows(request.user, permission, None, now=request.now):
        raise Http404
