"""The part of an asset's page that tells who can be recognised, and how their consents stand."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.agreements.pages import network_name
from torilla.core.templatetags.torilla import day
from torilla.guideline import texts
from torilla.media.commands.ask_consent import capacity_of
from torilla.media.lifecycle import ConsentStates
from torilla.media.models import Asset, Consent, Pictured
from torilla.media.pictured import breach_of
from torilla.people.models import Person

_KINDS = {"asked": "warn", "given": "ok", "declined": "late", "withdrawn": "late"}


def people_part(asset: Asset, reader: Person, now: datetime) -> dict[str, Any]:
    """What `media/people_part.html` shows. Why a picture of somebody is not used is not known here."""
    prefetch_related_objects([asset], "pictured__consents__paper")
    removed = asset.state == "removed"
    may = {
        name: not removed and reader.may(f"media.{name}", asset, now=now)
        for name in ("change", "ask_consent", "set_never", "see_consents")
    }
    return {
        "asset": asset,
        "told": asset.get_pictured_people_display() if asset.pictured_people else "",
        "may": may,
        "rows": [_row(each, may["see_consents"], removed, now) for each in asset.pictured.all()],
    }


def _row(pictured: Pictured, sees: bool, removed: bool, now: datetime) -> dict[str, Any]:
    breach = breach_of(pictured, now)
    stopped = breach is not None and breach.enforcement == "block"
    consents = list(pictured.consents.all())
    return {
        "pictured": pictured,
        "who": who(pictured, now),
        "ground": pictured.get_ground_display() if not pictured.child else "",
        "kind": "late" if pictured.never or stopped else "warn" if breach else "ok",
        "word": _word(pictured, stopped, breach is not None),
        "why": _why(breach) if breach and sees and not pictured.never else "",
        "consents": [consent_row(each, now) for each in consents] if sees else [],
        "may_ask": not pictured.never and not removed,
        "may_remove": not pictured.never
        and not any(each.state not in ("cancelled", "lapsed") for each in consents),
    }


def _word(pictured: Pictured, stopped: bool, breached: bool) -> str:
    if pictured.never or stopped:
        return _("the picture is not used")
    return _("something is missing") if breached else _("may be shown")


def _why(breach: Any) -> str:
    return texts.reason(breach.reason.msgid, breach.reason.values)


def who(pictured: Pictured, now: datetime) -> str:
    """Child or adult today, in words."""
    if not pictured.child:
        return _("adult")
    if capacity_of(pictured, now) == Consent.Capacity.SELF:
        return _("has turned 18")
    if pictured.adult_on is None:
        return _("child")
    return _("child, turns 18 on %(day)s") % {"day": day(pictured.adult_on)}


def consent_row(consent: Consent, now: datetime) -> dict[str, Any]:
    """One consent, in words, and what may be done with it."""
    over = consent.state == "given" and consent.until < timezone.localdate(now)
    return {
        "consent": consent,
        "word": _("ended") if over else state_word(consent),
        "kind": "neutral" if over else _KINDS.get(consent.state, "neutral"),
        "basis": consent.get_basis_display(),
        "channels": channels_in_words(consent),
        "paper": getattr(consent, "paper", None),
        "may_withdraw": consent.state == "given",
        "may_cancel": consent.state in ("asked", "lapsed"),
    }


def state_word(consent: Consent) -> str:
    """Where the public task is the basis nobody gave anything: they were told, or objected."""
    if consent.basis == Consent.Basis.PUBLIC_TASK:
        return _("has objected") if consent.state == "withdrawn" else _("was told")
    return str(ConsentStates.NAMES[consent.state])


def channels_in_words(consent: Consent) -> str:
    """Where a consent holds."""
    names = ", ".join(network_name(slug) for slug in consent.channels)
    return names or _("the municipality’s own channels")
