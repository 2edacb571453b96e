"""`python -m tests.agreed NAME…`: these people of a home have agreed on their working time (K2)."""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from torilla.agreements.models import Agreement  # noqa: E402
from torilla.people.models import Supervision  # noqa: E402


def main() -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    for own in Supervision.objects.open().filter(person__name__in=sys.argv[1:]):
        Agreement.objects.create(
            person=own.person, supervisor=own.supervisor, kind="working_time", state="agreed",
            first_day=today, last_day=today + timedelta(days=365), proposed_by=own.person,
            proposed_at=now, answered_by=own.supervisor, answered_at=now, scope="Kirjaston tilit",
            hours=4, duty_times_confirmed=True, substitutes_confirmed=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
