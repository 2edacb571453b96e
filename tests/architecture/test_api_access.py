"""The permission walk over the interface: every operation, every position, both ownerships, one table.

The people, their ties and what is expected of them are those of the pages' own walk.
"""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tests.architecture.test_access import (
    POSITIONS,
    SEES,
    TIES,
    everybody,  # noqa: F401  (a fixture)
    may,
    place,  # noqa: F401
    subjects,  # noqa: F401
)
from torilla.api.commands.make_token import make_token
from torilla.api.root import description
from torilla.api.routing import OPERATIONS
from torilla.api.scopes import SCOPES
from torilla.guideline.models import Handling
from torilla.people.models import Absence, Holding, Membership, Standing
from torilla.people.permissions import TABLE

description()  # whatever has an operation is imported

TOMORROW = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011
LIST = {"name": "lista.csv", "content": "b3NvaXRlCg=="}
THERE = object()
"""The id of the person or unit that the walk is about."""
BODIES = {
    "add_an_account": {"address": "instagram.com/mallilankirjasto", "unit": THERE},
    "change_record": {"version": 0, "address": "facebook.com/mallila", "name": "Kirjasto"},
    "name_a_steward": {"person": THERE, "role": "substitute"},
    "note_what_was_seen": {"what": "keeper_stated", "present": True},
    "confirm_account": {"version": 0},
    "change_account_state": {"version": 0, "state": "dormant"},
    "answer_an_inquiry": {"answer": "listed"},
    "switch_the_public_pages": {"on": True},
    "add_somebody": {"name": "Uusi", "kind": "employee"},
    "change_somebody": {"version": 0, "name": "Aino", "is_active": True},
    "give_a_standing": {"kind": "elected_official"},
    "set_somebodys_supervisor": {"supervisor": None},
    "set_somebodys_duty_times": {"week": []},
    "note_an_absence": {"first_day": TOMORROW, "last_day": TOMORROW},
    "change_own_settings": {"language": "sv", "scheme": "dark"},
    "add_a_unit": {"name": "Museo", "kind": "unit"},
    "change_a_unit": {"version": 0, "name": "Museo", "kind": "unit"},
    "fill_a_position": {"position": "ict_specialist", "person": THERE},
    "add_a_body": {"name": "Työryhmä", "kind": "other", "unit": THERE},
    "add_a_member": {"person": THERE, "role": "member"},
    "grant_a_waiver": {"reason": "Kokeilu", "until": TOMORROW},
    "record_a_handling": {"body": "Hallitus"},
    "complete_a_handling": {"body": "Hallitus"},
    "say_since_when_it_is_in_force": {"since": TOMORROW},
    "load_a_document": {"name": "ohje.txt", "content": "T2hqZQ=="},
    "choose_own_notices": {"often": "daily"},
    **{f"send_{kind}_list": LIST for kind in ("accounts", "people", "units")},
    **{f"correct_{kind}_list": {"version": 1} for kind in ("accounts", "people", "units")},
    **{f"begin_{kind}_list": {"version": 1} for kind in ("accounts", "people", "units")},
}
"""What each writing operation is sent: of the documented form, right or not."""

KINDS = {
    "standing": "person", "absence": "person", "holding": "body", "membership": "body",
    "handling": "clause", "accounts_list": "import", "people_list": "people_import",
    "units_list": "units_import",
}  # fmt: skip
"""A kind that the pages have no address for belongs to people as this one does."""

pytestmark = pytest.mark.django_db


def test_every_permission_of_the_interface_is_in_the_table():
    assert {each.permission for each in OPERATIONS.values()} <= TABLE.keys()
    assert {each.scope for each in OPERATIONS.values()} == SCOPES.keys()


def test_the_table_of_operations_is_what_is_described():
    told = {op["operationId"] for ops in description()["paths"].values() for op in ops.values()}
    assert told == OPERATIONS.keys()


@pytest.fixture
def parts(subjects, place, everybody, mallila, monday):  # noqa: F811
    """A subject of each kind that an operation speaks of."""
    somebody = subjects["person"]
    return subjects | {
        "standing": Standing.objects.filter(person=somebody)[0],
        "absence": Absence.objects.create(
            person=somebody, first_day=monday.date(), last_day=monday.date()
        ),
        "holding": Holding.objects.filter(position="municipal_manager")[0],
        "membership": Membership.objects.create(
            body=subjects["body"], person=everybody["ritva"], role="chair", since=monday
        ),
        "handling": Handling.objects.create(body="Hallitus"),
        "accounts_list": subjects["import"],
        "people_list": subjects["people_import"],
        "units_list": subjects["units_import"],
    }


def ask(client, name, secret, parts):
    """The status of one operation, with everything that it wrote undone."""
    operation = OPERATIONS[name]
    subject = parts.get(operation.of)
    path = operation.path.replace("{int:id}", str(getattr(subject, "pk", subject)))
    path = path.replace("{clause}", str(subject))
    body = BODIES.get(name)
    if body is not None:
        body = {key: parts[key].pk if value is THERE else value for key, value in body.items()}
    with transaction.atomic():
        answer = client.generic(
            operation.method, f"/api/v1{path}", json.dumps(body) if body is not None else b"",
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": f"walk-{name}"},
        )  # fmt: skip
        transaction.set_rollback(True)
    return answer.status_code


def wrong(who, name, where, got):
    """What is wrong with an answer; None when it is as the table says."""
    operation = OPERATIONS[name]
    kind = KINDS.get(operation.of, operation.of)
    if may(who, operation.permission, kind, where):
        fit = got in {200, 201, 409, 422}
        return None if fit else f"{name}: {got}, though {operation.permission} is given"
    visible = kind == "list" or may(who, SEES[kind], kind, where)
    fit = {403, 404} if visible else {404}
    return None if got in fit else f"{name}: {got}, not one of {fit}"


@pytest.mark.slow
@pytest.mark.parametrize("place", TIES, indirect=True)
@pytest.mark.parametrize("who", POSITIONS)
def test_every_operation_answers_as_the_table_says(
    who,
    place,  # noqa: F811
    everybody,  # noqa: F811
    parts,
    client,
    settings,  # noqa: F811
):
    cache.clear()
    settings.API_CALLS_A_MINUTE = 1000
    secret = make_token(
        actor=everybody[who], person=everybody[who], name="Intra", scopes=SCOPES.keys(), days=1,
        now=timezone.now(),
    ).secret  # fmt: skip
    answers = {name: ask(client, name, secret, parts) for name in OPERATIONS}
    found = [wrong(who, name, place, got) for name, got in answers.items()]
    assert not [each for each in found if each]
