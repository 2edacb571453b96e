"""What goes to the log: warnings and errors on stderr, one-time tokens taken out of addresses."""

import logging
import re

_TOKEN = re.compile(r"/(set-up|join|calendar)/[^/\s\"']+")


class WithoutTokens(logging.Filter):
    """A set-up or joining link, or that of a calendar, is a password; it never reaches a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"/\1/…", record.getMessage())
        record.args = None
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": WithoutTokens}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["tokens"],
        }
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "torilla": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
