"""Every act that the log can hold has words."""

import ast
import re

from django.apps import apps

from tests.architecture.sources import product_files, tree
from torilla.core.records import Recorded
from torilla.web.audit_words import ACTIONS, KINDS

ACTION = re.compile(
    r"(core|people|guideline|duties|agreements|register|openings|matters)\.[a-z_]+(\.[a-z_]+)?"
)


def recorded() -> set[str]:
    """The actions that the code writes: the literals among the arguments of what records."""
    found = set()
    for path in product_files():
        for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name == "Entry" or name.lstrip("_").startswith("record"):
                texts = (a.value for a in ast.walk(call) if isinstance(a, ast.Constant))
                found |= {t for t in texts if isinstance(t, str) and ACTION.fullmatch(t)}
    return found


def test_every_action_has_words():
    assert not recorded() - ACTIONS.keys()


def test_everything_that_the_log_tells_of_has_a_word():
    kinds = {m._meta.label_lower for m in apps.get_models() if issubclass(m, Recorded)}
    assert not kinds - KINDS.keys()
