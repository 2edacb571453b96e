"""What the guideline holds of a person; see `people.hooks`."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from torilla.guideline.models import Finding, Waiver
from torilla.people.models import Person

COVERS = frozenset({"guideline.finding.person", "guideline.waiver.granted_by"})


def exported(person: Person) -> dict[str, Any]:
    """Findings about the person, and waivers that the person granted."""
    about = Finding.objects.filter(person=person).order_by("pk")
    granted = Waiver.objects.filter(granted_by=person).order_by("pk")
    return {
        "findings": [
            {
                "rule": finding.rule,
                "opened_at": finding.opened_at.isoformat(),
                "closed_at": finding.closed_at.isoformat() if finding.closed_at else None,
            }
            for finding in about
        ],
        "waivers_granted": [
            {"rule": w.rule, "reason": w.reason, "since": w.since.isoformat()} for w in granted
        ],
    }


def forget(person: Person, now: datetime) -> None:
    """Findings about the person keep their history, not the name."""
    about = Finding.objects.filter(subject_kind="person", subject_id=person.pk)
    about.update(subject_name=erased_name(person), subject_address="")


def erased_name(person: Person) -> str:
    """What stands where the name of an erased person stood."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Erased person %(number)d") % {"number": person.pk}
