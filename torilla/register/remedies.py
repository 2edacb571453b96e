"""Where a finding of the register is put right: the page and the words on its button."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PAGES: Mapping[str, tuple[str, str, Any]] = {
    "register.owner-known": ("register:record", "#id_unit", _("Say who owns it")),
    "register.kind-known": ("register:record", "#id_kind", _("Say what kind it is")),
    "register.role-address": ("register:record", "#id_role_address", _("Add the role address")),
    "register.aims-and-audience": ("register:record", "#id_aims", _("Add aims and audience")),
    "register.lead-named": ("register:name", "?role=lead", _("Name a lead updater")),
    "register.substitute-named": ("register:name", "?role=substitute", _("Name a substitute")),
    "register.absence-covered": ("register:name", "?role=substitute", _("Name a substitute")),
    "register.shared-administration": (
        "register:name", "?role=administrator", _("Name an administrator"),
    ),
    "register.keeper-stated": ("register:seen", "?what=keeper_stated", _("Note what you see")),
    "register.links-noted": ("register:seen", "?what=site_unit_page", _("Note what you see")),
    "register.confirmed": ("register:confirm", "", _("Confirm the record")),
    "register.units-answered": ("register:answer", "", _("Answer")),
}  # fmt: skip


def remedy(rule: str, subject_id: int) -> tuple[str, Any] | None:
    """Address and words of the button that puts a broken rule right; None where there is no page."""
    if rule not in PAGES:
        return None
    name, rest, words = PAGES[rule]
    return reverse(name, args=[subject_id]) + rest, words
