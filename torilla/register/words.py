"""The words of T1 as people see them: aims, audiences, purposes. The keys are the policy's."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from torilla.policy.parameters import AIMS as AIM_KEYS
from torilla.policy.parameters import AUDIENCES as AUDIENCE_KEYS
from torilla.policy.parameters import PURPOSES as PURPOSE_KEYS

Words = Mapping[str, str | Promise]

AIMS: Words = {key: pgettext_lazy("aim", key) for key in AIM_KEYS}
AUDIENCES: Words = {key: pgettext_lazy("audience", key) for key in AUDIENCE_KEYS}
PURPOSES: Words = {key: pgettext_lazy("purpose", key) for key in PURPOSE_KEYS}


def choices(words: Words) -> list[tuple[str, Any]]:
    """As a form field takes them."""
    return list(words.items())
