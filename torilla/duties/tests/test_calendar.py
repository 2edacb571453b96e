"""The calendar of one's duties: a secret address, no names of others."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed
from torilla.core.models import AuditEntry
from torilla.duties.calendar import calendar_of
from torilla.duties.commands.end_calendar import end_calendar
from torilla.duties.commands.renew_calendar import renew_calendar
from torilla.duties.commands.tell import tell
from torilla.duties.models import CalendarLink, Duty
from torilla.people import hooks
from torilla.people.models import DutyTime

DAY = timedelta(days=1)


def renewed(person, now):
    return renew_calendar(actor=person, person=person, now=now)


@pytest.fixture
def address(eeva, monday):
    return f"/calendar/{renewed(eeva, monday)}.ics"


def events(response_or_bytes):
    content = getattr(response_or_bytes, "content", response_or_bytes)
    return Calendar.from_ical(content).walk("VEVENT")


def test_eeva_s_calendar_shows_her_task_on_its_day(duty, address, eeva, client):
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(response)
    starts = event["dtstart"].dt
    assert (starts.date(), starts.hour, starts.tzname()) == (duty.due_at.date(), 8, "EEST")
    assert event["uid"] == f"torilla-duty-{duty.pk}@localhost"
    assert event["url"].endswith(f"/tasks/{duty.pk}/")
    assert event["summary"].startswith("Kirjasto: ")


def test_it_carries_the_rules_of_its_time_zone(duty, address, client):
    calendar = Calendar.from_ical(client.get(address).content)
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Helsinki"
    kinds = {part.name for part in zone.subcomponents}
    assert kinds == {"STANDARD", "DAYLIGHT"}


def test_a_duty_in_winter_begins_at_eight_too(duty, address, client):
    Duty.objects.update(due_at=duty.due_at.replace(month=12, day=16))
    (event,) = events(client.get(address))
    assert (event["dtstart"].dt.hour, event["dtstart"].dt.tzname()) == (8, "EET")


def test_it_begins_with_the_own_duty_hours_of_that_day(duty, address, eeva, client):
    day = duty.due_at.astimezone().weekday()
    DutyTime.objects.create(person=eeva, weekday=day, starts="12:30", ends="15:00")
    assert f"{events(client.get(address))[0]['dtstart'].dt:%H.%M}" == "12.30"


def test_nothing_new_is_not_sent_again(duty, address, eeva, client):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    weak = client.get(address, headers={"If-None-Match": "W/" + first.headers["ETag"]})
    assert weak.status_code == 304
    Duty.objects.update(due_at=duty.due_at + DAY)
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]


def test_what_is_done_is_not_there(duty, address, client):
    Duty.objects.update(closed_at=duty.opened_at)
    assert events(client.get(address)) == []


def test_it_names_nobody_else(policy, library, aino, ritva, monday):
    tell(
        message="{person} is now an updater of {account}",
        values={"person": aino.audit_name, "account": "Library"}, subject=aino,
        subject_name="Aino Aallonkoski", clause="K4", actor=SYSTEM, now=monday,
    )  # fmt: skip
    text = calendar_of(ritva, monday).decode()
    assert "Aino" not in text and "SUMMARY:Henkilö: lue ilmoitus" in text


def test_it_is_in_its_owners_language(duty, eeva, monday):
    words = {"fi": "Määräaika", "sv": "Tidsfristen", "en": "Due by"}
    for language, word in words.items():
        eeva.language = language
        assert word in calendar_of(eeva, monday).decode()


def test_only_what_is_hers_is_there(duty, kaisa, sanna, monday):
    assert events(calendar_of(kaisa, monday)) == []


def test_hostile_names_stay_text(duty, eeva, monday):
    Duty.objects.update(subject_name="A\r\nEND:VCALENDAR\r\nX-EVIL:1;,\\n" + "ä" * 200)
    text = calendar_of(eeva, monday).decode()
    assert text.count("END:VCALENDAR") - text.count("\\nEND:VCALENDAR") == 1
    assert "\r\nX-EVIL" not in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (event,) = events(text.encode())
    assert "X-EVIL" in event["summary"]


def test_only_a_hash_of_the_address_is_kept(eeva, monday, address):
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in CalendarLink.objects.get().token_hash
    assert token not in " ".join(AuditEntry.objects.values_list("details", flat=True))


def test_a_new_address_ends_the_old_one(duty, eeva, monday, address, client):
    assert client.get(address).status_code == 200
    new = renewed(eeva, monday + DAY)
    assert client.get(address).status_code == 404
    assert client.get(f"/calendar/{new}.ics").status_code == 200
    assert CalendarLink.objects.count() == 1


def test_an_address_that_was_taken_away_does_not_work(duty, eeva, monday, address, client):
    end_calendar(actor=eeva, person=eeva, now=monday)
    assert client.get(address).status_code == 404


def test_of_one_who_may_not_come_in_any_more_there_is_nothing(duty, eeva, address, client):
    eeva.is_active = False
    eeva.save()
    assert client.get(address).status_code == 404


def test_a_wrong_address_and_writing_lead_nowhere(duty, address, client):
    assert client.get("/calendar/x.ics").status_code == 404
    assert client.post(address).status_code == 405


def test_nobody_makes_it_for_another(aino, eeva, monday):
    with pytest.raises(NotAllowed):
        renew_calendar(actor=eeva, person=aino, now=monday)


def test_eeva_makes_it_on_her_page_and_sees_it_once(duty, eeva, client):
    client.force_login(eeva)
    assert "Tee osoite" in client.get("/settings/notices/").content.decode()
    made = client.post("/settings/calendar/").content.decode()
    link = made.split('value="http://localhost:8000')[1].split('"')[0]
    assert client.get(link).status_code == 200
    page = client.get("/settings/notices/").content.decode()
    assert "Tee uusi osoite" in page and link not in page
    client.post("/settings/calendar/end/")
    assert client.get(link).status_code == 404


def test_eeva_chooses_how_often_on_her_page(policy, eeva, client):
    client.force_login(eeva)
    assert client.post("/settings/notices/", {"often": "weekly"}).status_code == 302
    assert eeva.notice_choice.often == "weekly"
    assert client.post("/settings/notices/", {"often": "never"}).status_code == 422


def test_both_go_with_the_person(eeva, monday, address, client):
    assert hooks.exported(eeva)["notice_choices"]["calendar_since"]
    hooks.forget(eeva, monday)
    assert client.get(address).status_code == 404
