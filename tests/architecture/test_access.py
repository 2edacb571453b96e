"""The permission walk: every address of the resolver, every position, every ownership, one table.

What is expected comes from `people.permissions.TABLE` and `web.access`, told here in the plainest way;
what happens comes from the pages themselves.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from torilla.people.permissions import ANYBODY, HEAD, SELF, SUPERVISOR, TABLE
from torilla.web.access import ACCESS, OPEN, OWN

pytestmark = pytest.mark.django_db


def names(patterns=None, prefix="") -> list[str]:
    """Every URL name of the product, with its namespaces."""
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            found += names(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            found.append(f"{prefix}{each.name}" if each.name else str(each.pattern))
    return found


NAMES = sorted(set(names()))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_the_table_does_not_list_does_not_exist(name):
    assert (name in ACCESS) + (name in OPEN) + (name in OWN) == 1, f"{name} stands in no table"


def test_the_table_lists_no_page_that_is_not_there():
    assert not (set(ACCESS) | OPEN | OWN) - set(NAMES)


def test_every_permission_of_the_pages_is_in_the_table():
    asked = {p for access in ACCESS.values() for p in (access.see, access.do) if p}
    assert asked <= TABLE.keys()
