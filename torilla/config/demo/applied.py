"""The applications of Mallila: one at each stage, as people write, propose and decide on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from torilla.config.demo import answers
from torilla.connectors import registry
from torilla.openings.commands.add_writer import add_writer
from torilla.openings.commands.attach import attach
from torilla.openings.commands.begin import begin
from torilla.openings.commands.propose import propose
from torilla.openings.commands.record_decision import record_decision
from torilla.openings.commands.save_section import save_section
from torilla.openings.commands.start_set_up import start_set_up
from torilla.openings.models import Application
from torilla.people.models import Person, Unit
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_credential import note_credential
from torilla.register.commands.note_seen import note_seen

THREADS = "threads.net/@mallilaesimerkkikirjasto"


@dataclass(frozen=True)
class Applied:
    """An application: who makes it, who proposes it, how many days ago it was begun.

    `decided`: who recorded what in which section of the minutes, and how many days ago.
    """

    title: str
    unit: str
    network: str
    umbrella: str
    maker: str
    chief: str
    days: int
    answers: Mapping[int, Mapping[str, Any]]
    decided: tuple[tuple[str, int, str, dict[str, Any]], ...] = field(default=())


APPROVED = {"outcome": "approved"}
WITH_TIME = {"outcome": "approved", "resources_confirmed": True}
DECLINED = {
    "outcome": "declined",
    "reason": "Kunta ei käytä tätä kanavaa. Kirjaston uutiset tavoittavat lukijat Facebookissa.",
}
RETURNED = {
    "outcome": "returned",
    "reason": "Kuka vastaa kommentteihin iltaisin ja viikonloppuisin? Miten kokeilu päättyy?",
}
TO_SET_UP = Applied(
    "Kirjaston Threads-tili", "Kirjasto", "threads", answers.UMBRELLA, "Aino Lehto", "Eeva Salmi",
    58, answers.THREADS,
    (
        ("Kaisa Niemi", 45, "17", APPROVED),
        ("Martti Laine", 38, "31", WITH_TIME | {"condition": "Lukuja katsotaan puolen vuoden päästä."}),
    ),
)  # fmt: skip
APPLICATIONS = (
    Applied(
        "Kirjaston X-tili", "Kirjasto", "x", answers.UMBRELLA, "Kaisa Niemi", "Eeva Salmi",
        55, answers.X,
        (("Martti Laine", 46, "16", APPROVED), ("Martti Laine", 39, "30", DECLINED)),
    ),
    Applied(
        "Nuorisotoimen TikTok-tili", "Nuorisotoimi", "tiktok", answers.UMBRELLA, "Veikko Harju",
        "Martti Laine", 30, answers.TIKTOK, (("Kaisa Niemi", 6, "22", RETURNED),),
    ),
    Applied(
        "Kirjaston WhatsApp-kanava", "Kirjasto", "whatsapp", answers.UMBRELLA, "Aino Lehto",
        "Eeva Salmi", 25, answers.WHATSAPP, (("Kaisa Niemi", 6, "23", APPROVED),),
    ),
)  # fmt: skip


def apply(people: Mapping[str, Person], units: Mapping[str, Unit], now: datetime) -> None:
    """A draft, one declined, one returned, one that awaits its second group, one that is being set up."""
    _set_up(_decided(TO_SET_UP, people, units, now), people, now)
    for each in APPLICATIONS:
        _decided(each, people, units, now)
    aino, at = people["Aino Lehto"], now - timedelta(days=3)
    draft = begin(
        actor=aino, title="Kirjaston YouTube-kanava", unit=units["Kirjasto"], network="youtube",
        umbrella=answers.UMBRELLA, now=at,
    )  # fmt: skip
    add_writer(actor=aino, application=draft, person=people["Kaisa Niemi"], now=at)
    attach(
        actor=aino, application=draft, name="kysely-perheille.txt", content=answers.SURVEY, now=at
    )
    for number, given in answers.named(answers.YOUTUBE, people).items():
        save_section(
            actor=aino, application=draft, number=number, version=0, answers=given,
            ready=number in answers.READY, now=at,
        )  # fmt: skip


def _decided(
    each: Applied, people: Mapping[str, Person], units: Mapping[str, Unit], now: datetime
) -> Application:
    """Written, proposed by the supervisor, and decided as far as it has come."""
    maker, chief = people[each.maker], people[each.chief]
    at = now - timedelta(days=each.days)
    made = begin(
        actor=maker, title=each.title, unit=units[each.unit], network=each.network,
        umbrella=each.umbrella, now=at,
    )  # fmt: skip
    for number, given in answers.named(each.answers, people).items():
        # The supervisor says that there is time enough; everything else is the applicant's.
        save_section(
            actor=chief if number == answers.CONFIRMED else maker, application=made, number=number,
            version=0, answers=given, ready=True, now=at + timedelta(hours=number),
        )  # fmt: skip
    propose(actor=chief, application=made, reasons={}, now=at + timedelta(days=2))
    for who, days, section, verdict in each.decided:
        day = now - timedelta(days=days)
        row = made.decisions.filter(outcome="", asked_at__isnull=False).get()
        record_decision(
            actor=people[who], decision=row, meeting_on=timezone.localdate(day), section=section,
            now=day, **verdict,
        )  # fmt: skip
    return made


def _set_up(application: Application, people: Mapping[str, Person], now: datetime) -> None:
    """The account is open and has its people; the links and the conditions are still to be seen to."""
    eeva, aino, kaisa = people["Eeva Salmi"], people["Aino Lehto"], people["Kaisa Niemi"]
    at = now - timedelta(days=20)
    opened = start_set_up(
        actor=aino, application=application, address=registry.read(THREADS),
        name="Kirjasto · Threads", now=at,
    ).account  # fmt: skip
    assert opened is not None  # noqa: S101  (it was just entered)
    roles = (
        (aino, "lead"),
        (kaisa, "substitute"),
        (aino, "administrator"),
        (eeva, "administrator"),
    )
    for person, role in roles:
        name_steward(actor=eeva, account=opened, person=person, role=role, now=at)
    note_credential(
        actor=aino, account=opened, version=None, kind="password", kept_in="Kirjaston salasanaholvi",
        opened_by="Aino ja Eeva", two_step=True, changed_on=timezone.localdate(at), now=at,
    )  # fmt: skip
    note_seen(actor=aino, account=opened, what="keeper_stated", present=True, page="", now=at)
