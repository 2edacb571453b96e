"""What is said on every page after a restore, to those who may let go what is held back."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from torilla.core.quiet import held_back, restoration
from torilla.core.templatetags.torilla import moment


def strips() -> list[dict[str, Any]]:
    """The strip at the top; none when nothing is held back."""
    since = restoration()
    if since is None:
        return []
    waits = ", ".join(
        _("%(what)s (%(first)s – %(last)s)")
        % {"what": each.words, "first": moment(each.first), "last": moment(each.last)}
        for each in held_back(since)
    )
    text = _(
        "The database is a backup of %(made_at)s. Nothing goes out until somebody has looked. "
        "Waiting: %(waits)s."
    ) % {"made_at": moment(since.made_at), "waits": waits or _("nothing")}
    way = {"url": reverse("web:restored"), "link": _("Look and release")}
    return [{"kind": "paused", "word": _("Restored"), "text": text, **way}]
