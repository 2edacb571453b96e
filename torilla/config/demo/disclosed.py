"""What Mallila was asked of matters in preparation: one permission in force, one question that waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from torilla.duties.commands.mark_read import mark_read
from torilla.duties.models import Duty
from torilla.matters.commands.answer import Answer, answer
from torilla.matters.commands.ask import ask
from torilla.people.models import Person


def disclose(people: Mapping[str, Person], now: datetime) -> None:
    """Aino may tell of the market square for three weeks; Veikko waits to hear of the school."""
    aino, martti = people["Aino Lehto"], people["Martti Laine"]
    asked = now - timedelta(days=5)
    square = ask(
        actor=aino, official=martti, case_number="MalDno-2026-12",
        about="Torin kaavaluonnos ja sen selostus",
        wanted="Luonnoksessa tori jää autottomaksi, ja kirjastoauton pysäkki siirtyy rantaan.",
        audience="kaikille kirjaston Facebookissa", now=asked,
    )  # fmt: skip
    said = Answer(
        grants=True, nothing_secret=True, audience="kaikille kirjaston Facebookissa",
        granted="Luonnoksessa tori jää autottomaksi. Pysäkistä ei vielä: siitä neuvotellaan.",
        until=timezone.localdate(now) + timedelta(days=21),
    )  # fmt: skip
    answer(actor=martti, disclosure=square, said=said, now=asked + timedelta(hours=3))
    for duty in Duty.objects.filter(kind=Duty.Kind.READ, subject_kind="disclosure"):
        mark_read(actor=aino, duty=duty, now=asked + timedelta(hours=4))
    ask(
        actor=people["Veikko Harju"], official=martti, case_number="MalDno-2026-31",
        about="Selvitys koulun paikasta, luonnos",
        wanted="Selvityksessä on kolme paikkaa, ja kaikki ovat kirkonkylällä.",
        audience="kaikille omalla Facebook-sivullani", now=now - timedelta(hours=3),
    )  # fmt: skip
