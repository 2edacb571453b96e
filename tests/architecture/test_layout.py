"""House rules that a linter does not know."""

import ast

import pytest

from tests.architecture.sources import PACKAGE, called_attributes, imported, product_files, tree

FILES = product_files()
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
WORDS = {
    "README.md", "__init__.py", "apps.py", "lifecycle.py", "models.py", "facts.py", "queries.py",
    "jobs.py", "forms.py", "views.py", "urls.py", "api.py",
}  # fmt: skip


def name(path):
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_fits_in_one_sitting(path):
    assert path.read_text(encoding="utf8").count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_function_fits_on_one_page(path):
    functions = (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef))
    assert not [f.name for f in functions if f.end_lineno - f.lineno > LONGEST_FUNCTION]


@pytest.mark.parametrize("path", [p for p in FILES if p.stem.startswith("views")], ids=name)
def test_a_view_writes_nothing_itself(path):
    writes = {"save", "create", "bulk_create", "get_or_create", "update_or_create"}
    assert not called_attributes(path) & writes


CLOCKS = {"now", "today", "utcnow", "localdate"}
MAY_ASK = {
    "acting", "audit", "background", "celery", "context", "feed", "gate", "health", "home", "jobs", "kept",
    "metrics", "sessions", "sign_in", "views",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_edge_asks_what_time_it_is(path):
    if path.stem.split("_")[0] in MAY_ASK or "cli" in path.parts or path.stem in MAY_ASK:
        return
    calls = [n for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and not n.args]
    asked = {c.func.attr for c in calls if isinstance(c.func, ast.Attribute)}
    assert not asked & CLOCKS


DOMAIN = [p for p in FILES if p.stem in {"models", "queries", "facts"} or "commands" in p.parts]
WEB = ("django.http", "django.shortcuts", "django.views", "django.forms")
PAGES = {"views", "forms", "urls", "api"}


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_never_sees_a_request(path):
    names = imported(path)
    assert not [n for n in names if n.startswith(WEB)]
    assert not [n for n in names if n.startswith("torilla.") and n.split(".")[-1] in PAGES]


@pytest.mark.parametrize("path", [p for p in FILES if "commands" in p.parts], ids=name)
def test_a_command_file_is_named_for_its_verb(path):
    if path.stem.startswith("_"):
        return
    functions = {n.name for n in tree(path).body if isinstance(n, ast.FunctionDef)}
    assert path.stem in functions


@pytest.mark.parametrize(
    "package",
    [
        "core",
        "policy",
        "connectors",
        "outgoing",
        "screening",
        "people",
        "guideline",
        "duties",
        "agreements",
        "register",
        "matters",
        "media",
        "web",
    ],
)
def test_a_package_says_what_it_is_for(package):
    assert (PACKAGE / package / "README.md").exists()
