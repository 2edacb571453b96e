"""What the library holds of a person; see `people.hooks`."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.guideline.held import erased_name
from torilla.media.models import Asset, Consent, Licence, Use
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset(
    {
        "media.asset.added_by",
        "media.consent.asked_by",
        "media.licence.recorded_by",
        "media.pictured.recorded_by",
        "media.upload.person",
        "media.use.removed_by",
        "media.use.used_by",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Pictures that only the person can say the right of."""
    for asset in Asset.objects.filter(added_by=person, state="incoming"):
        yield Held(
            format_lazy(_("picture without a stated right: {title}"), title=asset.title),
            reverse("media:asset", args=[asset.pk]),
            ends_first=False,
        )


def exported(person: Person) -> dict[str, Any]:
    """The pictures that the person added, asked consent for or published, and those by them."""
    added = Asset.objects.filter(added_by=person).order_by("pk")
    authored = Licence.objects.filter(_named(person)).select_related("asset").order_by("pk")
    asked = Consent.objects.filter(asked_by=person).select_related("pictured__asset").order_by("pk")
    used = Use.objects.filter(used_by=person).select_related("asset").order_by("pk")
    return {
        "pictures_added": [
            {"title": row.title, "state": row.state, "added_at": row.added_at.isoformat()}
            for row in added
        ],
        "photo_consents_asked": [
            {
                "picture": row.pictured.asset.title,
                "person": row.pictured.label,
                "state": row.state,
                "asked_at": row.asked_at.isoformat(),
            }
            for row in asked
        ],
        "pictures_published": [
            {"picture": row.asset.title, "place": row.place, "at": row.used_at.isoformat()}
            for row in used
        ],
        "pictures_by": [
            {"title": row.asset.title, "author": row.author, "credit": row.credit}
            for row in authored
        ],
    }


def forget(person: Person, now: datetime) -> None:
    """Takes the person's name out of the rights. Pictures themselves are the municipality's and stay."""
    name = re.compile(re.escape(person.name), re.IGNORECASE)
    for row in Licence.objects.filter(_named(person)):
        row.author = name.sub(erased_name(person), row.author)[:200]
        row.credit = name.sub(erased_name(person), row.credit)[:200]
        row.save(update_fields=["author", "credit"])


def _named(person: Person) -> Q:
    return Q(author__icontains=person.name) | Q(credit__icontains=person.name)
