"""What is done for people and the organisation by the clock."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session

from torilla.core.work import job
from torilla.people.commands.import_rows import import_rows
from torilla.people.importing.kinds import KINDS
from torilla.people.importing.working import forget, write_due
from torilla.people.openid import vouching
from torilla.people.openid.provider import provider


@job("people.forget_sessions", every=24 * 3600)
def forget_sessions(now: datetime) -> None:
    """Sessions that are over: they hold the address with which somebody signed in."""
    Session.objects.filter(expire_date__lt=now).delete()


@job("people.import", every=2)
def write_imports(now: datetime) -> None:
    """Write the lists of people and units that somebody has let in."""
    for kind in KINDS.values():
        write_due(kind, import_rows, now)


@job("people.forget_imports", every=3600)
def forget_imports(now: datetime) -> None:
    """Files that were read two weeks ago go."""
    forget(now)


@job("people.work_accounts", every=60, sends=True)
def look_at_work_accounts(now: datetime) -> None:
    """Whether the provider still vouches for those who are due to be asked for.

    Not after a restore: a refresh token that the lost installation has used since would be taken for stolen.
    """
    if settings.WORK_ACCOUNTS is not None and settings.WORK_ACCOUNTS.check_minutes:
        vouching.look_again(provider(settings.WORK_ACCOUNTS), now)
