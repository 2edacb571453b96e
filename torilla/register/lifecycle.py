"""What can happen to an account in the register. One that is being opened becomes active by its checklist."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


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
