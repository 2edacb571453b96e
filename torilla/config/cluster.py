"""TORILLA_BROKER_URL: where the workers of several machines hear what there is to do."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("redis://", "rediss://", "redis+socket://")


def broker_url(env: environ.Env, database: dict[str, Any]) -> str:
    """The address of the broker, "" for none. It is not repeated: a password may stand in it.

    ImproperlyConfigured for another kind of broker, and beside SQLite, which is one machine's file.
    """
    url: str = env.str("TORILLA_BROKER_URL", default="")
    if url and not url.startswith(SCHEMES):
        raise ImproperlyConfigured(
            "TORILLA_BROKER_URL is no Redis: write redis://:password@host:6379/0."
        )
    if url and database["ENGINE"].endswith("sqlite3"):
        raise ImproperlyConfigured(
            "TORILLA_BROKER_URL is for several machines, and SQLite is a file of one: "
            "set DATABASE_URL to a PostgreSQL, or take TORILLA_BROKER_URL away."
        )
    return url
