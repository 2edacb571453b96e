"""The link by which the first person comes in."""

from datetime import datetime, timedelta
from typing import Any

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import command
from torilla.people.links import hashed, new_token
from torilla.people.models import SetUpLink

GOOD_FOR = timedelta(hours=1)


def make_set_up_link(*, now: datetime) -> str:
    """A new one-time token for the terminal of whoever runs the machine. It must never be logged."""
    return issue_set_up_link(actor=SYSTEM, now=now)


@command(permission="people.set_up", subject=None)
def issue_set_up_link(*, actor: Any, now: datetime) -> str:
    """Makes a one-time link good for an hour; links made before stop working. Returns its token."""
    token = new_token()
    SetUpLink.objects.filter(used_at=None).delete()
    link = SetUpLink.objects.create(token_hash=hashed(token), expires_at=now + GOOD_FOR)
    audit.record(link, "people.set_up_link.made", actor=actor, at=now)
    return token
