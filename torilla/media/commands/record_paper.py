"""A consent given on paper: recorded with its scan; each opening of the scan stands in the log."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._consents import locked_pictured
from torilla.media.commands._library import person_of
from torilla.media.commands.ask_consent import capacity_of, refuse_unless_askable
from torilla.media.ending import follow
from torilla.media.models import Consent, Paper, Pictured
from torilla.media.papers import LARGEST, kind_of, safe_name


@command(permission="media.ask_consent", subject="pictured")
def record_paper(
    *,
    actor: Any,
    pictured: Pictured,
    giver: str,
    given_on: date,
    purpose: str,
    channels: list[str],
    until: date,
    name: str,
    content: bytes,
    child_view: str = "",
    now: datetime,
) -> Consent:
    """Record a consent that somebody signed. What the scan is shows in its bytes, not in its name."""
    current = locked_pictured(pictured)
    capacity = capacity_of(current, now)
    refuse_unless_askable(current, Consent.Basis.CONSENT, capacity, until, now)
    kind = _kind(content)
    if given_on > timezone.localdate(now):
        raise Refused(_("The day of signing is still ahead."), field="given_on")
    row = Consent.objects.create(
        pictured=current, state="given", basis=Consent.Basis.CONSENT, capacity=capacity,
        how=Consent.How.PAPER, purpose=purpose, channels=sorted(channels), until=until,
        language="fi", asked_by=person_of(actor), asked_at=now, giver=giver, child_view=child_view,
        answered_at=min(now, _noon(given_on)),
    )  # fmt: skip
    Paper.objects.create(consent=row, name=safe_name(name, kind), kind=kind, content=content)
    audit.record(
        row, "media.consent.given", actor=actor, at=now,
        asset=current.asset_id, how="paper", kind=kind, size=len(content),
    )  # fmt: skip
    follow(current.asset, actor, now)
    return row


@command(permission="media.see_consents", subject="consent")
def open_paper(*, actor: Any, consent: Consent, now: datetime) -> Paper:
    """Hand the scan out; who opened it when stands in the log. Refused where there is none any more."""
    paper = Paper.objects.filter(consent=consent).first()
    if paper is None:
        raise Refused(_("There is no scan of this consent."))
    audit.record(
        consent, "media.paper.opened", actor=actor, at=now, asset=consent.pictured.asset_id
    )
    return paper


def _kind(content: bytes) -> str:
    if not content:
        raise Refused(_("The file is empty."), field="file")
    if len(content) > LARGEST:
        raise Refused(
            _("The file is larger than %(most)s MB.") % {"most": LARGEST // 1_000_000},
            field="file",
            remedy=_("Scan it in black and white, or with fewer dots."),
        )
    kind = kind_of(content)
    if kind is None:
        raise Refused(
            _("This kind of file is not taken."),
            field="file",
            remedy=_("Scan the paper as a PDF, or take a photo of it (JPEG or PNG)."),
        )
    return kind


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())
