"""What Mallila has settled beside its accounts: lines on networks, and agreements at each of their stages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.agreements.models import Agreement
from torilla.agreements.terms import Terms
from torilla.config.demo.people import OFFICE_HOURS
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.models import Duty
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.models import Body, Person
from torilla.register.commands.settle_line import settle_line

LINES = {
    "facebook": ("recommended", "Asukkaat löytävät meidät tältä parhaiten."),
    "instagram": ("recommended", ""),
    "tiktok": ("experimental", "Kokeillaan nuorten kanssa vuoden loppuun."),
    "x": ("not_used", "Emme tavoita sieltä asukkaita."),
}
"""By network: the line, and what was noted of it."""


def settle(people: Mapping[str, Person], now: datetime) -> None:
    """The lines of the management group, and agreements in force, soon over and proposed."""
    group = Body.objects.get(name="Kunnan johtoryhmä")
    decided = now - timedelta(days=90)
    for network, (line, note) in LINES.items():
        settle_line(
            actor=people["Leena Mäki"], network=network, line=line, body=group, note=note,
            decided_on=timezone.localdate(decided), section="8", now=decided,
        )  # fmt: skip
    _working_time(people, now)
    _profile(people["Kaisa Niemi"], people["Eeva Salmi"], now)


def _working_time(people: Mapping[str, Person], now: datetime) -> None:
    martti, today = people["Martti Laine"], timezone.localdate(now)
    begun = now - timedelta(days=100)
    for name, hours, scope, days, elected in (
        ("Olli Ranta", "0.5", "Kiinteistöjen häiriötiedotteet kunnan kattotilille", 18, False),
        ("Veikko Harju", "2", "Nuorisotoimen tilit koulupäivinä", 264, True),
    ):
        terms = Terms(
            first_day=timezone.localdate(begun), last_day=today + timedelta(days=days), scope=scope,
            hours=Decimal(hours), duty_times_confirmed=True, work_matters_only=elected,
        )  # fmt: skip
        set_duty_times(actor=martti, person=people[name], week=OFFICE_HOURS, now=begun)
        _agree(people[name], martti, Agreement.Kind.WORKING_TIME, terms, begun)
    terms = Terms(
        first_day=today, last_day=today + timedelta(days=364), hours=Decimal(6),
        scope="Kunnan kattotili ja yksiköiden tilien neuvonta", duty_times_confirmed=True,
        substitutes_confirmed=True,
    )  # fmt: skip
    leena, asked = people["Leena Mäki"], now - timedelta(days=1)
    propose(actor=leena, person=leena, kind=Agreement.Kind.WORKING_TIME, terms=terms, now=asked)


def _profile(person: Person, chief: Person, now: datetime) -> None:
    begun = now - timedelta(days=40)
    first = timezone.localdate(begun)
    terms = Terms(
        first_day=first, last_day=first + timedelta(days=364), network="instagram",
        address="@kaisa.lukee.esimerkki", scope="Kirjavinkit ja kirjaston tapahtumat",
        founded_on=Agreement.Founded.OWN, profile=Agreement.Profile.PRIVATE,
        for_work_profile="Vapaa-aika pysyy erillään työstä.",
        for_own_profile="Lapset ja vanhemmat tuntevat Kaisan jo ja kysyvät häneltä.",
    )  # fmt: skip
    _agree(person, chief, Agreement.Kind.OWN_PROFILE, terms, begun)


def _agree(person: Person, chief: Person, kind: str, terms: Terms, at: datetime) -> None:
    made = propose(actor=person, person=person, kind=kind, terms=terms, now=at)
    answer(actor=chief, agreement=made, agrees=True, now=at + timedelta(hours=5))
    for duty in Duty.objects.filter(kind=Duty.Kind.READ, holder_person=person, closed_at=None):
        mark_read(actor=person, duty=duty, now=at + timedelta(hours=6))
