"""Passwords, PINs and keys that were pasted into a text."""

import re
from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.markings import joined
from torilla.screening.reading import Reading
from torilla.screening.text import Text

# Keys whose makers gave them a beginning of their own.
_KEY = re.compile(
    r"(?<![\w-])(?:A[KS]IA[0-9A-Z]{16}|gh[opusr]_\w{20,250}|github_pat_\w{20,250}|glpat-[\w-]{18,100}"
    r"|xox[abeprs]-[\w-]{10,250}|EAA[0-9A-Za-z]{25,400}|IGQ[0-9A-Za-z_-]{25,400}|AIza[\w-]{30,100}|ya29\.[\w-]{20,400}"
    r"|[srp]k[-_](?:live|test|proj|ant)[-_][\w-]{16,250}|sk-\w{20,250}|SG\.[\w-]{16,100}\.[\w-]{16,100}|npm_\w{30,100}"
    r"|AAAAAAAAAA(?=\w{0,200}[0-9a-z])[\w%]{40,250}|\d{8,10}:AA[\w-]{30,60}|eyJ[\w-]{8,4000}\.eyJ[\w-]{4,8000}\.[\w-]{6,2000})(?![\w-])"
)
_PRIVATE_KEY = re.compile(
    r"-{2,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{2,5}"
    r"(?:\s{1,2}[0-9A-Za-z+/=]{16,80}){0,100}(?:\s{1,2}[0-9A-Za-z+/=]{1,80})?"
    r"(?:\s{1,2}-{2,5} ?END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{2,5})?"
)
_IN_ADDRESS = re.compile(
    r"(?<![\w+.-])[A-Za-z][\w+.-]{1,20}://[^\s/:@]{1,100}:[^\s/@]{1,200}@\w[\w.-]{0,99}(?::\d{1,5})?(?<!\.)"
)

_JOIN = (
    r"(?P<join>(?:\s(?:on|är|is|oli|var|saa)(?:\s(?:nyt|nu|now|edelleen))?)?"
    r"(?:[\"”]?\s{0,3}[:=]+>?\s{0,3}|\s{1,3}))"
)
_WORD = (
    r"(?:salasana|tunnussana|lösenord|kodord|password|passphrase|passwd|salis|\bpwd|\bpw)[a-zåäö]{0,8}"
    r"(?:\s?\([^()\n]{1,30}\))?"
)
_VALUE = r"(?P<value>[\"”'’«<{]?[^\s\"”«»]{4,64}[\"”»]?)"
_PASSWORD = re.compile(_WORD + _JOIN + _VALUE, re.IGNORECASE)
# Of what it is the password stands between: "Salasana wifi-verkkoon on …"
_PASSWORD_OF = re.compile(
    _WORD + r"(?:\s[^\s:=.,]{2,24}){1,2}(?P<join>\s(?:on|är|is)\s|\s?[:=]\s{0,3})" + _VALUE,
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?<![a-zåäö])(?:pin(?:[- ]?(?:koodi|kod|code|tunnus)[a-zåäö]{0,6})?"
    r"|(?:ovi|portti|hälytys|lukko|avain|vahvistus|palautus|kertakäyttö|turva)koodi[a-zåäö]{0,5}"
    r"|(?:ove|porti|luko|hälyttime)n koodi|koodi (?:oveen|ovelle|porttiin)"
    r"|(?:dörr|port|larm)kod(?:en)?|tunnusluku[a-zåäö]{0,4})"
    r"(?:\s?[:=]\s?|\s(?:on|är|is)\s|\s)(\d{4,8}[#*]?)(?![\w.,:/-]?\d)",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?:avai(?:n|me)|key|token|secret|salaisuu[sd]|nyckel|bearer|credential)[a-zåäö_]{0,10}"
    rf"{_JOIN}[\"'”<]?(?P<value>[0-9A-Za-z_+/=.~-]{{16,300}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PASSWORDS = (
    *("salasana", "tunnussana", "lösenord", "kodord", "password", "passphrase", "passwd"),
    *("salis", "pwd", "pw"),
)
_PINS = ("pin", "koodi", "kod", "tunnusluku")
_TOKENS = (
    "avain",
    "avaime",
    "key",
    "token",
    "secret",
    "salaisuu",
    "nyckel",
    "bearer",
    "credential",
)
_KEYS = (
    *(
        "AKIA",
        "ASIA",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_",
        "glpat",
        "xox",
        "EAA",
        "IGQ",
    ),
    *(
        "AIza",
        "ya29",
        "sk-",
        "sk_",
        "pk-",
        "pk_",
        "rk-",
        "rk_",
        "SG.",
        "npm_",
        "AAAAAAAAAA",
        ":AA",
        "eyJ",
    ),
)
# What stands for a password, or tells of one: ********, <salasana>, https://…, 12-merkkinen.
_PLACEHOLDER = re.compile(
    r"[\W_xX]*|(.)\1*|[<{\[(].*|(?:https?|www)\W.*|\d{1,2}-[a-zåäö]{3,}"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4})?"
)
_TURNS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_ENDS = re.compile(r"[ \t]*(?:[.!,;]?[ \t]*(?:\n|$)|[,;/|])")


