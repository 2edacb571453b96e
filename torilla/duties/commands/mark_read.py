from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import NotAllowed, Refused, command
from torilla.duties.deliver import delivered
from torilla.duties.holders import posts
from torilla.duties.models import Duty, Notice


@command(permission="duties.mark_read", subject="duty")
def mark_read(*, actor: Any, duty: Duty, now: datetime) -> Duty:
    """Whoever was told says so: the duty is done, and the notice delivered with its last duty.

    Raises NotAllowed for one to whom the duty was only passed on, Refused when it is no notice or
    somebody has marked it meanwhile.
    """
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    if actor.pk not in posts(now, [duty]).awaited(duty):
        raise NotAllowed("duties.mark_read", duty)
    if duty.kind != Duty.Kind.READ:
        raise Refused(_("This task is done by putting the matter right, not by reading."))
    if duty.closed_at is not None:
        raise Refused(_("This has been marked as read already."))
    delivered([duty], how=Notice.How.READ, to=actor, actor=actor, now=now)
    duty.refresh_from_db()
    return duty
