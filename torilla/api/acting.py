"""From a call to a command and back: the one way in which the interface writes.

A call has an `Idempotency-Key`. Answer and change are saved in one transaction, so the same call sent
again, at once or within a day, gets the same answer and nothing is done twice.

| the command | the answer |
| --- | --- |
| returns | 200 or 201 |
| `NotAllowed` | 403 |
| `Changed`, `IntegrityError` | 409, with the version now in force |
| `Refused`, `ValidationError` | 422 with its sentence |
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel

from torilla.api.models import Answer
from torilla.api.problems import REFUSALS, Stopped, problem, refusal

HEADER = "Idempotency-Key"
KEY = r"^[!-~]{8,200}$"


def what_it_is(result: Any) -> dict[str, Any]:
    """The id of what a command returns and its version, where it has one."""
    return {"id": result.pk, "version": getattr(result, "version", None)}


@dataclass(frozen=True)
class Deed:
    """A command with all it takes but `actor` and `now`; what of its result is answered."""

    run: Callable[..., Any]
    says: Callable[[Any], dict[str, Any]] = what_it_is


def act(
    request: HttpRequest, prepare: Callable[[], Deed], gives: type[BaseModel], status: int
) -> HttpResponse:
    """Do what `prepare` gives, once for each key.

    `prepare` reads and checks what was sent, outside the transaction: it may take its time and raise.
    """
    call = _Call(request)
    if (kept := call.answered()) is not None:
        return kept
    deed = prepare()
    with transaction.atomic():
        # Sent twice at once: the second waits here until the first is through.
        answer, mine = Answer.objects.get_or_create(
            key=call.key, defaults={"fingerprint": call.fingerprint, "at": timezone.now()}
        )
        if not mine:
            return call.again(answer)
        response = _outcome(request, deed, gives, status)
        answer.status, answer.body = response.status_code, response.content.decode()
        answer.content_type = response.headers["Content-Type"]
        answer.save()
    return response


def _outcome(request: HttpRequest, deed: Deed, gives: type[BaseModel], status: int) -> HttpResponse:
    try:
        result = deed.run(actor=request.user, now=timezone.now())
    except REFUSALS as error:
        return refusal(error)
    said = gives.model_validate(deed.says(result)).model_dump(mode="json")
    return HttpResponse(
        json.dumps(said, ensure_ascii=False), status=status, content_type="application/json"
    )


class _Call:
    """One writing call: by its key it is known again, by its fingerprint one sees that it is the same."""

    def __init__(self, request: HttpRequest) -> None:
        key = request.headers.get(HEADER, "")
        if not re.fullmatch(KEY, key):
            detail = _(
                "Send the header %(header)s: 8 to 200 characters, another one for each call."
            )
            raise Stopped("malformed", detail % {"header": HEADER})
        self.key = hashlib.sha256(f"{request.auth.pk}:{key}".encode()).hexdigest()
        sent = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        self.fingerprint = hashlib.sha256(sent).hexdigest()

    def answered(self) -> HttpResponse | None:
        """The answer given before, if this call was answered."""
        kept = Answer.objects.filter(key=self.key).first()
        return self.again(kept) if kept else None

    def again(self, answer: Answer) -> HttpResponse:
        if answer.fingerprint != self.fingerprint:
            return problem("key-used", _("This key was sent with another call. Take a new one."))
        if answer.body is None:
            return problem("changed", _("This was done. Its answer is not kept any more."))
        return HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
