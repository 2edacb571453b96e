"""For every test suite that uses transactional tests: the flush that ends them, on an append-only
table.

Put this into the topmost conftest.py:

    from torilla.core.tests.support import let_transactional_tests_flush  # noqa: F401
"""

from collections.abc import Iterator
from functools import wraps

import pytest
from django.db import connections
from django.test import TransactionTestCase

from torilla.core import guards


@pytest.fixture(scope="session", autouse=True)
def let_transactional_tests_flush() -> Iterator[None]:
    """Take the triggers away just for the flush; its post_migrate puts them back."""
    flush = TransactionTestCase._fixture_teardown

    @wraps(flush)
    def unguarded(self):  # type: ignore[no-untyped-def]
        for connection in connections.all(initialized_only=True):
            if guards.TABLE in connection.introspection.table_names():
                guards.remove(connection)
        flush(self)

    TransactionTestCase._fixture_teardown = unguarded
    yield
    TransactionTestCase._fixture_teardown = flush
