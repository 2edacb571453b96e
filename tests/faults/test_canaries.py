"""200 canaries are driven through the real program; none is heard where it must not be."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

import pytest

from tests.faults.canaries import PEM, Canaries, whole_backup, whole_database
from tests.faults.databases import ENGINES, ROOT
from tests.faults.site import CSRF, Site, until
from tests.journeys.running import TORILLA, free_port
from torilla.outgoing.tests.servers import Server, answering

pytestmark = [pytest.mark.faults, pytest.mark.slow]

PASSWORD = "kanaria salasana jota kukaan ei arvaa"
PLACES = ("log", "metrics", "command line", "audit export", "register exports", "public pages")
"""Where neither a secret nor what is private may stand."""
PUBLIC = ("", "accounts/", "units/", "accounts.csv", "accounts.jsonld", "accounts.atom")
FAILS = b"HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Scene:
    """A site, what was planted in it, and what was written anywhere."""

    site: Site
    canaries: Canaries
    places: dict[str, str]


class Visitor:
    """Sends what no browser would, and remembers what was answered."""

    def __init__(self, site: Site) -> None:
        self.site, self.statuses = site, set()

    def ask(self, method, path, body=None, *, cookie="", **headers) -> str:
        headers = {"Cookie": f"csrftoken={CSRF}; {cookie}", **headers}
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            self.statuses.add(answer.status)
            return answer.read().decode("utf8", "replace")
        finally:
            connection.close()

    def get(self, path, *, who="", **more) -> str:
        return self.ask("GET", path, cookie=self._of(who) or more.pop("cookie", ""), **more)

    def fill(self, path, *, who="", **fields) -> str:
        body = urlencode(fields | {"csrfmiddlewaretoken": CSRF, "form_token": ""})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, cookie=self._of(who), **form)

    def upload(self, path, text, *, who) -> str:
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{text}\r\n--x--\r\n"
        )
        form = {"Content-Type": "multipart/form-data; boundary=x"}
        return self.ask("POST", path, parts.encode(), cookie=self._of(who), **form)

    def json(self, method, path, value, token) -> str:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        return self.ask(method, path, json.dumps(value), **headers)

    def _of(self, who: str) -> str:
        return f"sessionid={self.site.sessions[who]}" if who else ""


# What is done


def sign_in_wrongly(visitor, canaries):
    for one in canaries.some("password", 10):
        visitor.fill("/sign-in/", login="aino@mallila.example", password=one)
    for one in canaries.some("passwordtyped", 10):
        visitor.fill("/settings/confirm/", who="Leena", password=one)
        visitor.fill("/settings/password/", who="Eeva", password1=one, password2=f"{one}y")
    for one in canaries.some("identity code", 10, secret=False):
        visitor.fill("/sign-in/", login=one, password=PASSWORD)


def follow_links_of_others(visitor, canaries):
    for kind, path in (
        ("setup", "/set-up/{}/"),
        ("join", "/join/{}/"),
        ("calendar", "/calendar/{}.ics"),
        ("glass", "/break-glass/{}/"),
    ):
        for one in canaries.some(f"link{kind}", 5):
            visitor.get(path.format(one))
            visitor.fill(path.format(one), name=one, email=one, password=one)
            visitor.get(path.format(one), Host="elsewhere.example")
            visitor.get(path.format(one) + "x/y")


def come_with_false_credentials(visitor, canaries):
    for one in canaries.some("cookie", 10):
        visitor.get("/tasks/", cookie=f"sessionid={one}")
        visitor.get("/nowhere/", cookie=f"sessionid={one}; other={one}")
    for one in canaries.some("apitoken", 20):
        visitor.get("/metrics", Authorization=f"Bearer {one}")
        visitor.json("POST", "/api/v1/accounts", {"token": one, "name": one}, one)
        visitor.get("/api/v1/accounts", Authorization=f"Bearer {one}")
    for one in canaries.some("openid", 20):
        visitor.get(f"/sign-in/work/back/?code={one}&state={one}")
        visitor.get(f"/sign-in/work/back/?error={one}&state={one}&id_token={one}")
        visitor.fill("/sign-in/work/ended/", logout_token=one)


def bring_files(visitor, canaries):
    keys = [PEM.format(one) for one in canaries.some("privatekey", 10, secret=False)]
    cells = canaries.some("identity code", 20, secret=False)[10:]
    phones = canaries.some("phone", 20, secret=False)
    rows = "".join(f"{a};{b};{a}{b}@x;;\r\n" for a, b in zip(cells, phones, strict=False))
    ways = {"/people/import/": "Martti", "/units/import/": "Martti", "/accounts/import/": "Leena"}
    for path, who in ways.items():
        for key in keys:
            visitor.upload(path, key, who=who)
        visitor.upload(path, f"Nimi;Puhelin;Sähköposti;Yksikkö;Osoite\r\n{rows}", who=who)
    assert visitor.site.count("people_import") >= len(ways)
    for key, phone in zip(keys, phones, strict=False):
        visitor.fill("/units/add/", who="Leena", name=key, kind=phone, parent=phone)
        visitor.get(f"/accounts/?q={quote(key)}", who="Leena")
        visitor.get(f"/accounts/{quote(phone)}/", who="Leena")


def meet_a_broken_database(site, visitor, canaries):
    """Pages that need people's units end with a traceback in the log."""
    site.change("ALTER TABLE people_unit RENAME TO gone")
    try:
        for one in canaries.some("typed", 30, secret=False):
            fields = {"name": one, "reason": one, "kind": "unit", "parent": "1"}
            visitor.fill("/units/add/", who="Leena", **fields)
            visitor.fill("/people/add/", who="Martti", **fields, email=f"{one}@mallila.example")
            visitor.get(f"/units/?q={one}", who="Leena")
    finally:
        site.change("ALTER TABLE gone RENAME TO people_unit")


