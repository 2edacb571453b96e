"""The register of accounts (C4): what each is, who may write in it, what has been seen of it, as history."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from torilla.agreements.models import Agreement
from torilla.core.history import Span
from torilla.core.records import Belongs, Recorded
from torilla.people.models import Body, Supervision, Unit
from torilla.register.lifecycle import AccountStates

PERSON = settings.AUTH_USER_MODEL


class Account(Recorded):
    """The municipality's presence on a network. What changes of it stands in `AccountRecord`."""

    network = models.CharField(max_length=30)
    handle = models.CharField(max_length=200)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "handle"], name="an_account_once")
        ]

    in_force: "AccountRecord | None" = None
    """The record in force, where it was read together with the account."""

    def belongs_to(self, now: datetime) -> Belongs:
        known = self.records.at(now).select_related("unit__parent__parent")
        record = self.in_force or known.first()
        line = record.unit.line() if record and record.unit else []
        chief = Supervision.objects.at(now).filter(person=OuterRef("person"))
        named = self.stewardships.at(now).annotate(chief=Subquery(chief.values("supervisor")[:1]))
        people = list(named.values_list("person_id", "chief"))
        return Belongs(
            units=frozenset(unit.pk for unit in line),
            persons=frozenset(steward for steward, _chief in people),
            supervisors=frozenset(chief for _steward, chief in people if chief is not None),
        )


class AccountRecord(Recorded, Span):
    """What the register says of an account for a time. A change closes the row and opens another."""

    class Kind(models.TextChoices):
        OPEN = "", _("not known yet")
        UMBRELLA = "umbrella", _("umbrella account")
        UNIT = "unit", _("unit’s account")
        CAMPAIGN = "campaign", _("campaign or theme account")
        PROJECT = "project", _("project’s account")

    account = models.ForeignKey(Account, models.CASCADE, related_name="records")
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500)
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="accounts")
    state = models.CharField(max_length=20, choices=AccountStates.choices())
    role_address = models.EmailField(blank=True)
    purpose = models.TextField(blank=True)
    aims = models.JSONField(default=list, blank=True)
    audiences = models.JSONField(default=list, blank=True)
    purposes = models.JSONField(default=list, blank=True)
    plan = models.TextField(blank=True)
    changed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta(Span.Meta):
        indexes = [
            models.Index(fields=["name", "id"], condition=Q(until=None), name="record_by_name")
        ]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["account"], condition=Q(until=None), name="one_record_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name) or "account"


class Stewardship(Recorded, Span):
    """A person named to an account in a role (K4, C8, C9, C12).

    `agreement`: the one on working time on which it was named (K2; whether it is in effect today, `agreed`
    tells); `from_before`: it was there before agreements were asked for, and works without one until its
    person first has one. An ended one is complete when somebody has seen on the network itself
    that the right is gone (`removal_seen_…`); `removal_asked`: somebody is asked to look, which of those
    that ended in earlier versions nobody is.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("lead updater")
        SUBSTITUTE = "substitute", _("substitute")
        ADMINISTRATOR = "administrator", _("administrator")
        UPDATER = "updater", _("updater")

    account = models.ForeignKey(Account, models.CASCADE, related_name="stewardships")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="stewardships")
    role = models.CharField(max_length=20, choices=Role.choices)
    named_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="stewardships"
    )
    from_before = models.BooleanField(default=False)
    removal_asked = models.BooleanField(default=False)
    removal_seen_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    removal_seen_at = models.DateTimeField(null=True)

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "person", "role"],
                condition=Q(until=None),
                name="named_once_to_a_role",
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.account.belongs_to(now)


class Seen(Recorded, Span):
    """What somebody saw on the network or on the site (C14): there or not, by whom, when (`since`)."""

    class What(models.TextChoices):
        KEEPER = "keeper_stated", _("the account says who keeps it")
        UNIT_PAGE = "site_unit_page", _("link from the unit’s page to the account")
        LIST_PAGE = "site_list_page", _("link from the page that lists all accounts")
        BACK = "account_to_site", _("link from the account to the site")

    account = models.ForeignKey(Account, models.CASCADE, related_name="seen")
    what = models.CharField(max_length=20, choices=What.choices)
    present = models.BooleanField()
    page = models.CharField(max_length=500, blank=True)
    seen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "what"], condition=Q(until=None), name="one_sight_in_force"
            ),
        ]


class Confirmation(Recorded):
    """The owner said: this record is true (C5)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="confirmations")
    record = models.ForeignKey(AccountRecord, models.PROTECT, related_name="confirmations")
    confirmed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()


class Report(Recorded):
    """Something of the register that must be told (K4: who acts in it; C5: accounts, administrators)."""

    class What(models.TextChoices):
        ACCOUNT = "account", _("account in the register")
        NAMED = "named", _("steward named")
        ENDED = "ended", _("steward’s right ended")

    account = models.ForeignKey(Account, models.CASCADE, related_name="reports")
    stewardship = models.ForeignKey(Stewardship, models.CASCADE, null=True, related_name="reports")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    notice = models.ForeignKey("duties.Notice", models.PROTECT, related_name="+")


class Inquiry(Recorded):
    """A unit was asked which accounts it already has (C4), and what it answered."""

    class Answer(models.TextChoices):
        NONE = "none", _("we have no accounts")
        LISTED = "listed", _("all our accounts are in the register")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inquiries")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(answered_at=None), name="asked_once"
            )
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.unit.belongs_to(now)


class PublicSwitch(Recorded, Span):
    """While a row is open the public pages are on; by whom, since when. `one` keeps it a single row."""

    switched_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    one = models.BooleanField(default=True)

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["one"], condition=Q(until=None), name="public_switched_on_once"
            ),
        ]


class ChannelLine(Recorded, Span):
    """What a body has settled on the use of a network (C10), which an application reads (C11)."""

    class Line(models.TextChoices):
        RECOMMENDED = "recommended", _("recommended")
        EXPERIMENTAL = "experimental", _("may be tried")
        NOT_USED = "not_used", _("not used")

    network = models.CharField(max_length=30)
    line = models.CharField(max_length=20, choices=Line.choices)
    body = models.ForeignKey(Body, models.PROTECT, related_name="channel_lines")
    decided_on = models.DateField()
    section = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["network"], condition=Q(until=None), name="one_line_a_network"
            ),
        ]


class Credential(Recorded, Span):
    """How one signs in to an account: what kind, where the secret is kept, who opens it; never the secret (S4)."""

    class Kind(models.TextChoices):
        PASSWORD = "password", _("shared password")
        OWN_LOGINS = "own_logins", _("each with an own login")
        PASSKEY = "passkey", _("passkey")

    account = models.ForeignKey(Account, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    kept_in = models.CharField(max_length=200)
    opened_by = models.CharField(max_length=200)
    two_step = models.BooleanField()
    changed_on = models.DateField()
    noted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["account"], condition=Q(until=None), name="one_credential_in_force"
            ),
        ]

    def belongs_to(self, now: datetime) -> Belongs:
        return self.account.belongs_to(now)
