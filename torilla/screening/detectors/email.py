"""E-mail addresses, also those written so that machines would not find them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading

_LOCAL = r"0-9A-Za-zÅÄÖåäöÉéÜü._%+'-"
_DOMAIN = r"(?:[0-9A-Za-zÅÄÖåäö](?:[0-9A-Za-zÅÄÖåäö-]{0,62})\.){1,6}[A-Za-z]{2,24}(?![0-9A-Za-z@])"

_PLAIN = re.compile(rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}@{_DOMAIN}")

# "matti.virtanen (at) mallila.fi", "matti [ät] mallila piste fi", "matti @ mallila.fi".
_POINT = r"(?:\.|\s?[(\[{](?:\.|piste|punkt|dot)[)\]}]\s?|\s(?:piste|punkt|dot)\s)"
_HIDDEN = re.compile(
    rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}"
    r"(?:\s?[(\[{<]\s?(?:at|ät|a|@|miu(?:ku)?(?:mauku)?|snabel-?a)\s?[)\]}>]\s?"
    r"|\s(?:at|ät|@|miukumauku|snabel-?a)\s|\s@|@\s|_at_|_ät_)"
    rf"(?:[0-9A-Za-zÅÄÖåäö-]{{1,63}}{_POINT}){{1,4}}[A-Za-z]{{2,24}}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[(\[{<]\s?(?:at|ät|a|@|miu(?:ku)?(?:mauku)?|snabel-?a)\s?[)\]}>]"
    r"|\s(?:at|ät|@|miukumauku|snabel-?a)\s|\s@|@\s|_[aä]t_",
    re.IGNORECASE,
)
_HINTS = (" at", "at ", "ät", "@", "(a", "[a", "{a", "<a", "( a", "miu", "snabel", "_at_")
_SIGN = re.compile(r"[(\[{<@]|_[aä]t_", re.IGNORECASE)
# Between words "at" is English and "ät" nothing: there the end must be that of an address.
_ENDS = re.compile(r"(?:fi|com|net|org|eu|se|ax|info|io)$", re.IGNORECASE)

# A dot in the part before @ stands between a person's names, unless a unit is named there.
_UNIT = re.compile(
    r"toimi|virasto|palvel|kirja|koulu|päiväko|paivako|neuvo|viest|tekni|hallin|sivist|sosiaal|varhais|museo"
    r"|kunta|kaupun|matkail|nuoris|liikun|vesi|info|lasku|rakenn|ymp[aä]rist|kaava|asunto|asiak|luki|opisto"
    r"|terveys|johto|tuki|help|noreply|kansli|bibliotek|skola|daghem|service|registr|tieto|media"
)


@detector(
    "email",
    sentence="An e-mail address leads to a person, unless it is one of the municipality’s own for everybody.",
    fires=[
        "Kirjoita: «matti.virtanen@mallila.example».",
        "Ilmoittaudu «aino.k@posti.example»:iin, kiitos!",
        "Vastaa «etunimi (at) domain.fi» pian.",
        "Osoite on «matti.virtanen[ät]mallila.fi» tai «matti at mallila piste fi».",
        "Skriv till «åsa.öst@kommun.example».",
        "<«sirpa_m+some@posti.example»>",
    ],
    passes=[
        "Seuraa meitä: @mallilankunta, klo 9 @ kirjasto.",
        "Open house at mallila library at 10. Look at mallila.fi too.",
        "Katso https://mallila.example/@kunta.",
        "Palvelin https://kayttaja:salaista1@palvelin.example/x ei ole osoite.",
    ],
)
def email(reading: Reading, context: Context) -> Iterator[Span]:
    text = reading.text
    if "@" in text.plain:
        for found in _PLAIN.finditer(text.plain):
            if not _signs_in(text.before(found.start(), 200)):
                yield from _unless_own(found, context)
    if any(hint in text.lower for hint in _HINTS) and _MARK.search(text.plain):
        for found in _HIDDEN.finditer(text.plain):
            if _SIGN.search(found[0]) or _between_words(found[0]):
                yield from _unless_own(found, context)


def _signs_in(before: str) -> bool:
    """Whether what follows is the user of an address on the web (https://user:password@host)."""
    _before, slashes, within = before.rpartition("://")
    return bool(slashes) and not re.search(r"[/\s]", within)


def _between_words(written: str) -> bool:
    """Whether "at" between two words makes an address of them: "Look at mallila.fi" is none."""
    local = written.split()[0]
    return ("." in local or "_" in local or " " in written.split(None, 2)[2]) and bool(
        _ENDS.search(written)
    )


def _unless_own(found: re.Match[str], context: Context) -> Iterator[Span]:
    start, end = found.span()
    while found.string[start] in ".-'+%" and start < end - 1:
        start += 1
    if not _own(found.string[start:end].lower(), context.emails):
        yield start, end


@lru_cache(maxsize=256)
def _plain_address(written: str) -> str:
    """The address without what hides it."""
    plain = re.sub(_POINT, ".", written)
    return re.sub(_MARK, "@", plain).replace(" ", "")


def _own(written: str, emails: frozenset[str]) -> bool:
    """Whether the municipality gives this address itself, or it is a unit's at one of its domains."""
    if not emails:
        return False
    allowed = {each.strip().lower() for each in emails}
    address = _plain_address(written)
    local, _at, domain = address.partition("@")
    if address in allowed:
        return True
    return f"@{domain}" in allowed and ("." not in local or _UNIT.search(local) is not None)
