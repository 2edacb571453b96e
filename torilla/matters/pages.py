"""What the pages of disclosure permissions show, as this reader sees them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext

from torilla.matters.forms import AnswerForm, EndForm
from torilla.matters.lifecycle import DisclosureStates
from torilla.matters.models import Disclosure
from torilla.people.models import Person
from torilla.people.permissions import allows
from torilla.people.timeline import timeline

USUAL = timedelta(days=28)
"""How long a permission is proposed to last; whoever answers writes the day they mean."""

TAGS = {"asked": "warn", "granted": "ok"}

HAPPENED: dict[str, str | Promise] = {
    "matters.disclosure.asked": gettext_lazy("Asked"),
    "matters.disclosure.granted": gettext_lazy("Permission to tell"),
    "matters.disclosure.refused": gettext_lazy("Permission refused"),
    "matters.disclosure.withdrawn": gettext_lazy("Taken back"),
    "matters.disclosure.ended": gettext_lazy("Permission ended"),
    "matters.disclosure.passed_on": gettext_lazy("Passed on to another official"),
}
"""What the log says of a question, as lines of its page."""


def state_of(disclosure: Disclosure, now: datetime) -> dict[str, Any]:
    """The state in words and as the kind of a tag: the day counts, not only what the clock has done."""
    if disclosure.state == "granted" and not disclosure.in_force(timezone.localdate(now)):
        return {"word": pgettext("disclosure state", "permission ended"), "kind": "neutral"}
    word = DisclosureStates.NAMES[disclosure.state]
    return {"word": word, "kind": TAGS.get(disclosure.state, "neutral")}


def rows(disclosures: Iterable[Disclosure], now: datetime) -> list[dict[str, Any]]:
    """Questions as lines of a list."""
    return [{"disclosure": each, "state": state_of(each, now)} for each in disclosures]


def disclosure_page(
    disclosure: Disclosure,
    reader: Person,
    now: datetime,
    *,
    answering: AnswerForm | None = None,
    ending: EndForm | None = None,
) -> dict[str, Any]:
    """One question: what comes next for this reader, the question, the answer, what has happened.

    `answering`, `ending`: a form that was sent, shown again with what is wrong in it.
    """
    valid = disclosure.in_force(timezone.localdate(now))
    own = disclosure.asked_by_id == reader.pk
    answers = allows(reader, "disclosures.answer", disclosure, now=now) and not own
    asked = disclosure.state == "asked"
    return {
        "disclosure": disclosure,
        "state": state_of(disclosure, now),
        "own": own,
        "valid": valid,
        "answering": (answering or new_answer(disclosure, now)) if asked and answers else None,
        "ending": (ending or EndForm()) if valid and answers else None,
        "may_withdraw": asked and own,
        "late": asked and disclosure.due_at < now,
        "over": not asked and not valid,
        "timeline": timeline(disclosure, HAPPENED),
    }


def new_answer(disclosure: Disclosure, now: datetime) -> AnswerForm:
    """The form of an answer, filled in with what is asked."""
    initial = {
        "granted": disclosure.wanted,
        "audience": disclosure.audience,
        "until": timezone.localdate(now) + USUAL,
    }
    return AnswerForm(disclosure=disclosure, initial=initial)
