"""Filling an empty home: the database, the policy, the municipality, the accounts its text lists."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from torilla.config.sources import SOURCES
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.duties.commands.reevaluate import reevaluate
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.models import PolicyFile
from torilla.guideline.queries import current_policy
from torilla.people.models import Unit
from torilla.policy import packaged
from torilla.register.commands.ask_units import ask_units
from torilla.register.commands.seed import seed


def initialise(*, now: datetime) -> bool:
    """Bring the database up to this version and fill it where it is empty; whether it was empty.

    Everything is in place when this returns: findings need no worker.
    """
    call_command("migrate", interactive=False, verbosity=0)
    audit.guarded()
    empty = not PolicyFile.objects.exists()
    if empty:
        load_policy(
            actor=SYSTEM,
            name=settings.POLICY_NAME,
            text=_policy_text(settings.POLICY_NAME),
            now=now,
        )
    policy = current_policy(now)
    if not Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).exists():
        root = Unit.objects.create(
            name=policy.municipality.name["fi"],
            kind=Unit.Kind.MUNICIPALITY,
            web_page=policy.municipality.website,
        )
        audit.record(root, "people.unit.added", actor=SYSTEM, at=now, kind=root.kind)
    if empty:
        seed(policy=policy, actor=SYSTEM, now=now)
    ask_units(actor=SYSTEM, now=now)
    for source in SOURCES:
        reevaluate(source, None, now)
    return empty


def _policy_text(name: str) -> str:
    """A packaged policy by name, or a file of the municipality's own by its path."""
    return Path(name).read_text(encoding="utf8") if name.endswith(".toml") else packaged(name)
