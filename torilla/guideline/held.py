"""What the guideline holds of a person; see `people.hooks`."""

from datetime import datetime

from torilla.guideline.models import Finding
from torilla.people.models import Person

COVERS = frozenset({"guideline.finding.person", "guideline.waiver.granted_by"})


def forget(person: Person, now: datetime) -> None:
    """Findings about the person keep their history, not the name."""
    findings = Finding.objects.filter(subject_kind="person", subject_id=person.pk)
    findings.update(subject_name=person.audit_name, subject_address="")
