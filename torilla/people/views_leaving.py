"""All that hangs on a person who leaves, on one page: handed over or ended from there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from torilla.core.acting import Page, act
from torilla.people.commands.hand_over import Handed, hand_over
from torilla.people.forms import PickForm
from torilla.people.hooks import held_by
from torilla.people.models import Person
from torilla.people.pages import person_or_404, sought

TEMPLATE = "people/leaving.html"


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """What hangs on somebody, each thing with a box; two buttons: hand over to one person, or end."""
    now = timezone.now()
    somebody = person_or_404(request, pk, "people.hand_over", now)
    ends = "end" in request.POST
    search = sought(request, without=[somebody.pk])
    form = PickForm(None if ends else request.POST or None, offered=search["offered"])
    made: list[Handed] = []

    def run(**who: Any) -> Any:
        keys = request.POST.getlist("thing")
        to = None if ends else form.cleaned_data["person"]
        made.append(hand_over(person=somebody, keys=keys, to=to, **who))
        return made[0]

    def context() -> dict[str, Any]:
        return {"form": form, **search, **_things(somebody, request, made[0] if made else None)}

    response = act(
        request,
        None if ends else form,
        run,
        template=TEMPLATE,
        context=context,
        to=reverse("people:leaving", args=[pk]),
        said=lambda handed: _said(handed, None if ends else form.cleaned_data["person"]),
    )
    if made and made[0].refused:
        return Page(request, form, TEMPLATE, context).show(422)
    return response


def _things(somebody: Person, request: HttpRequest, handed: Handed | None) -> dict[str, Any]:
    """The rows of the page: what was refused stays with the reason, what was chosen stays chosen."""
    now = timezone.now()
    why = handed.refused if handed else {}
    asked = set(request.POST.getlist("thing")) if request.method == "POST" else None
    held = held_by(somebody, now)
    return {
        "person": somebody,
        "things": [
            {"held": one, "why": why.get(one.key, ""), "chosen": asked is None or one.key in asked}
            for one in held
            if one.key
        ],
        "others": [one for one in held if not one.key],
        "standings": somebody.standings.at(now).count(),
        "not_done": len(why),
    }


def _said(handed: Handed, to: Person | None) -> str:
    number = len(handed.done)
    if not number:
        return ""
    if to is None:
        text = ngettext("%(number)d thing has ended.", "%(number)d things have ended.", number)
        return text % {"number": number}
    text = ngettext(
        "%(number)d thing was handed to %(name)s.",
        "%(number)d things were handed to %(name)s.",
        number,
    )
    return text % {"number": number, "name": to.name}
