"""Filling an empty home: the database, the policy, the municipality, the accounts its text lists."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from torilla.config.demo.fill import fill as fill_demo
from torilla.config.sources import SOURCES
from torilla.config.versions import refuse_unfit_database
from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.duties.commands.reevaluate import reevaluate
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.models import PolicyFile
from torilla.guideline.policies import current_policy
from torilla.people.models import Unit
from torilla.policy import packaged, text_of
from torilla.register.commands.ask_units import ask_units
from torilla.register.commands.seed import seed

log = logging.getLogger("torilla.start")


def initialise(*, now: datetime) -> bool:
    """Bring the database up to this version and fill it where it is empty; whether it was empty.

    Everything is in place when this returns: findings need no worker. In a demonstration the seeds
    were sown months ago, so that there is a history.
    """
    refuse_unfit_database()
    _warn_of_missing_guards()
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():  # a home that was filled by half would count as filled
        return _fill(now)


def _fill(now: datetime) -> bool:
    empty = not PolicyFile.objects.exists()
    begun = now - timedelta(days=150) if settings.DEMO else now
    if empty:
        load_policy(
            actor=SYSTEM,
            name=settings.POLICY_NAME,
            text=text_of(settings.POLICY_NAME),
            now=begun,
        )
    else:
        _renew_policy(now)
    policy = current_policy(now)
    if not Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).exists():
        root = Unit.objects.create(
            name=policy.municipality.name["fi"],
            kind=Unit.Kind.MUNICIPALITY,
            web_page=policy.municipality.website,
        )
        audit.record(root, "people.unit.added", actor=SYSTEM, at=begun, kind=root.kind)
    if empty:
        seed(policy=policy, actor=SYSTEM, now=begun)
        if settings.DEMO:
            fill_demo(now=now)
    ask_units(actor=SYSTEM, now=now)
    for source in SOURCES:
        reevaluate(source, None, now)
    return empty


def _renew_policy(now: datetime) -> None:
    """A packaged policy comes into force as this version has it; a file of the municipality's own stays."""
    name = settings.POLICY_NAME
    loaded = PolicyFile.objects.latest("loaded_at", "pk")
    if loaded.name == name and not name.endswith(".toml") and loaded.text != packaged(name):
        load_policy(actor=SYSTEM, name=name, text=packaged(name), now=now)


def _warn_of_missing_guards() -> None:
    """Somebody took the log's triggers away: they come back with `migrate`, but it must be known."""
    filled = AuditEntry._meta.db_table in connection.introspection.table_names()
    if filled and not audit.guarded():
        log.warning(
            "the audit log stood without its guards against change: compare it with an anchor "
            "(torilla audit verify --anchor FILE)"
        )
