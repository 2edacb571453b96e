from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core import audit, crash
from torilla.core.command import Refused, command
from torilla.media import store
from torilla.media.commands._library import person_of, settle
from torilla.media.models import Asset, Derivative, Licence, Upload, Words
from torilla.media.preparing import Prepared
from torilla.people.models import Unit


@command(permission="media.add", subject=None)
def add_asset(
    *,
    actor: Any,
    upload: Upload,
    prepared: Prepared,
    title: str,
    unit: Unit | None,
    own: bool,
    alternative: str,
    language: str,
    now: datetime,
) -> Asset:
    """A file that lies in the store comes into the library.

    own: the common case in one word, the uploader's own picture in which nobody can be recognised.
    """
    person = person_of(actor)
    if not all(store.place(store.SHOWN, each.kept.sha256).exists() for each in prepared.shown):
        raise Refused(_("The file went away meanwhile."), field="file", remedy=_("Add it again."))
    asset = Asset.objects.create(
        kind=prepared.kind,
        state="incoming",
        title=title,
        unit=unit,
        added_by=person,
        added_at=now,
        sha256=prepared.original.sha256,
        size=prepared.original.size,
        format=prepared.format,
        width=prepared.width,
        height=prepared.height,
        phash=prepared.phash,
        gave_away=list(prepared.gave_away),
        pictured_people="nobody" if own else "",
    )
    Derivative.objects.bulk_create(
        Derivative(
            asset=asset, name=each.name, format=each.format, width=each.width, height=each.height,
            size=each.kept.size, sha256=each.kept.sha256,
        )
        for each in prepared.shown
    )  # fmt: skip
    if alternative:
        Words.objects.create(asset=asset, language=language, alternative=alternative)
    upload.asset = asset
    upload.save(update_fields=["asset"])
    crash.point("media.recorded")
    audit.record(
        asset, "media.asset.added", actor=actor, at=now,
        sha256=asset.sha256, size=asset.size, format=asset.format, own=own,
    )  # fmt: skip
    if own:
        _own(asset, actor, now)
    return asset


def _own(asset: Asset, actor: Any, now: datetime) -> None:
    Licence.objects.create(
        asset=asset, author=person_of(actor).name, source="own", ground="own_work",
        recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    audit.record(asset, "media.right.stated", actor=actor, at=now, source="own", ground="own_work")
    settle(asset, actor=actor, at=now)
