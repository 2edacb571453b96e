"""What can happen to an account in the register. One that is being opened becomes active by its checklist."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle

OPENING = "opening"
IN_USE = frozenset({"active", "dormant"})
"""The states of an account that is there: standing rules look at it, and everybody may know of it."""


class AccountStates(Lifecycle):
    MOVES = {
        "opening": {"active", "closed"},
        "active": {"dormant", "closed"},
        "dormant": {"active", "closed"},
        "closed": {"active"},
    }
    NAMES = {
        "opening": pgettext_lazy("account state", "being opened"),
        "active": pgettext_lazy("account state", "active"),
        "dormant": pgettext_lazy("account state", "dormant"),
        "closed": pgettext_lazy("account state", "closed"),
    }
