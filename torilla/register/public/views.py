"""The public pages: no sign-in, no cookie, no question to the database."""

from functools import partial
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from torilla.register.public import data as formats
from torilla.register.public.answering import answer, page
from torilla.register.public.official import LONGEST, Answer, Kind, check
from torilla.register.public.snapshot import Public

HTML = "text/html; charset=utf-8"


def accounts(request: HttpRequest, language: str) -> HttpResponse:
    """Every account in use, by network; the question "is it official?" on top."""
    return answer(request, language, _accounts, kind=HTML)


def _accounts(public: Public, language: str) -> bytes:
    networks: dict[str, list[dict[str, object]]] = {}
    for account in public.accounts:
        networks.setdefault(account["network_name"], []).append(account)
    return page(
        "register/public/accounts.html", public, language, "accounts/",
        networks=sorted(networks.items()),
    )  # fmt: skip


def account(request: HttpRequest, language: str, network: str, handle: str) -> HttpResponse:
    """One account: who keeps it, since when the details are known to be true."""
    return answer(request, language, partial(_account, network, handle), kind=HTML)


def _account(network: str, handle: str, public: Public, language: str) -> bytes:
    for each in public.content["accounts"]:
        if (each["network"], each["handle"]) == (network, handle):
            here = f"accounts/{network}/{quote(handle)}/"
            return page("register/public/account.html", public, language, here, account=each)
    raise Http404


def check_page(request: HttpRequest, language: str) -> HttpResponse:
    """Is this account the municipality's?"""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return answer(request, language, partial(_check, asked), kind=HTML)


def _check(asked: str, public: Public, language: str) -> bytes:
    found = check(public, asked) if asked else None
    return page(
        "register/public/check.html", public, language, f"check/?q={quote(asked)}",
        asked=asked, found=found, said=_said(found), kinds=Kind,
    )  # fmt: skip


def _said(found: Answer | None) -> str:
    """Why an address could not be read, in the reader's language."""
    if found is None or found.reason is None:
        return ""
    return gettext(found.reason.message).format(**found.reason.values)


def text(request: HttpRequest, language: str, page: str) -> HttpResponse:
    """House rules, accessibility statement, privacy notice."""
    return answer(request, language, partial(_text, page), kind=HTML)


def _text(name: str, public: Public, language: str) -> bytes:
    return page(f"register/public/{name}.html", public, language, f"{name}/")


def embed(request: HttpRequest, language: str) -> HttpResponse:
    """The list for the municipality's own site: without script, may be framed by anybody."""
    response = answer(request, language, _embed, kind=HTML)
    response._csp_update = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]  # django-csp
    return response


def _embed(public: Public, language: str) -> bytes:
    return page("register/public/embed.html", public, language, "embed/")


def data(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The register for machines: CSV, JSON-LD, Atom."""
    make, kind = formats.FORMS[form]
    return answer(request, language, make, kind=kind)


def well_known(request: HttpRequest) -> HttpResponse:
    """`/.well-known/official-accounts.json`: what is in use now."""
    response = answer(request, "fi", formats.as_json, kind="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response
