"""An opening goes through its deciders; whoever may not decide is told why and what to do."""

from datetime import timedelta

import pytest

from torilla.core.command import Refused
from torilla.duties.models import Duty
from torilla.openings.commands.decide import decide
from torilla.openings.commands.except_chain import except_chain
from torilla.openings.commands.propose import propose
from torilla.openings.commands.record_decision import record_decision
from torilla.openings.commands.record_meeting import ItemRefused, record_meeting
from torilla.openings.commands.withdraw import withdraw
from torilla.openings.deciding import Verdict
from torilla.openings.jobs import lapse
from torilla.openings.judging import Judged
from torilla.openings.models import Decision, Writer
from torilla.openings.queries import applications_seen_by
from torilla.openings.tests.groups import drafted, later, next_of, proposed, with_chain
from torilla.people.models import Holding, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_against")]


@pytest.fixture
def asked(draft, sector_group, management_group, eeva, monday):
    """The draft, proposed by Eeva; the sector's group is asked."""
    return proposed(draft, eeva, monday)


def record(by, row, now, outcome="approved", section="14", **more):
    given = {"meeting_on": now.date(), "resources_confirmed": True} | more
    return record_decision(
        actor=by, decision=row, outcome=outcome, section=section, now=now, **given
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_the_groups_of_the_policy_are_asked_one_after_another(asked, sector_group):
    first, second = asked.decisions.all()
    assert (first.body, first.asked_at is None) == (sector_group, False)
    assert (second.decider, second.asked_at) == ("municipal_management_group", None)
    assert Duty.objects.filter(closed_at=None, holder_body=sector_group).count() == 1


def test_after_the_last_step_the_application_is_approved(asked, martti, aino, monday):
    record(martti, next_of(asked), monday, section="6")
    done = record(martti, next_of(asked), later(monday), section="14a", condition="Kokeilu")
    assert (done.section, done.condition, done.resources_confirmed) == ("14 a", "Kokeilu", True)
    assert fresh(asked).state == "approved"
    assert fresh(asked).expires_on == (later(monday) + timedelta(days=180)).date()
    assert Duty.objects.filter(closed_at=None, holder_person=aino).count() == 1


def test_the_manager_is_told_of_an_approval(asked, martti, monday):
    record(martti, next_of(asked), monday)
    record(martti, next_of(asked), monday)
    told = Duty.objects.filter(closed_at=None, holder_position="municipal_manager")
    assert told.get().notice.message.startswith("The opening of an account was approved")


def test_the_management_group_makes_sure_of_resources(asked, martti, monday):
    record(martti, next_of(asked), monday, resources_confirmed=False)
    with pytest.raises(Refused, match="henkilöstöä ja aikaa") as refused:
        record(martti, next_of(asked), monday, resources_confirmed=False)
    assert refused.value.clause == "C10"


def test_what_is_returned_is_proposed_anew_and_its_round_stays(asked, martti, eeva, monday):
    record(martti, next_of(asked), monday, "returned", reason="Kuka sijaistaa?")
    assert fresh(asked).state == "returned"
    assert list(asked.decisions.values_list("outcome", flat=True)) == ["returned", "lapsed"]
    again = proposed(asked, eeva, later(monday))
    assert again.round == 2 and again.decisions.filter(round=2).count() == 2


def test_what_is_declined_has_ended(asked, martti, aino, monday):
    record(martti, next_of(asked), monday, "declined", reason="Kattotili riittää.")
    assert fresh(asked).state == "declined"
    assert not Duty.objects.filter(closed_at=None, kind="act").exists()
    assert Duty.objects.get(closed_at=None, holder_person=aino).kind == "read"


@pytest.mark.parametrize("outcome", ["returned", "declined"])
def test_returning_and_declining_need_words(asked, martti, monday, outcome):
    with pytest.raises(Refused) as refused:
        record(martti, next_of(asked), monday, outcome)
    assert refused.value.field == "reason"


def test_what_is_moved_to_a_later_meeting_awaits_the_group_still(asked, martti, monday):
    row = next_of(asked)
    record(martti, row, monday, "deferred", section="")
    assert fresh(asked).state == "deciding" and Duty.objects.filter(closed_at=None).count() == 1
    record(martti, row, later(monday, 7))
    assert fresh(row).outcome == "approved"


@pytest.mark.parametrize(
    "text", ["neljätoista", "14 aa", "", "14.2", "§", "12345", "14\n15", "<b>14</b>"]
)
def test_a_section_that_does_not_parse_is_refused(asked, martti, monday, text):
    with pytest.raises(Refused) as refused:
        record(martti, next_of(asked), monday, section=text)
    assert refused.value.field == "section" and "14 a" in str(refused.value.remedy)


@pytest.mark.parametrize(("text", "kept"), [("§ 14", "14"), ("14A", "14 a"), (" 007 b ", "7 b")])
def test_a_section_is_read_however_it_is_typed(asked, martti, monday, text, kept):
    assert record(martti, next_of(asked), monday, section=text).section == kept


def test_a_meeting_ahead_is_refused(asked, martti, monday):
    with pytest.raises(Refused) as refused:
        record(martti, next_of(asked), monday, meeting_on=later(monday).date())
    assert refused.value.field == "meeting_on"


def test_a_meeting_before_the_proposal_is_refused(asked, martti, monday):
    with pytest.raises(Refused) as refused:
        record(martti, next_of(asked), monday, meeting_on=later(monday, -1).date())
    assert refused.value.field == "meeting_on"


def test_a_section_is_one_matter_of_a_meeting(asked, library, aino, eeva, martti, monday):
    other = proposed(drafted(library, aino, monday, "TikTok"), eeva, monday)
    record(martti, next_of(asked), monday)
    with pytest.raises(Refused, match="Kirjaston Instagram"):
        record(martti, next_of(other), monday)
    assert fresh(other).state == "deciding"


def test_nobody_decides_their_own(draft, sector_group, management_group, monday, eeva, martti):
    Writer.objects.create(application=draft, person=martti, added_by=eeva, added_at=monday)
    asked = proposed(draft, eeva, monday)
    with pytest.raises(Refused, match="434/2003") as refused:
        record(martti, next_of(asked), monday)
    assert refused.value.clause == "C2" and "puheenjohtaja" in str(refused.value.remedy)


def test_the_chair_records_where_the_secretary_applies(
    draft,
    sector_group,
    management_group,
    monday,
    eeva,
    martti,
    ritva,
):
    Writer.objects.create(application=draft, person=martti, added_by=eeva, added_at=monday)
    asked = proposed(draft, eeva, monday)
    assert record(ritva, next_of(asked), monday).decided_by == ritva


def test_a_seat_that_has_ended_records_nothing(asked, martti, monday):
    Membership.objects.filter(person=martti).update(until=monday)
    with pytest.raises(Refused, match=r"7\.9\.2026"):
        record(martti, next_of(asked), later(monday))


def test_a_member_without_the_office_records_nothing(asked, jussi, martti, monday):
    record(martti, next_of(asked), monday)
    with pytest.raises(Refused, match="Kunnan johtoryhmä"):
        record(jussi, next_of(asked), monday)


def test_the_second_to_decide_sees_what_was_decided(asked, martti, ritva, monday):
    row = next_of(asked)
    record(martti, row, monday)
    with pytest.raises(Refused, match=r"hyväksytty, 7\.9\.2026 §\s14"):
        record(ritva, row, monday, "declined", reason="Ei.", section="15")
    assert fresh(row).decided_by == martti and fresh(asked).state == "deciding"


def test_a_step_whose_turn_has_not_come_is_not_decided(asked, martti, monday):
    with pytest.raises(Refused, match="vuoro"):
        record(martti, asked.decisions.last(), monday)


def test_what_was_withdrawn_is_not_decided(asked, aino, martti, monday):
    row = next_of(asked)
    withdraw(actor=aino, application=asked, now=monday)
    with pytest.raises(Refused):
        record(martti, row, monday)
    assert not Duty.objects.filter(closed_at=None).exists()


def test_only_the_policys_proposer_proposes(draft, sector_group, management_group, aino, monday):
    with pytest.raises(Refused, match="esihenkilö") as refused:
        proposed(draft, aino, monday)
    assert "Eeva" in str(refused.value.remedy)


def test_a_group_that_is_not_recorded_is_said(draft, sector_group, eeva, monday):
    with pytest.raises(Refused, match="kunnan johtoryhmä") as refused:
        proposed(draft, eeva, monday)
    assert refused.value.clause == "C2" and refused.value.remedy
    assert fresh(draft).state == "drafted"


def test_a_unit_without_a_sector_asks_the_municipalitys_group_once(
    policy,
    mallila,
    person,
    eeva,
    management_group,
    monday,
):
    olli = person("Olli", unit=mallila, supervisor=eeva)
    asked = proposed(drafted(mallila, olli, monday), eeva, monday)
    assert [(row.step, row.body) for row in asked.decisions.all()] == [(2, management_group)]


# Exceptions


def excepted(by, application, steps, now):
    return except_chain(
        actor=by, application=application, steps=steps, decided_by="Kunnanjohtaja",
        decided_on=now.date(), reason="Kiire", now=now,
    )  # fmt: skip


def test_an_exception_leaves_a_step_out(asked, ritva, management_group, monday):
    excepted(ritva, asked, [1], monday)
    assert next_of(asked).body == management_group
    assert Duty.objects.get(closed_at=None, kind="act").holder_body == management_group


def test_an_exception_before_the_proposal_needs_no_such_group(
    draft,
    management_group,
    ritva,
    eeva,
    monday,
):
    excepted(ritva, draft, [1], monday)
    assert [row.step for row in proposed(draft, eeva, monday).decisions.all()] == [2]


def test_an_exception_does_not_approve(asked, ritva, monday):
    with pytest.raises(Refused):
        excepted(ritva, asked, [1, 2], monday)
    excepted(ritva, asked, [1], monday)
    with pytest.raises(Refused):
        excepted(ritva, asked, [2], monday)


# Lapsing


def test_a_draft_that_nobody_touches_is_told_of_and_lapses(draft, aino, monday):
    lapse(later(monday, 1))
    lapse(later(monday, 170))
    lapse(later(monday, 171))
    warned = Duty.objects.get(closed_at=None, holder_person=aino)
    assert warned.values["day"] == "6.3.2027"
    lapse(later(monday, 181))
    assert fresh(draft).state == "expired"


def test_whoever_writes_moves_the_last_day_on(draft, monday):
    lapse(later(monday, 170))
    draft.sections.create(number=1, changed_at=later(monday, 175))
    lapse(later(monday, 181))
    assert fresh(draft).state == "drafted"
    assert not Duty.objects.filter(closed_at=None).exists()


def test_what_is_being_decided_does_not_lapse(asked, monday):
    lapse(later(monday, 400))
    assert fresh(asked).state == "deciding"


# A meeting


def test_a_meeting_is_recorded_whole_or_not_at_all(
    asked,
    sector_group,
    library,
    aino,
    eeva,
    martti,
    monday,
):
    other = proposed(drafted(library, aino, monday, "TikTok"), eeva, monday)
    rows = [next_of(asked), next_of(other)]
    items = [(row, Verdict("approved", meeting_on=monday.date(), section="14")) for row in rows]
    with pytest.raises(ItemRefused) as refused:
        record_meeting(actor=martti, body=sector_group, items=items, now=monday)
    assert refused.value.decision == rows[1]
    assert not Decision.objects.exclude(outcome="").exists()


# Positions


def test_whoever_holds_the_position_decides(library, aino, eeva, leena, martti, monday):
    with_chain('["communications_lead"]', "applicant")
    asked = proposed(drafted(library, aino, monday), aino, monday)
    with pytest.raises(Refused):
        decide(actor=martti, decision=next_of(asked), outcome="approved", now=monday)
    decide(actor=leena, decision=next_of(asked), outcome="approved", now=monday)
    assert fresh(asked).state == "approved"


def test_whoever_no_longer_holds_the_position_is_told_since_when(library, aino, leena, monday):
    with_chain('["communications_lead"]', "applicant")
    asked = proposed(drafted(library, aino, monday), aino, monday)
    Holding.objects.filter(person=leena).update(until=monday)
    with pytest.raises(Refused, match=r"7\.9\.2026"):
        decide(actor=leena, decision=next_of(asked), outcome="approved", now=later(monday))


def test_deciders_see_what_they_decide_on_and_write_nothing(
    asked, management_group, martti, veikko, olli, monday
):
    Membership.objects.create(body=management_group, person=veikko, since=monday)
    assert not veikko.may("openings.see", asked, now=monday)
    assert asked not in applications_seen_by(veikko, monday)
    record(martti, next_of(asked), monday)
    assert veikko.may("openings.see", fresh(asked), now=monday)
    assert asked in applications_seen_by(veikko, monday)
    assert not veikko.may("openings.write", fresh(asked), now=monday)
    assert not olli.may("openings.see", fresh(asked), now=monday)


# What the rules say against it


def objection(monkeypatch, enforcement):
    """One rule does not hold, and is enforced so."""
    found = Judged(
        rule="openings.substitute-agreed", sentence="", clause="C9", kept=False,
        reason="Sijainen puuttuu.", enforcement=enforcement, basis="guideline", section=4,
        question="substitutes",
    )  # fmt: skip
    monkeypatch.setattr("torilla.openings.objections.judged", lambda application, now: [found])


def test_what_blocks_is_listed_with_its_clause(draft, sector_group, eeva, monday, monkeypatch):
    objection(monkeypatch, "block")
    with pytest.raises(Refused, match=r"Sijainen puuttuu\. \(C9\)") as refused:
        proposed(draft, eeva, monday)
    assert refused.value.clause == "C9" and fresh(draft).state == "drafted"


def test_with_a_reason_one_goes_on_where_the_policy_lets(
    draft, sector_group, management_group, eeva, monday, monkeypatch
):
    objection(monkeypatch, "reason")
    with pytest.raises(Refused):
        proposed(draft, eeva, monday)
    reasons = {"openings.substitute-agreed": "Rekrytointi on kesken."}
    propose(actor=eeva, application=draft, reasons=reasons, now=monday)
    assert fresh(draft).reasons == reasons and fresh(draft).state == "deciding"


def test_what_has_come_to_block_is_not_approved(asked, martti, monday, monkeypatch):
    objection(monkeypatch, "block")
    with pytest.raises(Refused, match="Sijainen"):
        record(martti, next_of(asked), monday)
    record(martti, next_of(asked), monday, "returned", reason="Kuka sijaistaa?")
    assert fresh(asked).state == "returned"
