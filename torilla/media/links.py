"""Who holds the link to a consent acts by it, and for nothing else; only the hash of its secret is kept."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from torilla.media.models import Consent
from torilla.people.links import hashed

ANSWER = "media.answer_consent"


class LinkHolder:
    """Whoever came by the link to one consent: nobody knows who, and they have no account.

    `browser`: who is signed in there. A link is no proof of who answers; that it was answered in the browser
    of somebody of ours is told in the log.
    """

    def __init__(self, consent: Consent, browser: Any = None) -> None:
        self.consent = consent
        signed_in = browser is not None and browser.is_authenticated
        self.details = {"signed_in": browser.audit_name} if signed_in else {}

    @property
    def audit_name(self) -> str:
        return f"media.consentlink:{self.consent.pk}"

    def may(self, permission: str, subject: object, *, now: datetime) -> bool:
        """Answer this consent and take it back; nothing else."""
        mine = isinstance(subject, Consent) and subject.pk == self.consent.pk
        return mine and permission == ANSWER


def consent_by(token: str) -> Consent | None:
    """The consent behind a link, whatever its state."""
    rows = Consent.objects.filter(link=hashed(token)).exclude(link="")
    return rows.select_related("pictured__asset__unit").first()


def is_open(consent: Consent, now: datetime) -> bool:
    """Whether an answer is still awaited by the link."""
    return (
        consent.state == "asked"
        and consent.link_until is not None
        and consent.link_until > now
        and consent.pictured.asset.state != "removed"
        and not consent.pictured.never
    )


def stands(consent: Consent, now: datetime) -> bool:
    """Whether it was given and can be taken back by the link; after its last day there is nothing to take back."""
    return consent.state == "given" and consent.until >= timezone.localdate(now)
