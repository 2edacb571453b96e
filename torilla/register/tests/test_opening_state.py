"""An account that is being opened stands in the register, and is not there yet."""

import json
from datetime import timedelta

import pytest

from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.duties.commands.reevaluate import reevaluate
from torilla.guideline.models import Finding
from torilla.register.commands.add_account import enter
from torilla.register.commands.change_state import change_state, moved
from torilla.register.exporting.formats import FORMATS
from torilla.register.exporting.rows import plain_accounts
from torilla.register.models import AccountRecord
from torilla.register.public.snapshot import would_be
from torilla.register.queries import record_of
from torilla.register.sources import ACCOUNTS, MUNICIPALITY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def coming(policy, library, monday):
    """The library's TikTok account, which an application is opening."""
    account, _record = enter(
        actor=SYSTEM, unit=library, address=registry.read("tiktok.com/@mallilankirjasto"),
        name="Kirjasto · TikTok", kind="umbrella", state="opening", now=monday,
    )  # fmt: skip
    return account


def public(now):
    return {account["name"] for account in would_be(now, now)["accounts"]}


def test_no_standing_rule_looks_at_it(coming, monday):
    reevaluate(ACCOUNTS, None, monday)
    reevaluate(MUNICIPALITY, None, monday)
    assert not Finding.objects.filter(subject_kind="account", subject_id=coming.pk).exists()


def test_it_is_no_umbrella_yet(coming, policy, monday):
    from torilla.guideline.policies import current_policy

    (loaded,) = MUNICIPALITY.load(None, monday, current_policy(monday))
    assert loaded.facts.umbrellas == frozenset()


def test_everybody_learns_of_it_when_it_is_in_use(coming, monday):
    assert public(monday) == set()
    moved(actor=SYSTEM, account=coming, version=None, state="active", now=monday + HOUR)
    assert public(monday + HOUR) == {"Kirjasto · TikTok"}


def test_one_that_was_given_up_was_never_there(coming, monday):
    moved(actor=SYSTEM, account=coming, version=None, state="closed", now=monday + HOUR)
    assert public(monday + HOUR) == set()


def test_one_that_was_in_use_and_is_closed_is_told_of(coming, monday):
    moved(actor=SYSTEM, account=coming, version=None, state="active", now=monday + HOUR)
    moved(actor=SYSTEM, account=coming, version=None, state="closed", now=monday + 2 * HOUR)
    assert public(monday + 2 * HOUR) == {"Kirjasto · TikTok"}


def test_only_its_checklist_takes_it_into_use(coming, eeva, monday):
    version = record_of(coming).pk
    with pytest.raises(Refused, match="vasta avataan") as refused:
        change_state(actor=eeva, account=coming, version=version, state="active", now=monday)
    assert refused.value.remedy


def test_the_list_shows_that_it_is_being_opened(client, coming, eeva):
    client.force_login(eeva)
    assert "avattavana" in client.get("/accounts/").content.decode()
    page = client.get(f"/accounts/{coming.pk}/").content.decode()
    assert "Tiliä ollaan avaamassa" in page and "Mitään ei puutu" not in page


def test_a_program_reads_that_it_is_being_opened(client, coming, monday):
    records = AccountRecord.objects.open()
    written = b"".join(
        part if isinstance(part, bytes) else part.encode()
        for part in FORMATS["json"].write(plain_accounts(records, at=monday), "Mallila")
    )
    assert "opening" in json.dumps(json.loads(written))
