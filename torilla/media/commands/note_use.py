"""Where a picture or video was published, and that it is gone from there."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.guideline import texts
from torilla.media.commands._library import locked, person_of
from torilla.media.judging import STOP, may_be_used, objections_to_use
from torilla.media.models import Asset, Use
from torilla.register.models import Account, AccountRecord

ELSEWHERE = "elsewhere"
"""A place that is no network: what is limited to networks does not reach it."""


@command(permission="media.note_use", subject="asset")
def note_use(
    *,
    actor: Any,
    asset: Asset,
    account: Account | None = None,
    place: str = "",
    address: str = "",
    now: datetime,
) -> Use:
    """Note a use, in an account or in another place (`place`). Refused while something stops the use."""
    current = locked(asset)
    if account is None and not place.strip():
        raise Refused(
            _("It is not told where."),
            field="place",
            remedy=_("Choose an account or write the place."),
        )
    _refuse_unless_usable(current, [account.network] if account else [], now)
    if account is None and not may_be_used(current, [ELSEWHERE], now):
        raise Refused(
            _("The right or a consent holds on some networks only."),
            clause="M5",
            field="place",
            remedy=_(
                "Ask for one that reaches this place. If it is published already, remove it there."
            ),
        )
    row = Use.objects.create(
        asset=current, account=account, place=place.strip() or _name(account, now), address=address,
        used_by=person_of(actor), used_at=now,
    )  # fmt: skip
    audit.record(
        row, "media.use.noted", actor=actor, at=now,
        asset=current.pk, account=account.pk if account else None,
    )  # fmt: skip
    return row


def _refuse_unless_usable(asset: Asset, networks: list[str], now: datetime) -> None:
    if may_be_used(asset, networks, now):
        return
    stops = [e for e in objections_to_use(asset, networks, now) if e.enforcement == STOP]
    why = stops[0].reason if stops else None
    raise Refused(
        texts.reason(why.msgid, why.values) if why else _("The picture may not be used."),
        clause="M5",
        remedy=_("If it is published already, remove it there."),
    )


def _name(account: Account | None, now: datetime) -> str:
    rows = AccountRecord.objects.at(now).filter(account=account)
    return rows.values_list("name", flat=True).first() or (account.handle if account else "")


@command(permission="media.note_use", subject="use")
def note_removed(*, actor: Any, use: Use, now: datetime) -> Use:
    """Somebody has seen that it is gone; what was asked about it is done."""
    row = Use.objects.select_for_update(of=("self",)).select_related("asset").get(pk=use.pk)
    if row.removed_at is not None:
        raise Refused(_("It was noted already that it is gone."))
    row.removed_by, row.removed_at = person_of(actor), now
    row.save(update_fields=["removed_by", "removed_at"])
    audit.record(row, "media.use.removed", actor=actor, at=now, asset=row.asset_id)
    settle(subject=row, actor=actor, now=now)
    return row
