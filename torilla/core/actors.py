"""Who may act: persons, and the system itself."""

from datetime import datetime
from typing import Protocol


class Named(Protocol):
    """Whatever the audit log can speak of by a stable name such as `register.account:17`."""

    @property
    def audit_name(self) -> str: ...


class Actor(Named, Protocol):
    """Somebody who acts: has a name in the log and knows what they may do."""

    def may(self, permission: str, subject: object, *, now: datetime) -> bool: ...


class System:
    """The system acting by itself: jobs, findings that open and close. It may do everything."""

    audit_name = "system"

    def may(self, permission: str, subject: object, *, now: datetime) -> bool:
        return True

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM = System()
