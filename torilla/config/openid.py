"""TORILLA_OIDC_…: the work account's provider, and what its claims mean here."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from torilla.config.environment import yes_or_no
from torilla.outgoing import OutgoingError, Secret
from torilla.outgoing.addresses import origin, read
from torilla.people.openid.configured import (
    DEFAULT_CHECK_MINUTES,
    Claims,
    Place,
    WorkAccounts,
)
from torilla.people.positions import NAMES, OF_A_UNIT

ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})
A_DAY = 24 * 60


def work_accounts(env: environ.Env) -> WorkAccounts | None:
    """What is set of the work account; None without an issuer.

    ImproperlyConfigured, in one sentence that never tells the secret, for a value that cannot be used.
    """
    issuer = _issuer(env.str("TORILLA_OIDC_ISSUER", default="").strip())
    client_id = env.str("TORILLA_OIDC_CLIENT_ID", default="").strip()
    if not issuer and not client_id:
        return None
    if not issuer or not client_id:
        raise ImproperlyConfigured(
            "TORILLA_OIDC_ISSUER and TORILLA_OIDC_CLIENT_ID belong together; one of them is missing."
        )
    claims = _claims(_table("TORILLA_OIDC_CLAIMS", env.str("TORILLA_OIDC_CLAIMS", default="")))
    roles = _table("TORILLA_OIDC_ROLES", env.str("TORILLA_OIDC_ROLES", default=""))
    units = _table("TORILLA_OIDC_UNITS", env.str("TORILLA_OIDC_UNITS", default=""))
    if units and not claims.unit:
        raise ImproperlyConfigured(
            'TORILLA_OIDC_UNITS is set, but no claim is named for it: TORILLA_OIDC_CLAIMS={"unit": "department"}.'
        )
    return WorkAccounts(
        issuer=issuer,
        client_id=client_id,
        secret=_secret(env),
        name=env.str("TORILLA_OIDC_NAME", default="").strip(),
        only=yes_or_no(env, "TORILLA_OIDC_ONLY"),
        check_minutes=_minutes(env),
        email_domains=_domains(env),
        add_people=yes_or_no(env, "TORILLA_OIDC_ADD_PEOPLE"),
        claims=claims,
        roles={role: _place(role, place) for role, place in roles.items()},
        units=units,
    )


def _issuer(text: str) -> str:
    if not text:
        return ""
    try:
        url = read(text)
    except OutgoingError as wrong:
        raise ImproperlyConfigured(f"TORILLA_OIDC_ISSUER: {wrong}.") from None
    if url.scheme != "https" and origin(url)[0] not in ON_THIS_MACHINE:
        raise ImproperlyConfigured("TORILLA_OIDC_ISSUER must begin with https://.")
    if url.query or url.fragment or "/.well-known/" in text:
        raise ImproperlyConfigured(
            "TORILLA_OIDC_ISSUER is the issuer itself, without /.well-known/ and what follows."
        )
    return text


def _secret(env: environ.Env) -> Secret:
    given = env.str("TORILLA_OIDC_CLIENT_SECRET", default="")
    file = env.str("TORILLA_OIDC_CLIENT_SECRET_FILE", default="")
    if bool(given) == bool(file):
        raise ImproperlyConfigured(
            "Set one of TORILLA_OIDC_CLIENT_SECRET and TORILLA_OIDC_CLIENT_SECRET_FILE, not both and not neither."
        )
    if file:
        try:
            given = Path(file).read_text(encoding="utf8").strip()
        except (OSError, UnicodeError):
            raise ImproperlyConfigured(
                f"TORILLA_OIDC_CLIENT_SECRET_FILE {file!r} cannot be read."
            ) from None
    if not given:
        raise ImproperlyConfigured(f"TORILLA_OIDC_CLIENT_SECRET_FILE {file!r} is empty.")
    return Secret(given)


def _minutes(env: environ.Env) -> int:
    text = env.str("TORILLA_OIDC_CHECK_MINUTES", default=str(DEFAULT_CHECK_MINUTES)).strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= A_DAY):
        raise ImproperlyConfigured(
            f"TORILLA_OIDC_CHECK_MINUTES {text!r} is no number of minutes from 1 to {A_DAY}, or 0 for never."
        )
    return int(text)


def _domains(env: environ.Env) -> frozenset[str]:
    given = {
        d.strip().lower() for d in env.list("TORILLA_OIDC_EMAIL_DOMAINS", default=[]) if d.strip()
    }
    for domain in sorted(given):
        if "@" in domain or "." not in domain or " " in domain:
            raise ImproperlyConfigured(
                f"TORILLA_OIDC_EMAIL_DOMAINS {domain!r} is no domain: write it as municipality.fi."
            )
    return frozenset(given)


def _table(name: str, text: str) -> dict[str, str]:
    try:
        given: Any = json.loads(text or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(isinstance(v, str) and v for v in given.values()):
        raise ImproperlyConfigured(
            f'{name} is not a table of texts in JSON: {{"this": "that", "these": "those"}}.'
        )
    return {key.strip(): value.strip() for key, value in given.items()}


def _claims(given: dict[str, str]) -> Claims:
    known = [each.name for each in dataclasses.fields(Claims)]
    for name in given:
        if name not in known:
            raise ImproperlyConfigured(
                f"TORILLA_OIDC_CLAIMS: {name!r} is none of {', '.join(known)}."
            )
    return Claims(**given)


def _place(role: str, text: str) -> Place:
    position, _at, unit = (part.strip() for part in text.partition("@"))
    if position not in NAMES:
        raise ImproperlyConfigured(
            f"TORILLA_OIDC_ROLES, {role}: {position!r} is none of {', '.join(NAMES)}."
        )
    if (position in OF_A_UNIT) != bool(unit):
        raise ImproperlyConfigured(
            f"TORILLA_OIDC_ROLES, {role}: write {position}@Name of the unit."
            if position in OF_A_UNIT
            else f"TORILLA_OIDC_ROLES, {role}: {position} is the whole municipality's, without a unit."
        )
    return Place(position, unit)
