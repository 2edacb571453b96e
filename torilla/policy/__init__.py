"""The guideline as rules: pure, and importing nothing of the application."""

from torilla.policy.lint import lint
from torilla.policy.loader import load, packaged, packaged_names, text_of
from torilla.policy.messages import Message, Reason, render
from torilla.policy.policy import Breach, Clause, NoValue, Parameter, Policy, RuleSetting
from torilla.policy.problems import PolicyError, Problem
from torilla.policy.rule import RULES, Rule

__all__ = [
    "RULES",
    "Breach",
    "Clause",
    "Message",
    "NoValue",
    "Parameter",
    "Policy",
    "PolicyError",
    "Problem",
    "Reason",
    "Rule",
    "RuleSetting",
    "lint",
    "load",
    "packaged",
    "packaged_names",
    "render",
    "text_of",
]
