"""What the views of people share: who may see whom, searching a person for a form, ending a row."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from torilla.core.acting import act
from torilla.core.ids import id_in
from torilla.core.records import Recorded
from torilla.people.models import Person
from torilla.people.permissions import allows, reach
from torilla.people.queries import Offered, offered, people_seen_by


def must_reach(request: HttpRequest, permission: str, now: datetime) -> None:
    """404 unless the reader may do this somewhere: what one may not see does not exist."""
    if not reach(request.user, now=now).everywhere(permission):
        raise Http404


def one_or_404(
    request: HttpRequest, rows: QuerySet[Any], pk: int, permission: str, now: datetime
) -> Any:
    """The row, or 404 when there is none or the reader may not do this to it."""
    row = rows.filter(pk=pk).first()
    if row is None or not allows(request.user, permission, row, now=now):
        raise Http404
    return row


def person_or_404(request: HttpRequest, pk: int, permission: str, now: datetime) -> Person:
    """A person who was not erased and to whom the reader may do this.

    Looked for among those whom the reader sees: the others take as long as one who is not there.
    """
    rows = people_seen_by(request.user, now)
    person: Person = one_or_404(request, rows, pk, permission, now)
    return person


def powers(
    reader: Person, subject: Recorded, permissions: Collection[str], now: datetime
) -> dict[str, bool]:
    """Which of these the reader may do to the subject; whose it is, is asked once at most."""
    mine = reach(reader, now=now)
    left = [permission for permission in permissions if not mine.everywhere(permission)]
    belongs = subject.belongs_to(now) if left else None
    return {
        permission.rpartition(".")[2]: permission not in left or mine.to(permission, belongs)
        for permission in permissions
    }


def sought(request: HttpRequest, without: Collection[int] = ()) -> dict[str, Any]:
    """The search for a person beside a form: what was sought, who is offered."""
    q = request.GET.get("q", "").strip()[:100]
    chosen = request.POST.get("person", "")
    found: Offered = offered(q, chosen=chosen, without=without)
    return {"q": q, "offered": found}


def ending(
    request: HttpRequest,
    rows: QuerySet[Any],
    run: Callable[..., Any],
    *,
    to: str,
    said: Any,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Answer the small form that ends one of the rows shown on a page: `end` holds its id."""
    wanted = id_in(request.POST["end"])
    row = rows.filter(pk=wanted).first() if wanted is not None else None
    if row is None:
        raise Http404
    return act(
        request,
        None,
        lambda **who: run(row, **who),
        to=to,
        said=said,
        template=template,
        context=context,
    )


def page_of(person: Person) -> str:
    return reverse("people:person", args=[person.pk])
