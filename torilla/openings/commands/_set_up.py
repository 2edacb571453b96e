"""What the setting up of an account leaves behind where the application is withdrawn meanwhile."""

from datetime import datetime
from typing import Any

from torilla.openings.models import Application
from torilla.register.commands.change_state import moved


def leave_set_up(application: Application, actor: Any, now: datetime) -> None:
    """Close the account that was being opened; its rights end with it. Called within a command."""
    if application.account is not None:
        moved(actor=actor, account=application.account, version=None, state="closed", now=now)
