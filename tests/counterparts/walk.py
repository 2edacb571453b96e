"""A browser without a screen: it follows redirects, keeps cookies and fills the provider's own forms."""

import html
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Walker:
    """One person's browser at the provider."""

    def __init__(self, login: str) -> None:
        self.login = login
        self.opener = urllib.request.build_opener(
            _Stays, urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def ask(self, url: str, form: dict | None = None):
        data = urlencode(form).encode() if form is not None else None
        try:
            with self.opener.open(url, data, timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def walk(self, url: str, stop_at: str) -> str:
        """From the provider's page to the address, beginning with `stop_at`, to which it sends one back."""
        form = None
        for _step in range(15):
            status, headers, text = self.ask(url, form)
            form = None
            if status in (302, 303):
                url = urljoin(url, headers["Location"])
                if url.startswith(stop_at):
                    return url
                continue
            found = re.search(r"<form[^>]*>.*?</form>", text, re.S)
            if not found:
                raise RuntimeError(f"{status} {url} {re.sub('<[^>]+>', ' ', text)[-400:]}")
            url, form = urljoin(url, _action(found[0])), self._filled(found[0])
        raise RuntimeError("too many steps")

    def log_out(self, issuer: str, id_token: str) -> None:
        """At the provider: its page asks whether one wants to, and one does."""
        url = f"{issuer}/session/end?{urlencode({'id_token_hint': id_token})}"
        _status, _headers, text = self.ask(url)
        found = re.search(r"<form[^>]*>.*?</form>", text, re.S)
        assert found, text[-400:]
        self.ask(urljoin(url, _action(found[0])), self._filled(found[0]) | {"logout": "yes"})

    def _filled(self, form: str) -> dict:
        filled = {}
        for field in re.findall(r"<input[^>]*>", form):
            name = re.search(r'name="([^"]*)"', field)
            value = re.search(r'value="([^"]*)"', field)
            if name:
                filled[name[1]] = html.unescape(value[1]) if value else ""
        told = {"login": self.login, "password": "anything at all"}
        return filled | {name: text for name, text in told.items() if name in filled}


def _action(form: str) -> str:
    return html.unescape(re.search(r'action="([^"]+)"', form)[1])
