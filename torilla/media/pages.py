"""What the pages of the library show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from torilla.agreements.pages import network_name
from torilla.media.lacking import Lack, lacking, language_name, languages, licence_of
from torilla.media.models import Asset, Derivative, Words
from torilla.media.pages_people import people_part
from torilla.media.pages_uses import uses_part
from torilla.media.queries import near
from torilla.people.models import Person
from torilla.people.timeline import timeline

HAPPENED: dict[str, str | Promise] = {
    "media.asset.added": pgettext_lazy("picture", "Added to the library"),
    "media.asset.ready": pgettext_lazy("picture", "Right and people were told"),
    "media.asset.changed": pgettext_lazy("picture", "Name or unit changed"),
    "media.asset.removed": pgettext_lazy("picture", "Files were deleted"),
    "media.right.stated": pgettext_lazy("picture", "Right stated"),
    "media.words.changed": pgettext_lazy("picture", "Texts changed"),
    "media.subtitles.changed": pgettext_lazy("picture", "Subtitles changed"),
    "media.original.taken": pgettext_lazy("picture", "The original was downloaded"),
}
REMOVED = {
    "location": gettext_lazy("where it was taken"),
    "metadata": gettext_lazy("details of the device, the time or the maker"),
}
"""What an original gives away, as it is told to whoever added it."""


@dataclass(frozen=True)
class Row:
    """An asset in the list."""

    asset: Asset
    thumb: Derivative | None
    lacks: list[Lack]


def rows(assets: Any, now: datetime) -> list[Row]:
    """The assets of a page of the list."""
    return [Row(each, shown(each).get("thumb"), lacking(each, now)) for each in assets]


def shown(asset: Asset) -> dict[str, Derivative]:
    """What is shown of an asset, by name."""
    return {each.name: each for each in asset.derivatives.all()}


def crumbs(asset: Asset | None = None) -> list[dict[str, str]]:
    """The way here."""
    made = [{"label": _("Pictures"), "url": reverse("media:library")}]
    if asset:
        made.append({"label": asset.title, "url": reverse("media:asset", args=[asset.pk])})
    return made


def gave_away(asset: Asset) -> str:
    """What was taken out of what is shown, in words; "" where there was nothing."""
    told = [str(REMOVED[kind]) for kind in asset.gave_away if kind in REMOVED]
    if len(told) < 2:
        return "".join(told)
    return _("%(one)s and %(other)s") % {"one": told[0], "other": told[1]}


def asset_page(asset: Asset, reader: Person, now: datetime) -> dict[str, Any]:
    """The hub of an asset: the next step, then its parts."""
    lacks = lacking(asset, now) if asset.state != "removed" else []
    licence = licence_of(asset)
    may = {
        name: reader.may(f"media.{name}", asset, now=now)
        for name in ("change", "see_original", "remove")
    }
    return {
        "asset": asset,
        "crumbs": crumbs()[:1],
        "removed": asset.state == "removed",
        "lacks": lacks,
        "next": lacks[0] if lacks and may["change"] else None,
        "may": may,
        "shown": shown(asset),
        "gave_away": gave_away(asset),
        "near": rows(near(asset, reader, now), now),
        "licence": licence,
        "networks": [network_name(slug) for slug in licence.channels] if licence else [],
        "alternative": alternative(asset),
        "texts": texts(asset, now),
        "people": people_part(asset, reader, now),
        "uses": uses_part(asset, reader, now),
        "timeline": timeline(asset, HAPPENED),
    }


def alternative(asset: Asset) -> str:
    """The alternative text in the reader's language, else in any."""
    written = {each.language: each.alternative for each in asset.words.all() if each.alternative}
    return written.get(get_language() or "", "") or next(iter(written.values()), "")


def texts(asset: Asset, now: datetime) -> list[dict[str, Any]]:
    """Texts and subtitles in each language, the municipality's own first."""
    words = {each.language: each for each in asset.words.all()}
    subtitles = {each.language for each in asset.subtitles.all()}
    own = languages(now)
    codes = [*own, *(code for code, _name in settings.LANGUAGES if code not in own)]
    return [
        {
            "code": code,
            "name": language_name(code),
            "asked": code in own,
            "words": words.get(code) or Words(),
            "subtitles": code in subtitles,
        }
        for code in codes
    ]
