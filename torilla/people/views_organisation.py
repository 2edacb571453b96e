"""The organisation: units, positions and who holds them, bodies and who sits in them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.people.commands.add_body import add_body
from torilla.people.commands.add_member import add_member
from torilla.people.commands.add_unit import add_unit
from torilla.people.commands.change_unit import change_unit
from torilla.people.commands.end_member import end_member
from torilla.people.commands.end_unit import end_unit
from torilla.people.commands.fill_position import fill_position
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.forms import BodyForm, ChangeUnitForm, MemberForm, PickForm, UnitForm
from torilla.people.hooks import hangs_on
from torilla.people.models import Holding, Unit
from torilla.people.pages import ending, must_reach, one_or_404, powers, sought
from torilla.people.permissions import reach
from torilla.people.positions import HEAD_OF_UNIT, SHARED
from torilla.people.queries import (
    Post,
    bodies_seen_by,
    holders_of,
    of_unit,
    people_seen_by,
    posts_seen_by,
    set_up_people,
    unit_tree,
    units_seen_by,
)

CHANGE, SEE = "people.change_organisation", "people.see_organisation"
SOME = 50
"""How many people of a unit its page shows; the list of people has them all."""


def units(request: HttpRequest) -> HttpResponse:
    """The units as a tree, and the bodies; missing heads are seen."""
    now = timezone.now()
    tree = unit_tree(request.user, now)
    if not tree and not reach(request.user, now=now).everywhere(SEE):
        raise Http404
    context = {
        "tree": tree,
        "headless": any(branch.headless for branch in tree),
        "bodies": bodies_seen_by(request.user, now),
        "instead": set_up_people(now),
        "may_change": reach(request.user, now=now).everywhere(CHANGE),
        "may_import": reach(request.user, now=now).everywhere("people.import"),
    }
    return render(request, "people/units.html", context)


def add_a_unit(request: HttpRequest) -> HttpResponse:
    must_reach(request, CHANGE, timezone.now())
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("parent") or root})
    return act(
        request,
        form,
        lambda **who: add_unit(**form.cleaned_data, **who),
        template="people/add_unit.html",
        to=lambda unit: reverse("people:unit", args=[unit.pk]),
        said=_("The unit is in. Next: who heads it?"),
    )


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: who heads it, who works there, what it consists of."""
    now = timezone.now()
    seen = units_seen_by(request.user, now).select_related("parent")
    one = one_or_404(request, seen, pk, SEE, now)
    of_it = of_unit(people_seen_by(request.user, now), one.pk, now)
    context = {
        "unit": one,
        "sees_all": reach(request.user, now=now).everywhere(SEE),
        "heads": holders_of(HEAD_OF_UNIT, one, now),
        "needs_head": one.kind != Unit.Kind.MUNICIPALITY and one.ended_at is None,
        "instead": set_up_people(now),
        "parts": one.parts.filter(ended_at=None),
        "bodies": one.bodies.filter(ended_at=None),
        "people": of_it[:SOME],
        "more": of_it.count() - SOME,
        "may": powers(request.user, one, (CHANGE, "people.fill_position", "people.change"), now),
    }
    return render(request, "people/unit.html", context)


def change_a_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct, move or end a unit."""
    now = timezone.now()
    one = one_or_404(request, Unit.objects.filter(ended_at=None), pk, CHANGE, now)
    initial = {
        name: getattr(one, name)
        for name in ("version", "name", "kind", "parent", "role_address", "web_page")
    }
    ends = "end" in request.POST
    form = ChangeUnitForm(
        None if ends else request.POST or None,
        initial=initial,
        root=one.kind == Unit.Kind.MUNICIPALITY,
    )

    def run(**who: Any) -> Any:
        if ends:
            return end_unit(unit=one, **who)
        return change_unit(unit=one, **form.cleaned_data, **who)

    return act(
        request,
        None if ends else form,
        run,
        template="people/change_unit.html",
        context=lambda: {"unit": one, "form": form, "hanging": hangs_on(one, now)},
        to=reverse("people:units") if ends else reverse("people:unit", args=[pk]),
        said=_("The unit has ended.") if ends else _("Saved."),
    )


def positions(request: HttpRequest) -> HttpResponse:
    """Who holds what; what is vacant, and who does its tasks meanwhile."""
    now = timezone.now()
    posts = posts_seen_by(request.user, now)
    if not posts:
        raise Http404
    context = {
        "posts": posts,
        "instead": set_up_people(now),
        "may_fill": reach(request.user, now=now).everywhere("people.fill_position"),
    }
    return render(request, "people/positions.html", context)


def fill(request: HttpRequest) -> HttpResponse:
    """Fill a position or end somebody's time in it: `?position=…` and, for a head, `&unit=…`."""
    now = timezone.now()
    must_reach(request, "people.fill_position", now)
    post = _post(posts_seen_by(request.user, now), request)
    if post is None:
        return render(request, "people/fill.html", {"posts": posts_seen_by(request.user, now)})
    search = sought(request, without=[holding.person_id for holding in post.holdings])
    form = PickForm(
        None if "end" in request.POST else request.POST or None, offered=search["offered"]
    )
    context = {"post": post, "shared": post.position in SHARED, "form": form, **search}
    rows: QuerySet[Any] = Holding.objects.at(now).filter(position=post.position, unit=post.unit)
    if "end" in request.POST:
        return ending(
            request,
            rows,
            lambda row, **who: vacate_position(holding=row, **who),
            template="people/fill.html",
            context=context,
            to=reverse("people:positions"),
            said=_("The time in the position has ended."),
        )
    return act(
        request,
        form,
        lambda **who: fill_position(
            position=post.position, unit=post.unit, person=form.cleaned_data["person"], **who
        ),
        template="people/fill.html",
        context=context,
        to=reverse("people:positions"),
        said=lambda made: _("%(name)s holds the position now.") % {"name": made.person.name},
    )


def _post(posts: list[Post], request: HttpRequest) -> Post | None:
    position, unit_id = request.GET.get("position", ""), request.GET.get("unit", "")
    for post in posts:
        of = str(post.unit.pk) if post.unit else ""
        if (post.position, of) == (position, unit_id):
            return post
    return None


def add_a_body(request: HttpRequest) -> HttpResponse:
    must_reach(request, CHANGE, timezone.now())
    form = BodyForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: add_body(**form.cleaned_data, **who),
        template="people/add_body.html",
        to=lambda body: reverse("people:body", args=[body.pk]),
        said=_("The group is in. Next: who sits in it?"),
    )


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits in a body; seats are given and ended here."""
    now = timezone.now()
    rows = bodies_seen_by(request.user, now).prefetch_related(None)
    one = one_or_404(request, rows, pk, SEE, now)
    members = one.memberships.at(now).select_related("person")
    search = sought(request)
    form = MemberForm(
        None if "end" in request.POST else request.POST or None, offered=search["offered"]
    )
    context = {
        "body": one,
        "members": members,
        "form": form,
        "may_change": reach(request.user, now=now).everywhere(CHANGE),
        **search,
    }
    here = reverse("people:body", args=[pk])
    if request.method == "POST" and not context["may_change"]:
        raise NotAllowed(CHANGE, one)
    if "end" in request.POST:
        return ending(
            request,
            members,
            lambda row, **who: end_member(membership=row, **who),
            template="people/body.html",
            context=context,
            to=here,
            said=_("The seat has ended."),
        )
    return act(
        request,
        form,
        lambda **who: add_member(body=one, **form.cleaned_data, **who),
        template="people/body.html",
        context=context,
        to=here,
        said=_("Saved."),
    )
