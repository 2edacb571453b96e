"""A view shows only what its reader may see; everything else is 404, not a locked door."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from torilla.core.records import Recorded
from torilla.people.models import Person
from torilla.people.permissions import reach


def see(person: Any, permission: str, subject: Recorded | None, now: datetime) -> Person:
    """The reader, if they may see this subject; raises Http404."""
    if not isinstance(person, Person) or not person.may(permission, subject, now=now):
        raise Http404
    return person


def see_some(person: Any, permission: str, now: datetime) -> None:
    """Go on if the person may see the page of a permission; raises Http404."""
    if not isinstance(person, Person) or not reach(person, now=now).somewhere(permission):
        raise Http404


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a POST, even when nothing was filled in; else nothing."""
    return request.POST if request.method == "POST" else None
