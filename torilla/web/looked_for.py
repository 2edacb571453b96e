"""What screening looks for: each kind with its sentence, its clause, and examples (M3, M4)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from torilla.guideline.policies import current_policy
from torilla.policy import Policy
from torilla.screening.detector import DETECTORS, Detector
from torilla.web.market_test import SEVERITIES


@dataclass(frozen=True)
class Kind:
    """One kind for the page; an example that fires has what is found marked in it."""

    name: str
    sentence: str
    consequence: Any
    clause: str
    fires: list[SafeString]
    passes: tuple[str, ...]


@require_safe
def looked_for(request: HttpRequest) -> HttpResponse:
    """Every kind that the policy in force asks for."""
    policy = current_policy(timezone.now())
    kinds = [_kind(each, policy) for each in DETECTORS.values() if each.kind in policy.screening]
    crumbs = [{"word": _("Market-square test"), "url": reverse("web:market_test")}]
    return render(request, "web/looked_for.html", {"kinds": kinds, "crumbs": crumbs})


def _kind(detector: Detector, policy: Policy) -> Kind:
    worth = policy.screening[detector.kind]
    return Kind(
        name=pgettext("screening kind", detector.kind),
        sentence=pgettext("screening", detector.sentence),
        consequence=SEVERITIES[worth.severity],
        clause=worth.clause,
        fires=[_marked(example) for example in detector.fires],
        passes=detector.passes,
    )


def _marked(example: str) -> SafeString:
    """The example with its guillemets turned into marks."""
    pieces = [part.partition("»") for part in example.split("«")]
    made = format_html("{}", pieces[0][0])
    for found, _guillemet, rest in pieces[1:]:
        made += format_html("<mark>{}</mark>{}", found, rest)
    return made
