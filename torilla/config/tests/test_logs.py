"""From which level on the log tells."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from torilla.config.logs import level, logging_at


def test_without_a_word_it_warns(monkeypatch):
    monkeypatch.delenv("TORILLA_LOG_LEVEL", raising=False)
    assert level(environ.Env()) == "WARNING"


def test_another_word_stops_the_start(monkeypatch):
    monkeypatch.setenv("TORILLA_LOG_LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match="debug, info, warning or error"):
        level(environ.Env())


@pytest.mark.parametrize("name", ["django.template", "django.db.backends"])
def test_who_would_tell_what_people_typed_does_not_at_any_level(name):
    assert logging_at("DEBUG")["loggers"][name]["level"] == "INFO"
