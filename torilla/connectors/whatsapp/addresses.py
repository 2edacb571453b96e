"""Addresses of WhatsApp: telephone numbers, and channels, which anybody may follow."""

import re

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network

# A number in international form, as the standard E.164 has it
NUMBERS = Names("+ 0–9", r"[1-9][0-9]+", longest=15, shortest=7)
CHANNEL = "channel/"
# A channel's code keeps its capitals
CODES = Names("A–Z a–z 0–9", r"[A-Za-z0-9]+", longest=40, shortest=10, keeps_case=True)


def key(given: str) -> str | None:
    """A number of digits only, or channel/ and a code."""
    if given.startswith(CHANNEL):
        code = CODES(given.removeprefix(CHANNEL))
        return code and CHANNEL + code
    number = re.sub(r"^(\+|00)|[ \u00a0().-]", "", given)
    if number.startswith("0") and number.isdigit():
        raise NotRecognised(NETWORK.reason(messages.COUNTRY_CODE))
    return NUMBERS(number)


def find(link: Link) -> str:
    """The number or channel in a link."""
    if link.subdomain == "chat":
        raise NotRecognised(NETWORK.reason(messages.INVITATION))
    if link.base == "wa.me":
        return link.at(1) if link.first == "c" else link.at(0)
    if link.first == "channel":
        return CHANNEL + link.at(1)
    return link.query.get("phone", "") if link.first == "send" else ""


def url(handle: str) -> str:
    """The address of a number or of a channel."""
    host = "whatsapp.com" if handle.startswith(CHANNEL) else "wa.me"
    return f"https://{host}/{handle}"


NETWORK = Network(
    slug="whatsapp",
    name="WhatsApp",
    hosts=("whatsapp.com", "wa.me"),
    subdomains=r"(www|api|web|chat)",
    example="https://wa.me/358401234567",
    names=NUMBERS,
    key=key,
    find=find,
    url=url,
    elsewhere={"message": messages.SHORT, "qr": messages.SHORT, "invite": messages.INVITATION},
)
