from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.models import Finding, Waiver


@command(permission="guideline.waive", subject="waiver")
def end_waiver(*, actor: Any, waiver: Waiver, now: datetime) -> Waiver:
    """End an exception before its day; what it excused must be put right again.

    The finding and its duty follow when the subject is looked at next, by the change feed at once.

    Raises Refused when it has ended already.
    """
    if waiver.until is not None and waiver.until <= now:
        raise Refused(_("This waiver has ended already."))
    waiver.until = now
    waiver.save(update_fields=["until"])
    excused = Finding.objects.filter(
        rule=waiver.rule, subject_kind=waiver.subject_kind, subject_id=waiver.subject_id
    )
    source = excused.order_by("-pk").values_list("source", flat=True).first()
    audit.record(
        waiver, "guideline.waiver.ended", actor=actor, at=now,
        source=source, of=waiver.subject_id, rule=waiver.rule,
    )  # fmt: skip
    return waiver
