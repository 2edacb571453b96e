"""Where a finding of the register is put right: the page, the words on its button, what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEEDS: Mapping[str, str] = {
    "register:account": "register.see",
    "register:record": "register.change",
    "register:name": "register.name_steward",
    "register:seen": "register.note_seen",
    "register:confirm": "register.confirm",
    "register:removals": "register.note_removal",
    "register:answer": "register.answer_inquiry",
}
"""The permission for each of the pages."""

PAGES: Mapping[str, tuple[str, str, str | Promise]] = {
    "register.owner-known": ("register:record", "#id_unit", _("Say who owns it")),
    "register.kind-known": ("register:record", "#id_kind", _("Say what kind it is")),
    "register.role-address": ("register:record", "#id_role_address", _("Add the role address")),
    "register.aims-and-audience": ("register:record", "#id_aims", _("Add aims and audience")),
    "register.lead-named": ("register:name", "?role=lead", _("Name a lead updater")),
    "register.substitute-named": ("register:name", "?role=substitute", _("Name a substitute")),
    "register.absence-covered": ("register:name", "?role=substitute", _("Name a substitute")),
    "stewards.agreement": ("register:account", "#people", _("See whose agreement is missing")),
    "stewards.agreement-before": (
        "register:account", "#people", _("See whose agreement is missing"),
    ),
    "stewards.duty-gap": ("register:account", "#people", _("See who acts in it")),
    "register.shared-administration": (
        "register:name", "?role=administrator", _("Name an administrator"),
    ),
    "register.keeper-stated": ("register:seen", "?what=keeper_stated", _("Note what you see")),
    "register.links-noted": ("register:seen", "?what=site_unit_page", _("Note what you see")),
    "register.confirmed": ("register:confirm", "", _("Confirm the record")),
    "register.removal-seen": ("register:removals", "", _("Note what you saw removed")),
    "register.units-answered": ("register:answer", "", _("Answer")),
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """The page that puts a broken rule right (`name` of its URL), its address, the button's words."""

    name: str
    url: str
    words: str | Promise


def remedy(rule: str, subject_id: int) -> Way | None:
    """The way to put a broken rule right; None where no page of the register does."""
    if rule not in PAGES:
        return None
    name, rest, words = PAGES[rule]
    return Way(name, reverse(name, args=[subject_id]) + rest, words)
