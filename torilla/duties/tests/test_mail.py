import socket
import threading
from datetime import timedelta
from email import message_from_bytes
from email import policy as email_policy

import pytest
from django.core import mail as outbox

from torilla.core import work
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.send_mails import send_mails
from torilla.duties.commands.tell import tell
from torilla.duties.models import Mail
from torilla.duties.sending import sweep
from torilla.duties.tests.smtp_server import free_port, mail_server, point_at

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def queued(policy, library, aino, ritva, monday, mail):
    """A mail to Ritva waits: Aino acts in the library's name (K4)."""
    notice = tell(
        message="{person} is now an updater of {account}",
        values={"person": aino.audit_name, "account": "Library"},
        subject=library,
        subject_name="Library",
        clause="K4",
        actor=SYSTEM,
        now=monday,
    )
    queue_mails(monday)
    assert Mail.objects.get().state == "queued"
    return notice


def state():
    mail = Mail.objects.get()
    return mail.state, mail.last_error


def text(envelope):
    return message_from_bytes(envelope.content, policy=email_policy.default)


def test_the_server_takes_it_and_the_notice_is_delivered(queued, ritva, monday, settings):
    with mail_server(settings) as server:
        assert send_mails(monday) == 1
    assert state() == ("sent", "")
    assert server.taken[0].rcpt_tos == ["ritva@mallila.example"]
    queued.refresh_from_db()
    assert queued.delivered_at - monday < MINUTE and queued.delivered_how == "mail"
    assert queued.delivered_to == ritva
    assert queued.duties.get().outcome == "done"


def test_it_says_who_and_where_but_not_in_its_subject(queued, monday, settings):
    with mail_server(settings) as server:
        send_mails(monday)
    message = text(server.taken[0])
    assert "Aino" in message.get_content() and "/tasks/" in message.get_content()
    assert "Aino" not in message["Subject"] and "Library" not in message["Subject"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize(("language", "word"), [("fi", "Hei"), ("sv", "Hej"), ("en", "Hello")])
def test_it_is_in_the_language_of_its_reader(queued, ritva, monday, settings, language, word):
    ritva.language = language
    ritva.save()
    with mail_server(settings) as server:
        send_mails(monday)
    assert text(server.taken[0]).get_content().startswith(f"{word} Ritva,")


def test_a_server_that_refuses_for_good_is_not_asked_again(queued, monday, settings):
    with mail_server(settings, answer="550 no such person"):
        send_mails(monday)
        send_mails(monday + DAY)
    assert state()[0] == "failed" and "550" in state()[1]
    queued.refresh_from_db()
    assert queued.delivered_at is None


def test_a_greylisting_server_is_asked_later_and_takes_it_once(queued, monday, settings):
    with mail_server(settings, answer="450 come back later") as server:
        send_mails(monday)
        assert state()[0] == "queued" and "450" in state()[1]
        server.answer = "250 OK"
        assert send_mails(monday + MINUTE / 2) == 0
        assert send_mails(monday + 2 * MINUTE) == 1
    assert len(server.taken) == 1 and state()[0] == "sent"


def test_without_an_answer_its_fate_is_unknown_and_it_never_goes_again(queued, monday, settings):
    with mail_server(settings, hang_up=True) as server:
        send_mails(monday)
        assert state()[0] == "unknown"
        server.hang_up = False
        for hours in range(5):
            send_mails(monday + hours * HOUR)
    assert len(server.taken) == 1 and state()[0] == "unknown"
    queued.refresh_from_db()
    assert queued.delivered_at is None


def test_a_server_that_is_away_is_tried_again(queued, monday, settings):
    point_at(settings, free_port())
    send_mails(monday)
    assert state()[0] == "queued" and "refused" in state()[1].lower()
    with mail_server(settings):
        assert send_mails(monday + 2 * MINUTE) == 1


def test_a_server_that_stays_away_is_given_up(queued, monday, settings):
    point_at(settings, free_port())
    now = monday
    for _try in range(40):
        send_mails(now)
        now += HOUR + MINUTE
    assert state()[0] == "failed"
    assert AuditEntry.objects.filter(action="duties.mail.failed").count() == 1


def test_a_sender_that_died_while_sending_leaves_it_unknown(queued, monday, settings):
    Mail.objects.update(state="sending", lease_until=monday + 2 * MINUTE, lease_owner="dead")
    with mail_server(settings) as server:
        send_mails(monday + MINUTE)
        assert state()[0] == "sending"
        send_mails(monday + 3 * MINUTE)
    assert state()[0] == "unknown" and server.taken == []


def test_what_was_read_meanwhile_is_not_mailed(queued, ritva, monday, settings):
    mark_read(actor=ritva, duty=queued.duties.get(), now=monday)
    with mail_server(settings) as server:
        send_mails(monday)
    assert state()[0] == "dropped" and server.taken == []


def test_two_workers_send_it_once(queued, monday, mail):
    send_mails(monday)
    send_mails(monday)
    assert len(outbox.outbox) == 1


def test_the_result_of_a_worker_that_overslept_is_not_written(queued, monday):
    row = Mail.objects.get()
    row.fence, row.lease_owner = row.fence + 1, "slow"
    Mail.objects.update(state="unknown", fence=row.fence + 1)
    assert not work.finish(row, state="sent")
    assert state()[0] == "unknown"


def test_nothing_hangs_after_a_sweep(queued, monday):
    assert sweep(Mail, monday + DAY) == 0


def test_an_address_that_no_server_can_take_is_failed_not_unknown(queued, ritva, monday, settings):
    ritva.email = "ämyri@mallila.example"
    ritva.save()
    with mail_server(settings) as server:
        send_mails(monday)
    assert state()[0] == "failed" and server.taken == []


@pytest.mark.parametrize(
    "greeting", [b"421 busy, come back\r\n", b"554 not you\r\n", b"", b"HTTP/1.1 400 x\r\n\r\n"]
)
def test_a_server_that_greets_otherwise_is_tried_again(queued, monday, settings, greeting):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        point_at(settings, listening.getsockname()[1])
        settings.EMAIL_TIMEOUT = 2

        def greet():
            with listening.accept()[0] as connection:
                connection.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        send_mails(monday)
        thread.join()
    assert state()[0] == "queued" and state()[1]
    with mail_server(settings):
        assert send_mails(monday + 2 * MINUTE) == 1
