"""A person's duties as a calendar that other programs read (RFC 5545); it names nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from torilla.duties.mine import mine
from torilla.duties.models import CalendarLink, Duty
from torilla.duties.texts import of_person, told
from torilla.duties.times import Times, duty_times
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place_in_words, sentence
from torilla.people.links import hashed
from torilla.people.models import Person
from torilla.policy import Policy

MOST = 500
"""So many duties at most; the home page has all."""
LASTS = timedelta(minutes=30)


def owner_of(token: str) -> Person | None:
    """Whose calendar's address it is; None for one that is not known, or of one who is gone."""
    links = CalendarLink.objects.select_related("person")
    link = links.filter(
        token_hash=hashed(token), person__is_active=True, person__erased_at=None
    ).first()
    return link.person if link else None


def calendar_of(person: Person, now: datetime) -> bytes:
    """The person's open duties, an event on the day when each falls due; the same bytes until one changes.

    Of whom a duty speaks is not told: a rule's sentence stands for the finding, and a person is "a person".
    """
    rows = Duty.objects.filter(mine(person, now), closed_at=None)
    duties = list(rows.select_related("finding", "notice").order_by("due_at", "pk")[:MOST])
    policy, times = current_policy(now), duty_times([person.pk], current_policy(now), now)
    with translation.override(person.language):
        return _calendar(duties, policy, times[person.pk])


def _calendar(duties: Iterable[Duty], policy: Policy, times: Times) -> bytes:
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//Torilla//Torilla//EN"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", _("Torilla: your tasks")),
        ("x-wr-timezone", settings.TIME_ZONE),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(name, value)
    for duty in duties:
        calendar.add_component(_event(duty, policy, times))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(duty: Duty, policy: Policy, times: Times) -> Event:
    starts = _starts(duty, times)
    url = settings.BASE_URL + reverse("duties:task", args=[duty.pk])
    told = [_("Due by the end of the day."), place_in_words(policy, duty.clause), url]
    event, host = Event(), urlsplit(settings.BASE_URL).hostname or "localhost"
    event.add("uid", f"torilla-duty-{duty.pk}@{host}")
    # The moment of opening stands for that of writing, so that nothing changes by being read.
    event.add("dtstamp", duty.opened_at.astimezone(timezone.get_fixed_timezone(0)))
    event.add("dtstart", starts)
    event.add("dtend", starts + LASTS)
    event.add("summary", f"{_subject(duty)}: {_matter(duty)}")
    event.add("description", "\n".join(line for line in told if line))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _starts(duty: Duty, times: Times) -> datetime:
    """When the person's duty time begins on the day when the duty falls due; else at eight."""
    morning = timezone.localtime(duty.due_at).replace(hour=8, minute=0, second=0, microsecond=0)
    return times.day_start(duty.due_at) or morning


def _subject(duty: Duty) -> Any:
    of_one = duty.subject_kind in ("person", "agreement")
    return _("A person") if of_one else duty.subject_name


def _matter(duty: Duty) -> str:
    if duty.finding:
        return sentence(duty.finding.rule)
    nobody = {str(value): _("a person") for value in duty.values.values() if of_person(value)}
    return told(duty, nobody) if duty.message else _("read the notice")
