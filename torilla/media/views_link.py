"""The pages behind the link of a consent: open without sign-in, for whoever holds the link.

They work without scripts. What does not answer any more (unknown, used, too old) is one and the same page.
The address holds a secret, so nothing of it is told to anybody: its origin alone goes along (with nothing at
all the browser would not say where a form comes from, and it could not be sent).
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import in_language
from torilla.media import store
from torilla.media.commands.answer_consent import answer_consent
from torilla.media.commands.withdraw_consent import withdraw_consent
from torilla.media.forms_people import AnswerForm
from torilla.media.links import LinkHolder, consent_by, is_open, stands
from torilla.media.models import Consent, Derivative
from torilla.media.numbers import number
from torilla.media.pages_people import channels_in_words
from torilla.media.preparing import TYPES

RATE = {"consent": "120/m/ip"}
LIGHT = 70_000
"""Bytes of a picture with which the whole page stays under 150 kB."""
PREVIEW = re.compile(
    r"^WhatsApp/|facebookexternalhit|SkypeUriPreview|BingPreview|MicrosoftPreview|Slack-ImgProxy"
    r"|(?:Face|Twitter|Telegram|Slack|Discord|LinkedIn|Google|bing|Viber|Mattermost)-?bot",
    re.IGNORECASE,
)
"""How the machines call themselves by which messengers show a link's content beside it."""
View = Callable[[HttpRequest, str], HttpResponse]


def by_link(view: View) -> View:
    """Limited, told to nobody, found by no search engine; a messenger's preview gets no picture and no word."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        if not consume(request, app="torilla", action="consent", config=RATE, limit_get=True):
            return render(request, "429.html", status=429)
        if PREVIEW.search(request.headers.get("User-Agent", "")):
            return HttpResponse(status=403)
        response = view(request, token)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(shown)


@by_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question while it is open; afterwards how the consent stands."""
    now, consent = timezone.now(), consent_by(token)
    if consent is None:
        return _gone(request, None)
    _speak(request, consent)
    if not is_open(consent, now):
        return _standing(request, consent, token, now)
    form = AnswerForm(request.POST or None, child=consent.capacity == "guardian")
    holder = LinkHolder(consent, browser=request.user)

    def run(**who: Any) -> Consent:
        return answer_consent(consent=consent, **form.said(), **(who | {"actor": holder}))

    return act(
        request,
        form,
        run,
        template="media/consent.html",
        context=lambda: _about(consent, token, now),
        to=reverse("consent:answer", args=[token]),
    )


@by_link
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the consent is taken back; the button does it."""
    now, consent = timezone.now(), consent_by(token)
    if consent is None:
        return _gone(request, None)
    _speak(request, consent)
    if not stands(consent, now):
        return _standing(request, consent, token, now)
    holder = LinkHolder(consent)

    def run(**who: Any) -> Consent:
        return withdraw_consent(consent=consent, **(who | {"actor": holder}))

    return act(
        request,
        None,
        run,
        template="media/consent_withdraw.html",
        context=lambda: _about(consent, token, now),
        to=reverse("consent:answer", args=[token]),
    )


@require_safe
@by_link
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """The picture that is asked about, while the link is alive."""
    now, consent = timezone.now(), consent_by(token)
    if consent is None or not (is_open(consent, now) or stands(consent, now)):
        raise Http404
    shown = _picture(consent)
    if shown is None:
        raise Http404
    try:
        file = store.place(store.SHOWN, shown.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=TYPES[shown.format])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(consent: Consent) -> Derivative | None:
    """The largest copy that an old phone loads fast."""
    copies = {each.name: each for each in consent.pictured.asset.derivatives.all()}
    medium = copies.get("medium")
    return medium if medium and medium.size <= LIGHT else copies.get("thumb")


def _standing(request: HttpRequest, consent: Consent, token: str, now: datetime) -> HttpResponse:
    """How an answered consent stands, and the way to take it back."""
    if consent.state not in ("given", "declined", "withdrawn"):
        return _gone(request, consent)
    days = number("media.removal_days", now)
    gone_by = (consent.withdrawn_at or now) + timedelta(days=days)
    context = _about(consent, token, now) | {
        "stands": stands(consent, now),
        "gone_by": timezone.localdate(gone_by),
    }
    return render(request, "media/consent_standing.html", context)


def _about(consent: Consent, token: str, now: datetime) -> dict[str, Any]:
    asset = consent.pictured.asset
    alive = is_open(consent, now) or stands(consent, now)
    return {
        "consent": consent,
        "token": token,
        "picture": _picture(consent) if alive else None,
        "video": asset.kind == "video",
        "where": channels_in_words(consent),
        "told": consent.basis == Consent.Basis.PUBLIC_TASK,
        "child": consent.capacity == Consent.Capacity.GUARDIAN,
        **_whom_to_ask(consent),
    }


def _gone(request: HttpRequest, consent: Consent | None) -> HttpResponse:
    return render(request, "media/consent_gone.html", _whom_to_ask(consent), status=410)


def _whom_to_ask(consent: Consent | None) -> dict[str, Any]:
    """The unit that asks, never a person; where it is not known, the municipality."""
    municipality = current_policy(timezone.now()).municipality
    name = in_language(municipality.name)
    unit = consent.pictured.asset.unit if consent else None
    return {
        "municipality": name,
        "unit": unit.name if unit else name,
        "mail": unit.role_address if unit else "",
        "website": municipality.website,
    }


def _speak(request: HttpRequest, consent: Consent) -> None:
    """In the language in which it was asked, until somebody chooses another on the page."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or request.user.is_authenticated
    if not chosen:
        translation.activate(consent.language)
        request.LANGUAGE_CODE = consent.language
