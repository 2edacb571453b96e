"""The public pages: no sign-in, no cookie, no question to the database."""

from itertools import groupby
from typing import Any
from urllib.parse import quote

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.core.alphabet import place
from torilla.register.public import data as formats
from torilla.register.public.answering import answer, page
from torilla.register.public.official import LONGEST, Answer, check
from torilla.register.public.snapshot import Public

HTML = "text/html; charset=utf-8"
A_PAGE = 100


def accounts(request: HttpRequest, language: str) -> HttpResponse:
    """The accounts in use, by network; the question "is it official?" on top."""
    return _listed(request, language, "accounts", "network_name")


def units(request: HttpRequest, language: str) -> HttpResponse:
    """The accounts in use, by the unit that keeps them."""
    return _listed(request, language, "units", "unit")


def _listed(request: HttpRequest, language: str, where: str, by: str) -> HttpResponse:
    number = request.GET.get("page", "1")[:9]
    return answer(request, language, _list, where, by, number, kind=HTML)


def _list(public: Public, language: str, where: str, by: str, number: str) -> bytes:
    ordered = sorted(public.accounts, key=lambda each: (not each[by], place(each[by] or "")))
    try:
        shown = Paginator(ordered, A_PAGE).page(number)
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    groups = [(name, list(found)) for name, found in groupby(shown, key=lambda each: each[by])]
    here = f"{where}/" if shown.number == 1 else f"{where}/?page={shown.number}"
    return page(
        "register/public/accounts.html", public, language, here,
        groups=groups, where=where, page=shown, count=len(ordered),
    )  # fmt: skip


def account(request: HttpRequest, language: str, network: str, handle: str) -> HttpResponse:
    """One account: who keeps it, since when the details are known to be true."""
    return answer(request, language, _account, network, handle, kind=HTML)


def _account(public: Public, language: str, network: str, handle: str) -> bytes:
    found = public.by_handle.get((network, handle))
    if found is None:
        raise Http404
    here = f"accounts/{network}/{quote(handle)}/"
    return page("register/public/account.html", public, language, here, account=found)


def check_page(request: HttpRequest, language: str) -> HttpResponse:
    """Is this account the municipality's?"""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return answer(request, language, _check, asked, kind=HTML, keep=not asked)


def _check(public: Public, language: str, asked: str) -> bytes:
    found = check(public, asked) if asked else None
    here = f"check/?q={quote(asked)}" if asked else "check/"
    return page(
        "register/public/check.html", public, language, here,
        asked=asked, found=found, said=_said(found),
    )  # fmt: skip


def _said(found: Answer | None) -> str:
    """Why an address could not be read, in the reader's language."""
    if found is None or found.reason is None:
        return ""
    return gettext(found.reason.message).format(**found.reason.values)


def text(request: HttpRequest, language: str, page: str) -> HttpResponse:
    """House rules, accessibility statement, privacy notice."""
    return answer(request, language, _text, page, kind=HTML)


def _text(public: Public, language: str, name: str) -> bytes:
    hours = public.content["answer_hours"]
    return page(
        f"register/public/{name}.html", public, language, f"{name}/",
        since=public.since, networks=_networks(public), answer_days=hours and -(-hours // 24),
    )  # fmt: skip


def _networks(public: Public) -> list[dict[str, Any]]:
    """Each network on which the municipality is, with its pages there and who runs it."""
    ordered = sorted(public.accounts, key=lambda each: place(each["network_name"]))
    found = []
    for slug, pages in groupby(ordered, key=lambda each: each["network"]):
        shown = list(pages)
        told = {"name": shown[0]["network_name"], "pages": shown, "operator": "", "terms": ""}
        try:
            known = registry.network(slug)
            told |= {"operator": known.joint_controller, "terms": known.joint_terms}
        except NotRecognised:
            pass  # an account of a network that this version knows no more
        found.append(told)
    return found


def embed(request: HttpRequest, language: str) -> HttpResponse:
    """The list for the municipality's own site: without script, may be framed by anybody."""
    response = answer(request, language, _embed, kind=HTML)
    del response["X-Frame-Options"]
    response[HEADER] = build_policy(replace={"frame-ancestors": ["*"]})
    return response


def _embed(public: Public, language: str) -> bytes:
    ordered = sorted(public.accounts, key=lambda each: place(each["network_name"]))
    groups = [(n, list(found)) for n, found in groupby(ordered, lambda a: a["network_name"])]
    return page("register/public/embed.html", public, language, "embed/", groups=groups)


def data(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The register for machines: CSV, JSON-LD, Atom."""
    make, kind = formats.FORMS[form]
    return answer(request, language, make, kind=kind)


def well_known(request: HttpRequest) -> HttpResponse:
    """`/.well-known/official-accounts.json`: what is in use now."""
    response = answer(request, "fi", formats.as_json, kind="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response
