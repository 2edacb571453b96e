"""The reference of the policy file says what the code says."""

import re
from pathlib import Path

from torilla.policy import RULES, load
from torilla.policy.covers import HUMAN_ALONE, PLANNED, RECORDS
from torilla.policy.kinds import SomeOf, Whole
from torilla.policy.parameters import PARAMETERS
from torilla.policy.positions import HOLDERS
from torilla.policy.problems import PolicyError

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "policy-file.md"
TEXT = PAGE.read_text(encoding="utf8")


def row(name):
    (found,) = re.findall(rf"^\|.*`{re.escape(name)}`.*\|$", TEXT, re.MULTILINE)
    return found


def test_it_lists_every_rule_with_its_clause_and_parameters():
    for rule in RULES.values():
        cells = [cell.strip() for cell in row(rule.id).split("|")[1:-1]]
        assert cells[1].startswith(rule.clause or "–"), rule.id
        assert re.findall(r"`(\w+)`:", cells[3]) == list(rule.params), rule.id
        for kind in rule.params.values():
            assert f"{kind.least}–{kind.most}" in cells[3] if isinstance(kind, Whole) else True
    assert len(re.findall(r"^\| `\w+\.[\w-]+` \|", TEXT, re.MULTILINE)) >= len(RULES)


def test_it_lists_every_parameter_and_marks_what_is_needed():
    for name, general in PARAMETERS.items():
        assert ("●" in row(name)) == general.needed, name
        if isinstance(general.kind, Whole):
            assert f"{general.kind.least}–{general.kind.most}" in row(name), name
        if isinstance(general.kind, SomeOf) and general.kind.words not in ((), HOLDERS):
            words = general.kind.words
            assert "position" in row(name) or all(f"`{word}`" in row(name) for word in words), name


def test_it_lists_every_cover_and_position():
    for word in (*PLANNED, *RECORDS, *HOLDERS):
        assert f"`{word}`" in TEXT, word
    (said,) = re.findall(r"as a cover only for ([\w, ]+)", TEXT)
    assert set(said.strip().split(", ")) == HUMAN_ALONE


def test_its_example_has_nothing_wrong_but_what_it_leaves_out():
    (example,) = re.findall(r"## An example\n\n```toml\n(.*?)```", TEXT, re.DOTALL)

    try:
        load(example, source="example")
    except PolicyError as refused:
        assert {problem.what.msgid for problem in refused.problems} == {
            "the parameter {name} is missing"
        }
