"""What the policy says to people exists in Finnish, Swedish and English, with the same values."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from torilla.policy import RULES, Message, Problem, render
from torilla.policy.messages import noop as _
from torilla.policy.parameters import AIMS, AUDIENCES, PURPOSES

POLICY = Path(__file__).parents[1]
SAID = sorted(
    {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            POLICY, [("**.py", "python")], keywords={"_": None}
        )
    }
)
KEYED = [("rule", rule) for rule in RULES] + [
    (context, key)
    for context, keys in (("aim", AIMS), ("audience", AUDIENCES), ("purpose", PURPOSES))
    for key in keys
]


@pytest.fixture(scope="module", params=["fi", "sv", "en"])
def catalogue(request):
    file = POLICY.parent / "locale" / request.param / "LC_MESSAGES" / "django.po"
    with file.open("rb") as opened:
        return read_po(opened, locale=request.param)


def test_every_message_is_there_with_its_values(catalogue):
    for msgid in SAID:
        text = catalogue.get(msgid).string
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", msgid)), msgid
        assert text.endswith(".") == msgid.endswith("."), msgid


def test_every_rule_has_a_sentence_and_every_choice_a_name(catalogue):
    for context, key in KEYED:
        text = catalogue.get(key, context).string
        assert text and text != key or context != "rule", key


def test_every_reason_is_shown_in_the_language(catalogue):
    for rule in RULES.values():
        for facts in rule.violating:
            reason = rule.check(facts, _params(rule))
            assert "{" not in reason.text(lambda msgid: _translated(catalogue, msgid))


def _translated(catalogue, msgid):
    found = catalogue.get(msgid)
    return found.string if found else msgid


def _params(rule):
    return type("Params", (), dict(rule.example))


def test_what_stands_in_a_list_is_named_or_translated_by_whoever_shows_it():
    translate = {"Missing: {missing}.": "Puuttuu: {missing}.", "a link": "linkki"}.get
    values = {"missing": ["a link", "x"]}

    text = render("Missing: {missing}.", values, lambda m: translate(m) or m, {"x": "X"})

    assert text == "Puuttuu: linkki, X."


def test_a_value_may_hold_braces():
    assert Message(_("“{key}” is missing"), key="{0.__class__}").text() == (
        "“{0.__class__}” is missing"
    )


def test_a_problem_is_one_sentence_in_the_language():
    finnish = {
        "the file": "tiedosto",
        "line {line}": "rivi {line}",
        "keep one of them": "jätä yksi",
    }
    problem = Problem(
        Message(_("the file")),
        Message(_("the clause is defined twice")),
        Message(_("keep one of them")),
        line=3,
    )

    said = problem.text(lambda msgid: finnish.get(msgid, msgid))

    assert said == "rivi 3, tiedosto: the clause is defined twice; jätä yksi."
