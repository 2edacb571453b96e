"""What screening looks for: each kind with its sentence, its clause, and examples (M3, M4)."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from torilla.policy import Policy
from torilla.screening.detector import DETECTORS, Detector
from torilla.screening.objection import NAMES
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


def looked_for(policy: Policy) -> list[Kind]:
    """Every kind that the policy asks for."""
    return [_kind(each, policy) for each in DETECTORS.values() if each.kind in policy.screening]


def _kind(detector: Detector, policy: Policy) -> Kind:
    worth = policy.screening[detector.kind]
    return Kind(
        name=pgettext("screening kind", NAMES[detector.kind]),
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
