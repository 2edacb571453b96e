"""Who there is: units, bodies, positions, persons and what they are to each other, as history."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from torilla.core.alphabet import Alphabetical
from torilla.core.history import Span
from torilla.core.records import Belongs, Recorded
from torilla.people.importing.models import Import, ImportedRows
from torilla.people.openid.models import WorkAccount
from torilla.people.positions import OF_A_UNIT, POSITIONS
from torilla.people.versioned import Versioned

__all__ = [
    "Absence", "Body", "BreakGlass", "CooperationRecord", "DutyTime", "Holding", "Import", "ImportedRows",
    "Invitation", "Membership", "Person", "PersonManager", "SetUpLink", "Standing", "Supervision", "Unit",
    "WorkAccount",
]  # fmt: skip


class Unit(Recorded, Versioned):
    """A part of the organisation that may keep accounts. The municipality itself is the root."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        SECTOR = "sector", _("sector")
        UNIT = "unit", _("unit")
        PROGRAMME = "programme", _("programme")
        PROJECT = "project", _("project")

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    role_address = models.EmailField(blank=True)
    web_page = models.URLField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="municipality"), name="one_municipality"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def line(self) -> list["Unit"]:
        """The unit and those above it, nearest first."""
        line: list[Unit] = []
        unit: Unit | None = self
        while unit is not None and unit not in line:
            line.append(unit)
            unit = unit.parent
        return line

    def belongs_to(self, now: datetime) -> Belongs:
        return Belongs(units=frozenset(unit.pk for unit in self.line()))


class PersonManager(models.Manager["Person"]):
    def get_by_natural_key(self, email: str) -> "Person":
        return self.get(email__iexact=email)


class Person(Recorded, Versioned, AbstractBaseUser):
    """Somebody who works for or is elected in the municipality; may sign in when `email` is known."""

    last_login = None  # type: ignore[assignment]  # nothing is derived from when somebody signs in

    class Scheme(models.TextChoices):
        AUTO = "auto", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True, null=True, blank=True)
    language = models.CharField(max_length=2, default="fi")
    scheme = models.CharField(max_length=5, choices=Scheme.choices, default=Scheme.AUTO)
    is_active = models.BooleanField(default=True)
    sign_in_round = models.PositiveIntegerField(default=0)  # raised to end every session
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        indexes = [models.Index(fields=["name"], name="people_person_name")]
        constraints = [
            # Sign-in looks for the address in lower case.
            models.CheckConstraint(
                condition=Q(email=None) | Q(email=Lower("email")), name="email_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self, now: datetime) -> Belongs:
        units = Standing.objects.at(now).filter(person=self, unit__isnull=False)
        lines = [s.unit.line() for s in units.select_related("unit__parent__parent")]
        chiefs = Supervision.objects.at(now).filter(person=self)
        return Belongs(
            units=frozenset(unit.pk for line in lines for unit in line),
            persons=frozenset({self.pk}),
            supervisors=frozenset(chiefs.values_list("supervisor_id", flat=True)),
        )

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django ends a session whose hash differs: with a new password, and with a new round."""
        kept: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{kept}:{self.sign_in_round}" if self.sign_in_round else kept

    def may(self, permission: str, subject: Recorded | None, *, now: datetime) -> bool:
        from torilla.people.permissions import allows  # the table reads models; a cycle otherwise

        return allows(self, permission, subject, now=now)


class Standing(Recorded, Span):
    """What a person is to the municipality (J1); one may have several at once.

    by_provider: here, in supervisions and holdings: a claim of the work account gave it, and ends it.
    """

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("employee")
        OFFICE_HOLDER = "office_holder", _("office-holder")
        ELECTED = "elected_official", _("elected official")

    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="standings")
    title = models.CharField(max_length=200, blank=True)
    by_provider = models.BooleanField(default=False)

    class Meta(Span.Meta):
        ordering = ["since", "pk"]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class Supervision(Recorded, Span):
    """Whose supervisor somebody is."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="supervisions")
    supervisor = models.ForeignKey(Person, models.PROTECT, related_name="supervised")
    by_provider = models.BooleanField(default=False)

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="one_supervisor_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("supervisor")), name="nobody_supervises_themselves"
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class Holding(Recorded, Span):
    """Who holds a position; of the unit where the position is one of a unit."""

    position = models.CharField(max_length=40, choices=POSITIONS)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    by_provider = models.BooleanField(default=False)

    class Meta(Span.Meta):
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["position", "unit"], name="people_holding_of")]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["position", "person"],
                condition=Q(until=None, unit=None),
                name="holds_a_position_once",
            ),
            models.UniqueConstraint(
                fields=["position", "unit", "person"],
                condition=Q(until=None, unit__isnull=False),
                name="holds_a_units_position_once",
            ),
            models.CheckConstraint(
                condition=Q(position__in=sorted(OF_A_UNIT), unit__isnull=False)
                | (~Q(position__in=sorted(OF_A_UNIT)) & Q(unit=None)),
                name="a_unit_where_the_position_has_one",
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.unit.belongs_to(now) if self.unit else Belongs()


class Body(Recorded, Versioned):
    """A group that decides: a management group, the board, the council."""

    class Kind(models.TextChoices):
        MANAGEMENT_GROUP = "management_group", _("management group")
        BOARD = "board", _("municipal board")
        COUNCIL = "council", _("municipal council")
        OTHER = "other", _("other deciding group")

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [Alphabetical("name"), "pk"]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self, now: datetime) -> Belongs:
        """Its unit's, and theirs who speak for it."""
        sits = self.memberships.at(now).filter(role__in=Membership.SPEAK)
        return Belongs(
            units=self.unit.belongs_to(now).units,
            deciders=frozenset(sits.values_list("person_id", flat=True)),
        )


class Membership(Recorded, Span):
    """Who sits in a body, and as what."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")

    SPEAK = (Role.CHAIR, Role.SECRETARY)
    """Who speaks for a body: its tasks are theirs, and they record what it decides."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)

    class Meta(Span.Meta):
        ordering = ["since", "pk"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(until=None), name="a_member_once"
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.body.belongs_to(now)


class DutyTime(models.Model):
    """When a person may be reminded (K8): a weekday (0 = Monday) and local times.

    `ends` at 0.00 is the end of the day; a night is two rows.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="duty_times")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_day_of_the_week"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends="00:00"), name="ends_after_it_starts"
            ),
        ]


class Absence(Recorded):
    """Dates only, both included; never a reason (Act 759/2004)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="last_day_not_before_first"
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class CooperationRecord(Recorded):
    """What was handled in co-operation with the personnel: when, in which section, for what purpose.

    Until there is one, nothing of one person's work is shown or told to anybody else (Act 449/2007, Act
    759/2004).
    """

    handled_on = models.DateField()
    section = models.CharField(max_length=40)
    purpose = models.TextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-handled_on", "-pk"]


class SetUpLink(Recorded):
    """A one-time link by which the first set-up person comes in; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Invitation(Recorded):
    """A one-time link by which a person makes a passkey or sets a password; only its hash is kept.

    `renews`: the person lost the second step, which is taken away when the link is used.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    renews = models.BooleanField(default=False)

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)


class BreakGlass(Recorded):
    """A one-time link from the machine's own terminal, for the hour when nobody else can let in."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="break_glasses")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def belongs_to(self, now: datetime) -> Belongs:
        return self.person.belongs_to(now)
