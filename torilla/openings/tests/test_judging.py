"""What the guideline says of one application, as it stands."""

from datetime import timedelta

import pytest

from torilla.agreements.models import Agreement
from torilla.openings.judging import PLACES, judged
from torilla.openings.models import Section
from torilla.openings.questions import BY_NUMBER
from torilla.openings.tests.support import applied, whole
from torilla.policy import RULES
from torilla.policy.facts import OpeningFacts
from torilla.register.models import ChannelLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(policy, library, eeva, aino, kaisa, monday):
    return applied(library, aino, monday, answers=whole(eeva, aino, kaisa))


def stops(application, now):
    return {each.rule for each in judged(application, now) if each.stops}


def broken(application, now):
    return {each.rule for each in judged(application, now) if not each.kept}


def answer(application, number, **answers):
    row = application.sections.get(number=number)
    row.answers = {k: v for k, v in (row.answers | answers).items() if v}
    row.save()


def test_every_rule_on_applications_has_a_question_where_it_is_kept():
    rules = {rule.id for rule in RULES.values() if rule.facts is OpeningFacts}
    assert rules == PLACES.keys()
    for number, key in PLACES.values():
        assert number == 0 or BY_NUMBER[number].question(key)


def test_a_whole_application_may_be_proposed(application, monday):
    assert stops(application, monday) == set()


def test_what_only_others_can_do_does_not_stop_it(application, monday):
    assert broken(application, monday) == {"openings.lead-agreed", "openings.line-settled"}


def test_an_agreement_on_working_time_is_seen(application, aino, eeva, monday):
    Agreement.objects.create(
        person=aino, supervisor=eeva, kind="working_time", state="agreed", scope="Some",
        first_day=monday.date(), last_day=monday.date() + timedelta(days=90),
        proposed_by=aino, proposed_at=monday,
    )  # fmt: skip
    assert "openings.lead-agreed" not in broken(application, monday)


def test_an_empty_application_is_stopped_by_what_the_guideline_demands(
    policy, library, aino, monday
):
    stopped = stops(applied(library, aino, monday), monday)
    assert len(stopped) == 13 and "openings.first-weeks-planned" not in stopped


@pytest.mark.parametrize(
    "number, answers, rule",
    [
        (1, {"need": ""}, "openings.need-stated"),
        (1, {"content": ""}, "openings.goals-stated"),
        (3, {"lead": None}, "openings.lead-named"),
        (3, {"hours": ""}, "openings.working-time"),
        (4, {"substitutes": []}, "openings.substitute-agreed"),
        (4, {"rhythm": "monthly"}, "openings.weekly-rhythm"),
        (4, {"committed": "no"}, "openings.committed"),
        (5, {"resources_confirmed": "no"}, "openings.resources-confirmed"),
        (7, {"role_address": "aino.ahtela@mallila.example"}, "openings.role-address-planned"),
        (7, {"administrators": []}, "openings.several-administrators"),
        (9, {"keeper_text": ""}, "openings.keeper-planned"),
        (9, {"list_page": ""}, "openings.links-planned"),
    ],
)
def test_what_is_missing_stops_it_where_it_is_answered(application, monday, number, answers, rule):
    answer(application, number, **answers)
    (found,) = [each for each in judged(application, monday) if each.stops]
    assert (found.rule, found.section) == (rule, number)
    assert found.reason and found.clause


def test_the_one_responsible_is_no_substitute_of_their_own(application, aino, monday):
    answer(application, 4, substitutes=[aino.pk])
    assert stops(application, monday) == {"openings.substitute-agreed"}


def test_one_administrator_goes_with_a_reason(application, aino, monday):
    answer(application, 7, administrators=[aino.pk], administrators_reason="Yksikössä on yksi.")
    assert stops(application, monday) == set()


def test_followers_alone_measure_no_goal(application, monday):
    line = {"goal": "Näkyvyys", "measure": "1 000 seuraajaa", "kind": "audience"}
    answer(application, 8, measures=[line])
    assert stops(application, monday) == {"openings.goals-measured"}


def test_a_second_measure_of_the_same_goal_does(application, monday):
    line = {"goal": "Näkyvyys", "measure": "seuraajat", "kind": "audience"}
    answer(application, 8, measures=[line, line | {"measure": "katselut", "kind": "visibility"}])
    assert stops(application, monday) == set()


def test_a_network_that_is_not_used_needs_a_reason(application, mallila, monday):
    from torilla.people.models import Body

    body = Body.objects.create(name="Johtoryhmä", kind="management_group", unit=mallila)
    ChannelLine.objects.create(
        network="instagram", line="not_used", body=body, decided_on=monday.date(), section="3",
        since=monday - timedelta(days=1),
    )  # fmt: skip
    assert stops(application, monday) == {"openings.line-followed"}
    answer(application, 6, reason_against_line="Kesän kokeilu")
    assert stops(application, monday) == set()


def test_somebody_who_has_left_counts_for_nothing(application, kaisa, monday):
    kaisa.is_active = False
    kaisa.save()
    assert stops(application, monday) == {"openings.substitute-agreed"}


@pytest.mark.parametrize(
    "number, key, value",
    [(3, "hours", "tarpeen mukaan"), (9, "unit_page", "etusivu"), (7, "role_address", "kirjasto")],
)
def test_an_answer_that_cannot_be_read_stops_it(application, monday, number, key, value):
    answer(application, number, **{key: value})
    found = [each for each in judged(application, monday) if each.stops and not each.rule]
    assert [(each.section, each.question) for each in found] == [(number, key)]


def test_a_section_that_the_policy_does_not_ask_for_stops_nothing(application, monday, monkeypatch):
    Section.objects.filter(number=8).delete()
    asked = (BY_NUMBER[1], BY_NUMBER[4])
    monkeypatch.setattr("torilla.openings.judging.sections_asked", lambda now: asked)
    assert stops(application, monday) == set()
