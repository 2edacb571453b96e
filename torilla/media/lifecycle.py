"""The life of a picture or video, and of a consent to be seen in it (M5)."""

from django.utils.translation import pgettext_lazy

from torilla.core.lifecycle import Lifecycle


class AssetStates(Lifecycle):
    """Whether it may be used is not a state but judged anew each time: rights and consents end by day."""

    MOVES = {
        "incoming": {"library", "removed"},
        "library": {"removed"},
        "removed": set(),
    }
    NAMES = {
        "incoming": pgettext_lazy("asset state", "right not stated yet"),
        "library": pgettext_lazy("asset state", "in the library"),
        "removed": pgettext_lazy("asset state", "removed"),
    }


class ConsentStates(Lifecycle):
    """A withdrawal is final: whoever changes their mind is asked anew."""

    MOVES = {
        "asked": {"given", "declined", "lapsed", "cancelled"},
        "given": {"withdrawn"},
        "declined": set(),
        "lapsed": {"cancelled"},
        "cancelled": set(),
        "withdrawn": set(),
    }
    NAMES = {
        "asked": pgettext_lazy("consent state", "asked"),
        "given": pgettext_lazy("consent state", "given"),
        "declined": pgettext_lazy("consent state", "not given"),
        "lapsed": pgettext_lazy("consent state", "not answered in time"),
        "cancelled": pgettext_lazy("consent state", "taken back before an answer"),
        "withdrawn": pgettext_lazy("consent state", "withdrawn"),
    }
