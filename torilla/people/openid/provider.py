"""What is asked of the provider: what it says of itself, its keys, tokens. All by `torilla.outgoing`.

The issuer is an address that the operator has set, so it may be an inner one; what its discovery
document names elsewhere may not. No redirect is followed, five seconds are enough, half a megabyte too.
"""

import base64
import json
import time
from collections import deque
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt

from torilla.outgoing import Answer, Client, Limits, OutgoingError
from torilla.people.openid.configured import WorkAccounts
from torilla.people.openid.errors import Away, Gone, Wrong

LIMITS = Limits(seconds=5, body=512 * 1024, redirects=0)
KEPT = 3600
"""Seconds for which the discovery document and the keys are believed."""
LOOKS, A_MINUTE = 5, 60.0
"""So often in a minute an unknown key makes us look whether there are new ones."""
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
ALGORITHMS = frozenset(
    {*(f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)), "EdDSA"}
)
"""Signatures with a key that the provider alone has: never a shared secret, never none."""


class Provider:
    """One provider; keep it, for it remembers the keys. Every method raises Away or Wrong."""

    def __init__(self, configured: WorkAccounts) -> None:
        self.configured = configured
        self.client = Client.trusted([configured.issuer], LIMITS)
        self._about: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, list[jwt.PyJWK]] | None = None
        self._looked: deque[float] = deque(maxlen=LOOKS)

    def about(self) -> dict[str, Any]:
        """The discovery document. Its issuer must be the one that is set (OpenID Connect Discovery 4.3)."""
        if self._about is None or time.monotonic() - self._about[0] > KEPT:
            found = self._get(
                self.configured.issuer.rstrip("/") + "/.well-known/openid-configuration"
            )
            if found.get("issuer") != self.configured.issuer:
                raise Wrong("the discovery document names another issuer")
            for name in NEEDED:
                self._check_endpoint(name, found.get(name))
            self._about = (time.monotonic(), found)
        return self._about[1]

    def key(self, kid: str | None) -> jwt.PyJWK:
        """The key of this id; without an id the only one there is. Looks anew for one it does not know."""
        fresh = self._keys is not None and time.monotonic() - self._keys[0] <= KEPT
        found = _pick(self._keys[1], kid) if fresh and self._keys else None
        if found is None and self._may_look():
            self._keys = (time.monotonic(), _signing(self._get(self.about()["jwks_uri"])))
            found = _pick(self._keys[1], kid)
        if found is None:
            raise Wrong("the provider has no such key")
        return found

    def tokens(self, **form: str) -> dict[str, Any]:
        """What the token endpoint gives. Gone when it says that the code or refresh token is no good."""
        about, configured = self.about(), self.configured
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        if "client_secret_basic" in about.get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        ):
            pair = f"{quote(configured.client_id, '')}:{quote(configured.secret.reveal(), '')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {
                "client_id": configured.client_id,
                "client_secret": configured.secret.reveal(),
            }
        try:
            answer = self.client.post(
                about["token_endpoint"], content=urlencode(form).encode(), headers=headers
            )
        except OutgoingError as error:
            raise Away(str(error)) from None
        found = _json(answer)
        if answer.ok:
            return found
        if found.get("error") == "invalid_grant":
            raise Gone
        raise Wrong(f"the token endpoint answered {answer.status} {str(found.get('error'))[:80]}")

    def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = self.client.get(url, {"Accept": "application/json"})
        except OutgoingError as error:
            raise Away(str(error)) from None
        if not answer.ok:
            raise Away(f"the provider answered {answer.status}")
        return _json(answer)

    def _check_endpoint(self, name: str, url: object) -> None:
        secure = urlsplit(self.configured.issuer).scheme
        if not isinstance(url, str) or not url.startswith(f"{secure}://"):
            raise Wrong(f"the discovery document has no {name}, or none over {secure}")

    def _may_look(self) -> bool:
        now = time.monotonic()
        if len(self._looked) == LOOKS and now - self._looked[0] < A_MINUTE:
            return False
        self._looked.append(now)
        return True


def _json(answer: Answer) -> dict[str, Any]:
    """What the answer says. Away for an answer that is none, such as a proxy's error page."""
    try:
        found = json.loads(answer.body) if answer.whole else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Away(f"the provider answered {answer.status} with what is no JSON")
    return found


def _signing(found: dict[str, Any]) -> list[jwt.PyJWK]:
    """The keys for signatures that we can read; others are passed over."""
    keys = []
    for each in found.get("keys") or []:
        if isinstance(each, dict) and each.get("use", "sig") == "sig":
            try:
                keys.append(jwt.PyJWK(each))
            except (jwt.PyJWTError, ValueError, TypeError):
                continue
    return [key for key in keys if key.algorithm_name in ALGORITHMS]


def _pick(keys: list[jwt.PyJWK], kid: str | None) -> jwt.PyJWK | None:
    if kid is None:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.key_id == kid), None)


@lru_cache(maxsize=4)
def provider(configured: WorkAccounts) -> Provider:
    """The provider of these settings; one for the life of the process."""
    return Provider(configured)
