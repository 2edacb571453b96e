"""What the environment says, checked: a bad value stops the start with one sentence that says it all."""

import warnings
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})


def database(env: environ.Env, otherwise: str) -> dict[str, Any]:
    """DATABASE_URL as Django wants it. The address is not repeated: a password may stand in it."""
    with warnings.catch_warnings():  # a warning would repeat it
        warnings.simplefilter("ignore")
        found: dict[str, Any] = env.db_url("DATABASE_URL", default=otherwise)
    if found.get("ENGINE") not in ENGINES or not found.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL names no database that Torilla knows: write "
            "postgres://user:password@host:5432/name or sqlite:////folder/file."
        )
    return found


def time_zone(env: environ.Env) -> str:
    """TORILLA_TIME_ZONE."""
    name: str = env.str("TORILLA_TIME_ZONE", default="Europe/Helsinki")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"TORILLA_TIME_ZONE {name!r} is no time zone: write it as Europe/Helsinki."
        ) from error
    return name


def base_url(env: environ.Env) -> str:
    """TORILLA_BASE_URL, without a slash at its end."""
    url: str = env.str("TORILLA_BASE_URL", default="http://localhost:8000").rstrip("/")
    scheme, _, host = url.partition("://")
    if scheme not in {"http", "https"} or not host:
        raise ImproperlyConfigured(
            f"TORILLA_BASE_URL {url!r} is no address: write it as https://some.municipality.fi."
        )
    return url


def yes_or_no(env: environ.Env, name: str) -> bool:
    """A variable that is 1 or 0; not set means no."""
    word = env.str(name, default="").strip().lower()
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{name} {word!r} is neither yes nor no: write 1 or 0.")
    return word in YES


def whole_number(env: environ.Env, name: str, otherwise: int) -> int:
    """A variable that is a whole number, at least one."""
    word = env.str(name, default=str(otherwise)).strip()
    if not word.isdecimal() or int(word) < 1:
        raise ImproperlyConfigured(f"{name} {word!r} is no number: write it as {otherwise}.")
    return int(word)


def email(env: environ.Env) -> dict[str, Any]:
    """TORILLA_EMAIL_URL as Django's settings. It is not repeated: a password may stand in it."""
    try:
        found: dict[str, Any] = env.email_url("TORILLA_EMAIL_URL", default="dummymail://")
    except (environ.ImproperlyConfigured, ValueError):
        found = {}
    by_smtp = found.get("EMAIL_BACKEND", "").endswith("smtp.EmailBackend")
    if not found or (by_smtp and not found["EMAIL_HOST"]):
        raise ImproperlyConfigured(
            "TORILLA_EMAIL_URL is no mail server: write smtp+tls://user:password@host:587."
        )
    return found
