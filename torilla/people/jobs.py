"""What is done for people from time to time."""

from datetime import datetime

from django.contrib.sessions.models import Session

from torilla.core.work import job


@job("people.forget_sessions", every=24 * 3600)
def forget_sessions(now: datetime) -> None:
    """Sessions that are over: they hold the address with which somebody signed in."""
    Session.objects.filter(expire_date__lt=now).delete()
