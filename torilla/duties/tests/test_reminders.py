from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from torilla.core.models import AuditEntry
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.models import Duty, Mail, Reminder
from torilla.duties.queries import awaits
from torilla.duties.times import duty_times
from torilla.people.models import Absence, CooperationRecord, DutyTime

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HELSINKI = ZoneInfo("Europe/Helsinki")


def at(day, hour):
    return datetime.combine(day, time(hour), HELSINKI)


def told():
    rows = Reminder.objects.order_by("pk").values_list("step", "person__name", "to")
    return list(rows)


@pytest.fixture
def due_day(duty):
    """Friday, so that the two days before it are working days."""
    friday = date(2026, 9, 18)
    duty.due_at = at(friday, 23)
    duty.next_step_at = at(friday - 2 * DAY, 0)
    duty.save()
    return friday


def test_eeva_is_reminded_two_days_before(duty, due_day, eeva, mail):
    queue_mails(at(due_day - 3 * DAY, 10))
    assert told() == []
    queue_mails(at(due_day - 2 * DAY, 10))
    assert told() == [(0, "Eeva", "holder")]
    assert Mail.objects.get().person == eeva


def test_she_is_told_once_of_a_step(duty, due_day, eeva, mail):
    queue_mails(at(due_day - 2 * DAY, 10))
    queue_mails(at(due_day - 2 * DAY, 11))
    assert Mail.objects.count() == 1
    queue_mails(at(due_day, 10))
    assert [step for step, _who, _to in told()] == [0, 1]


def test_several_tasks_are_one_mail(duty, due_day, eeva, mail):
    for number in range(3):
        Duty.objects.create(
            kind="put_right", basis="added", subject_kind="unit", subject_id=number,
            holder_person=eeva, opened_at=duty.opened_at, due_at=duty.due_at,
            next_step_at=duty.next_step_at,
        )  # fmt: skip
    queue_mails(at(due_day - 2 * DAY, 10))
    assert Mail.objects.count() == 1
    assert Mail.objects.get().lines.count() == 4


def test_nobody_is_told_at_night(duty, due_day, eeva, mail):
    day = due_day - 2 * DAY
    queue_mails(at(day, 5))
    assert told() == []
    duty.refresh_from_db()
    assert duty.next_step_at == at(day, 8)
    queue_mails(at(day, 8))
    assert told() == [(0, "Eeva", "holder")]


def test_own_duty_times_count_instead_of_the_policys(duty, due_day, eeva, mail):
    day = due_day - 2 * DAY
    DutyTime.objects.create(person=eeva, weekday=day.weekday(), starts=time(18), ends=time(20))
    queue_mails(at(day, 10))
    assert told() == []
    queue_mails(at(day, 19))
    assert told() == [(0, "Eeva", "holder")]


def test_in_an_absence_she_is_left_alone_and_the_next_step_comes(duty, due_day, eeva, martti, mail):
    day = due_day - 3 * DAY
    Absence.objects.create(person=eeva, first_day=day, last_day=due_day + 30 * DAY)
    for days in range(-2, 15):
        queue_mails(at(due_day + days * DAY, 10))
    assert "Eeva" not in [who for _step, who, _to in told()]
    assert "Martti" in [who for _step, who, _to in told()]


def test_what_is_not_done_is_passed_on_and_then_awaits_them_too(duty, due_day, eeva, martti, mail):
    for days in range(-2, 15):
        queue_mails(at(due_day + days * DAY, 10))
    assert told()[-1][1:] == ("Martti", "administrative_director")
    groups = awaits(martti, at(due_day + 14 * DAY, 11)).groups
    assert [(g.key, g.count) for g in groups] == [("passed_on", 1)]
    assert groups[0].tasks[0].who == "Eeva"


def test_a_task_of_one_person_is_passed_on_only_once_that_was_handled_in_cooperation(
    duty, due_day, eeva, martti, mail
):
    Duty.objects.update(holder_person=eeva, holder_position="", holder_unit=None)
    for days in range(-2, 15):
        queue_mails(at(due_day + days * DAY, 10))
    assert {who for _step, who, _to in told()} == {"Eeva"}
    CooperationRecord.objects.create(
        handled_on=due_day, section="12", purpose="x", recorded_at=at(due_day, 10)
    )
    Duty.objects.update(next_step=0, next_step_at=at(due_day, 10))
    for days in range(-2, 15):
        queue_mails(at(due_day + days * DAY, 10))
    assert "Martti" in {who for _step, who, _to in told()}


def test_without_mail_the_reminder_stands_in_the_page(duty, due_day, eeva):
    queue_mails(at(due_day - 2 * DAY, 10))
    assert Reminder.objects.get().mail is None
    assert not Mail.objects.exists()


def test_who_has_no_address_is_reminded_in_the_page(duty, due_day, eeva, mail):
    eeva.email = None
    eeva.save()
    queue_mails(at(due_day - 2 * DAY, 10))
    assert Reminder.objects.get().mail is None


def test_a_vacant_position_reminds_the_set_up_person(duty, due_day, sanna, mail):
    queue_mails(at(due_day - 2 * DAY, 10))
    assert told() == [(0, "Sanna", "holder")]


def test_a_reminder_is_recorded(duty, due_day, eeva, mail):
    queue_mails(at(due_day - 2 * DAY, 10))
    entry = AuditEntry.objects.get(action="duties.duty.told")
    assert entry.subject == duty.audit_name and eeva.audit_name in entry.details


def test_a_closed_duty_reminds_nobody(duty, units, library, eeva, monday, mail):
    from torilla.duties.commands.reevaluate import reevaluate

    units.answered[library] = monday
    reevaluate(units.source, None, monday)
    queue_mails(duty.due_at)
    assert told() == []


def test_the_next_duty_time_skips_the_weekend(policy, eeva, monday):
    times = duty_times([eeva.pk], policy, monday)[eeva.pk]
    friday = date(2026, 9, 11)
    assert times.next_start(at(friday, 17)) == at(friday + 3 * DAY, 8)
    assert not times.on_duty(at(friday + DAY, 10))


def test_a_day_without_midnight_gap_when_the_clocks_change(policy, eeva, monday):
    DutyTime.objects.create(person=eeva, weekday=6, starts=time(0), ends=time(0))
    times = duty_times([eeva.pk], policy, monday)[eeva.pk]
    sunday = date(2026, 10, 25)
    assert times.on_duty(at(sunday, 3)) and times.on_duty(at(sunday, 23))
    assert not times.on_duty(at(sunday + DAY, 0))
