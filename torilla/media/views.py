"""The media library: the list, an asset's page, and what is said of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.media.commands.change_asset import change_asset
from torilla.media.commands.change_words import change_words
from torilla.media.commands.remove_asset import remove_asset
from torilla.media.commands.set_subtitles import set_subtitles
from torilla.media.commands.state_right import state_right
from torilla.media.forms import RightForm, SubtitlesForm, WhatForm, WordsForm
from torilla.media.lacking import language_name, licence_of
from torilla.media.models import Asset
from torilla.media.pages import asset_page, crumbs, rows
from torilla.media.queries import asset_seen_by
from torilla.media.queries import library as library_of

A_PAGE = 48
WHICH = ("usable", "lacking")


def seen_or_404(request: HttpRequest, pk: int, now: datetime) -> Asset:
    """The asset, if the reader may see it."""
    found = asset_seen_by(request.user, pk, now)
    if found is None:
        raise Http404
    return found


def must(request: HttpRequest, permission: str, asset: Asset, now: datetime) -> None:
    """403 before a form is shown that could not be sent."""
    if not request.user.may(permission, asset, now=now):
        raise NotAllowed(permission, asset)


def home_of(asset: Asset) -> str:
    return reverse("media:asset", args=[asset.pk])


def library(request: HttpRequest) -> HttpResponse:
    """Pictures and videos, the newest first, with what each lacks."""
    now = timezone.now()
    text = request.GET.get("q", "").strip()[:100]
    which = request.GET.get("which", "")
    which = which if which in WHICH else ""
    found = library_of(request.user, now, text=text, which=which)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows(page.object_list, now),
        "q": text,
        "which": which,
        "query": "&" + urlencode({"q": text, "which": which}),
    }
    return render(request, "media/library.html", context)


def asset(request: HttpRequest, pk: int) -> HttpResponse:
    """One asset: the next step, then its parts."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    return render(request, "media/asset.html", asset_page(found, request.user, now))


def right(request: HttpRequest, pk: int) -> HttpResponse:
    """By what right it is used; a change makes a new one and ends the old."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.change", found, now)
    licence = licence_of(found)
    names = ("author", "source", "ground", "proof", "channels", "until", "credit")
    initial = {name: getattr(licence, name) for name in names} if licence else {}
    form = RightForm(request.POST or None, initial={**initial, "people": found.pictured_people})
    return act(
        request,
        form,
        lambda **who: state_right(asset=found, **form.cleaned_data, **who),
        template="media/form.html",
        context={
            "heading": _("By what right do we use it?"),
            "asset": found,
            "crumbs": crumbs(found),
            "text": _("A change is a new right; the one before stays in the history."),
        },
        to=home_of(found),
        said=_("The right is stated."),
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is called and whose it is."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.change", found, now)
    initial = {"title": found.title, "unit": found.unit_id}
    form = WhatForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda **who: change_asset(asset=found, **form.cleaned_data, **who),
        template="media/form.html",
        context={
            "heading": _("Change the name or unit"), "asset": found, "crumbs": crumbs(found),
        },
        to=lambda _done: _still_seen(request, found, now),
        said=_("Saved."),
    )  # fmt: skip


def _still_seen(request: HttpRequest, asset: Asset, now: datetime) -> str:
    """Its page; whoever has given it to another unit may not see that any more."""
    seen = asset_seen_by(request.user, asset.pk, now) is not None
    return home_of(asset) if seen else reverse("media:library")


def words(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What is said of it in one language."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.change", found, now)
    _known(language)
    row = found.words.filter(language=language).first()
    initial = {"alternative": row.alternative, "caption": row.caption} if row else {}
    form = WordsForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda **who: change_words(asset=found, language=language, **form.cleaned_data, **who),
        template="media/form.html",
        context={
            **_in_language(found, language),
            "heading": _("Texts (%(language)s)") % {"language": language_name(language)},
            "picture": found.derivatives.filter(name="medium").first(),
        },
        to=home_of(found) + "#words",
        said=_("Saved."),
    )


def subtitles(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A video's subtitles in one language."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.change", found, now)
    _known(language)
    row = found.subtitles.filter(language=language).first()
    form = SubtitlesForm(
        request.POST or None, request.FILES or None, initial={"vtt": row.vtt if row else ""}
    )

    def run(**who: Any) -> None:
        set_subtitles(asset=found, language=language, vtt=form.cleaned_data["vtt"], **who)

    return act(
        request,
        form,
        run,
        template="media/form.html",
        context={
            **_in_language(found, language),
            "heading": _("Subtitles (%(language)s)") % {"language": language_name(language)},
        },
        to=home_of(found) + "#words",
        said=_("Saved."),
    )


def _known(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404


def _in_language(found: Asset, language: str) -> dict[str, Any]:
    return {"asset": found, "crumbs": crumbs(found), "language": language}


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the files, after a page that says what goes and what stays."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.remove", found, now)
    return act(
        request,
        None,
        lambda **who: remove_asset(asset=found, **who),
        template="web/act.html",
        context={
            "title": _("Remove “%(title)s” from the library?") % {"title": found.title},
            "text": _(
                "The original, all that is shown of it and its texts are deleted for good. That there was one,"
                " by what right it was used and where, stays in the history."
            ),
            "button": _("Remove"),
            "danger": True,
            "back": home_of(found),
        },
        to=reverse("media:library"),
        said=_("Removed from the library."),
    )
