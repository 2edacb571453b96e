"""A file that has come in becomes an asset: looked at first, then recorded in one short transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core.command import Refused
from torilla.media import store, uploads
from torilla.media.commands.add_asset import add_asset
from torilla.media.facts import that_count
from torilla.media.models import Asset, Pictured, Upload
from torilla.media.preparing import prepare, sha256_of
from torilla.people.models import Person


@dataclass(frozen=True, slots=True)
class Added:
    """`new` is False where the same file was in the library already."""

    asset: Asset
    new: bool


def add(*, upload: Upload, actor: Person, now: datetime, token: str = "", **said: Any) -> Added:
    """Make an asset of an upload; `said` is what `add_asset` takes. Refused, NotAllowed, AlreadyDone."""
    file = uploads.path_of(upload)
    if upload.asset is not None:
        return Added(upload.asset, new=False)
    if not uploads.is_whole(upload):
        raise Refused(
            _("The file has not come in whole."), field="file", remedy=_("Choose it once more.")
        )
    sha256 = sha256_of(file)
    if there := same_file(sha256):
        uploads.forget_file(upload)
        return Added(_seen(there, actor, now), new=False)
    _refuse_if_not_shown(sha256)
    prepared = prepare(file)
    with store.steady():
        asset = add_asset(
            upload=upload, prepared=prepared, actor=actor, now=now, token=token, **said
        )
    uploads.forget_file(upload)
    return Added(asset, new=True)


def same_file(sha256: str) -> Asset | None:
    """The asset whose original is that very file."""
    return Asset.objects.filter(sha256=sha256).exclude(state="removed").first()


def _refuse_if_not_shown(sha256: str) -> None:
    """A no stays a no: a file that was removed does not come back as one in which nobody can be recognised."""
    people = Pictured.objects.filter(asset__sha256=sha256, asset__state="removed")
    if any(_said_no(each) for each in people.prefetch_related("consents")):
        raise Refused(
            _(
                "This very file was removed from the library, and a picture of somebody in it is not used."
            ),
            field="file",
            remedy=_("Choose another."),
        )


def _said_no(person: Pictured) -> bool:
    answers = that_count(person.consents.all())
    return person.never or any(each.state in ("declined", "withdrawn") for each in answers)


def _seen(asset: Asset, actor: Person, now: datetime) -> Asset:
    if actor.may("media.see", asset, now=now):
        return asset
    raise Refused(
        _("This very file is in the library already, added by another unit."),
        field="file",
        remedy=_("Ask those who lead communications whether you may use it."),
    )
