from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.duties.models import Mail, NoticeChoice
from torilla.people.models import Person


@command(permission="duties.choose_often", subject="person")
def choose_often(*, actor: Any, person: Person, often: str, now: datetime) -> NoticeChoice:
    """Chooses how often mail tells of one's own duties; what waits for its time goes now where that
    is *at once*. Refused for what does not exist."""
    if often not in NoticeChoice.Often.values:
        raise Refused(_("Choose one of those offered."), field="often")
    choice, _made = NoticeChoice.objects.update_or_create(person=person, defaults={"often": often})
    if often == NoticeChoice.Often.AT_ONCE:
        waiting = Mail.objects.filter(person=person, collects=True, attempts=0)
        waiting.filter(state=Mail.State.QUEUED, due_at__gt=now).update(due_at=now)
    audit.record(person, "duties.often.chosen", actor=actor, at=now, often=often)
    return choice
