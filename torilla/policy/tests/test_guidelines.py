"""The policies that come with the product, and the invented document that comes with one."""

import re
from datetime import date
from importlib import resources

import pytest

from torilla.policy import lint, load, packaged
from torilla.policy.binding import bind, is_another_document, normalise

FORCES = {
    "shall": "J1 T1 K2 K4 K6 K7 K8 C3 C4 C5 C6 C8 C9 C10 C13 C14 M1 M2 M3 M5 M8 M9 M10 M11"
    " O0 O2 O4 O5 O6 L1 L2 L3 L5 S2 S3 S4 S5 S7 S8 S9",
    "should": "K1 C2 C12 M6 L4 S1 S6",
    "may": "K3 K5 C11 C15 C16 M4 M7 O3",
    "none": "J2 T2 C1 C7 O1",
}
IDS = [
    *("J1", "J2", "T1", "T2"),
    *(f"K{number}" for number in range(1, 9)),
    *(f"C{number}" for number in range(1, 17)),
    *(f"M{number}" for number in range(1, 12)),
    *(f"O{number}" for number in range(7)),
    *(f"L{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 10)),
]
FINISHED = {
    "C1", "C4", "C5", "C6", "C8", "C10", "C11", "C12", "C16", "K2", "K3", "K4", "K6", "K7", "K8",
    "L1", "M5", "S1", "S2", "S3",
}  # fmt: skip
RECORDED = {"C2", "C7", "L5", "M3", "M4", "O4"}
"""Finished by what is kept, looked for or advised, without a rule."""
BOTH = {"C9", "C13", "C14", "C15", "T1"}
LONGEST_GIST = 420
TODAY = date(2026, 9, 7)
MALLILA = (resources.files("torilla.policy") / "guidelines" / "mallila.fi.txt").read_text("utf8")


@pytest.fixture(params=["rautalampi", "mallila"])
def name(request):
    return request.param


@pytest.fixture
def policy(name):
    return load(packaged(name), source=name)


def test_the_file_has_no_problem_and_leaves_no_rule_out(name):
    assert lint(packaged(name)) == []


def test_the_sixty_clauses_are_there_in_the_order_of_the_guideline(policy):
    assert list(policy.clauses) == IDS
    assert len(IDS) == 60


def test_each_clause_is_as_strong_as_the_guideline_puts_it(policy):
    expected = {id: force for force, ids in FORCES.items() for id in ids.split()}
    assert {id: clause.force for id, clause in policy.clauses.items()} == expected


def test_each_gist_is_short_and_the_three_languages_differ(policy):
    for clause in policy.clauses.values():
        assert len(set(clause.gist.values())) == 3
        assert all(20 < len(gist) <= LONGEST_GIST for gist in clause.gist.values())
        assert all(gist.endswith((".", "?")) for gist in clause.gist.values())


def test_our_own_words_say_esihenkilo(policy):
    gists = " ".join(clause.gist["fi"] for clause in policy.clauses.values())
    assert "esihenkilö" in gists
    assert "esimie" not in gists


def test_each_span_is_long_enough_to_be_found_by(policy):
    for clause in policy.clauses.values():
        for words in (clause.span.first, clause.span.last):
            assert len(normalise(words).key) >= 16, (clause.id, words)
        assert re.fullmatch("[0-9a-f]{16}", clause.span.fingerprint)


def test_what_this_version_finishes_plans_nothing_and_what_it_begins_says_so(policy):
    for id, clause in policy.clauses.items():
        kinds = {cover.partition(":")[0] for cover in clause.covered_by}
        assert ("planned" in kinds) == (id not in FINISHED | RECORDED)
        assert ("rule" in kinds) == (id in FINISHED | BOTH)
        assert "human" not in kinds


def test_every_number_of_the_guideline_is_a_parameter(policy):
    values = {
        name: policy.parameter(name, on=TODAY).value
        for name in (
            "reply.hours",
            "publishing.interval",
            "credentials.interval",
            "register.shared-administration.minimum",
        )
    }
    assert list(values.values()) == [48, 7, 90, 2]


@pytest.mark.parametrize(
    "parameter",
    ["register.confirmed.interval", "register.steward-told.hours", "duties.steps"],
)
def test_what_we_add_is_not_shown_as_the_guideline(policy, parameter):
    assert policy.parameter(parameter, on=TODAY).basis == "added"


@pytest.mark.parametrize(
    "parameter",
    [
        "opening.deciders",
        "register.told",
        "reply.hours",
        "reply.negative_hours",
        "organisation.words",
        "register.umbrella-kept.networks",
        "incidents.told",
        "credentials.two_step",
        "scope.officials_security",
    ],
)
def test_what_rautalampis_text_leaves_open_is_a_parameter_with_a_note(parameter):
    policy = load(packaged("rautalampi"), source="rautalampi")
    assert set(policy.parameter(parameter, on=TODAY).note) == {"fi", "sv", "en"}


def test_rautalampis_accounts_are_the_four_of_the_text_and_nothing_is_invented():
    policy = load(packaged("rautalampi"), source="rautalampi")
    assert [(each.network, each.address, each.kind) for each in policy.accounts] == [
        ("facebook", "facebook.com/rautalamminkunta", "umbrella"),
        ("facebook", "facebook.com/rautalampitakaisinmaailmankartalle", ""),
        ("x", "twitter.com/rautalampi", "umbrella"),
        ("instagram", "instagram.com/rautalampi", "umbrella"),
    ]


def test_what_is_not_known_of_rautalampis_guideline_is_left_open():
    policy = load(packaged("rautalampi"), source="rautalampi")
    assert policy.document.in_force is None
    assert (policy.history[-1].date, policy.history[-1].section) == (date(2022, 6, 14), "37")
    assert policy.history[-1].outcome == ""


def test_the_invented_document_is_bound_whole():
    policy = load(packaged("mallila"), source="mallila")
    assert {bound.state for bound in bind(policy.clauses, MALLILA).values()} == {"bound"}


def test_each_clause_of_the_invented_document_is_a_place_of_its_own():
    policy = load(packaged("mallila"), source="mallila")
    places = sorted((bound.start, bound.end) for bound in bind(policy.clauses, MALLILA).values())
    assert all(end <= start for (_, end), (start, _) in zip(places, places[1:], strict=False))


def test_the_invented_document_is_not_taken_for_rautalampis():
    policy = load(packaged("rautalampi"), source="rautalampi")
    assert is_another_document(bind(policy.clauses, MALLILA))
