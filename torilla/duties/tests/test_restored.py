"""What waits to be sent after a restore: held back, shown, then sent or dropped."""

from datetime import timedelta

import pytest
from django.core import mail as outbox

from torilla.core import work
from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry, Restoration
from torilla.core.quiet import held_back
from torilla.core.release import Drop, release
from torilla.core.work import JOBS, run_due
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.tell import tell
from torilla.duties.models import Mail
from torilla.people.commands.invite import invite
from torilla.people.mail import send_invitation

HOUR = timedelta(hours=1)


@pytest.fixture
def told(policy, library, aino, ritva, mail):
    """A mail to Ritva is queued at a moment: `told(monday)`."""

    def tell_ritva(now):
        tell(
            message="{person} is now an updater of {account}",
            values={"person": aino.audit_name, "account": "Library"},
            subject=library,
            subject_name="Library",
            clause="K4",
            actor=SYSTEM,
            now=now,
        )
        queue_mails(now)

    return tell_ritva


@pytest.fixture
def restored(told, monday):
    """One mail waited when the backup was made at ten, another came up after the restore at noon."""
    told(monday)
    since = Restoration.objects.create(
        backup="b1", made_at=monday + HOUR, restored_at=monday + 3 * HOUR
    )
    told(monday + 4 * HOUR)
    return since


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_the_jobs_that_send_are_declared_so():
    assert {name for name, each in JOBS.items() if each.sends} >= {
        "duties.send_mails",
        "duties.send_cards",
    }


def test_nothing_goes_out_and_nothing_is_lost(restored, monday):
    run_due(monday + 5 * HOUR, work.new_owner())
    assert (outbox.outbox, states()) == ([], ["queued", "queued"])


def test_one_sees_what_would_go_out_and_from_when_to_when(restored, monday):
    (held,) = held_back(restored)
    assert (held.count, held.old) == (2, 1)
    assert (held.first, held.last) == (monday, monday + 4 * HOUR)


@pytest.mark.parametrize(
    ("drop", "left"),
    [
        (Drop.NOTHING, ["sent", "sent"]),
        (Drop.OLD, ["dropped", "sent"]),
        (Drop.EVERYTHING, ["dropped", "dropped"]),
    ],
)
def test_sanna_chooses_what_becomes_of_it(restored, sanna, monday, drop, left):
    now = monday + 5 * HOUR
    assert release(actor=sanna, restoration=restored, drop=drop, now=now) == left.count("dropped")
    run_due(now, work.new_owner())
    assert (states(), len(outbox.outbox)) == (left, left.count("sent"))
    assert AuditEntry.objects.get(action="core.released").actor == sanna.audit_name
    assert AuditEntry.objects.filter(action="duties.mail.dropped").count() == left.count("dropped")


def test_what_was_released_is_not_released_again(restored, sanna, monday):
    release(actor=sanna, restoration=restored, drop=Drop.NOTHING, now=monday)
    with pytest.raises(Refused):
        release(actor=sanna, restoration=restored, drop=Drop.EVERYTHING, now=monday)
    assert states() == ["queued", "queued"]


def test_aino_may_not_release(restored, aino, monday):
    with pytest.raises(NotAllowed):
        release(actor=aino, restoration=restored, drop=Drop.NOTHING, now=monday)


def test_an_invitation_is_not_mailed_either(restored, sanna, aino, monday):
    made = invite(actor=sanna, person=aino, now=monday)
    assert not send_invitation(made.invitation, "https://torilla.mallila.example/join/x/")
    assert outbox.outbox == []
