"""The policy's numbers on pictures and consents."""

from datetime import datetime

from django.utils import timezone

from torilla.guideline.policies import current_policy
from torilla.policy import NoValue

USUAL = {
    "media.link_days": 14,
    "media.consent_months": 24,
    "media.removal_days": 2,
    "media.erasing_days": 14,
}
"""Where the municipality's policy sets none."""


def number(name: str, now: datetime) -> int:
    """A parameter of the policy in force, such as "media.link_days"."""
    try:
        return int(current_policy(now).parameter(name, on=timezone.localdate(now)).value)
    except NoValue:
        return USUAL[name]
