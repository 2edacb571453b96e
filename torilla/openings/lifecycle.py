"""The life of an application (C2): from a need to an account in use."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


class ApplicationStates(Lifecycle):
    MOVES = {
        "drafted": {"deciding", "withdrawn", "expired"},
        "deciding": {"approved", "returned", "declined", "withdrawn"},
        "returned": {"deciding", "withdrawn", "expired"},
        "approved": {"provisioning", "withdrawn", "expired"},
        "provisioning": {"opened", "withdrawn"},
        "declined": set(),
        "withdrawn": set(),
        "expired": set(),
        "opened": set(),
    }
    NAMES = {
        "drafted": pgettext_lazy("application state", "draft"),
        "deciding": pgettext_lazy("application state", "awaiting a decision"),
        "returned": pgettext_lazy("application state", "returned"),
        "approved": pgettext_lazy("application state", "approved"),
        "provisioning": pgettext_lazy("application state", "being set up"),
        "declined": pgettext_lazy("application state", "declined"),
        "withdrawn": pgettext_lazy("application state", "withdrawn"),
        "expired": pgettext_lazy("application state", "expired"),
        "opened": pgettext_lazy("application state", "account in use"),
    }

    WRITTEN = frozenset({"drafted", "returned"})
    """The states in which the sections may be written."""
