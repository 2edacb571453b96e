"""Torilla with the real provider of `tests/counterparts`, whose answers a wire can alter."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.counterparts.peer import CLIENT, SECRET, Peer, Wire
from tests.counterparts.walk import Walker
from tests.journeys.running import free_port
from torilla.outgoing import Secret
from torilla.people.openid.configured import Claims, Place, WorkAccounts

BACK = "http://localhost:8000/sign-in/work/back/"
AINO = {
    "email": "aino@mallila.example", "email_verified": True, "name": "Aino", "oid": "aino-oid",
}  # fmt: skip


@pytest.fixture(scope="session")
def wire_and_peer(tmp_path_factory):
    wire = Wire()
    log = tmp_path_factory.mktemp("oidc") / "log"
    peer = Peer(free_port(), wire.url, f"{wire.url}/logout", BACK, log)
    wire.behind = peer.port
    yield wire, peer
    peer.stop()
    wire.stop()


@pytest.fixture
def wire(wire_and_peer):
    wire_and_peer[0].calm()
    return wire_and_peer[0]


@pytest.fixture
def peer(wire_and_peer):
    """The provider knows Aino."""
    wire_and_peer[1].knows(aino=AINO)
    return wire_and_peer[1]


@pytest.fixture
def configured(settings, wire):
    """Sets the work accounts: `configured(roles={…})`."""
    cache.clear()  # nobody has tried yet
    settings.SESSION_COOKIE_SECURE = False

    def make(**more):
        given = {"email_domains": frozenset({"mallila.example"})} | more
        given["claims"] = Claims(**given.get("claims", {}))
        given["roles"] = {role: Place(*place) for role, place in given.get("roles", {}).items()}
        settings.WORK_ACCOUNTS = WorkAccounts(
            issuer=wire.url, client_id=CLIENT, secret=Secret(SECRET), **given
        )
        return settings.WORK_ACCOUNTS

    make()
    return make


@dataclass
class Browser:
    """One person at Torilla and at the provider."""

    login: str
    here: Client = field(default_factory=Client)

    def __post_init__(self):
        self.there = Walker(self.login)

    def begin(self, **query):
        return self.here.get(reverse("people:work_account_start"), query)

    def at_the_provider(self, **query):
        """Signs in there; returns what it sends back to Torilla."""
        back = self.there.walk(self.begin(**query).url, BACK)
        return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}

    def back(self, answer):
        return self.here.get(reverse("people:work_account_back"), answer)

    def sign_in(self, **query):
        return self.back(self.at_the_provider(**query))

    @property
    def inside(self):
        """Who is signed in at Torilla, by number; None for nobody."""
        return getattr(self.here.get(reverse("people:people")).wsgi_request.user, "pk", None)


@pytest.fixture
def browser(configured, peer, db):
    """A browser of Aino's."""
    return Browser("aino")
