"""A policy file is loaded whole or refused with every problem: where, what, what would be right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torilla.policy import PolicyError, lint, load, packaged, packaged_names
from torilla.policy.tests.example import TEXT, changed, problems

KIND = 'basis = "added"\nholder = "communications_lead"'
SHARED = 'enforcement = "warn"\nbasis = "guideline"\nholder = "head_of_unit"\ndays = 14'
ALONE = 'covered_by = ["rule:register.account-told"]'

WRONG = {
    "an unknown rule": (
        changed('[rule."register.kind-known"]', '[rule."register.kind-knwon"]'),
        "line 55, rule register.kind-knwon: there is no such rule; "
        "did you mean “register.kind-known”?",
    ),
    "an unknown rule as cover": (
        changed('"planned:opening"', '"rule:register.lead-namd"'),
        "line 32, clause C12: there is no rule register.lead-namd; "
        "did you mean “register.lead-named”?",
    ),
    "a clause defined twice": (
        changed('id = "C5"', 'id = "C12"'),
        "line 33, clause C12: the clause is defined twice; keep one of them.",
    ),
    "a clause covered twice": (
        changed('"planned:opening"', '"planned:opening", "planned:opening"'),
        "line 32, clause C12: it is covered twice by “planned:opening”; name it once.",
    ),
    "a rule under another clause": (
        changed('"planned:opening"', '"rule:register.account-told"'),
        "line 32, clause C12: the rule register.account-told does not belong to it; "
        "name it under clause C5.",
    ),
    "an addition as the cover of a clause": (
        changed('"planned:opening"', '"rule:register.kind-known"'),
        "line 32, clause C12: the rule register.kind-known does not belong to it; "
        "it is an addition and covers no clause.",
    ),
    "a rule that no clause asks for": (
        changed(ALONE, 'covered_by = ["planned:register"]'),
        "line 42, rule register.account-told: no clause is covered by it; "
        "list it under clause C5, or give it the basis “added”.",
    ),
    "a rule whose clause is not there": (
        changed('id = "C5"', 'id = "C6"'),
        "line 48, rule register.confirmed: its clause C5 is not in the file; "
        "define the clause or leave the rule out.",
    ),
    "a cover that the file does not set": (
        changed("planned:opening", "rule:register.role-address"),
        "line 32, clause C12: the file does not set the rule register.role-address; "
        'write [rule."register.role-address"] with its enforcement.',
    ),
    "an addition that claims the guideline": (
        changed(KIND, KIND.replace("added", "guideline")),
        "line 55, rule register.kind-known: it has the basis “guideline”, but no clause asks for "
        "it; give it the basis “added”.",
    ),
    "no cover": (
        changed(ALONE, "covered_by = []"),
        "line 30, clause C5: the value of “covered_by” does not fit; "
        "give a list such as “rule:<id>” or “planned:<word>”.",
    ),
    "an unknown word of planned work": (
        changed("planned:opening", "planned:openin"),
        "line 32, clause C12: there is no “planned:openin”; did you mean “opening”?",
    ),
    "a cover of unknown kind": (
        changed("planned:opening", "plan:opening"),
        "line 32, clause C12: the cover “plan:opening” is of no known kind; "
        "did you mean “planned”?",
    ),
    "judgement alone where code could": (
        changed(ALONE, 'covered_by = ["human:hard to say"]'),
        "line 25, clause C5: nothing but judgement covers it; "
        "name a rule, a record, a guide or planned work.",
    ),
    "judgement without a reason": (
        changed("planned:opening", "human:"),
        "line 32, clause C12: the cover “human” gives no reason; write human:<reason>.",
    ),
    "block on a should": (
        changed(SHARED, SHARED.replace("warn", "block")),
        "line 61, rule register.shared-administration: it blocks although its force is “should”; "
        "give “reason”, “warn” or “remind”, or name in “decided_by” who made it stricter.",
    ),
    "a parameter out of range": (
        changed("interval = 180", "interval = 3"),
        "line 53, rule register.confirmed: the value of “interval” does not fit; "
        "give a whole number from 7 to 1095.",
    ),
    "a parameter of the wrong type": (
        changed("interval = 180", "interval = true"),
        "line 53, rule register.confirmed: the value of “interval” does not fit; "
        "give a whole number from 7 to 1095.",
    ),
    "a missing parameter": (
        changed("interval = 180\n", ""),
        "line 48, rule register.confirmed: “interval” is missing; "
        "give a whole number from 7 to 1095.",
    ),
    "an unknown parameter of a rule": (
        changed("interval = 180", "interval = 180\nintervall = 90"),
        "line 54, rule register.confirmed: the key “intervall” is not known; "
        "did you mean “interval”?",
    ),
    "an unknown general parameter": (
        changed('[parameter."duties.end"]', '[parameter."duties.ends"]'),
        "line 83, parameter duties.ends: there is no such parameter; did you mean “duties.end”?",
    ),
    "a missing general parameter": (
        changed('[parameter."duties.end"]', '[parameter."incidents.told"]'),
        "the parameters: the parameter duties.end is missing; give a time of day such as “08:00”.",
    ),
    "steps out of order": (
        changed("days = -2", "days = 9"),
        "line 72, parameter duties.steps: the value of “value” does not fit; give a list of steps "
        "like days = -2, to = “holder”, in order of days (-60 to 60); “to” is “holder” or a "
        "position.",
    ),
    "dates of values out of order": (
        changed("from = 2027-01-01, value = 3", "from = 2025-01-01, value = 3"),
        "line 66, rule register.shared-administration: the dates are out of order; "
        "give each value a later date than the one before it.",
    ),
    "a date in quotation marks": (
        changed("date = 2026-03-02", 'date = "2.3.2026"'),
        "line 14, handling 1: the value of “date” does not fit; "
        "give a date such as 2026-01-01 without quotation marks.",
    ),
    "an unknown holder": (
        changed('holder = "communications_lead"', 'holder = "comms_lead"'),
        "line 58, rule register.kind-known: “comms_lead” is not known as “holder”; "
        "did you mean “communications_lead”?",
    ),
    "a missing language": (
        changed('gist.sv = "Kontot hänger inte på en enda person."\n', ""),
        "line 37, clause C12: “gist.sv” is missing; give the text in these languages: fi, sv, en.",
    ),
    "an unknown key": (
        changed('where = "Mitä kanavia käytetään / 7"', 'wher = "7"'),
        "line 34, clause C12: the key “wher” is not known; did you mean “where”?",
    ),
    "an unknown section": (
        changed("[document]", "[documents]"),
        "line 7, the file: the section “documents” is not known; did you mean “document”?",
    ),
    "an unknown position": (
        TEXT + '\n[position_name.mayor]\nfi = "pormestari"\n',
        "line 118, the name of mayor: there is no such position; known are: "
        "administrative_director, communications_lead, head_of_unit, ict_specialist, "
        "municipal_manager, set_up_person, supervisor.",
    ),
    "an account listed twice": (
        TEXT + '\n[[account]]\nnetwork = "x"\naddress = "x.com/mallila"\nclause = "A1"\n',
        "line 120, account 2: its address or its clause was given before; list each account once.",
    ),
    "broken TOML": (
        changed('code = "999"', 'code = "999'),
        "line 2, the file: this is not TOML (Illegal character '\\n'); "
        "look there for a missing quotation mark, bracket or comma.",
    ),
    "a rule defined twice": (
        changed('[rule."register.kind-known"]', '[rule."register.confirmed"]'),
        "line 55, the file: this is not TOML (Cannot declare ('rule', 'register.confirmed') "
        "twice); look there for a missing quotation mark, bracket or comma.",
    ),
    "a number of five thousand digits": (
        changed("interval = 180", f"interval = {'9' * 5000}"),
        "look there for a missing quotation mark, bracket or comma.",
    ),
    "nesting without end": (
        "a = " + "[" * 20_000,
        "look there for a missing quotation mark, bracket or comma.",
    ),
    "a file without clauses": (
        "",
        "the file: it has no clauses; write [[clause]] for each demand of the guideline.",
    ),
    "a file too large": (
        "#" * 1_000_001,
        "the file: it has more than 1000000 characters; give one municipality’s policy.",
    ),
}


@pytest.mark.parametrize("text, sentence", WRONG.values(), ids=WRONG.keys())
def test_it_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(PolicyError) as refused:
        load(text, source="mallila")

    said = [str(problem) for problem in refused.value.problems]
    assert any(each.endswith(sentence) for each in said), said


def test_the_example_is_loaded():
    policy = load(TEXT, source="mallila")

    assert policy.id == "mallila"
    assert policy.clauses["C12"].span.last == "useammalle"
    assert policy.accounts[0].kind == "umbrella"
    assert policy.history[0].section == "12"


def test_all_problems_are_told_at_once():
    text = changed("interval = 180", "interval = 3").replace(
        'holder = "head_of', 'holder = "hed_of'
    )

    assert len(problems(text)) == 4


def test_a_should_may_block_where_the_municipality_decided_so():
    decided = SHARED.replace("warn", "block") + '\ndecided_by = "Kunnanhallitus 1.9.2026 § 12"'

    assert not problems(changed(SHARED, decided))


def test_a_should_may_block_where_a_law_says_so():
    lawful = SHARED.replace("warn", "block").replace('"guideline"', '"law:410/2015 29 §"')

    assert not problems(changed(SHARED, lawful))


def test_a_municipality_may_call_a_position_otherwise():
    text = TEXT + '\n[position_name.municipal_manager]\nfi = "pormestari"\nsv = "b"\nen = "mayor"\n'

    assert load(text, source="mallila").position_names["municipal_manager"]["en"] == "mayor"


def test_lint_also_names_the_rules_that_a_file_leaves_out():
    assert not problems(TEXT)
    assert [p.what.values["rule"] for p in lint(TEXT)].count("register.lead-named") == 1


def test_a_packaged_policy_that_does_not_exist_is_told_in_a_sentence():
    with pytest.raises(PolicyError, match="there is no “../rautalampi”"):
        packaged("../rautalampi")


def test_packaged_policies_are_loaded_without_problem():
    assert "rautalampi" in packaged_names()
    for name in packaged_names():
        assert not lint(packaged(name))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_garbage_is_refused_and_nothing_else_happens(text):
    with pytest.raises(PolicyError):
        load(text, source="garbage")


SECTIONS = (
    "municipality",
    "document",
    "history",
    "account",
    "clause",
    "clause.gist",
    "rule",
    'rule."register.confirmed"',
    "parameter",
    'parameter."duties.steps"',
    'parameter."reply.hours"',
    "position_name",
)
VALUES = ("1", "-5", "nan", "1e400", '""', '"x"', "true", "[]", "{}", "[{}]", "[[1]]") + (
    "2026-01-01",
    "2026-01-01T10:00:00Z",
    "10:00:00",
    '[{ from = 2026-01-01, value = [] }, { value = "x" }]',
    "{ value = { value = 1 } }",
)
KEYS = ("id", "force", "gist", "covered_by", "span", "interval", "value", "from", "basis", "note")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SECTIONS),
            st.booleans(),
            st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=4),
        ),
        max_size=5,
    )
)
def test_toml_of_the_wrong_shape_is_refused_and_nothing_else_happens(parts):
    text = ""
    for name, many, values in parts:
        text += f"[[{name}]]\n" if many else f"[{name}]\n"
        text += "".join(f"{key} = {value}\n" for key, value in values.items())

    with pytest.raises(PolicyError):
        load(text, source="garbage")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_loaded_or_refused(data):
    lines = TEXT.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(["", lines[at][::-1], lines[at] + lines[at], "[clause]"]))

    try:
        load("\n".join(lines), source="mallila")
    except PolicyError as refused:
        assert all(str(problem) for problem in refused.problems)
