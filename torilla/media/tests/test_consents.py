"""Asking, answering, taking back; and what ends with it."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.models import Duty
from torilla.media import ledger
from torilla.media.commands.add_pictured import add_pictured
from torilla.media.commands.cancel_consent import cancel_consent
from torilla.media.commands.change_pictured import change_pictured
from torilla.media.commands.end_by_clock import end_by_clock
from torilla.media.commands.forget_consents import forget_consents
from torilla.media.commands.lapse_links import lapse_links
from torilla.media.commands.note_use import note_removed, note_use
from torilla.media.commands.open_original import open_original
from torilla.media.commands.record_paper import open_paper, record_paper
from torilla.media.commands.remove_asset import remove_asset
from torilla.media.commands.remove_pictured import remove_pictured
from torilla.media.commands.set_never import set_never
from torilla.media.commands.state_right import state_right
from torilla.media.commands.withdraw_consent import record_withdrawal, withdraw_consent
from torilla.media.ending import ERASE, follow
from torilla.media.facts import facts_of, with_facts
from torilla.media.judging import may_be_used, objections_to_use
from torilla.media.links import LinkHolder, consent_by
from torilla.media.models import Asset, Consent
from torilla.media.queries import derivative_seen_by
from torilla.media.showing import show_again
from torilla.media.tests.asking import NEXT_YEAR, answer, ask
from torilla.people.links import hashed
from torilla.policy import RULES

PDF = b"%PDF-1.7 Lupa"


def duties():
    return Duty.objects.filter(subject_kind="use", closed_at=None)


def withdraw(consent, now):
    return withdraw_consent(actor=LinkHolder(consent), consent=consent, now=now)


def test_a_child_without_consent_is_not_used(reader, picture, monday):
    assert not may_be_used(picture, (), monday)


def test_a_given_consent_lets_the_picture_be_used(consented, picture, monday):
    assert may_be_used(picture, ["facebook"], monday + timedelta(hours=2))


def test_the_link_is_kept_as_its_hash_alone(asked):
    assert asked.consent.link == hashed(asked.token)
    assert consent_by(asked.token) == asked.consent
    log = str(list(AuditEntry.objects.values_list("subject", "details")))
    assert asked.token not in log


def test_two_answers_at_once_one_wins(asked, monday):
    answer(asked.consent, monday)
    with pytest.raises(Refused):
        answer(asked.consent, monday, gives=False)
    assert Consent.objects.get().state == "given"


def test_a_link_that_is_too_old_takes_no_answer(asked, monday):
    with pytest.raises(Refused):
        answer(asked.consent, monday + timedelta(days=14))


def test_the_holder_of_one_link_does_nothing_else(asked, aino, reader, monday):
    other = ask(aino, reader, monday).consent
    holder = LinkHolder(asked.consent)
    with pytest.raises(NotAllowed):
        withdraw_consent(actor=holder, consent=other, now=monday)
    assert not holder.may("media.see", other, now=monday)


def test_withdrawal_hides_the_picture_and_asks_the_lead_for_removal(used, consented, aino, monday):
    withdraw(consented, monday + timedelta(hours=3))
    used.refresh_from_db()
    duty = duties().get()
    assert not used.asset.derivatives.exists()
    assert duty.holder_person == aino and duty.clause == "M5" and duty.subject_id == used.pk
    assert used.remove_by == date(2026, 9, 9)
    assert not may_be_used(used.asset, (), monday + timedelta(hours=3))


def test_after_a_withdrawal_whoever_added_the_picture_is_asked_once_to_remove_it(
    used, consented, aino, monday
):
    withdraw(consented, monday + timedelta(hours=3))
    follow(used.asset, SYSTEM, monday + timedelta(hours=4))

    duty = Duty.objects.get(subject_kind="asset", closed_at=None)
    assert (duty.message, duty.holder_person) == (ERASE, used.asset.added_by)


def test_removing_the_picture_ends_that_task(used, consented, aino, leena, monday):
    withdraw(consented, monday + timedelta(hours=3))
    note_removed(actor=leena, use=used, now=monday + timedelta(hours=4))

    remove_asset(actor=leena, asset=used.asset, now=monday + timedelta(hours=5))

    assert not Duty.objects.filter(subject_kind="asset", closed_at=None).exists()


def test_one_guardian_withdraws_for_all(consented, reader, aino, picture, monday):
    father = ask(aino, reader, monday).consent
    answer(father, monday + timedelta(hours=1), giver="Ville Mäki")
    withdraw(consented, monday + timedelta(hours=3))
    assert not may_be_used(picture, (), monday + timedelta(hours=3))


def test_staff_record_what_they_hear_by_phone(used, consented, leena, monday):
    record_withdrawal(actor=leena, consent=consented, heard="phone", now=monday)
    assert duties().count() == 1
    assert ledger.read(ledger.place()).lines[0].what == ledger.WITHDRAWN


def test_olli_asks_nobody_and_records_nothing(reader, consented, olli, monday):
    with pytest.raises(NotAllowed):
        ask(olli, reader, monday)
    with pytest.raises(NotAllowed):
        record_withdrawal(actor=olli, consent=consented, heard="phone", now=monday)


def test_who_changed_their_mind_is_asked_anew_and_the_picture_comes_back(
    used, consented, reader, aino, picture, monday
):
    withdraw(consented, monday + timedelta(hours=3))
    again = ask(aino, reader, monday + timedelta(days=1)).consent
    later = monday + timedelta(days=1, hours=1)
    answer(again, later, giver="hanna  mäki")
    assert may_be_used(picture, (), later) and not duties().exists()
    assert show_again(later) == 1 and picture.derivatives.count() == 3


def test_another_guardians_yes_does_not_undo_a_no(consented, reader, aino, picture, monday):
    withdraw(consented, monday + timedelta(hours=3))
    father = ask(aino, reader, monday + timedelta(hours=4)).consent
    answer(father, monday + timedelta(hours=5), giver="Ville Mäki")
    assert not may_be_used(picture, (), monday + timedelta(hours=5))


def test_a_consent_ends_after_its_last_day(used, monday):
    after = monday.replace(year=2027, month=9, day=8)
    assert end_by_clock(after - timedelta(days=1)) == 0
    assert end_by_clock(after) == 1 and end_by_clock(after) == 0
    assert duties().count() == 1 and not used.asset.derivatives.exists()


def test_a_guardians_consent_does_not_count_from_the_eighteenth_birthday(
    used, reader, aino, monday
):
    change_pictured(
        actor=aino, pictured=reader, label=reader.label, child=True, adult_on=date(2027, 1, 15),
        now=monday,
    )  # fmt: skip
    birthday = monday.replace(year=2027, month=1, day=15)
    assert may_be_used(used.asset, (), birthday - timedelta(days=1))
    assert end_by_clock(birthday) == 1
    assert not may_be_used(used.asset, (), birthday)


def test_a_consent_reaches_only_where_it_was_given_for(reader, picture, aino, monday):
    answer(ask(aino, reader, monday, channels=["facebook"]).consent, monday)
    assert may_be_used(picture, ["facebook"], monday)
    assert not may_be_used(picture, ["tiktok"], monday)


def test_never_hides_the_picture_and_nobody_is_told_why(used, reader, eeva, monday):
    set_never(actor=eeva, pictured=reader, never=True, now=monday + timedelta(hours=3))
    said = AuditEntry.objects.filter(subject=reader.audit_name).latest("id")
    assert duties().count() == 1 and not used.asset.derivatives.exists()
    assert said.action == "media.pictured.changed" and "never" not in said.details
    assert "never" not in str(duties().get().values)


def test_aino_does_not_set_never(reader, aino, monday):
    with pytest.raises(NotAllowed):
        set_never(actor=aino, pictured=reader, never=True, now=monday)


def test_unanswered_links_lapse_and_may_be_cancelled(asked, aino, monday):
    assert lapse_links(monday + timedelta(days=14)) == 1
    cancel_consent(actor=aino, consent=asked.consent, now=monday + timedelta(days=15))
    assert Consent.objects.get().state == "cancelled"


def test_a_no_stays_in_the_ledger(asked, monday):
    answer(asked.consent, monday, gives=False)
    assert [line.what for line in ledger.read(ledger.place()).lines] == ["declined"]


def test_an_adult_is_told_and_objects(picture, aino, monday):
    singer = add_pictured(actor=aino, asset=picture, label="laulaja", child=False, now=monday)
    told = ask(aino, singer, monday, basis="public_task").consent
    assert told.state == "given" and may_be_used(picture, (), monday)
    withdraw(told, monday)
    assert not may_be_used(picture, (), monday)
    assert ledger.read(ledger.place()).lines[0].what == ledger.OBJECTED


def test_a_child_is_not_shown_by_public_task(reader, aino, monday):
    with pytest.raises(Refused):
        ask(aino, reader, monday, basis="public_task")


def test_an_adult_is_shown_on_a_ground_that_is_told(picture, aino, monday):
    with pytest.raises(Refused):
        add_pictured(
            actor=aino, asset=picture, label="laulaja", child=False, ground="public_event",
            now=monday,
        )  # fmt: skip
    add_pictured(
        actor=aino, asset=picture, label="laulaja", child=False, ground="public_event",
        ground_note="Kesäkonsertti", now=monday,
    )  # fmt: skip
    assert objections_to_use(picture, (), monday) == []


def test_who_answered_is_not_taken_out(consented, reader, aino, monday):
    with pytest.raises(Refused):
        remove_pictured(actor=aino, pictured=reader, now=monday)


def test_who_was_recorded_by_mistake_is_taken_out(reader, aino, picture, monday):
    remove_pictured(actor=aino, pictured=reader, now=monday)
    assert not picture.pictured.exists()


def test_a_paper_counts_and_its_opening_is_in_the_log(reader, aino, eeva, picture, monday):
    consent = record_paper(
        actor=aino, pictured=reader, giver="Hanna Mäki", given_on=date(2026, 9, 1), purpose="mainos",
        channels=[], until=NEXT_YEAR, name="../lupa.exe", content=PDF, now=monday,
    )  # fmt: skip
    paper = open_paper(actor=eeva, consent=consent, now=monday)
    assert paper.name == "lupa.exe.pdf" and may_be_used(picture, (), monday)
    assert AuditEntry.objects.filter(action="media.paper.opened").count() == 1


def test_a_paper_that_is_a_web_page_is_refused(reader, aino, monday):
    with pytest.raises(Refused):
        record_paper(
            actor=aino, pictured=reader, giver="Hanna", given_on=date(2026, 9, 1), purpose="",
            channels=[], until=NEXT_YEAR, name="lupa.pdf", content=b"<html>", now=monday,
        )  # fmt: skip


def test_a_use_is_not_noted_while_something_stops_it(reader, led, picture, aino, monday):
    with pytest.raises(Refused):
        note_use(actor=aino, asset=picture, account=led, now=monday)


def test_seen_gone_settles_the_duty(used, consented, aino, monday):
    withdraw(consented, monday + timedelta(hours=3))
    note_removed(actor=aino, use=used, now=monday + timedelta(hours=4))
    assert not duties().exists()


def test_names_and_papers_go_two_years_after_the_end(consented, monday):
    withdraw(consented, monday + timedelta(hours=3))
    assert forget_consents(monday + timedelta(days=729)) == 0
    assert forget_consents(monday + timedelta(days=731)) == 1
    row = Consent.objects.get()
    assert (row.giver, row.child_view, row.link) == ("", "", "")
    assert row.state == "withdrawn"


def test_a_list_is_judged_in_few_queries(
    reader, consented, picture, monday, django_assert_num_queries
):

    may_be_used(picture, (), monday)
    with django_assert_num_queries(5):
        for each in with_facts(Asset.objects.all()):
            may_be_used(each, (), monday)


def test_a_right_that_is_stated_anew_lets_the_use_stay(used, aino, monday):
    said = {
        "author": "Aino", "source": "own", "ground": "own_work", "proof": "", "channels": [],
        "credit": "", "people": "somebody",
    }  # fmt: skip
    asset, short = used.asset, monday.date()
    state_right(actor=aino, asset=asset, until=short, now=monday, **said)
    assert end_by_clock(monday + timedelta(days=1)) == 1
    state_right(actor=aino, asset=asset, until=None, now=monday + timedelta(days=1), **said)
    assert not duties().exists()


def test_the_original_is_not_handed_out_after_a_withdrawal(used, consented, aino, monday):
    withdraw(consented, monday + timedelta(hours=3))
    with pytest.raises(Refused):
        open_original(actor=aino, asset=used.asset, now=monday + timedelta(hours=4))


def test_where_all_guardians_are_asked_each_is_waited_for(consented, reader, aino, picture, monday):
    father = ask(aino, reader, monday + timedelta(hours=1)).consent
    assert may_be_used(picture, (), monday + timedelta(hours=2))
    facts = facts_of(picture, (), monday + timedelta(days=15))
    check = RULES["media.child-consented"].check
    assert check(facts, SimpleNamespace(guardians="all")) is not None
    lapse_links(monday + timedelta(days=15))
    facts = facts_of(picture, (), monday + timedelta(days=15))
    assert check(facts, SimpleNamespace(guardians="all")) is not None
    cancel_consent(actor=aino, consent=father, now=monday + timedelta(days=15))
    facts = facts_of(picture, (), monday + timedelta(days=15))
    assert check(facts, SimpleNamespace(guardians="all")) is None


def test_a_removed_picture_of_somebody_who_said_no_does_not_come_back(
    added, consented, picture, aino, monday
):
    withdraw(consented, monday)
    remove_asset(actor=aino, asset=picture, now=monday)
    with pytest.raises(Refused, match="poistettu mediapankista"):
        added(aino)
    assert not Asset.objects.exclude(state="removed").exists()


def test_what_has_ended_is_not_shown_though_no_worker_runs(consented, picture, aino):
    on = datetime(2027, 9, 7, 12, tzinfo=UTC)
    assert derivative_seen_by(aino, picture.pk, "thumb", on)
    assert derivative_seen_by(aino, picture.pk, "thumb", on + timedelta(days=1)) is None


def test_a_consent_for_facebook_does_not_reach_a_brochure(reader, picture, aino, led, monday):
    answer(ask(aino, reader, monday, channels=["facebook"]).consent, monday)
    with pytest.raises(Refused, match="vain joitakin"):
        note_use(actor=aino, asset=picture, place="Kunnan esite", now=monday)
    assert note_use(actor=aino, asset=picture, account=led, now=monday)


def test_a_withdrawal_counts_though_its_giver_answered_twice(reader, picture, aino, monday):
    first = answer(ask(aino, reader, monday).consent, monday)
    answer(ask(aino, reader, monday).consent, monday + timedelta(hours=1))
    withdraw(first, monday + timedelta(hours=2))
    assert not may_be_used(picture, (), monday + timedelta(hours=3))
    answer(ask(aino, reader, monday).consent, monday + timedelta(hours=4))
    assert may_be_used(picture, (), monday + timedelta(hours=5))


def test_to_be_told_of_the_public_task_does_not_undo_a_no(picture, aino, monday):
    adult = add_pictured(actor=aino, asset=picture, label="mies", child=False, now=monday)
    told = ask(aino, adult, monday, basis="public_task").consent
    assert may_be_used(picture, (), monday)
    withdraw(told, monday + timedelta(hours=1))
    ask(aino, adult, monday + timedelta(hours=2), basis="public_task")
    assert not may_be_used(picture, (), monday + timedelta(hours=3))


def test_the_task_to_remove_leads_to_the_picture(used, consented, client, aino, monday):
    withdraw(consented, monday + timedelta(hours=3))
    duty = Duty.objects.get(subject_kind="asset", closed_at=None)
    client.force_login(duty.holder_person)

    page = client.get(f"/tasks/{duty.pk}/").content.decode()

    assert f"/media/{used.asset.pk}/" in page and "poista se mediapankista" in page
