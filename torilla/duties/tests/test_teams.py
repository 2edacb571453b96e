"""Cards to channels of Teams, by a real server that takes, refuses, delays or breaks off."""

import json
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.duties import teams
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.send_cards import send_cards
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty, TeamsCard
from torilla.duties.tests.smtp_server import free_port
from torilla.outgoing import Secret
from torilla.outgoing.tests.servers import Server, answering

SCHEMA = json.loads((Path(__file__).parent / "data/adaptive-card-1.5.0.schema.json").read_text())
ACCEPTED = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def answer(status, *headers):
    return "\r\n".join([f"HTTP/1.1 {status} x", *headers, "Content-Length: 0", "", ""]).encode()


def point_at(settings, port, key="*"):
    webhook = Secret(f"http://127.0.0.1:{port}/workflows/1/invoke?api-version=1&sig=S3CRET-{port}")
    settings.TEAMS_WEBHOOKS = {**settings.TEAMS_WEBHOOKS, key: webhook}


@contextmanager
def workflow(settings, *answers, key="*"):
    """The channel's webhook is this server as long as the block runs."""
    with Server(answering(*answers or (ACCEPTED,))) as server:
        point_at(settings, server.port, key)
        yield server


@pytest.fixture
def told(policy, library, aino, ritva):
    """Tells Ritva of Aino's new right (K4)."""

    def make(now):
        return tell(
            message="{person} is now an updater of {account}",
            values={"person": aino.audit_name, "account": "Library"},
            subject=library, subject_name="Library", clause="K4", actor=SYSTEM, now=now,
        )  # fmt: skip

    return make


@pytest.fixture
def queued(told, settings, monday):
    """A card for the municipality's channel waits."""
    point_at(settings, free_port())
    told(monday)
    queue_mails(monday)
    assert TeamsCard.objects.get().state == "queued"


def state():
    card = TeamsCard.objects.get()
    return card.state, card.last_error


def content(server, number=0):
    message = json.loads(server.bodies[number])
    assert message["type"] == "message"
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    return attachment["content"]


def test_the_workflow_takes_it(queued, settings, monday):
    with workflow(settings) as server:
        assert send_cards(monday) == 1
        assert send_cards(monday + HOUR) == 0
    assert state() == ("sent", "") and server.accepted == 1
    assert server.heads[0].startswith("POST /workflows/1/invoke?api-version=1&sig=")
    assert "Content-Type: application/json" in server.heads[0]


def test_a_card_is_what_its_specification_says(queued, settings, monday):
    with workflow(settings) as server:
        send_cards(monday)
    jsonschema.Draft6Validator(SCHEMA).validate(content(server))
    assert len(server.bodies[0]) < 28_000


def test_it_tells_how_much_and_where_and_of_nobody(queued, settings, monday):
    with workflow(settings) as server:
        send_cards(monday)
    text = json.dumps(content(server), ensure_ascii=False)
    assert "Torilla: 1 tehtävä odottaa: Mallila" in text
    assert '"url": "http://localhost:8000/tasks/"' in text
    assert "Aino" not in text and "Ritva" not in text and "Library" not in text


def test_where_the_policy_allows_it_lists_the_tasks(queued, settings, monday, monkeypatch):
    monkeypatch.setattr(teams, "yes", lambda *_a, unless: True)
    with workflow(settings) as server:
        send_cards(monday)
    text = json.dumps(content(server), ensure_ascii=False)
    assert "Library: " in text and "Aino" in text
    jsonschema.Draft6Validator(SCHEMA).validate(content(server))


def test_many_long_tasks_still_fit(queued, settings, monday, monkeypatch):
    monkeypatch.setattr(teams, "yes", lambda *_a, unless: True)
    duty = Duty.objects.get()
    for number in range(40):
        duty.pk, duty.subject_name, duty.subject_id = None, "[x](http://evil) ä" * 16, number
        duty.save()
        TeamsCard.objects.get().duties.add(duty)
    with workflow(settings) as server:
        send_cards(monday)
    assert len(server.bodies[0]) < 28_000
    assert {block["type"] for block in content(server)["body"]} == {"RichTextBlock"}


def test_what_was_read_meanwhile_is_not_told(queued, ritva, settings, monday):
    mark_read(actor=ritva, duty=Duty.objects.get(), now=monday)
    with workflow(settings) as server:
        send_cards(monday)
    assert state()[0] == "dropped" and server.accepted == 0


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 410, 413])
def test_a_workflow_that_refuses_is_not_asked_again(queued, settings, monday, status):
    with workflow(settings, answer(status, "Location: http://127.0.0.1/")) as server:
        send_cards(monday)
        send_cards(monday + HOUR)
    assert state() == ("failed", f"the workflow answered {status}") and server.accepted == 1


def test_a_workflow_that_has_no_time_is_asked_when_it_says(queued, settings, monday):
    with workflow(settings, answer(429, "Retry-After: 600"), ACCEPTED) as server:
        send_cards(monday)
        assert state()[0] == "queued" and "429" in state()[1]
        send_cards(monday + 9 * MINUTE)
        assert server.accepted == 1
        assert send_cards(monday + 10 * MINUTE + MINUTE / 10) == 1
    assert state()[0] == "sent" and server.accepted == 2


