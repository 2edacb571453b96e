"""What everybody chooses for themselves."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Person


@command(permission="people.change_settings", subject="person")
def change_settings(
    *, actor: Any, person: Person, language: str, scheme: str, now: datetime
) -> Person:
    """Chooses one's own language and colours. Refused for what does not exist."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose one of the languages offered."), field="language")
    if scheme not in Person.Scheme.values:
        raise Refused(_("Choose one of the colours offered."), field="scheme")
    person.language, person.scheme = language, scheme
    person.save(update_fields=["language", "scheme"])
    audit.record(
        person, "people.settings.changed", actor=actor, at=now, language=language, scheme=scheme
    )
    return person
