"""Every act that the log can hold has words."""

import ast
import re

from tests.architecture.sources import product_files, tree
from torilla.web.audit_words import ACTIONS

ACTION = re.compile(r"(core|people|guideline|duties|register)\.[a-z_]+(\.[a-z_]+)?")


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
