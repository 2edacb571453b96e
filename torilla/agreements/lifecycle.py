"""What can happen to an agreement. That its last day has passed is read from the date, never stored."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


class AgreementStates(Lifecycle):
    MOVES = {
        "proposed": {"agreed", "declined", "withdrawn"},
        "agreed": {"ended"},
        "declined": set(),
        "withdrawn": set(),
        "ended": set(),
    }
    NAMES = {
        "proposed": pgettext_lazy("agreement state", "proposed"),
        "agreed": pgettext_lazy("agreement state", "agreed"),
        "declined": pgettext_lazy("agreement state", "declined"),
        "withdrawn": pgettext_lazy("agreement state", "withdrawn"),
        "ended": pgettext_lazy("agreement state", "ended"),
    }
