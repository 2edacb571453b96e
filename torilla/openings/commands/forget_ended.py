"""What was written in an application that came to nothing goes; that there was one, and its decisions, stay."""

from datetime import datetime, timedelta

from django.db import transaction

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.openings.models import Application, Section
from torilla.openings.question import FREE
from torilla.openings.questions import BY_NUMBER

KEPT = timedelta(days=730)
"""24 months: so long a unit may take its old answers up again in a new application, and whoever decided
may be asked about them. After that the texts and files, which may name people, serve nobody."""

NOTHING_CAME = ("declined", "withdrawn", "expired")


def forget_ended(now: datetime) -> int:
    """Empty the applications that came to nothing before that; how many lost something."""
    rows = Application.objects.filter(state__in=NOTHING_CAME, ended_at__lt=now - KEPT)
    return sum(_empty(row, now) for row in rows.order_by("pk"))


def _empty(application: Application, now: datetime) -> bool:
    with transaction.atomic():
        files, _kinds = application.attachments.all().delete()
        texts = sum(_without_words(section) for section in application.sections.all())
        texts += application.checks.exclude(reason="").update(reason="")
        written = bool(application.umbrella or application.reasons)
        if not (files or texts or written):
            return False
        application.umbrella, application.reasons = "", {}
        application.save(update_fields=["umbrella", "reasons"])
        audit.record(application, "openings.application.emptied", actor=SYSTEM, at=now)
        entries = AuditEntry.objects.filter(subject=application.audit_name)
        audit.erase(entries.values_list("id", flat=True), about=application, actor=SYSTEM, at=now)
    return True


def _without_words(section: Section) -> bool:
    free = {q.key for q in BY_NUMBER[section.number].questions if q.kind in FREE}
    left = {key: value for key, value in section.answers.items() if key not in free}
    if left == section.answers:
        return False
    section.answers = left
    section.save(update_fields=["answers"])
    return True
