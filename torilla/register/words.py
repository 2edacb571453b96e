"""The words of T1 as people see them: aims, audiences, purposes. The keys are the policy's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

AIMS: Mapping[str, Any] = {
    "information": _("information"),
    "interaction": _("interaction"),
    "influence": _("influence"),
}
AUDIENCES: Mapping[str, Any] = {
    "residents": _("residents"),
    "customers": _("customers"),
    "stakeholders": _("stakeholders"),
    "networks": _("partner networks"),
}
PURPOSES: Mapping[str, Any] = {
    "customer_service": _("customer service"),
    "advice": _("advice"),
    "encounter": _("encounter"),
    "guidance": _("guidance"),
    "transactions": _("transactions"),
    "crowdsourcing": _("crowdsourcing"),
    "involvement": _("involvement"),
    "marketing": _("marketing"),
    "reputation": _("reputation"),
}


def choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """As a form field takes them."""
    return list(words.items())
