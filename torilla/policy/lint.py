"""What is wrong with a policy file, and what the product could check that the file leaves out."""

from torilla.policy.loader import examine
from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.problems import Problem
from torilla.policy.rule import RULES


def lint(text: str) -> list[Problem]:
    """Every problem of the text. A file that only leaves rules out can be loaded all the same."""
    policy, problems = examine(text, source="lint")
    if policy is None:
        return problems
    return problems + [_left_out(id) for id in RULES if id not in policy.rules]


def _left_out(id: str) -> Problem:
    return Problem(
        Message(_("the rules")),
        Message(_("the file does not set the rule {rule}"), rule=id),
        Message(_('write [rule."{rule}"] with its enforcement'), rule=id),
    )
