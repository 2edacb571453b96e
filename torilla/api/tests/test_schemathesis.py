"""Whatever is sent, the interface answers as it is described: asked by schemathesis in two persons' names."""

import itertools
from datetime import timedelta

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from torilla.api.commands.make_token import make_token
from torilla.api.root import description
from torilla.api.routing import OPERATIONS
from torilla.api.scopes import SCOPES
from torilla.duties.models import Duty
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.models import Finding, Handling
from torilla.people.models import Absence, Body, Holding, Import, Membership, Standing
from torilla.register.commands.name_steward import name_steward

STRICT = connection.vendor == "postgresql"
"""PostgreSQL refuses bytes and numbers that SQLite takes, so that all is tried there and less here."""
EXAMPLES = 8 if STRICT else 4
KEYS = itertools.count(1)
THERE = {}

# 400 is what has not the documented form; 422 is what the rules refuse of what has it.
ACCEPTED = ["2xx", "401", "403", "404", "409", "422", "5xx"]


def described(**more):
    """The interface as schemathesis takes it, with all of its checks."""
    checks = {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}
    config = SchemathesisConfig.from_dict({"checks": checks, **more})
    made = schemathesis.openapi.from_dict(description(), config=config)
    made.app = get_wsgi_application()
    made.hook("map_path_parameters")(meet_what_is_there)
    made.hook("map_headers")(be_another_call)
    return made


def meet_what_is_there(context, given):
    """Every other call is about something that is there."""
    kind = OPERATIONS[context.operation.definition.raw["operationId"]].of
    if given and isinstance(given.get("id"), int) and given["id"] % 2:
        given["id"] = THERE.get(kind, given["id"])
    return given


def be_another_call(context, given):
    """Each call has a key of its own."""
    if given and "Idempotency-Key" in given:
        given["Idempotency-Key"] = f"call-{next(KEYS):06}"
    return given


pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def world(policy, mallila, library, sanna, eeva, aino, ritva, facebook, agreed):
    """Ids of something of each kind, so that calls also meet what is there."""
    now = timezone.now()
    steward = name_steward(actor=sanna, account=facebook, person=aino, role="lead", now=now)
    findings = Finding.objects.filter(subject_kind="account", subject_id=facebook.pk)
    excused = findings.get(rule="register.role-address")
    until = (now + timedelta(days=30)).date()
    waiver = grant_waiver(actor=ritva, finding=excused, reason="Kokeilu", until=until, now=now)
    body = Body.objects.create(name="Johtoryhmä", kind="board", unit=mallila)
    seat = Membership.objects.create(body=body, person=ritva, role="chair", since=now)
    today = now.date()
    return {
        "account": facebook.pk, "stewardship": steward.pk, "unit": library.pk, "person": aino.pk,
        "standing": Standing.objects.get(person=aino).pk, "body": body.pk, "membership": seat.pk,
        "absence": Absence.objects.create(person=aino, first_day=today, last_day=today).pk,
        "holding": Holding.objects.get(position="municipal_manager").pk,
        "finding": findings.get(rule="register.substitute-named").pk, "waiver": waiver.pk,
        "handling": Handling.objects.create(body="Hallitus").pk, "clause": "C9",
        "duty": Duty.objects.order_by("pk")[0].pk,
        **{
            f"{kind}_list": Import.objects.create(kind=kind, file_name="l.csv", read_at=now).pk
            for kind in ("accounts", "people", "units")
        },
    }  # fmt: skip


def token_of(person):
    cache.clear()
    return make_token(
        actor=person, person=person, name="Intra", scopes=SCOPES.keys(), days=1, now=timezone.now()
    ).secret


@pytest.fixture
def of_sanna(world, sanna):
    """Sanna set everything up: nearly nothing is refused to her."""
    return token_of(sanna)


@pytest.fixture
def of_eeva(world, eeva):
    """Eeva heads the library: much is not there for her."""
    return token_of(eeva)


@pytest.fixture(autouse=True)
def known(settings, world):
    """What is there, for the calls; and as many calls as it takes."""
    settings.API_CALLS_A_MINUTE = 1_000_000
    THERE.clear()
    THERE.update(world)


WELL_FORMED = {"phases": {"coverage": {"enabled": False}}}
for_sanna = described(**({} if STRICT else WELL_FORMED))


@pytest.fixture(autouse=True)
def one_connection():
    """A served call begins and ends with its own connection; these are all in the test's, rolled back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# What is wrongly formed was tried in Sanna's name; what differs for Eeva is what is there.
for_eeva = described(**WELL_FORMED)

bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def ask(case, secret):
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})
        transaction.set_rollback(True)


@for_sanna.parametrize()
@bounded
def test_sanna_s_program_is_answered_as_described(case, of_sanna):
    ask(case, of_sanna)


@for_eeva.parametrize()
@bounded
def test_eeva_s_program_is_answered_as_described(case, of_eeva):
    ask(case, of_eeva)
