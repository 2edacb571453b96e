"""What people do with a file that was read: send it, answer, choose columns, leave rows out."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.people.importing.handling import Correction
from torilla.people.importing.models import Import
from torilla.screening.documents import Unreadable
from torilla.screening.tables import LIMITS, read_table

MEGABYTE = 1_000_000


class UploadForm(forms.Form):
    """Somebody's spreadsheet. `cleaned_data["table"]` is what was read of it."""

    file = forms.FileField(
        label=_("The list as a file"),
        help_text=_(
            "CSV, XLSX or JSON, at most 20 MB and 20,000 rows. You see first what would happen."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json,.jsonld"}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose another."),
        },
    )

    def __init__(self, request: HttpRequest) -> None:
        sent = request.method == "POST"
        super().__init__(request.POST if sent else None, request.FILES if sent else None)
        self.request = request

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if getattr(self.request, "file_too_large", False):
            self.errors.pop("file", None)
            message = gettext("The file is larger than {most} MB.")
            self.add_error("file", message.format(most=LIMITS.file_bytes // MEGABYTE))
        elif file := cleaned.get("file"):
            on_disk = getattr(file, "temporary_file_path", None)
            try:
                cleaned["table"] = read_table(on_disk() if on_disk else file.read())
            except Unreadable as error:
                self.add_error("file", gettext(error.message).format_map(error.values))
        return cleaned


class HandleForm(forms.Form):
    """What was pressed on the page of a file, and all the answers on it."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("correct", "begin", "leave")])
    version = forms.IntegerField(min_value=1, max_value=2**31)

    def __init__(self, data: Any, imported: Import, known: set[str]) -> None:
        super().__init__(data)
        self.imported, self.known = imported, known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["correction"] = Correction(
            self._columns(), self._choices(), self._rows("skip"), self._rows("take")
        )
        return cleaned

    def _columns(self) -> list[str] | None:
        """The chosen columns; each field at most once, the first counts."""
        if "column-0" not in self.data:
            return None
        columns: list[str] = []
        for place in range(len(self.imported.columns)):
            name = self.data.get(f"column-{place}", "")
            columns.append(name if name in self.known and name not in columns else "")
        return columns

    def _choices(self) -> dict[str, dict[str, str]]:
        choices: dict[str, dict[str, str]] = {}
        for place, question in enumerate(self.imported.questions):
            answer = self.data.get(f"answer-{place}", "")[:60]
            if answer:
                choices.setdefault(question["about"], {})[question["given"]] = answer
        return choices

    def _rows(self, name: str) -> frozenset[int]:
        numbers = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return frozenset(int(n) for n in numbers if re.fullmatch(r"\d{1,7}", n))
