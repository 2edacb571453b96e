"""What can happen to an account in the register. Being opened comes with the opening process."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


class AccountStates(Lifecycle):
    MOVES = {
        "active": {"dormant", "closed"},
        "dormant": {"active", "closed"},
        "closed": {"active"},
    }
    NAMES = {
        "active": pgettext_lazy("account state", "active"),
        "dormant": pgettext_lazy("account state", "dormant"),
        "closed": pgettext_lazy("account state", "closed"),
    }
