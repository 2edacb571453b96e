"""A person's own choice of how often mail comes."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.commands.choose_often import choose_often
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.send_mails import send_mails
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty, Mail, Reminder
from torilla.duties.queries import often_of
from torilla.people.models import Absence, CooperationRecord, DutyTime

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MON, TUE, WED, THU, FRI = (date(2026, 9, 14 + number) for number in range(5))
NEXT_MON = MON + 7 * DAY


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), ZoneInfo("Europe/Helsinki"))


@pytest.fixture
def falls_due(eeva):
    """Makes a duty of Eeva's; the policy tells of it two days before, and on the day."""

    def make(day, opened_at=None, first_step=None):
        return Duty.objects.create(
            kind="put_right", basis="added", subject_kind="unit", subject_name="Kirjasto",
            subject_id=Duty.objects.count(), holder_person=eeva, due_at=at(day, 23, 59),
            opened_at=opened_at or at(MON - 30 * DAY, 9),
            next_step_at=first_step or at(day - 2 * DAY, 0),
        )  # fmt: skip

    return make


@pytest.fixture
def news(policy, library, ritva):
    """Tells Ritva of something (K4), which comes at once."""

    def make(now):
        return tell(
            message="{account} is in the register", values={"account": "Library"},
            subject=library, subject_name="Library", clause="K4", actor=SYSTEM, now=now,
        )  # fmt: skip

    return make


def choose(person, often, now):
    choose_often(actor=person, person=person, often=often, now=now)


def goes():
    """When each mail goes, and of how many tasks it tells."""
    mails = Mail.objects.exclude(due_at=None).order_by("due_at", "pk")
    return [(m.due_at, m.lines.values("duty").distinct().count()) for m in mails]


def local(found):
    return [when.astimezone(ZoneInfo("Europe/Helsinki")) for when, _number in found]


def hours(first, last):
    while first <= last:
        queue_mails(first)
        first += HOUR


def test_who_has_not_chosen_is_told_at_once(ritva, news, mail):
    news(at(TUE, 10))
    queue_mails(at(TUE, 10))
    assert often_of(ritva) == "at_once" and goes() == [(at(TUE, 10), 1)]


