import hashlib
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.commands.load_document import bind_again
from torilla.guideline.models import Handling, InForce, Look, PolicyFile
from torilla.guideline.sources import POLICY
from torilla.policy import Policy, PolicyError, load


@command(permission="guideline.load", subject=None)
def load_policy(*, actor: Any, name: str, text: str, now: datetime) -> PolicyFile:
    """Put a policy file in force; the earlier ones stay as history.

    Raises Refused with every problem of the file, or when this very text is in force already. What
    the file knows of the guideline's handling is kept where it was not known before.
    """
    policy = _read(name, text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if PolicyFile.objects.order_by("-loaded_at", "-pk").values_list("sha256").first() == (sha256,):
        raise Refused(_("This policy file is in force already."))
    file = PolicyFile.objects.create(name=name, text=text, sha256=sha256, loaded_at=now)
    audit.record(file, "guideline.policy.loaded", actor=actor, at=now, name=name, sha256=sha256)
    bind_again(policy)
    _keep_history(policy, actor, now)
    look_when_dates_come(policy, now)
    return file


def _read(name: str, text: str) -> Policy:
    try:
        return load(text, source=name)
    except PolicyError as error:
        problems = "\n".join(problem.text(gettext) for problem in error.problems)
        raise Refused(_("The policy file cannot be used."), remedy=problems) from error


def _keep_history(policy: Policy, actor: Any, now: datetime) -> None:
    known = set(Handling.objects.values_list("body", "date", "section"))
    new = [
        Handling(
            case_number=each.case or policy.document.case,
            body=each.body,
            date=str(each.date or ""),
            section=each.section,
            outcome=each.outcome,
        )
        for each in policy.history
        if (each.body, str(each.date or ""), each.section) not in known
    ]
    rows = Handling.objects.bulk_create(new)
    entries = [
        audit.Entry(row, "guideline.handling.recorded", {"body": row.body, "date": row.date})
        for row in rows
    ]
    audit.record_many(entries, actor=actor, at=now)
    if policy.document.in_force and not InForce.objects.exists():
        InForce.objects.create(since=policy.document.in_force, said_at=now)


def look_when_dates_come(policy: Policy, now: datetime) -> None:
    """Remember the day on which the next dated value comes into force: then all is looked at."""
    Look.objects.filter(source=POLICY).delete()
    day = policy.next_change(after=timezone.localdate(now))
    if day is not None:
        moment = datetime.combine(day, time(), timezone.get_default_timezone())
        Look.objects.create(source=POLICY, subject_id=0, next_look_at=moment + timedelta(seconds=1))
