import pytest
from django.utils import translation


@pytest.fixture
def english():
    """Refusals are read in the language in which they are written."""
    with translation.override("en"):
        yield
