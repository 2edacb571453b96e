"""What every record has in common: a name in the log, and whose it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models


@dataclass(frozen=True, slots=True)
class Belongs:
    """Whose a record is, as ids; permissions with a reach (unit, own, people) compare these.

    units: the units with all their ancestors; persons: whose own it is (the person, a steward);
    supervisors: those who supervise these persons; deciders: those whose decision it awaits or was, or
    who speak for it.
    """

    units: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    supervisors: frozenset[int] = frozenset()
    deciders: frozenset[int] = frozenset()


class Recorded(models.Model):
    """A model whose changes the audit log can tell of."""

    class Meta:
        abstract = True

    @property
    def audit_name(self) -> str:
        """The name in the log, such as `register.account:17`; it never holds a person's name."""
        return f"{self._meta.label_lower}:{self.pk}"

    def belongs_to(self, now: datetime) -> Belongs:
        """Whose this record is at the moment `now`; nobody's unless the model says."""
        return Belongs()
