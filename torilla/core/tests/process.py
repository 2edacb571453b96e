"""What a process of its own does on a scratch database; `Scratch` in conftest.py starts them."""

from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from torilla.core import audit, work  # noqa: E402
from torilla.core.actors import SYSTEM  # noqa: E402
from torilla.core.command import AlreadyDone, command  # noqa: E402
from torilla.core.models import AuditEntry, Job, SubmittedToken  # noqa: E402

MONDAY = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)


@command(permission="market.fetch", subject=None)
def fetch(*, actor, what, now):
    """Fetch something from the market square."""
    return audit.record(actor, "market.fetched", actor=actor, at=now, what=what)


def migrate():
    call_command("migrate", verbosity=0)


def write(name, how_many):
    """Record so many entries, one commit each."""
    for number in range(int(how_many)):
        audit.record(SYSTEM, "market.fetched", actor=SYSTEM, at=MONDAY, by=name, number=number)


def name_and_erase(name):
    """Record a personal value and forget it again."""
    audit.record(SYSTEM, "market.named", actor=SYSTEM, at=MONDAY, personal={"name": name})
    audit.erase(audit.holding(name), about=SYSTEM, actor=SYSTEM, at=MONDAY)


def look():
    """Print what the log holds."""
    found = audit.verify()
    print(found.ok, AuditEntry.objects.count(), SubmittedToken.objects.count())


def send(token):
    """Carry out a command with a form's token; print whether it was done or done before."""
    try:
        fetch(actor=SYSTEM, what="bread", now=MONDAY, token=token)
        print("done")
    except AlreadyDone:
        print("already done")


def work_at(seconds):
    """Run the jobs that are due so many seconds after the beginning."""
    work.JOBS.clear()
    work.job("market.sweep", every=3600)(
        lambda now: audit.record(SYSTEM, "market.swept", actor=SYSTEM, at=now)
    )
    print(work.run_due(MONDAY + timedelta(seconds=int(seconds)), work.new_owner()))


def claim(owner):
    """Claim jobs one at a time until nothing is due; print their ids."""
    got = []
    while rows := work.claim(Job.objects.all(), now=MONDAY, limit=1, owner=owner):
        got += [str(row.pk) for row in rows]
    print(" ".join(got))


def make_jobs(how_many):
    Job.objects.bulk_create(
        Job(name=f"job {number}", every=60, due_at=MONDAY) for number in range(int(how_many))
    )
