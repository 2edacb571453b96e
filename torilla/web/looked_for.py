"""What screening looks for: each kind with its sentence, its clause, and examples (M3, M4)."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from torilla.policy import Policy
from torilla.screening.detector import DETECTORS, Detector
from torilla.screening.language import languages
from torilla.screening.objection import NAMES
from torilla.web.market_test import SEVERITIES


@dataclass(frozen=True)
class Example:
    """A text with what is found marked in it, and its language for whoever hears it read."""

    text: SafeString
    language: str


@dataclass(frozen=True)
class Kind:
    """One kind for the page, with examples that fire and that do not."""

    name: str
    sentence: str
    consequence: Any
    clause: str
    fires: list[Example]
    passes: list[Example]


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
        fires=[_example(each) for each in detector.fires],
        passes=[_example(each) for each in detector.passes],
    )


def _example(example: str) -> Example:
    spoken = [each for each in languages(example) if each in ("sv", "en")]
    return Example(_marked(example), spoken[0] if spoken else "fi")


def _marked(example: str) -> SafeString:
    """The example with its guillemets turned into marks."""
    pieces = [part.partition("»") for part in example.split("«")]
    made = format_html("{}", pieces[0][0])
    for found, _guillemet, rest in pieces[1:]:
        made += format_html("<mark>{}</mark>{}", found, rest)
    return made
