"""A seat in a body ends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Membership


@command(permission="people.change_organisation", subject="membership")
def end_member(*, actor: Any, membership: Membership, now: datetime) -> Membership:
    """Ends a seat. Refused when it has ended."""
    current: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.until is not None:
        raise Refused(_("This seat has ended already."))
    current.until = now
    current.save(update_fields=["until"])
    audit.record(
        current.body,
        "people.member.ended",
        actor=actor,
        at=now,
        person=current.person_id,
        seat=current.pk,
    )
    return current
