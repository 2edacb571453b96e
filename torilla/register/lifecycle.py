"""What can happen to an account in the register. Being opened comes with the opening process."""

from django.utils.translation import gettext_lazy as _

from torilla.core.lifecycle import Lifecycle


class AccountStates(Lifecycle):
    MOVES = {
        "active": {"dormant", "closed"},
        "dormant": {"active", "closed"},
        "closed": {"active"},
    }
    NAMES = {"active": _("active"), "dormant": _("dormant"), "closed": _("closed")}
