"""What an asset lacks before it may be used, in words, and where that is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from torilla.guideline.policies import current_policy
from torilla.media.models import Asset, Licence, Words
from torilla.media.pictured import cleared, lacking_people


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: a sentence, the button that leads to it, and its page."""

    sentence: str
    button: str
    url: str


def languages(now: datetime) -> tuple[str, ...]:
    """The municipality's own languages, in which every alternative text is given."""
    return current_policy(now).municipality.languages


def language_name(code: str) -> str:
    """A language's name in the reader's."""
    return str(get_language_info(code)["name_translated"]).lower()


def licence_of(asset: Asset) -> Licence | None:
    """The right in force, read from what was fetched along with the asset where it was."""
    return next((each for each in asset.licences.all() if each.ended_at is None), None)


def lacking(asset: Asset, now: datetime) -> list[Lack]:
    """All that is missing, what comes first first."""
    return [*_right(asset, now), *_people(asset, now), *_words(asset, now)]


def _right(asset: Asset, now: datetime) -> Iterator[Lack]:
    licence, url = licence_of(asset), reverse("media:right", args=[asset.pk])
    if licence is None:
        yield Lack(_("The right to use it is not stated."), _("State the right"), url)
    elif licence.until and licence.until < timezone.localdate(now):
        day = date_format(licence.until, "j.n.Y")
        yield Lack(
            _("The right to use it ended on %(day)s.") % {"day": day}, _("State a new right"), url
        )


def _people(asset: Asset, now: datetime) -> Iterator[Lack]:
    told = asset.pictured_people == Asset.People.SOMEBODY
    url = (
        reverse("media:asset", args=[asset.pk]) + "#people"
        if told
        else reverse("media:right", args=[asset.pk])
    )
    for sentence in lacking_people(asset, now):
        yield Lack(sentence, _("Tell of the people"), url)


def _words(asset: Asset, now: datetime) -> Iterator[Lack]:
    written = {each.language for each in asset.words.all() if each.alternative}
    for code in languages(now):
        if code not in written:
            yield Lack(
                _("The alternative text is missing (%(language)s).")
                % {"language": language_name(code)},
                _("Write the alternative text"),
                reverse("media:words", args=[asset.pk, code]),
            )


def usable(now: datetime) -> Q:
    """The same asked of the database: assets that lack nothing."""
    today = timezone.localdate(now)
    rights = Licence.objects.filter(asset=OuterRef("pk"), ended_at=None)
    holds = Exists(rights.filter(Q(until=None) | Q(until__gte=today)))
    found = Q(state="library") & Q(holds) & cleared(now)
    for code in languages(now):
        words = Words.objects.filter(asset=OuterRef("pk"), language=code).exclude(alternative="")
        found &= Q(Exists(words))
    return found
