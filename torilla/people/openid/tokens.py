"""Whether a token is what the provider meant for us: OpenID Connect Core 3.1.3.7, Back-Channel Logout 2.6."""

import hmac
from datetime import datetime, timedelta
from typing import Any

import jwt

from torilla.people.openid.errors import ClocksDiffer, Wrong
from torilla.people.openid.provider import Provider

LEEWAY = timedelta(seconds=60)
"""So much may the two machines' clocks differ."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_IS_NEW = timedelta(minutes=5)
"""How old a logout token may be; used ones are remembered for longer."""


def id_token(provider: Provider, text: object, *, nonce: str | None) -> dict[str, Any]:
    """The claims of an ID token; `nonce` is that of the sign-in, None for one that came by refresh.

    Raises Wrong, ClocksDiffer, Away (its keys are not to be had).
    """
    claims = _signed(provider, text, ["iss", "aud", "exp", "iat", "sub"])
    ours = provider.configured.client_id
    if claims.get("azp", ours) != ours or (_several(claims["aud"]) and "azp" not in claims):
        raise Wrong("the ID token was made for another program")
    if nonce is not None and not _same(claims.get("nonce"), nonce):
        raise Wrong("the ID token is not of this sign-in (nonce)")
    return claims


def logout_token(provider: Provider, text: object, now: datetime) -> dict[str, Any]:
    """The claims of a logout token: whose (`sub`) or which (`sid`) session is over. Raises as `id_token`."""
    claims = _signed(provider, text, ["iss", "aud", "iat", "jti"])
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise Wrong("this is no logout token")
    if "nonce" in claims:
        raise Wrong("a logout token has no nonce")
    if not isinstance(claims.get("sub"), str) and not isinstance(claims.get("sid"), str):
        raise Wrong("the logout token says neither who nor which session")
    if now.timestamp() - claims["iat"] > (LOGOUT_IS_NEW + LEEWAY).total_seconds():
        raise ClocksDiffer("the logout token is old")
    return claims


def _signed(provider: Provider, text: object, needed: list[str]) -> dict[str, Any]:
    """The key says by which algorithm it signs, not the token: `none` and shared secrets lead nowhere."""
    if not isinstance(text, str) or not text:
        raise Wrong("there is no token")
    try:
        key = provider.key(jwt.get_unverified_header(text).get("kid"))
        claims: dict[str, Any] = jwt.decode(
            text,
            key,
            algorithms=[key.algorithm_name],
            audience=provider.configured.client_id,
            issuer=provider.configured.issuer,
            leeway=LEEWAY,
            options={"require": needed},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise ClocksDiffer(type(error).__name__) from None
    except jwt.PyJWTError as error:
        raise Wrong(f"the token does not hold: {type(error).__name__}") from None
    return claims


def _several(audience: object) -> bool:
    return isinstance(audience, list) and len(audience) > 1


def _same(told: object, expected: str) -> bool:
    return isinstance(told, str) and hmac.compare_digest(told.encode(), expected.encode())
