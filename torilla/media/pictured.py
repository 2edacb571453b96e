"""Of whom an asset may be shown: whether it is told who can be recognised, and what is missing of them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from torilla.media.models import Asset


def cleared(now: datetime) -> Q:
    """Assets that nobody who is seen in them keeps from being used."""
    return Q(pictured_people=Asset.People.NOBODY)


def lacking_people(asset: Asset, now: datetime) -> Iterator[str]:
    """What is missing of those who are seen, in words."""
    if not asset.pictured_people:
        yield _("It is not told whether somebody can be recognised.")
    elif asset.pictured_people == Asset.People.SOMEBODY:
        yield _("It is not told who can be recognised.")
