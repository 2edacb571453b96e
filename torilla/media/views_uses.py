"""Where a picture was published, and that it is gone from there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.media.commands.note_use import note_removed, note_use
from torilla.media.forms_people import UseForm, account_names
from torilla.media.models import Asset, Use
from torilla.media.queries import asset_seen_by
from torilla.media.queries_people import use_seen_by
from torilla.media.views import must, seen_or_404
from torilla.media.views_people import around


def uses_of(asset: Asset) -> str:
    """The part of the asset's page that tells where it was published."""
    return reverse("media:asset", args=[asset.pk]) + "#uses"


def use_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note where it was published."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.note_use", found, now)
    form = UseForm(request.POST or None, names=account_names(now))
    return act(
        request,
        form,
        lambda **who: note_use(asset=found, **form.cleaned_data, **who),
        template="media/people_form.html",
        context=lambda: around(found, _("Where was it published?"), back=uses_of(found)),
        to=uses_of(found),
        said=_("Noted."),
    )


def use(request: HttpRequest, pk: int) -> HttpResponse:
    """One use; with the button that says that it is gone."""
    now = timezone.now()
    found = use_seen_by(request.user, pk, now)
    if found is None:
        raise Http404
    if not request.user.may("media.note_use", found, now=now):
        raise NotAllowed("media.note_use", found)
    seen = asset_seen_by(request.user, found.asset_id, now) is not None
    back = uses_of(found.asset) if seen else reverse("web:home")
    return act(
        request,
        None,
        lambda **who: note_removed(use=found, **who),
        template="media/use.html",
        context=lambda: _one(found, back, seen),
        to=back,
        said=_("Noted: it is gone."),
    )


def _one(found: Use, back: str, seen: bool) -> dict[str, Any]:
    """Whoever leads the account where it stands need not see the picture in the library."""
    page = around(found.asset, found.place, use=found, back=back)
    return page if seen else page | {"crumbs": [], "picture": None}
