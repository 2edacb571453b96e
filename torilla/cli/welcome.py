"""What is said at the start: what is in place, where it is, and how the first person comes in."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from torilla.config.demo.fill import PASSWORD
from torilla.guideline.models import Finding
from torilla.people.commands.make_set_up_link import make_set_up_link
from torilla.people.models import Holding, Person, Unit
from torilla.register.models import Account


def greeting(*, port: int | None, empty: bool, now: datetime) -> Iterator[str]:
    """Lines for the operator's terminal; the set-up link stands in them and nowhere else."""
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    accounts = Account.objects.count()
    findings = Finding.objects.filter(closed_at=None).count()
    verb = "is set up" if empty else "is ready"
    yield f"Torilla {verb} for {root}: {accounts} accounts in the register, {findings} findings."
    if port is not None:
        yield f"Open {address(port)}"
    if settings.DEMO:
        yield from _demo_people()
    elif not Holding.objects.at(now).filter(position="set_up_person").exists():
        yield f"The first person signs in by this link, once, within one hour: {link(port, now)}"
        yield "A new link: torilla setup-link"


def _demo_people() -> Iterator[str]:
    """Who can be tried in the demonstration, and with which password."""
    password = (settings.HOME.path / PASSWORD).read_text(encoding="utf8").strip()
    yield "Everything in it is invented. Sign in as any of these:"
    for person in Person.objects.order_by("pk"):
        yield f"  {person.email}"
    yield f"  password: {password}"


def address(port: int | None) -> str:
    """Where the pages are; passkeys need the name localhost, not the number."""
    if port is None or "localhost" not in settings.BASE_URL:
        return str(settings.BASE_URL)
    return f"http://localhost:{port}"


def link(port: int | None, now: datetime) -> str:
    """A new one-time set-up link; earlier ones stop working."""
    return f"{address(port)}/set-up/{make_set_up_link(now=now)}/"
