"""What a column of a list of accounts may hold, and how people call it."""

import re

from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.people.importing.cells import key
from torilla.people.importing.columns import Field

LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S+", re.IGNORECASE)


def _is_link(cell: str) -> bool:
    return bool(LINK.search(cell[:2000])) or cell.strip().startswith("@")


def _is_network(cell: str) -> bool:
    return key(cell) in network_words()


def _is_role_address(cell: str) -> bool:
    return "@" in cell[1:] and "." in cell.rpartition("@")[2] and " " not in cell.strip()


def network_words() -> dict[str, str]:
    """Every name of every network, as `key` makes it, with the network's slug."""
    if not _WORDS:
        for network in registry.networks():
            _WORDS.update({key(label): network.slug for label in network.labels})
    return _WORDS


_WORDS: dict[str, str] = {}


def readable(text: str) -> bool:
    """Whether the text is the whole address of an account."""
    try:
        registry.read(text)
    except NotRecognised:
        return False
    return True


FIELDS = (
    Field("network", _("Network"), (
        "kanava", "some-kanava", "somekanava", "palvelu", "alusta", "verkosto", "media", "some",
        "sosiaalinen media", "verkkopalvelu", "kanal", "nätverk", "tjänst", "plattform",
        "sociala medier", "network", "channel", "platform", "service",
    ), _is_network),
    Field("address", _("Address"), (
        "osoite", "linkki", "url", "verkko-osoite", "tilin osoite", "www", "www-osoite",
        "kanavan osoite", "adress", "länk", "webbadress", "link", "address", "account address",
    ), _is_link),
    Field("handle", _("Name on the network"), (
        "tunnus", "tili", "käyttäjätunnus", "käyttäjänimi", "tilin tunnus", "nimimerkki",
        "nimi verkostossa", "tunnus kanavalla",
        "konto", "användarnamn", "kontonamn", "namn i nätverket", "handle", "account", "username",
    )),
    Field("name", _("Name"), (
        "nimi", "tilin nimi", "kanavan nimi", "otsikko", "namn", "kontots namn", "kanalens namn",
        "rubrik", "title", "account name",
    )),
    Field("kind", _("Kind"), (
        "tyyppi", "tilin tyyppi", "laji", "typ", "slag", "type", "account type",
    )),
    Field("unit", _("Owner"), (
        "yksikkö", "omistaja", "vastuuyksikkö", "toimiala", "palvelualue", "organisaatio", "osasto",
        "tulosyksikkö", "enhet", "ägare", "ansvarig enhet", "sektor", "förvaltning", "unit",
        "department", "organisation", "owning unit", "torilla:unit",
    )),
    Field("state", _("State"), (
        "tila", "status", "tilanne", "käytössä", "läge", "tillstånd", "skick", "aktiv", "active",
        "torilla:state",
    )),
    Field("role_address", _("Role address"), (
        "rooliosoite", "yhteysosoite", "sähköposti", "sähköpostiosoite", "yhteinen osoite",
        "palvelusähköposti", "e-post", "e-postadress", "rolladress", "gemensam adress",
        "funktionsadress", "email", "e-mail", "contact", "role e-mail", "torilla:role_address",
    ), _is_role_address),
    Field("purpose", _("Purpose"), (
        "tarkoitus", "käyttötarkoitus", "kuvaus", "mihin tili on", "syfte", "ändamål", "beskrivning",
        "description", "what for",
    )),
    Field("aims", _("Aims"), (
        "tavoite", "tavoitteet", "mitä asukas saa", "mål", "målsättning", "aim", "goals",
    )),
    Field("audiences", _("Audiences"), (
        "kohderyhmä", "kohderyhmät", "kenelle", "kenen kanssa", "målgrupp", "målgrupper", "audience",
        "target group",
    )),
    Field("purposes", _("As what"), (
        "minä", "käyttötavat", "rooli", "som vad", "användning", "uses",
    )),
    Field("lead", _("Lead updater"), (
        "päävastuullinen", "vastuullinen", "vastuuhenkilö", "pääpäivittäjä", "vastaava", "päävastuuhenkilö",
        "vastuuhenkilön nimi", "ansvarig", "ansvarig person", "huvudansvarig", "huvuduppdaterare",
        "lead", "responsible", "responsible person", "contact person",
    )),
    Field("substitute", _("Substitute"), (
        "varahenkilö", "sijainen", "sijaiset", "varahenkilöt", "varavastuuhenkilö", "ersättare",
        "vikarie", "suppleant", "deputy", "substitutes",
    )),
    Field("administrator", _("Administrators"), (
        "ylläpitäjä", "ylläpitäjät", "hallinnoija", "hallinnoijat", "pääkäyttäjä", "pääkäyttäjät", "administratör",
        "administratörer", "huvudanvändare", "administrator", "admin", "admins",
    )),
    Field("updater", _("Updaters"), (
        "päivittäjä", "päivittäjät", "muut päivittäjät", "uppdaterare", "övriga uppdaterare",
        "updater", "editors", "editor",
    )),
    Field("stewards", _("People in the account"), ("torilla:stewards", "henkilöt", "personer")),
)  # fmt: skip
ROLES = ("lead", "substitute", "administrator", "updater")
LABELS = {field.name: field.label for field in FIELDS}
