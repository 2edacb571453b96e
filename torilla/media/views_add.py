"""Adding a picture or video: one page that works without a script, and parts for files that take a while."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from torilla.core.acting import act
from torilla.core.command import Refused
from torilla.core.ids import id_in
from torilla.core.uploads import MOST
from torilla.media.adding import Added
from torilla.media.adding import add as add_file
from torilla.media.commands.begin_upload import begin_upload
from torilla.media.forms import OWN, AddForm
from torilla.media.lacking import language_name, languages
from torilla.media.models import Upload
from torilla.media.pages import crumbs, gave_away
from torilla.media.uploads import LARGEST_PART, is_whole, receive, received, unfinished, upload_of
from torilla.people.models import Person, Standing


def add(request: HttpRequest) -> HttpResponse:
    """A file, what it is called, what one sees in it, by what right: one page, one button."""
    now = timezone.now()
    if not request.user.may("media.add", None, now=now):
        raise PermissionDenied
    kept, why = _kept(request, now) if request.method == "POST" else (None, "")
    if kept is not None and kept.asset is not None:  # the same form once more
        messages.info(request, _("This was already saved. It was not done twice."))
        return HttpResponseRedirect(reverse("media:asset", args=[kept.asset.pk]))
    language = languages(now)[0]
    form = AddForm(
        request.POST or None,
        request.FILES or None,
        kept=kept,
        why=why,
        language=language_name(language),
        initial={"unit": _unit_of(request.user, now)},
    )

    def run(**who: Any) -> Added:
        given = form.cleaned_data
        return add_file(
            upload=kept, title=given["title"], unit=given["unit"], own=given["right"] == OWN,
            alternative=given["alternative"], language=language, **who,
        )  # fmt: skip

    return act(
        request,
        form,
        run,
        template="media/add.html",
        context={"kept": kept, "crumbs": crumbs(), "largest": MOST},
        to=lambda made: _onward(made, form),
        said=_said,
    )


def _kept(request: HttpRequest, now: datetime) -> tuple[Upload | None, object]:
    """The file of this form, put aside before anything else is looked at: an error elsewhere does not lose
    it. Or None and why."""
    file = request.FILES.get("file")
    if getattr(request, "file_too_large", False):
        return None, _("The file is larger than 20 MB. Make it smaller, or turn the script on.")
    if file is None:
        found = upload_of(request.user, id_in(request.POST.get("upload", "")), now)
        if found is not None and found.asset is None and not is_whole(found):
            return None, _("The file has not come in whole. Choose it once more.")
        return found, ""
    try:
        made = begin_upload(
            actor=request.user, file_name=file.name or "", size=file.size, fingerprint="", now=now
        )
    except Refused as refused:
        return None, " ".join(str(part) for part in (refused, refused.remedy) if part)
    at = 0
    for part in file.chunks(LARGEST_PART):
        at = receive(made, at, part)
    return made, ""


def _unit_of(person: Person, now: datetime) -> int | None:
    """The unit in which the person works, where it is one."""
    rows = Standing.objects.at(now).filter(person=person, unit__ended_at=None)
    units = set(rows.exclude(unit=None).values_list("unit", flat=True))
    return units.pop() if len(units) == 1 else None


def _onward(made: Added, form: AddForm) -> str:
    later = made.new and form.cleaned_data["right"] != OWN
    return reverse("media:right" if later else "media:asset", args=[made.asset.pk])


def _said(made: Added) -> str:
    if not made.new:
        return _("This very file was in the library already: here it is. It was not added twice.")
    told = gave_away(made.asset)
    if not told:
        return _("Added to the library.")
    return _("Added to the library. Taken out of what is shown: %(what)s.") % {"what": told}


@require_POST
def uploads_list(request: HttpRequest) -> HttpResponse:
    """Begin to send a file by parts, or go on with the same one."""
    now = timezone.now()
    size, name = request.POST.get("size", ""), request.POST.get("name", "")
    fingerprint = request.POST.get("fingerprint", "")[:64]
    bytes_ = id_in(size) or 0
    return _as_json(
        lambda: (
            unfinished(request.user, fingerprint, bytes_, now)
            or begin_upload(
                actor=request.user, file_name=name, size=bytes_, fingerprint=fingerprint, now=now
            )
        )
    )


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """How much of a file has come (GET), and one more part of it (POST)."""
    found = upload_of(request.user, pk, timezone.now())
    if found is None or found.asset is not None:
        raise Http404
    if request.method == "POST":
        offset = id_in(request.headers.get("Upload-Offset", ""))
        if offset is None or request.content_type != "application/octet-stream":
            return JsonResponse({"why": _("The part does not say where it belongs.")}, status=400)
        return _as_json(lambda: _more(found, offset, request.body))
    return _as_json(lambda: found)


def _more(found: Upload, offset: int, part: bytes) -> Upload:
    receive(found, offset, part)
    return found


def _as_json(run: Callable[[], Upload]) -> JsonResponse:
    try:
        found = run()
    except Refused as refused:
        why = " ".join(str(part) for part in (refused, refused.remedy) if part)
        return JsonResponse({"why": why}, status=422)
    url = reverse("media:upload", args=[found.pk])
    return JsonResponse({"id": found.pk, "url": url, "received": received(found)})
