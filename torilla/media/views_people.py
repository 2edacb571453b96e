"""Those who are pictured: recorded, changed, taken out, never shown."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.media.commands.add_pictured import add_pictured
from torilla.media.commands.change_pictured import change_pictured
from torilla.media.commands.remove_pictured import remove_pictured
from torilla.media.commands.set_never import set_never
from torilla.media.forms_people import ADULT, CHILD, NeverForm, PicturedForm
from torilla.media.models import Asset, Pictured
from torilla.media.pages import crumbs, shown
from torilla.media.queries_people import pictured_seen_by
from torilla.media.views import must, seen_or_404


def pictured_or_404(request: HttpRequest, pk: int, permission: str, now: datetime) -> Pictured:
    """The one in the picture; 403 where one sees them and may not do this."""
    found = pictured_seen_by(request.user, pk, now)
    if found is None:
        raise Http404
    if not request.user.may(permission, found, now=now):
        raise NotAllowed(permission, found)
    return found


def people_of(asset: Asset) -> str:
    """The part of the asset's page that tells of its people."""
    return reverse("media:asset", args=[asset.pk]) + "#people"


def around(asset: Asset, heading: str, **more: Any) -> dict[str, Any]:
    """What every page here shows: the picture and the way back."""
    said = {"button": _("Save"), "back": people_of(asset), "crumbs": crumbs(asset)}
    picture = shown(asset).get("thumb")
    return {"asset": asset, "heading": heading, "picture": picture, **said, **more}


def pictured_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record somebody who can be recognised."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.change", found, now)
    form = PicturedForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: add_pictured(asset=found, **form.said(), **who),
        template="media/people_form.html",
        context=lambda: around(found, _("Who can be recognised?")),
        to=people_of(found),
        said=_("Recorded."),
    )


def pictured(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is recorded of somebody."""
    now = timezone.now()
    found = pictured_or_404(request, pk, "media.change", now)
    initial = {
        "label": found.label,
        "name": found.name,
        "age": CHILD if found.child else ADULT,
        "ground": found.ground,
        "ground_note": found.ground_note,
    }
    form = PicturedForm(request.POST or None, initial=initial, kept=found.adult_on)
    return act(
        request,
        form,
        lambda **who: change_pictured(pictured=found, **form.said(), **who),
        template="media/people_form.html",
        context=lambda: around(found.asset, _("Change who can be recognised")),
        to=people_of(found.asset),
        said=_("Changed."),
    )


def pictured_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out who cannot be recognised after all."""
    now = timezone.now()
    found = pictured_or_404(request, pk, "media.change", now)
    return act(
        request,
        None,
        lambda **who: remove_pictured(pictured=found, **who),
        template="media/people_ask.html",
        context=lambda: around(
            found.asset,
            _("Take out: %(label)s") % {"label": found.label},
            text=_("Do this when the person cannot be recognised in the picture after all."),
            button=_("Take out"),
            danger=True,
        ),
        to=people_of(found.asset),
        said=_("Taken out."),
    )


def never(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of somebody is not used; no reason is asked."""
    now = timezone.now()
    found = pictured_or_404(request, pk, "media.set_never", now)
    form = NeverForm(request.POST or None, initial={"never": found.never})
    return act(
        request,
        form,
        lambda **who: set_never(pictured=found, **form.cleaned_data, **who),
        template="media/people_form.html",
        context=lambda: around(
            found.asset,
            _("The picture is not used"),
            text=_(
                "Some people must not be shown anywhere. With the tick the picture disappears at once, and "
                "whoever published it is asked to remove it. Others see only that the picture is not used."
            ),
        ),
        to=people_of(found.asset),
        said=_("Saved."),
    )
