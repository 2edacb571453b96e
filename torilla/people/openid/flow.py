"""One sign-in from the way out to the way back. What it must come back with is kept in the session, once."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from torilla.people.openid import tokens
from torilla.people.openid.errors import Wrong
from torilla.people.openid.provider import Provider

KEY = "work_account_flows"
GOOD_FOR = timedelta(minutes=10)
AT_ONCE = 5
"""So many sign-ins may be open in one browser; the oldest gives way."""


@dataclass(frozen=True)
class Flow:
    """What one sign-in began with: against replay (`nonce`), against a stolen code (`verifier`)."""

    nonce: str
    verifier: str
    to: str
    began: float


def begin(provider: Provider, session: Any, *, to: str, now: datetime) -> str:
    """The provider's page for this sign-in (code flow with PKCE). `to`: where to go when it is done."""
    endpoint = provider.about()["authorization_endpoint"]
    state = secrets.token_urlsafe(24)
    flow = Flow(secrets.token_urlsafe(24), secrets.token_urlsafe(48), to, now.timestamp())
    kept = sorted(session.get(KEY, {}).items(), key=lambda item: item[1]["began"])
    session[KEY] = dict([*kept, (state, asdict(flow))][-AT_ONCE:])
    challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": provider.configured.client_id,
        "redirect_uri": back(),
        "scope": _scope(provider),
        "state": state,
        "nonce": flow.nonce,
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"


def taken(session: Any, state: str, now: datetime) -> Flow | None:
    """The sign-in of this state, which can be taken once; None when it is not of this browser or too old."""
    kept = session.get(KEY, {})
    found = kept.pop(state, None)
    if found is None:
        return None
    session[KEY] = kept
    session.save()  # now, not with the answer: nobody takes it twice
    fresh = now.timestamp() - found["began"] <= GOOD_FOR.total_seconds()
    return Flow(**found) if fresh else None


def finish(provider: Provider, flow: Flow, given: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """The claims, checked, and the refresh token ("" for none). Raises Wrong, Gone, Away."""
    about, issuer = provider.about(), given.get("iss")
    promised = about.get("authorization_response_iss_parameter_supported") is True
    if (promised or issuer is not None) and issuer != provider.configured.issuer:
        raise Wrong("the answer is of another provider (iss)")
    got = provider.tokens(
        grant_type="authorization_code",
        code=given["code"],
        redirect_uri=back(),
        code_verifier=flow.verifier,
    )
    claims = tokens.id_token(provider, got.get("id_token"), nonce=flow.nonce)
    return claims, str(got.get("refresh_token") or "")


def back() -> str:
    """The address to which the provider sends people back; it is registered there to the letter."""
    return settings.BASE_URL + reverse("people:work_account_back")


def _scope(provider: Provider) -> str:
    """Only what is needed to ask later whether the account is still there makes `offline_access` needed."""
    later = " offline_access" if provider.configured.check_minutes else ""
    return f"openid profile email{later}"
