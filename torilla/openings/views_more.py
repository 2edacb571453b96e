"""What hangs on an application beside its sections: who writes, what is attached, what it is called."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.ids import id_in
from torilla.openings.commands.add_writer import add_writer
from torilla.openings.commands.attach import attach
from torilla.openings.commands.change_application import change_application
from torilla.openings.commands.remove_attachment import remove_attachment
from torilla.openings.commands.remove_writer import remove_writer
from torilla.openings.files import TYPES
from torilla.openings.forms import AttachmentForm, ChangeForm, WriterForm
from torilla.openings.models import Application
from torilla.openings.pages import crumbs, head
from torilla.openings.queries import attachment_seen_by, employed, writer_seen_by
from torilla.openings.views import must_write, seen_or_404

A_LIST = 30


def home_of(application: Application) -> str:
    return reverse("openings:application", args=[application.pk])


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The name, the unit, the network, and why the umbrella account does not do."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must_write(request, found, now)
    names = ("title", "unit", "network", "umbrella")
    form = ChangeForm(request.POST or None, initial={n: getattr(found, n) for n in names})
    back = reverse("openings:check", args=[pk]) if request.GET.get("back") else home_of(found)
    return act(
        request,
        form,
        lambda **who: change_application(application=found, **form.cleaned_data, **who),
        template="openings/change.html",
        context={**head(found), "crumbs": crumbs(found), "back": back},
        to=back,
        said=_("Saved."),
    )


def writers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who writes in the application; the search works without script."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must_write(request, found, now)
    sought = request.GET.get("q", "").strip()[:100]
    there = found.writers.select_related("person")
    people = employed(now).exclude(
        pk__in=[found.made_by_id, *there.values_list("person", flat=True)]
    )
    of_unit = people.filter(standings__unit=found.unit_id, standings__until=None)
    named = people.filter(name__icontains=sought) if sought else of_unit
    ids = list(named.values_list("pk", flat=True)[:A_LIST])
    if (kept := id_in(request.POST.get("person", ""))) is not None:
        ids.append(kept)
    form = WriterForm(request.POST or None, people=people.filter(pk__in=ids))
    return act(
        request,
        form,
        lambda **who: add_writer(application=found, **form.cleaned_data, **who),
        template="openings/writers.html",
        context={
            **head(found), "crumbs": crumbs(found), "there": there, "q": sought, "some": bool(ids),
        },
        to=reverse("openings:writers", args=[pk]),
        said=lambda made: _("%(person)s writes too, and is told of it.")
        % {"person": made.person.name},
    )  # fmt: skip


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody no longer writes in the application."""
    now = timezone.now()
    writer = writer_seen_by(request.user, pk, now)
    if writer is None:
        raise Http404
    found = writer.application
    must_write(request, found, now)
    return act(
        request,
        None,
        lambda **who: remove_writer(writer=writer, **who),
        template="openings/remove.html",
        context={
            **head(found),
            "crumbs": crumbs(found),
            "what": writer.person.name,
            "why": _("What was written stays in the application."),
            "back": reverse("openings:writers", args=[found.pk]),
        },
        to=reverse("openings:writers", args=[found.pk]),
        said=_("Removed."),
    )


def attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of the application, and one more."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must_write(request, found, now)
    form = AttachmentForm(request.POST or None, request.FILES or None)

    def run(**who: Any) -> Any:
        file = form.cleaned_data["file"]
        return attach(application=found, name=file.name, content=file.read(), **who)

    return act(
        request,
        form,
        run,
        template="openings/attachments.html",
        context=lambda: {
            **head(found),
            "crumbs": crumbs(found),
            "there": found.attachments.select_related("added_by").order_by("added_at", "pk"),
        },
        to=reverse("openings:attachments", args=[pk]),
        said=_("The file is attached."),
    )


def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, to be kept: no browser shows it as a page of ours."""
    found = attachment_seen_by(request.user, pk, timezone.now())
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.bytes.content), content_type=TYPES[found.kind])
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, found.name) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def detach(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of the application, after a page that asks."""
    now = timezone.now()
    row = attachment_seen_by(request.user, pk, now)
    if row is None:
        raise Http404
    found = row.application
    must_write(request, found, now)
    back = reverse("openings:attachments", args=[found.pk])
    return act(
        request,
        None,
        lambda **who: remove_attachment(attachment=row, **who),
        template="openings/remove.html",
        context={
            **head(found),
            "crumbs": crumbs(found),
            "what": row.name,
            "why": _("The file is not kept anywhere else in Torilla."),
            "back": back,
        },
        to=back,
        said=_("Removed."),
    )
