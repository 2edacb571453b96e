"""Pictures and videos, the right to use them, those who are seen in them, and where they were used (M5)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from torilla.core.records import Belongs, Recorded
from torilla.media.lifecycle import AssetStates, ConsentStates
from torilla.people.models import Unit
from torilla.register.models import AccountRecord, Stewardship

PERSON = settings.AUTH_USER_MODEL
ACTING = ("lead", "substitute", "updater")
"""Roles in an account whose holders use its unit's pictures."""


class Asset(Recorded):
    """One picture or video. The bytes lie in the store (`store.py`) by the SHA-256 of the original.

    `pictured_people` says what the uploader told of those seen in it; "" is not told yet. `phash` is the
    perceptual hash (64 bits, 16 hex digits; "" for a video). `gave_away`: the kinds of objection that the
    original gives ("location", "metadata"); what is shown has none of them.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        VIDEO = "video", _("video")

    class People(models.TextChoices):
        NOBODY = "nobody", _("nobody recognisable")
        SOMEBODY = "somebody", _("somebody recognisable")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=AssetStates.choices())
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assets")
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    format = models.CharField(max_length=10)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    phash = models.CharField(max_length=16, blank=True)
    pictured_people = models.CharField(max_length=10, choices=People.choices, blank=True)
    gave_away = models.JSONField(default=list, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["state", "-added_at"], name="asset_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="removed"), name="an_asset_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def belongs_to(self, now: datetime) -> Belongs:
        """Its unit's, the uploader's, and theirs who act in an account of its unit."""
        if self.unit is None:
            return Belongs(persons=frozenset({self.added_by_id}))
        kept = AccountRecord.objects.at(now).filter(unit=self.unit).values("account")
        acting = Stewardship.objects.at(now).filter(role__in=ACTING, account__in=kept)
        stewards = acting.values_list("person_id", flat=True)
        return Belongs(
            units=self.unit.belongs_to(now).units,
            persons=frozenset({self.added_by_id, *stewards}),
        )


class Derivative(models.Model):
    """What is shown of an asset, made anew without location and other metadata; the bytes lie in the store.

    `thumb`, `medium` and `large` have at most 320, 1080 and 2048 pixels on the longer side; `video` is the
    video with its metadata blanked.
    """

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="derivatives")
    name = models.CharField(max_length=10)
    format = models.CharField(max_length=10)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "name"], name="derivative_once_a_name")
        ]


class Upload(Recorded):
    """A file that is coming in, in parts; how far it has come the file itself says (`uploads.py`).

    `key` names the file; `fingerprint` is what the browser says of it, so that the same file goes on where
    it broke off. `asset`: it has become this one.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=150)
    size = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    asset = models.ForeignKey(Asset, models.CASCADE, null=True, related_name="+")

    def belongs_to(self, now: datetime) -> Belongs:
        return Belongs(persons=frozenset({self.person_id}))


class Words(models.Model):
    """What is said of an asset in one language: what one sees (or hears), and the caption below it."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="words")
    language = models.CharField(max_length=2)
    alternative = models.TextField(blank=True)
    caption = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "language"], name="words_once_a_language")
        ]


class Subtitles(models.Model):
    """A video's subtitles in one language, as WebVTT."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="subtitles")
    language = models.CharField(max_length=2)
    vtt = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "language"], name="subtitles_once_a_language")
        ]


class Licence(Recorded):
    """The right to use an asset: the newest one that is not `ended_at` holds. `channels` [] is everywhere."""

    class Source(models.TextChoices):
        OWN = "own", _("I took or made it at work")
        COLLEAGUE = "colleague", _("a colleague took or made it at work")
        ORDERED = "ordered", _("ordered from a photographer or maker")
        RESIDENT = "resident", _("from a resident or association")
        BANK = "bank", _("from a picture bank")
        AUTHORITY = "authority", _("from another authority")

    class Ground(models.TextChoices):
        OWN_WORK = "own_work", _("the municipality's own work")
        AGREEMENT = "agreement", _("an agreement")
        PERMISSION = "permission", _("the author's written permission")
        LICENCE = "licence", _("an open or bought licence")
        FREE = "free", _("not protected by copyright, or no longer")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="licences")
    author = models.CharField(max_length=200)
    source = models.CharField(max_length=20, choices=Source.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    proof = models.CharField(max_length=500, blank=True)
    channels = models.JSONField(default=list, blank=True)
    until = models.DateField(null=True)
    credit = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(ended_at=None), name="one_licence_in_force"
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.asset.belongs_to(now)


class Pictured(Recorded):
    """Somebody recognisable in an asset. `label` tells who is meant by what one sees, not by a name.

    `adult_on` is the day on which a child turns 18; their birth date is not kept. `never`: a picture of
    them is not used, and nobody is told why (non-disclosure for personal safety reasons). `reference` names
    them in the ledger of withdrawals.
    """

    class Ground(models.TextChoices):
        PUBLIC_EVENT = "public_event", _("a public event")
        CROWD = "crowd", _("one of a crowd")
        OWN_TASK = "own_task", _("the municipality's own people in their task")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="pictured")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    child = models.BooleanField()
    adult_on = models.DateField(null=True)
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    ground_note = models.CharField(max_length=500, blank=True)
    never = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.asset.belongs_to(now)


class Consent(Recorded):
    """One person's answer on one who is pictured: their own, or a guardian's on a child.

    `reference` names it in the ledger of withdrawals, which outlives the database. `link` is the SHA-256 of
    the link's secret: until `link_until` one may answer by it, once; after a given answer the same link
    shows the consent and withdraws it. With the basis "public_task" nobody is asked: `given` means that
    they were told, and a withdrawal is an objection.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        PUBLIC_TASK = "public_task", _("the municipality's public task")

    class Capacity(models.TextChoices):
        SELF = "self", _("themselves")
        GUARDIAN = "guardian", _("guardian")

    class How(models.TextChoices):
        LINK = "link", _("by a link")
        PAPER = "paper", _("on paper")

    pictured = models.ForeignKey(Pictured, models.PROTECT, related_name="consents")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=ConsentStates.choices())
    basis = models.CharField(max_length=20, choices=Basis.choices)
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    purpose = models.CharField(max_length=500)
    channels = models.JSONField(default=list, blank=True)
    until = models.DateField()
    language = models.CharField(max_length=2)
    link = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    giver = models.CharField(max_length=200, blank=True)
    child_view = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link"], condition=~Q(link=""), name="consent_link_once"
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.pictured.belongs_to(now)


class Paper(models.Model):
    """A consent given on paper, scanned: PDF or picture, as it was given to us."""

    consent = models.OneToOneField(Consent, models.CASCADE, related_name="paper")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)
    content = models.BinaryField()


class Use(Recorded):
    """A place where an asset was published. Upper packages write these too, naming their own record.

    `remove_by`: a right or consent ended, and it must be gone by then; a duty says so.
    """

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="uses")
    account = models.ForeignKey(
        "register.Account", models.PROTECT, null=True, related_name="asset_uses"
    )
    place = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    record = models.CharField(max_length=60, blank=True)
    used_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField()
    remove_by = models.DateField(null=True)
    removed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-used_at", "-pk"]

    def belongs_to(self, now: datetime) -> Belongs:
        """The asset's, and theirs whose account shows it."""
        own = self.asset.belongs_to(now)
        if self.account is None:
            return own
        shown = self.account.belongs_to(now)
        return Belongs(units=own.units | shown.units, persons=own.persons | shown.persons)
