"""What goes to the log: warnings and errors on stderr, with nothing secret in them."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

LEVELS = ("debug", "info", "warning", "error")
# What these tell in detail is what people typed: a page's whole context, a question's values.
TALKATIVE = ("django.template", "django.db.backends")


def level(env: environ.Env) -> str:
    """TORILLA_LOG_LEVEL; ImproperlyConfigured for a word that is none."""
    word = env.str("TORILLA_LOG_LEVEL", default="warning").strip().lower()
    if word not in LEVELS:
        raise ImproperlyConfigured(
            f"TORILLA_LOG_LEVEL {word!r} is no level: write {', '.join(LEVELS[:-1])} or {LEVELS[-1]}."
        )
    return word.upper()


def logging_at(least: str) -> dict[str, Any]:
    """Django's LOGGING: everybody's records from this level on; our own from INFO on."""
    own = "DEBUG" if least == "DEBUG" else "INFO"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "class": "torilla.core.discretion.Discreet",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": least},
        "loggers": {
            "django": {"handlers": [], "level": least, "propagate": True},
            "torilla": {"level": own},
            **{name: {"level": max_level(least)} for name in TALKATIVE},
        },
    }


def max_level(least: str) -> str:
    """That level, and no lower than INFO."""
    return "INFO" if least == "DEBUG" else least
