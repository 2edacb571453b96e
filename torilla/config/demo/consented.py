"""A story hour in Mallila's library: one child may be shown, of another the guardian is still asked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from torilla.config.demo.pictures import SIZE, added, as_jpeg
from torilla.media.commands.add_pictured import add_pictured
from torilla.media.commands.answer_consent import answer_consent
from torilla.media.commands.ask_consent import ask_consent
from torilla.media.commands.note_use import note_use
from torilla.media.links import LinkHolder
from torilla.media.models import Asset, Consent
from torilla.people.models import Person, Unit
from torilla.register.models import Account


def consent(
    people: Mapping[str, Person], units: Mapping[str, Unit], account: Account, now: datetime
) -> None:
    """A picture published with a given consent, and one whose guardian has not answered."""
    aino, library = people["Aino Lehto"], units["Kirjasto"]
    taken = now - timedelta(days=6)
    reading = added(
        aino, library, "Satutunti", _child((178, 48, 52), 120, 1), taken, own=True,
        alternative="Lapsi punaisessa takissa kuuntelee satua tyynyllä.",
    )  # fmt: skip
    given = _asked(aino, reading, "lapsi punaisessa takissa", "Ella", taken)
    answer_consent(
        actor=LinkHolder(given), consent=given, gives=True, giver="Hanna Esimerkki",
        child_view="Kuva on kiva. Näkyy myös nalle.", now=taken + timedelta(hours=5),
    )  # fmt: skip
    note_use(actor=aino, asset=reading, account=account, now=taken + timedelta(days=1))
    building = added(
        aino, library, "Rakentelukerho", _child((56, 96, 150), 640, 4), now - timedelta(days=1), own=True,
        alternative="Lapsi rakentaa tornia palikoista.",
    )  # fmt: skip
    _asked(aino, building, "lapsi, joka rakentaa tornia", "", now - timedelta(days=1))


def _asked(person: Person, asset: Asset, label: str, name: str, now: datetime) -> Consent:
    today = timezone.localdate(now)
    child = add_pictured(
        actor=person, asset=asset, label=label, name=name, child=True,
        adult_on=date(today.year + 10, 5, 4), now=now,
    )  # fmt: skip
    return ask_consent(
        actor=person, pictured=child, basis=Consent.Basis.CONSENT, purpose="kerhoista kertomiseen",
        channels=[], until=today + timedelta(days=700), language="fi", now=now,
    ).consent  # fmt: skip


def _child(coat: tuple[int, int, int], left: int, blocks: int) -> bytes:
    """A figure in a coat, and a tower of blocks: nobody in particular."""
    image = Image.new("RGB", SIZE, (238, 226, 206))
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 600, *SIZE], fill=(150, 118, 88))
    sides = [(left, 660), (left + 80, 380), (left + 200, 380), (left + 280, 660)]
    draw.polygon(sides, fill=coat)
    draw.ellipse([left + 60, 230, left + 220, 390], fill=(232, 190, 160))
    for n in range(blocks):
        foot = 624 - 90 * n
        draw.rectangle([860 - left, foot - 84, 950 - left, foot], fill=(90 + 40 * n, 130, 80))
    return as_jpeg(image, Image.Exif())
