"""The files themselves: what is shown, to whoever sees the asset; the original, to few, and recorded."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from torilla.core.command import Refused
from torilla.media import store
from torilla.media.commands.open_original import open_original
from torilla.media.models import Subtitles
from torilla.media.pages import crumbs, gave_away
from torilla.media.preparing import ENDINGS, TYPES
from torilla.media.queries import assets_seen_by, derivative_seen_by
from torilla.media.views import must, seen_or_404

POLICY = "default-src 'none'; sandbox"
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def shown(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A picture or video as it is shown: never the original, never run by a browser as a page."""
    found = derivative_seen_by(request.user, pk, name, timezone.now())
    if found is None:
        raise Http404
    mark = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == mark:
        return _strict(HttpResponse(status=304), mark)
    try:
        file = store.place(store.SHOWN, found.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = _part(request, file, found.size, TYPES[found.format]) or FileResponse(
        file,
        content_type=TYPES[found.format],
        filename=f"torilla-{pk}-{name}.{ENDINGS[found.format]}",
        as_attachment="download" in request.GET,
    )
    response.headers["Accept-Ranges"] = "bytes"
    return _strict(response, mark)


def _part(request: HttpRequest, file: IO[bytes], size: int, kind: str) -> HttpResponse | None:
    """The part that a player asks for; None where it asks for all or for something strange."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        return None
    start, last = (int(each) if each else None for each in asked.groups())
    if start is None:
        start, last = max(0, size - (last or 0)), size - 1
    end = min(size - 1, size - 1 if last is None else last)
    if start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {
        "Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(end - start + 1),
    }  # fmt: skip
    parts = _read(file, start, end - start + 1)
    return StreamingHttpResponse(parts, status=206, content_type=kind, headers=headers)  # type: ignore[return-value]


def _read(file: IO[bytes], start: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while left > 0 and (part := file.read(min(left, store.CHUNK))):
            left -= len(part)
            yield part


def _strict(response: HttpResponse, mark: str) -> HttpResponse:
    """Whether one may see it is asked each time; a browser's copy saves sending it."""
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def subtitles_file(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A video's subtitles as its player reads them."""
    seen = assets_seen_by(request.user, timezone.now()).filter(pk=pk).order_by().values("pk")
    row = Subtitles.objects.filter(asset__in=seen, language=language).first()
    if row is None:
        raise Http404
    mark = f'"{sha256(row.vtt.encode()).hexdigest()}"'
    return _strict(HttpResponse(row.vtt, content_type="text/vtt; charset=utf-8"), mark)


def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came: a page that says what it tells, and the file itself, which is recorded."""
    now = timezone.now()
    found = seen_or_404(request, pk, now)
    must(request, "media.see_original", found, now)
    context = {"asset": found, "crumbs": crumbs(found), "gave_away": gave_away(found)}
    if request.method != "POST":
        return render(request, "media/original.html", context)
    try:
        file = open_original(asset=found, actor=request.user, now=now)
    except Refused as refused:
        return render(request, "media/original.html", {**context, "refusal": refused}, status=422)
    name = f"{slugify(found.title)[:80] or 'torilla'}-{found.pk}.{ENDINGS[found.format]}"
    response = FileResponse(
        file, content_type="application/octet-stream", filename=name, as_attachment=True
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    return response
