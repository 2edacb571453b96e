"""What a token may be let to do: a part of the product, read or written. Never more than its person may."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ, WRITE = "read", "write"

SCOPES: dict[str, str | Promise] = {
    "register:read": _("read the register of accounts"),
    "register:write": _("change the register of accounts"),
    "people:read": _("read people, units and positions"),
    "people:write": _("change people, units and positions"),
    "guideline:read": _("read the guideline and what is missing"),
    "guideline:write": _("change the guideline’s records and grant waivers"),
    "duties:read": _("read tasks and the logs of what was sent"),
    "duties:write": _("mark as read, choose notices"),
    "audit:read": _("read the log"),
}
"""A scope and its words; the part is that of the permission asked for (`register.see`)."""


def scope_of(permission: str, how: str) -> str:
    """The scope that an operation with this permission needs."""
    return f"{permission.partition('.')[0]}:{how}"
