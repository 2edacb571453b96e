"""The life of a disclosure permission (M4, L5): asked, answered, ended."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


class DisclosureStates(Lifecycle):
    MOVES = {
        "asked": {"granted", "refused", "withdrawn"},
        "granted": {"ended"},
        "refused": set(),
        "withdrawn": set(),
        "ended": set(),
    }
    NAMES = {
        "asked": pgettext_lazy("disclosure state", "asked"),
        "granted": pgettext_lazy("disclosure state", "may be told"),
        "refused": pgettext_lazy("disclosure state", "may not be told"),
        "withdrawn": pgettext_lazy("disclosure state", "question taken back"),
        "ended": pgettext_lazy("disclosure state", "permission ended"),
    }