@detector(
    "secret",
    sentence="A password or a key opens a door to everybody who reads it.",
    fires=[
        "Salasana: «Kesa2024!»",
        "Tunnus kirjasto, salasana «kissa123» toimii.",
        "Wifin salasana on «Mallila-2026», tervetuloa.",
        "Salasana: «kissa»\nTervetuloa",
        "Lösenordet är «Sommar24». Salasana wifi-verkkoon on «Kesä2024».",
        "PIN-koodi on «4821», ovikoodi «1379#».",
        "Avain «AKIAIOSFODNN7EXAMPLE» vuoti.",
        "token: «a8f5f167f44f4964e6c998dee827110c»",
        "Rajapinta-avain on «Zk8q2LmP0xT5vB7nR3cW».",
        "Katso «https://aino:salaista@palvelin.example»/x",
        "«-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq1\n-----END RSA PRIVATE KEY-----»",
        "Istunto «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk» jäi.",
    ],
    passes=[
        "Salasana on vaihdettava kolmen kuukauden välein.",
        "Salasana: vähintään 12 merkkiä, iso ja pieni kirjain.",
        "Unohtunut salasana on helppo vaihtaa. PIN-koodi tulee kirjeessä.",
        "Avain on onnellisuus. Avaimenperä maksaa 1234 euroa.",
        "Lösenordet är hemligt. New password (again), is your password forgotten?",
        "Salasanan pituus on 15–20 merkkiä. Salasana on 12-merkkinen. Salasana on sähköpostissa/kirjeessä.",
        "Token on vuoden sana. Salasana ******** ei näy.",
        "Pinnoite 2024 valmistuu, pinta-ala on 1234.",
        "Postikoodi 00100, alennuskoodi KESA24.",
        "A" * 80,
        "Kysy avainta-kirjaston-palvelupisteestä-heti.",
    ],
)
def secret(reading: Reading, context: Context) -> list[Span]:
    plain = reading.text.plain
    spans = list(_told(reading.text))
    if any(hint in plain for hint in _KEYS):
        spans.extend(found.span() for found in _KEY.finditer(plain))
    if "PRIVATE KEY" in plain:
        spans.extend(found.span() for found in _PRIVATE_KEY.finditer(plain))
    if "://" in plain:
        spans.extend(found.span() for found in _IN_ADDRESS.finditer(plain))
    return joined(spans)


def _told(text: Text) -> Iterator[Span]:
    """What the word before it says to be a password, a PIN or a key."""
    plain, lower = text.plain, text.lower
    if any(hint in lower for hint in _PASSWORDS):
        yield from _passwords(plain)
    if text.has_digit and any(hint in lower for hint in _PINS):
        yield from (found.span(1) for found in _PIN.finditer(plain))
    if text.has_digit and any(hint in lower for hint in _TOKENS):
        for found in _TOKEN.finditer(plain):
            value = found["value"].rstrip(".")
            if _is_random(value):
                yield found.start("value"), found.start("value") + len(value)


def _passwords(plain: str) -> Iterator[Span]:
    for found in _PASSWORD.finditer(plain):
        start, end = _trimmed(found)
        if end - start >= 4 and _is_password(found, plain, start, end):
            yield start, end
    for found in _PASSWORD_OF.finditer(plain):
        start, end = _trimmed(found)
        if end - start >= 4 and _is_mixed(plain[start:end]):
            yield start, end


def _trimmed(found: re.Match[str]) -> Span:
    """Without quotation marks around it and the sentence's point after it."""
    start, end = found.span("value")
    value = found["value"]
    start += len(value) - len(value.lstrip("\"”'’«"))
    return start, start + len(found.string[start:end].rstrip("\"”'’».,;:)"))


def _is_password(found: re.Match[str], plain: str, start: int, end: int) -> bool:
    """Whether it looks like one: with a digit or a sign in it, quoted, or alone on its line after a colon."""
    value = plain[start:end]
    if _PLACEHOLDER.fullmatch(value):
        return False
    joined_by = found["join"].strip()
    if not joined_by:
        return _is_mixed(value)
    signed = re.search(r"\d|[^\w.,'’/-](?!$)|[a-z][A-Z]", value) is not None
    if signed or start > found.start("value"):
        return True
    return "=" in joined_by or (":" in joined_by and _ENDS.match(plain, end) is not None)


def _is_mixed(value: str) -> bool:
    """Whether it has letters and digits, and does not tell of a password."""
    mixed = re.search(r"\d.*[A-Za-zÅÄÖåäö]|[A-Za-zÅÄÖåäö].*\d", value) is not None
    return mixed and not _PLACEHOLDER.fullmatch(value)


def _is_random(value: str) -> bool:
    """Whether letters and digits take turns as in no word."""
    if re.fullmatch(r"[0-9a-fA-F]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        return True
    return len(_TURNS.findall(value)) >= 5 and any(each.isdigit() for each in value)
