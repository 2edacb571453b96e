"""A file that was read, its rows with what will happen to each, and how far the writing has come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from torilla.core.leased import Leased
from torilla.core.records import Recorded


class Import(Recorded, Leased):
    """One file on its way in: read → writing → done; left by hand, stopped where the right was lost.

    `kind` says what the rows are (accounts, people, units). `columns` has the field's name for each
    column, "" for none. `choices` holds what a person answered: {"network": {"fasebook": "…"}}.
    `version` grows with each correction. `counts` are rows by verdict, `order` the numbers of those to
    write, what others hang on first. `kept` is the kind's own memory.
    """

    class State(models.TextChoices):
        READ = "read", _("read, nothing written yet")
        WRITING = "writing", _("being written")
        DONE = "done", pgettext_lazy("import", "done")
        LEFT = "left", _("left unwritten")
        STOPPED = "stopped", _("stopped midway")

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    heading = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    order = models.JSONField(default=list)
    overtaken = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    read_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.file_name


class Verdict(models.TextChoices):
    """What happens to a row."""

    NEW = "new", pgettext_lazy("import", "new")
    CHANGE = "change", pgettext_lazy("import", "changes")
    UNCLEAR = "unclear", pgettext_lazy("import", "unclear")
    UNREADABLE = "unreadable", pgettext_lazy("import", "cannot be read")
    TWICE = "twice", pgettext_lazy("import", "twice in the file")
    SAME = "same", pgettext_lazy("import", "already there")
    SKIPPED = "skipped", pgettext_lazy("import", "left out by you")
    OVERTAKEN = "overtaken", pgettext_lazy("import", "changed meanwhile")


WRITES = frozenset({Verdict.NEW.value, Verdict.CHANGE.value})


class ImportedRows(models.Model):
    """The rows of a file with their verdicts, as one JSON text: [{number, cells, skip, verdict, …}].

    Ten thousand rows are written at once in some milliseconds, where a row a row would keep everybody
    else from writing; and a name in the text can be looked for.
    """

    imported = models.OneToOneField(Import, models.CASCADE, related_name="rows", primary_key=True)
    content = models.TextField()
