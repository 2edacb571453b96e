import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from torilla.core import audit
from torilla.core import command as commands
from torilla.core.actors import SYSTEM
from torilla.core.command import AlreadyDone, Changed, NotAllowed, Refused, Unrecorded
from torilla.core.models import AuditEntry, SubmittedToken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_commands(monkeypatch):
    """The commands of the tests do not stand beside the product's."""
    monkeypatch.setattr(commands, "COMMANDS", {})


@pytest.fixture
def fetch():
    @commands.command(permission="market.fetch", subject="thing")
    def fetch(*, actor, thing, now, price=1):
        """Fetch something from the market square."""
        audit.record(thing, "market.fetched", actor=actor, at=now, price=price)
        if price > 9:
            raise Refused("Too dear.", clause="C8", field="price", remedy="Bargain.")
        return price

    return fetch


class Visitor:
    """Nobody known, as Django has it: no key, no name, and no `may` of ours."""

    pk = None


def actions():
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_who_may_does_it_and_it_is_recorded(fetch, aino, thing, monday):
    assert fetch(actor=aino, thing=thing, now=monday, price=2) == 2
    assert actions() == ["market.fetched"]


def test_the_command_is_known_by_its_name(fetch):
    assert list(commands.COMMANDS.items()) == [("core.fetch", fetch)]
    assert (fetch.permission, fetch.subject) == ("market.fetch", "thing")


def test_who_may_not_does_not_and_that_is_recorded(fetch, olli, thing, monday):
    with pytest.raises(NotAllowed) as refusal:
        fetch(actor=olli, thing=thing, now=monday)

    assert isinstance(refusal.value, PermissionDenied)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == (
        "core.refused",
        "people.person:9",
        "market.thing:1",
    )
    assert json.loads(entry.details) == {"command": "core.fetch", "permission": "market.fetch"}


def test_an_anonymous_visitor_may_nothing_and_is_not_recorded(fetch, thing, monday):
    with pytest.raises(NotAllowed):
        fetch(actor=Visitor(), thing=thing, now=monday)

    assert actions() == []


def test_the_system_may_everything(fetch, thing, monday):
    fetch(actor=SYSTEM, thing=thing, now=monday)

    assert AuditEntry.objects.get().actor == "system"


def test_a_refusal_rolls_back_and_says_what_would_be_right(fetch, aino, thing, monday):
    with pytest.raises(Refused) as refusal:
        fetch(actor=aino, thing=thing, now=monday, price=10)

    assert (refusal.value.message, refusal.value.remedy) == ("Too dear.", "Bargain.")
    assert (refusal.value.clause, refusal.value.field) == ("C8", "price")
    assert actions() == []


def test_a_form_sent_twice_is_done_once(fetch, aino, thing, monday):
    fetch(actor=aino, thing=thing, now=monday, token="once")

    with pytest.raises(AlreadyDone):
        fetch(actor=aino, thing=thing, now=monday, token="once")
    assert actions() == ["market.fetched"]


def test_a_refused_form_may_be_sent_again(fetch, aino, thing, monday):
    with pytest.raises(Refused):
        fetch(actor=aino, thing=thing, now=monday, price=10, token="once")

    assert fetch(actor=aino, thing=thing, now=monday, price=3, token="once") == 3


def test_who_may_not_uses_up_no_token(fetch, aino, olli, thing, monday):
    with pytest.raises(NotAllowed):
        fetch(actor=olli, thing=thing, now=monday, token="once")

    fetch(actor=aino, thing=thing, now=monday, token="once")
    assert SubmittedToken.objects.count() == 1


def test_a_command_that_records_nothing_is_rolled_back(aino, monday):
    @commands.command(permission="market.fetch", subject=None)
    def sneak(*, actor, now):
        """Take something and tell nobody."""
        SubmittedToken.objects.create(token="taken", at=now)

    with pytest.raises(Unrecorded, match="core.sneak"):
        sneak(actor=aino, now=monday)
    assert not SubmittedToken.objects.exists()


def test_an_inner_refusal_is_recorded_after_the_outer_rolled_back(aino, monday):
    @commands.command(permission="market.rule", subject=None)
    def rule(*, actor, now):
        """Rule the market square."""

    @commands.command(permission="market.fetch", subject=None)
    def fetch_and_rule(*, actor, now):
        """Fetch something, then overreach."""
        audit.record(actor, "market.fetched", actor=actor, at=now)
        rule(actor=actor, now=now)

    with pytest.raises(NotAllowed):
        fetch_and_rule(actor=aino, now=monday)
    assert actions() == ["core.refused"]


def test_a_refusal_stays_a_refusal_when_the_database_is_gone(
    fetch, olli, thing, monday, monkeypatch
):
    def gone(*_, **__):
        from django.db import OperationalError

        raise OperationalError("the connection is closed")

    monkeypatch.setattr(commands.audit, "record", gone)
    with pytest.raises(NotAllowed):
        fetch(actor=olli, thing=thing, now=monday)


def test_a_refusal_in_a_broken_transaction_stays_a_refusal(fetch, olli, thing, monday):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(NotAllowed):
            fetch(actor=olli, thing=thing, now=monday)


def test_a_change_says_who_changed_what_when(monday):
    change = Changed("the row in force", "Eeva", monday)

    assert (change.current, change.by, change.at) == ("the row in force", "Eeva", monday)


def test_a_missing_argument_is_said_before_anything_happens(fetch, aino, monday):
    with pytest.raises(TypeError, match="thing"):
        fetch(actor=aino, now=monday)


def takes_positional(actor, now):
    """Fetch."""


def takes_no_clock(*, actor):
    """Fetch."""


def takes_a_token(*, actor, now, token):
    """Fetch."""


def says_nothing(*, actor, now):
    pass


@pytest.mark.parametrize("run", [takes_positional, takes_no_clock, takes_a_token, says_nothing])
def test_what_is_no_command_fails_at_import(run):
    with pytest.raises(TypeError, match=run.__name__):
        commands.command(permission="market.fetch", subject=None)(run)


def test_two_commands_of_one_name_fail_at_import(fetch):
    def fetch(*, actor, now):
        """Fetch something else."""

    with pytest.raises(TypeError, match="already"):
        commands.command(permission="market.fetch", subject=None)(fetch)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_once_by_two_processes_is_done_once(scratch):
    both = [scratch.start("send", "once") for _ in range(2)]

    assert sorted(each.communicate(timeout=60)[0].strip() for each in both) == [
        "already done",
        "done",
    ]
    assert scratch.run("look")[1] == "True 1 1"


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_killed_before_the_commit_nothing_has_happened(scratch):
    assert scratch.run("send", "once", TORILLA_CRASH_AT="command.before-commit")[0] == -9
    assert scratch.run("look")[1] == "True 0 0"
    assert scratch.run("send", "once")[1] == "done"


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_killed_after_the_commit_it_is_not_done_again(scratch):
    assert scratch.run("send", "once", TORILLA_CRASH_AT="command.after-commit")[0] == -9
    assert scratch.run("send", "once")[1] == "already done"
    assert scratch.run("look")[1] == "True 1 1"


def test_a_command_adds_one_statement_to_what_it_records(
    fetch, aino, thing, monday, django_assert_max_num_queries
):
    fetch(actor=aino, thing=thing, now=monday)

    savepoints = 2 if connection.in_atomic_block else 0
    with django_assert_max_num_queries(3 + 1 + savepoints):
        fetch(actor=aino, thing=thing, now=monday, token="once")