def test_daily_what_comes_up_in_the_day_goes_next_morning_in_one_mail(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    for hour in (9, 11, 15):
        news(at(TUE, hour))
        queue_mails(at(TUE, hour))
    assert goes() == [(at(WED, 8), 3)]


def test_daily_what_waited_for_the_morning_goes_that_morning(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(MON, 20))
    hours(at(MON, 20), at(TUE, 9))
    assert goes() == [(at(TUE, 8), 1)]


def test_daily_one_mail_a_day_even_when_more_comes_with_the_morning(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(MON, 20))
    queue_mails(at(TUE, 8))
    news(at(TUE, 7))
    queue_mails(at(TUE, 8, 1))
    assert goes() == [(at(TUE, 8), 2)]
    assert send_mails(at(TUE, 8, 2)) == 1
    news(at(TUE, 7, 30))
    queue_mails(at(TUE, 8, 30))
    assert goes() == [(at(WED, 8), 1)]


def test_daily_over_a_weekend(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(FRI, 15))
    Duty.objects.update(due_at=at(NEXT_MON + 30 * DAY, 9))
    queue_mails(at(FRI, 15))
    assert goes() == [(at(NEXT_MON, 8), 1)]


@pytest.mark.parametrize(
    ("friday", "morning"),
    [(date(2026, 10, 23), "2026-10-26T08:00+02:00"), (date(2028, 3, 24), "2028-03-27T08:00+03:00")],
    ids=["back to winter time", "to summer time"],
)
def test_daily_over_a_change_of_the_clock(friday, morning, ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(friday, 15))
    Duty.objects.update(due_at=at(friday + 30 * DAY, 9))
    queue_mails(at(friday, 15))
    assert [when.isoformat("T", "minutes") for when in local(goes())] == [morning]


def test_own_duty_hours_set_the_hour(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    for weekday in (1, 3):
        DutyTime.objects.create(person=ritva, weekday=weekday, starts=time(18), ends=time(20))
    news(at(TUE, 18))
    queue_mails(at(TUE, 18, 5))
    assert goes() == [(at(TUE, 18, 5), 1)]
    assert send_mails(at(TUE, 18, 5)) == 1
    news(at(TUE, 19))
    queue_mails(at(TUE, 19))
    assert goes() == [(at(THU, 18), 1)]


def test_weekly_it_goes_when_the_weeks_first_duty_hours_begin(ritva, news, mail):
    choose(ritva, "weekly", at(MON, 9))
    news(at(TUE, 10))
    Duty.objects.update(due_at=at(NEXT_MON + 30 * DAY, 9))
    queue_mails(at(TUE, 10))
    assert goes() == [(at(NEXT_MON, 8), 1)]


def test_weekly_after_an_absence_on_the_first_day_back(ritva, news, mail):
    choose(ritva, "weekly", at(MON, 9))
    Absence.objects.create(person=ritva, first_day=NEXT_MON, last_day=NEXT_MON + DAY)
    news(at(TUE, 10))
    Duty.objects.update(due_at=at(NEXT_MON + 30 * DAY, 9))
    queue_mails(at(TUE, 10))
    assert goes() == [(at(NEXT_MON + 2 * DAY, 8), 1)]


def test_what_would_come_after_its_due_time_comes_at_once(ritva, news, mail):
    choose(ritva, "weekly", at(MON, 9))
    news(at(TUE, 10))
    Duty.objects.update(due_at=at(FRI, 23, 59))
    queue_mails(at(TUE, 10))
    assert goes() == [(at(TUE, 10), 1)]


def test_on_the_due_day_it_comes_at_once(policy, eeva, falls_due, mail):
    choose(eeva, "daily", at(MON, 9))
    falls_due(WED, opened_at=at(TUE, 12), first_step=at(TUE, 12))
    queue_mails(at(TUE, 12))
    assert goes() == [(at(WED, 8), 1)]
    queue_mails(at(WED, 8))
    assert goes() == [(at(WED, 8), 1), (at(WED, 8), 1)]


def silent_about_deadlines(monkeypatch):
    from torilla.duties import often

    said = often.yes
    monkeypatch.setattr(
        often, "yes", lambda *a, unless: a[1] != often.DEADLINES and said(*a, unless=unless)
    )


def test_unless_the_policy_says_that_deadlines_wait_too(monkeypatch, policy, eeva, falls_due, mail):
    silent_about_deadlines(monkeypatch)
    choose(eeva, "weekly", at(MON, 9))
    falls_due(FRI, opened_at=at(TUE, 12), first_step=at(TUE, 12))
    hours(at(TUE, 12), at(FRI, 15))
    assert goes() == [(at(NEXT_MON, 8), 1)]


def test_an_escalation_always_comes_at_once(policy, eeva, martti, falls_due, mail):
    CooperationRecord.objects.create(
        handled_on=MON - 60 * DAY, section="4", purpose="Tehtävät", recorded_at=at(MON, 9)
    )
    choose(martti, "weekly", at(MON, 9))
    falls_due(TUE - 14 * DAY)
    for days in range(-17, 1):
        queue_mails(at(TUE + days * DAY, 10))
    told = Reminder.objects.get(person=martti)
    assert told.to == "administrative_director" and told.mail.due_at == at(TUE, 10)


def test_what_is_done_before_it_goes_is_not_mailed(policy, eeva, falls_due, mail):
    choose(eeva, "daily", at(MON, 9))
    duty = falls_due(FRI + 7 * DAY, opened_at=at(TUE, 12), first_step=at(TUE, 12))
    Duty.objects.filter(pk=duty.pk).update(due_at=at(WED + DAY, 23), next_step_at=at(TUE, 12))
    queue_mails(at(TUE, 12))
    Duty.objects.update(closed_at=at(TUE, 13))
    send_mails(at(WED, 8))
    assert Mail.objects.get().state == "dropped" and outbox.outbox == []


def test_who_wants_it_at_once_again_gets_what_waits(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(TUE, 10))
    queue_mails(at(TUE, 10))
    assert send_mails(at(TUE, 10)) == 0
    choose(ritva, "at_once", at(TUE, 11))
    assert send_mails(at(TUE, 11)) == 1
    assert AuditEntry.objects.filter(action="duties.often.chosen").count() == 2


def test_a_mail_that_is_being_tried_again_takes_nothing_more(ritva, news, mail):
    choose(ritva, "daily", at(MON, 9))
    news(at(TUE, 10))
    queue_mails(at(TUE, 10))
    Mail.objects.update(attempts=1)
    news(at(TUE, 11))
    queue_mails(at(TUE, 11))
    assert [lines for _at, lines in goes()] == [1, 1]


def test_nobody_chooses_for_aino(aino, eeva, sanna, monday):
    for other in (eeva, sanna):
        with pytest.raises(NotAllowed):
            choose_often(actor=other, person=aino, often="weekly", now=monday)
    assert often_of(aino) == "at_once"


def test_what_does_not_exist_is_not_chosen(aino, monday):
    with pytest.raises(Refused):
        choose_often(actor=aino, person=aino, often="hourly", now=monday)
