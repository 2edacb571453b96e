from datetime import timedelta

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty, Notice
from torilla.duties.queries import awaits, findings_as_json, waits_for_others
from torilla.guideline.commands.end_waiver import end_waiver
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.people.models import Holding

DAY = timedelta(days=1)


@pytest.fixture
def notice(policy, library, aino, monday):
    """The municipal manager is to be told that Aino acts in the library's name (K4)."""
    return tell(
        message="{person} is now an updater of {account}",
        values={"person": aino.audit_name, "account": "Library"},
        subject=library,
        subject_name="Library",
        clause="K4",
        actor=SYSTEM,
        now=monday,
    )


def keys(person, now):
    return [(group.key, group.count) for group in awaits(person, now).groups]


def test_a_finding_is_the_head_of_units_duty(duty, eeva, monday):
    assert (duty.holder_position, duty.holder_unit.name) == ("head_of_unit", "Kirjasto")
    assert duty.due_at > monday and duty.clause == "C4"
    assert [t.duty for g in awaits(eeva, monday).groups for t in g.tasks] == [duty]


def test_it_closes_when_the_unit_has_answered(duty, units, library, eeva, monday):
    units.answered[library] = monday + DAY
    reevaluate(units.source, [library.pk], monday + DAY)
    duty.refresh_from_db()
    assert (duty.closed_at, duty.outcome) == (monday + DAY, Duty.Outcome.DONE)
    assert awaits(eeva, monday + DAY).total == 0


def test_a_vacant_position_falls_to_sanna_and_says_so(duty, sanna, monday):
    task = awaits(sanna, monday).groups[0].tasks[0]
    assert task.duty == duty
    assert "Kirjasto" in task.why
    holder = findings_as_json(monday)[0]["holder"]
    assert (holder["kind"], holder["name"], holder["vacant"]) == ("person", "Sanna", True)


def test_before_anybody_has_come_it_is_the_vacant_position(duty, monday):
    holder = findings_as_json(monday)[0]["holder"]
    assert (holder["kind"], holder["vacant"]) == ("position", True)
    assert "Kirjasto" in holder["name"]


def test_when_eeva_takes_over_it_no_longer_awaits_sanna(duty, sanna, eeva, monday):
    assert awaits(sanna, monday).total == 0
    assert findings_as_json(monday)[0]["holder"]["name"] == "Eeva"


def test_when_eeva_has_left_it_falls_to_sanna(duty, sanna, eeva, monday):
    Holding.objects.filter(person=eeva).update(until=monday)
    assert awaits(sanna, monday + DAY).total == 1
    assert awaits(eeva, monday + DAY).total == 0


def test_an_inactive_person_holds_nothing(duty, sanna, eeva, monday):
    eeva.is_active = False
    eeva.save()
    assert awaits(sanna, monday).total == 1


def test_tasks_stand_by_due_time(duty, eeva, monday):
    assert keys(eeva, monday) == [("later", 1)]
    assert keys(eeva, duty.due_at - 3 * DAY) in ([("week", 1)], [("later", 1)])
    assert keys(eeva, duty.due_at - timedelta(hours=15)) == [("today", 1)]
    assert keys(eeva, duty.due_at + timedelta(hours=10)) == [("late", 1)]


def test_nothing_gets_late_in_the_night(duty, eeva):
    assert keys(eeva, duty.due_at + timedelta(hours=2)) != [("late", 1)]


def test_counts_are_of_all_when_only_some_are_shown(duty, eeva, monday):
    for number in range(3):
        Duty.objects.create(
            kind="read", basis="added", subject_kind="unit", subject_id=number,
            notice=Notice.objects.create(
                clause="K4", message="x", subject_kind="unit", subject_id=1, made_at=monday
            ),
            holder_person=eeva, opened_at=monday, due_at=monday + DAY,
        )  # fmt: skip
    found = awaits(eeva, monday, limit=2)
    assert found.total == 4 and found.shown == 2


def test_ritva_sees_what_awaits_others_and_aino_does_not(duty, eeva, ritva, aino, monday):
    assert [t.who for t in waits_for_others(ritva, monday)] == ["Eeva"]
    assert waits_for_others(aino, monday) == []


def test_a_waived_finding_awaits_nobody_until_the_waiver_ends(duty, units, eeva, ritva, monday):
    until = (monday + 5 * DAY).date()
    waiver = grant_waiver(
        actor=ritva, finding=duty.finding, reason="Moves", until=until, now=monday
    )
    reevaluate(units.source, None, monday)
    assert awaits(eeva, monday).total == 0
    assert findings_as_json(monday)[0]["holder"]["name"] == "Ritva"
    end_waiver(actor=ritva, waiver=waiver, now=monday + DAY)
    reevaluate(units.source, None, monday + DAY)
    assert awaits(eeva, monday + DAY).total == 1


def test_persons_may_be_told_by_themselves_and_no_position_is(
    policy, library, aino, kaisa, ritva, monday
):
    notice = tell(
        message="The proposal was withdrawn", values={}, subject=library, subject_name="Library",
        clause="K2", actor=SYSTEM, now=monday, persons=[aino, kaisa],
    )  # fmt: skip
    assert {duty.holder_person for duty in notice.duties.all()} == {aino, kaisa}
    for person in (aino, kaisa):
        mark_read(actor=person, duty=notice.duties.get(holder_person=person), now=monday)
    notice.refresh_from_db()
    assert notice.delivered_at == monday and awaits(ritva, monday).total == 0


def test_ritva_is_told_and_marks_it_as_read(notice, ritva, monday):
    task = awaits(ritva, monday).groups[0].tasks[0]
    assert "Aino" in task.title and "people.person" not in task.title
    mark_read(actor=ritva, duty=task.duty, now=monday + DAY)
    notice.refresh_from_db()
    assert (notice.delivered_at, notice.delivered_how) == (monday + DAY, "read")
    assert notice.delivered_to == ritva
    assert awaits(ritva, monday + DAY).total == 0


def test_nobody_else_can_mark_it_as_read(notice, ritva, martti, sanna, monday):
    with pytest.raises(NotAllowed):
        mark_read(actor=martti, duty=notice.duties.get(), now=monday)
    with pytest.raises(NotAllowed):
        mark_read(actor=sanna, duty=notice.duties.get(), now=monday)


def test_it_is_marked_once(notice, ritva, monday):
    mark_read(actor=ritva, duty=notice.duties.get(), now=monday)
    with pytest.raises(Refused):
        mark_read(actor=ritva, duty=notice.duties.get(), now=monday)


def test_a_finding_is_not_read_away(duty, eeva, monday):
    with pytest.raises(Refused):
        mark_read(actor=eeva, duty=duty, now=monday)


def test_the_log_knows_of_the_notice_but_not_the_name(notice, aino):
    texts = " ".join(AuditEntry.objects.values_list("details", flat=True))
    assert "Aino" not in texts and "Aino" not in str(notice.values)
    assert AuditEntry.objects.filter(action="duties.notice.made").exists()
