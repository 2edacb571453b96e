"""What a process of its own does on a scratch database; `scratch` in test_crash.py starts them."""

import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from torilla.core import audit  # noqa: E402
from torilla.core.actors import SYSTEM  # noqa: E402
from torilla.duties.commands.queue_mails import queue_mails  # noqa: E402
from torilla.duties.commands.send_mails import send_mails  # noqa: E402
from torilla.duties.commands.tell import tell  # noqa: E402
from torilla.duties.feed import drain  # noqa: E402
from torilla.duties.models import Duty, Mail, Notice  # noqa: E402
from torilla.guideline.commands.load_policy import load_policy  # noqa: E402
from torilla.guideline.models import Finding  # noqa: E402
from torilla.guideline.people_sources import SOURCES  # noqa: E402
from torilla.people.models import Holding, Person, Standing, Unit  # noqa: E402
from torilla.policy import packaged  # noqa: E402

MONDAY = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
settings.MAIL_CONFIGURED = True


def fill() -> None:
    """Mallila with its manager Ritva, who is to be told something by mail."""
    call_command("migrate", verbosity=0)
    load_policy(actor=SYSTEM, name="mallila", text=packaged("mallila"), now=MONDAY)
    unit = Unit.objects.create(name="Mallila", kind="municipality")
    ritva = Person.objects.create(name="Ritva", email="ritva@mallila.example")
    Standing.objects.create(person=ritva, kind="employee", unit=unit, since=MONDAY)
    Holding.objects.create(person=ritva, position="municipal_manager", since=MONDAY)
    tell(
        message="x", values={}, subject=unit, subject_name="x", clause="K4",
        actor=SYSTEM, now=MONDAY,
    )  # fmt: skip
    audit.record(ritva, "people.person.added", actor=SYSTEM, at=MONDAY)
    queue_mails(MONDAY)


def send(minutes: str, port: str) -> None:
    """Send what is due so many minutes after Monday at nine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    send_mails(MONDAY + timedelta(minutes=int(minutes)))


def drained() -> None:
    """Drain the feed until nothing is left."""
    while drain(SOURCES, MONDAY):
        pass


def look() -> None:
    """Print the mail's state, whether the notice arrived, and how many findings have a duty."""
    mail, notice = Mail.objects.get(), Notice.objects.get()
    open_findings = Finding.objects.filter(closed_at=None)
    duties = Duty.objects.filter(finding__in=open_findings, closed_at=None).count()
    sys.stdout.write(
        f"{mail.state} {notice.delivered_at is not None} {open_findings.count()} {duties} "
        f"{audit.verify().ok}\n"
    )
