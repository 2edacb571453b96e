"""ops/nginx/torilla.conf in a real nginx, in front of a real `torilla serve`, with TLS."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
)

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.faults.databases import ROOT
from tests.faults.site import until
from tests.journeys.running import Running, free_port

pytestmark = pytest.mark.faults

PASSWORD = "kirjasto on auki maanantaina"
LOCALHOST = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])


def make_certificate(folder):
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(LOCALHOST, LOCALHOST, key.public_key(), 1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(pem))
    plain = serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(private)


def configuration(folder, plain, secure, behind):
    """What the howto says to change (name, certificate), and ports that a test may have."""
    text = (ROOT / "ops/nginx/torilla.conf").read_text(encoding="utf8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
        ("listen [::]:443 ssl http2;", ""),
        ("some.mallila.example", "localhost"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("/etc/ssl/torilla", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert old in text, f"the test no longer fits the configuration: {old}"
        text = text.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/start.log;\n"
    whole += f"worker_processes 1;\nevents {{}}\nhttp {{\n{places}{text}}}\n"
    file = folder / "nginx.conf"
    file.write_text(whole, encoding="utf8")
    return file


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


class Browser:
    """Keeps cookies and trusts the certificate; each answer is (status, headers, text)."""

    def __init__(self, folder, address):
        trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")
        self.address, self.cookies = address, CookieJar()
        self.opener = build_opener(
            HTTPSHandler(context=trusted), HTTPCookieProcessor(self.cookies), NoRedirects()
        )
        self.opener.addheaders = [("Referer", address + "/"), ("Origin", address)]

    def open(self, path, body=None, **headers):
        request = Request(self.address + path, body, headers)
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read().decode("utf8", "replace")

    def fill(self, path, **fields):
        self.open(path)
        token = next(c.value for c in self.cookies if c.name == "csrftoken")
        fields["csrfmiddlewaretoken"] = token
        return self.open(path, urlencode(fields).encode())


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """A browser at the address of an nginx in front of an empty, running Torilla."""
    folder = tmp_path_factory.mktemp("nginx")
    make_certificate(folder)
    plain, secure = free_port(), free_port()
    address = f"https://localhost:{secure}"
    running = Running(folder / "home", environment={"TORILLA_BASE_URL": address})
    running.start()
    file = configuration(folder, plain, secure, running.port)
    nginx = subprocess.Popen(["/usr/sbin/nginx", "-c", file], stderr=subprocess.DEVNULL)
    try:
        browser = Browser(folder, address)
        browser.running, browser.plain, browser.folder = running, plain, folder
        until(lambda: (folder / "pid").exists())
        yield browser
    finally:
        nginx.terminate()
        nginx.wait(20)
        running.stop()


def test_the_first_person_comes_in_and_signs_in_through_it(front):
    path = front.running.setup_link.split("/", 3)[3]
    status, _headers, _text = front.fill(
        f"/{path}", name="Sanna Virta", email="sanna@localhost.example", password=PASSWORD
    )
    assert status == 302
    assert front.open("/settings/")[0] == 200
    assert all(cookie.secure for cookie in front.cookies)
    front.cookies.clear()
    assert front.open("/settings/")[0] == 302
    assert front.fill("/sign-in/", login="sanna@localhost.example", password=PASSWORD)[0] == 302
    assert front.open("/settings/")[0] == 200
    log = (front.folder / "torilla.log").read_text()
    assert "GET /set-up/... 200" in log and path.split("/")[1] not in log


def test_hsts_is_torillas_own_and_told_once(front):
    headers = front.open("/sign-in/")[1]
    assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    assert headers["Server"] == "nginx"


def test_without_tls_one_is_led_to_it(front):
    plain = Browser(front.folder, f"http://localhost:{front.plain}")
    status, headers, _text = plain.open("/sign-in/?next=/")
    assert (status, headers["Location"]) == (301, "https://localhost/sign-in/?next=/")


def test_what_is_too_large_is_refused_before_it_is_read(front):
    status, _headers, _text = front.open("/sign-in/", b"x" * (23 * 1024 * 1024))
    assert status == 413


def test_what_a_visitor_says_of_proxies_is_not_believed(front):
    """Ten tries from ten invented addresses are ten tries of one: the entrance closes."""
    statuses = [
        front.open("/sign-in/", **{"X-Forwarded-For": f"192.0.2.{n}", "X-Forwarded-Proto": "http"})[
            0
        ]
        for n in range(40)
    ]
    assert 429 in statuses and set(statuses) <= {200, 302, 429}
