"""The pages of a file on its way in, the same for accounts, people and units."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.people.importing.forms import HandleForm, UploadForm
from torilla.people.importing.handling import draft, redrafted, rows_of
from torilla.people.importing.models import WRITES, Import, Verdict
from torilla.people.importing.verdicts import LEAVE_OUT, Kind

A_PAGE = 50
TONES = {
    "new": "ok", "change": "info", "unclear": "warn", "unreadable": "late", "overtaken": "warn",
}  # fmt: skip
AGAIN = "2"
"""Seconds until the page of a file that is being written looks again by itself."""


@dataclass(frozen=True)
class Way:
    """Where the pages of a kind of file are, who may, and its commands and words."""

    kind: Callable[[], Kind]
    name: str
    permission: str
    start: str
    page: str
    back: str
    read: Any
    correct: Any
    begin: Any
    leave: Any
    title: Any
    lead: Any
    done: Any


def start(request: HttpRequest, way: Way) -> HttpResponse:
    """Send a file; the files of the last two weeks stand below."""
    now = timezone.now()
    if not request.user.may(way.permission, None, now=now):
        raise NotAllowed(way.permission, None)
    form = UploadForm(request)

    def run(**who: Any) -> Any:
        file = form.cleaned_data["file"]
        made = draft(way.kind(), form.cleaned_data["table"], file_name=file.name, now=who["now"])
        return way.read(draft=made, **who)

    context = {"way": way, "earlier": Import.objects.filter(kind=way.name).order_by("-pk")[:20]}
    return act(
        request,
        form,
        run,
        template="people/import/start.html",
        context=context,
        to=lambda imported: reverse(way.page, args=[imported.pk]),
        said=_("The file is read. Nothing of it is in force yet: look at what would happen."),
    )


def one(request: HttpRequest, way: Way, pk: int) -> HttpResponse:
    """What would happen to each row, with corrections; then how far the writing is; then what it was."""
    now = timezone.now()
    imported = Import.objects.filter(pk=pk, kind=way.name).first()
    if imported is None or not request.user.may(way.permission, None, now=now):
        raise Http404
    kind = way.kind()
    known = {field.name for field in kind.fields}
    form = HandleForm(request.POST, imported, known) if request.method == "POST" else None

    def run(**who: Any) -> Any:
        return _done(way, kind, imported, form.cleaned_data, who)

    response = act(
        request,
        form,
        run,
        template="people/import/one.html",
        context=lambda: Preview(request, way, kind, imported).context,
        to=lambda _result: request.get_full_path(),
    )
    if imported.state == Import.State.WRITING and request.method == "GET":
        response.headers["Refresh"] = AGAIN
    return response


def _done(way: Way, kind: Kind, imported: Import, given: dict[str, Any], who: Any) -> Any:
    if given["do"] == "leave":
        return way.leave(imported=imported, **who)
    if given["do"] == "begin":
        return way.begin(imported=imported, version=given["version"], **who)
    made = redrafted(kind, imported, given["correction"], who["now"])
    return way.correct(imported=imported, version=given["version"], draft=made, **who)


class Preview:
    """What the page of one file shows."""

    def __init__(self, request: HttpRequest, way: Way, kind: Kind, imported: Import) -> None:
        self.request, self.way, self.kind, self.imported = request, way, kind, imported
        self.show = request.GET.get("show", "")
        self.labels = {field.name: field.label for field in kind.fields}

    @property
    def context(self) -> dict[str, Any]:
        imported = self.imported
        waits = imported.state == Import.State.READ
        takes = sum(n for verdict, n in imported.counts.items() if verdict in WRITES)
        return {
            "way": self.way,
            "imported": imported,
            "waits": waits,
            "takes": takes,
            "others": sum(imported.counts.values()) - takes,
            "notes": [said(note) for note in imported.notes],
            "counts": self._counts(),
            "show": self.show,
            "questions": self._questions() if waits else [],
            "columns": self._columns() if waits else [],
            "page": self.page,
            "rows": [self._row(row) for row in self.page.object_list],
        }

    @cached_property
    def page(self) -> Any:
        rows = rows_of(self.imported)
        overtaken = set(self.imported.overtaken)
        for row in rows:
            if row["number"] in overtaken:
                row["verdict"] = Verdict.OVERTAKEN.value
        if self.show in Verdict.values:
            rows = [row for row in rows if row["verdict"] == self.show]
        return Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))

    def _counts(self) -> list[dict[str, Any]]:
        return [
            {"verdict": v.value, "label": v.label, "number": self.imported.counts[v.value],
             "tone": TONES.get(v.value, "neutral")}
            for v in Verdict
            if self.imported.counts.get(v.value)
        ]  # fmt: skip

    def _questions(self) -> list[dict[str, Any]]:
        asked = []
        for place, question in enumerate(self.imported.questions):
            options = self.kind.options(question)
            chosen = self.imported.choices.get(question["about"], {}).get(question["given"])
            leave = not question["blocks"]
            asked.append(
                question
                | {
                    "field": f"answer-{place}",
                    "label": _question(question, dict(options)),
                    "options": [
                        *options,
                        *([(LEAVE_OUT, gettext("Leave it out"))] if leave else []),
                    ],
                    "chosen": chosen or question["suggestion"],
                }
            )
        return asked

    def _columns(self) -> list[dict[str, Any]]:
        first = rows_of(self.imported)[:3]
        options = [(name, str(label)) for name, label in self.labels.items()]
        heading = self.imported.heading
        return [
            {
                "field": f"column-{place}",
                "heading": heading[place] if place < len(heading) else "",
                "place": place + 1,
                "chosen": name,
                "options": options,
                "example": ", ".join(
                    row["cells"][place][:40]
                    for row in first
                    if place < len(row["cells"]) and row["cells"][place]
                ),
            }
            for place, name in enumerate(self.imported.columns)
        ]

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        shown = getattr(self.kind, "shown", lambda _field, value: value)
        return row | {
            "label": Verdict(row["verdict"]).label,
            "tone": TONES.get(row["verdict"], "neutral"),
            "why": [said(note) for note in row["notes"]],
            "will": [
                {
                    "field": self.labels.get(name, name),
                    "before": shown(name, before),
                    "after": shown(name, after),
                }
                for name, before, after in row["changes"]
            ],
        }


def said(note: Any) -> str:
    """A message that was kept in English with its values, in the reader's language."""
    message, values = note
    return gettext(message).format_map(values)


def _question(question: dict[str, Any], options: dict[str, str]) -> str:
    about, given = question["about"], question.get("words") or question["given"]
    if about == "mismatch":
        network = options.get(question["suggestion"], "")
        return gettext("The row names another network than the address. Is it {network}?").format(
            network=network
        )
    if about == "network":
        if not given:
            return gettext("On which network are the accounts that are given by name alone?")
        return gettext("Which network is “{given}”?").format(given=given)
    if about == "unit":
        return gettext("Which unit is “{given}”?").format(given=given)
    return gettext("Who is “{given}”?").format(given=given)
