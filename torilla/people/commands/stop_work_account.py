"""The provider no longer vouches for somebody."""

from datetime import datetime
from typing import Any

from torilla.core import audit
from torilla.core.command import command
from torilla.people.models import WorkAccount
from torilla.people.sign_in import end_sessions


@command(permission="people.stop_work_account", subject="account")
def stop_work_account(*, actor: Any, account: WorkAccount, now: datetime) -> WorkAccount:
    """Ends every session of the person, and asks the provider no more until the next sign-in."""
    account.refresh_token, account.due_at = None, None
    account.save(update_fields=["refresh_token", "due_at"])
    end_sessions(account.person)
    audit.record(
        account.person,
        "people.work_account.stopped",
        actor=actor,
        at=now,
        person=account.person_id,
    )
    return account