def mistype_commands(site, canaries) -> str:
    """What the terminal says to wrong settings and to arguments that nobody has."""
    said = ""
    wrong = {
        "DATABASE_URL": "postgres://torilla:{}@127.0.0.1:1/torilla",
        "TORILLA_EMAIL_URL": "nomail://user:{}@host:1",
        "TORILLA_TEAMS_WEBHOOKS": '{{"*": "no address {}"}}',
        "TORILLA_BROKER_URL": "amqp://user:{}@host",
        "TORILLA_OIDC_CLIENT_SECRET": "{}",
    }
    for name, shape in wrong.items():
        for one in canaries.some(f"wrong{name.lower()}", 4):
            said += command(site, "findings", **{name: shape.format(one)})
    for one in canaries.some("identity code", 22, secret=False)[20:]:
        said += command(site, "person", "export", one)
    return said


def command(site, *arguments, **variables) -> str:
    done = subprocess.run(
        [TORILLA, *arguments], env=site.variables | variables, capture_output=True, timeout=120
    )
    return (done.stdout + done.stderr).decode("utf8", "replace")


# What is looked at


def plant(site, canaries):
    """What the program itself gives out once."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.plant", PASSWORD],
        cwd=ROOT,
        env=site.variables | {"DJANGO_SETTINGS_MODULE": "torilla.config.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    given = json.loads(done.stdout)
    canaries.secret |= given | {"ainos password": [PASSWORD]}
    canaries.secret["file of keys"] = (site.home / "keys").read_text().split()
    canaries.secret["signing key"] = [(site.home / "secret_key").read_text().strip()]
    canaries.secret["earlier session"] = list(site.sessions.values())
    return given


def settings(site, canaries, webhook) -> dict[str, str]:
    password, smtp, sig, metrics, client = canaries.some("setting", 5)
    if url := site.environment.get("DATABASE_URL"):
        site.environment["DATABASE_URL"] = url.replace("postgres@", f"postgres:{password}@")
    site.environment |= {
        "TORILLA_LOG_LEVEL": "debug",
        "TORILLA_EMAIL_URL": f"smtp://torilla:{smtp}@127.0.0.1:{free_port()}",
        "TORILLA_TEAMS_WEBHOOKS": f"http://127.0.0.1:{webhook}/invoke?api-version=1&sig={sig}",
        "TORILLA_METRICS_TOKEN": metrics,
        "TORILLA_OIDC_ISSUER": f"https://127.0.0.1:{free_port()}",
        "TORILLA_OIDC_CLIENT_ID": "torilla",
        "TORILLA_OIDC_CLIENT_SECRET": client,
    }
    return metrics


def use_what_was_given(visitor, given):
    visitor.get(f"/calendar/{given['calendar'][0]}.ics")
    for path in ("set-up link", "invitation"):
        visitor.get(f"/{'set-up' if path == 'set-up link' else 'join'}/{given[path][0]}/")
    visitor.get("/api/v1/accounts", Authorization=f"Bearer {given['key of a program'][0]}")
    visitor.fill("/sign-in/", login="aino@mallila.example", password=PASSWORD)


def drive(site, canaries, given) -> str:
    visitor = Visitor(site)
    use_what_was_given(visitor, given)
    sign_in_wrongly(visitor, canaries)
    follow_links_of_others(visitor, canaries)
    come_with_false_credentials(visitor, canaries)
    bring_files(visitor, canaries)
    meet_a_broken_database(site, visitor, canaries)
    assert {200, 302, 400, 404, 503} <= visitor.statuses
    assert site.name_kaisa("a notice").status == 302
    until(lambda: site.count("duties_mail", "attempts > 0 OR state = 'failed'"))
    return mistype_commands(site, canaries)


def everything_written(site, said, metrics, folder) -> dict[str, str]:
    visitor = Visitor(site)
    assert "are on" in command(site, "public", "on")
    figures = visitor.get("/metrics", Authorization=f"Bearer {metrics}")
    assert "torilla_audit_entries" in figures
    shapes = [command(site, "register", "export", "--format", f) for f in ("csv", "json", "jsonld")]
    person = command(site, "person", "export", "aino.lehto@mallila.example")
    backup = folder / "backup.tar.gz"
    command(site, "backup", str(backup))
    return {
        "metrics": figures,
        "command line": said,
        "audit export": command(site, "audit", "export"),
        "register exports": "".join(shapes),
        "public pages": "".join(visitor.get(f"/fi/{page}") for page in PUBLIC),
        "a person's export": person,
        "database": whole_database(site.database),
        "backup": whole_backup(backup),
    }


@pytest.fixture(scope="module", params=ENGINES)
def scene(request, mallila_on, server, tmp_path_factory):
    """All of it done once on each engine."""
    folder = tmp_path_factory.mktemp("canaries")
    original = mallila_on(request.param)
    shutil.copytree(original.home, folder / "home")
    site = Site(folder / "home", environment=dict(original.environment), sessions=original.sessions)
    if request.param == "postgresql":
        site.environment["DATABASE_URL"] = server.new(of=original.database)
    canaries = Canaries()
    try:
        with Server(answering(FAILS)) as workflow:
            metrics = settings(site, canaries, workflow.port)
            given = plant(site, canaries)
            site.start()
            said = drive(site, canaries, given)
            places = everything_written(site, said, metrics, folder)
    finally:
        site.end()
    places["log"] = (folder / "home.log").read_text(encoding="utf8")
    yield Scene(site, canaries, places)


def test_there_were_two_hundred(scene):
    assert scene.canaries.number >= 200


def test_the_log_tells_enough_to_put_things_right(scene):
    log = scene.places["log"]
    assert "Traceback" in log and " DEBUG " in log and "Not Found: /join/…" in log
    hosts = [line for line in log.splitlines() if "Invalid HTTP_HOST" in line]
    assert hosts and not [line for line in log.splitlines() if "DisallowedHost(" in line]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_secret_and_nothing_private_is_told(scene, place):
    assert scene.places[place]
    assert scene.canaries.found_in(scene.places[place], private=True) == []


@pytest.mark.parametrize("place", ["database", "backup", "a person's export"])
def test_no_secret_is_kept_as_it_is(scene, place):
    assert len(scene.places[place]) > 500
    assert scene.canaries.found_in(scene.places[place], private=False) == []