def test_a_workflow_that_is_away_is_tried_again_and_given_up(queued, settings, monday):
    send_cards(monday)
    assert state()[0] == "queued" and "refused" in state()[1].lower()
    now = monday
    for _try in range(40):
        now += HOUR + MINUTE
        send_cards(now)
    assert state()[0] == "failed"
    assert AuditEntry.objects.filter(action="duties.teamscard.failed").count() == 1


def test_after_it_was_away_it_takes_it_once(queued, settings, monday):
    send_cards(monday)
    with workflow(settings) as server:
        assert send_cards(monday + 2 * MINUTE) == 1
    assert server.accepted == 1


@pytest.mark.parametrize(
    "script",
    [answering(b""), answering(answer(500)), answering(answer(502)), answering(answer(408))],
    ids=["hangs up", "500", "502", "408"],
)
def test_without_a_clear_answer_its_fate_is_unknown_and_it_never_goes_again(
    queued, settings, monday, script
):
    with workflow(settings) as server:
        server.script = script
        for hours in range(3):
            send_cards(monday + hours * HOUR)
    assert state()[0] == "unknown" and server.accepted == 1


def test_a_sender_that_died_while_sending_leaves_it_unknown(queued, settings, monday):
    TeamsCard.objects.update(state="sending", lease_until=monday + 2 * MINUTE, lease_owner="dead")
    with workflow(settings) as server:
        send_cards(monday + 3 * MINUTE)
    assert state() == ("unknown", "the sender died") and server.accepted == 0


def test_a_channel_that_the_settings_name_no_more_gets_nothing(queued, settings, monday):
    settings.TEAMS_WEBHOOKS = {}
    send_cards(monday)
    assert state()[0] == "dropped"


def test_what_comes_up_together_is_one_card(told, settings, monday):
    with workflow(settings) as server:
        for _number in range(3):
            told(monday)
        queue_mails(monday)
        told(monday + MINUTE)
        queue_mails(monday + MINUTE)
        send_cards(monday + MINUTE)
    assert TeamsCard.objects.count() == 1 and "4 tehtävää" in server.bodies[0].decode()


def test_a_unit_with_a_channel_of_its_own_gets_its_own(duty, eeva, library, settings):
    day = duty.due_at.replace(hour=7)
    duty.next_step_at = day
    duty.save()
    with workflow(settings) as everybody, workflow(settings, key="kirjasto") as own:
        queue_mails(day + HOUR)
        send_cards(day + HOUR)
    assert (everybody.accepted, own.accepted) == (0, 1)
    assert TeamsCard.objects.get().unit == library
    assert "Kirjasto" in own.bodies[0].decode()


def test_a_unit_without_one_speaks_in_the_nearest_above(duty, eeva, library, settings):
    day = duty.due_at.replace(hour=7)
    duty.next_step_at = day
    duty.save()
    with workflow(settings, key="sivistystoimi") as sector, workflow(settings) as everybody:
        queue_mails(day + HOUR)
        send_cards(day + HOUR)
    assert (sector.accepted, everybody.accepted) == (1, 0)


def test_without_webhooks_there_are_no_cards(told, settings, monday):
    told(monday)
    queue_mails(monday)
    assert not TeamsCard.objects.exists()


def test_the_address_stands_nowhere(queued, settings, monday, caplog, client, jussi):
    caplog.set_level("DEBUG")
    with workflow(settings, b"", answer(429), answer(404)) as server:
        for hours in range(3):
            send_cards(monday + hours * HOUR)
            TeamsCard.objects.filter(state="unknown").update(state="queued", due_at=monday)
    client.force_login(jussi)
    page = client.get("/mail/?of=teams").content.decode()
    entries = " ".join(AuditEntry.objects.values_list("details", flat=True))
    for text in (caplog.text, page, entries, state()[1], repr(settings.TEAMS_WEBHOOKS)):
        assert "S3CRET" not in text
    assert server.accepted == 3 and "answered 404" in page


def test_jussi_sees_what_failed_and_what_to_do(queued, settings, monday, client, jussi, ritva):
    with workflow(settings, answer(404)):
        send_cards(monday)
    TeamsCard.objects.update(queued_at=_real_now())
    client.force_login(jussi)
    page = client.get("/mail/?of=teams&state=failed").content.decode()
    assert "Kunnan Teams-kanava" in page and "TORILLA_TEAMS_WEBHOOKS" in page
    assert "of=teams" in client.get("/").content.decode()
    client.force_login(ritva)
    assert "of=teams" not in client.get("/").content.decode()


def _real_now():
    from django.utils import timezone

    return timezone.now()


def test_one_slow_workflow_is_left_in_time(queued, settings, monday, monkeypatch):
    from torilla.outgoing import Client, Limits

    slow = Server(lambda *_: time.sleep(2))
    with slow:
        point_at(settings, slow.port)
        webhook = settings.TEAMS_WEBHOOKS["*"]
        client = Client.trusted([webhook.reveal()], Limits(seconds=0.3))
        monkeypatch.setattr(teams, "_client", lambda _webhook: client)
        send_cards(monday)
    assert state()[0] == "unknown"
