"""A video in the library, and all that hangs on it, with the same text in every field."""

import io
from datetime import timedelta
from typing import Any

from tests.hostile.world import World
from torilla.media import store
from torilla.media.models import Asset, Paper, Upload
from torilla.people.models import Unit


def picture(world: World, unit: Unit, now: Any) -> None:
    """With its right, somebody who is seen in it, their consent and a use."""
    person, until = world.subjects["person"], now.date() + timedelta(days=300)
    kept = store.keep(store.SHOWN, io.BytesIO(b"film"))
    asset = Asset.objects.create(
        kind="video", state="library", title=world.typed(), unit=unit, added_by=person, added_at=now,
        sha256=kept.sha256, size=4, format="MP4", pictured_people="somebody",
    )  # fmt: skip
    asset.derivatives.create(name="video", format="MP4", size=4, sha256=kept.sha256)
    asset.words.create(language="fi", alternative=world.text, caption=world.text)
    asset.subtitles.create(language="fi", vtt=world.text)
    asset.licences.create(
        author=world.typed(), source="bank", ground="licence", proof=world.text[:500],
        credit=world.typed(), recorded_by=person, recorded_at=now,
    )  # fmt: skip
    Upload.objects.create(person=person, file_name=world.typed(150), size=4, begun_at=now)
    pictured = asset.pictured.create(
        label=world.typed(), name=world.typed(), child=True, ground_note=world.text[:500],
        recorded_by=person, recorded_at=now,
    )  # fmt: skip
    consent = pictured.consents.create(
        state="given", basis="consent", capacity="guardian", how="paper", purpose=world.text[:500],
        until=until, language="fi", asked_by=person, asked_at=now, giver=world.typed(),
        child_view=world.text, answered_at=now,
    )  # fmt: skip
    Paper.objects.create(consent=consent, name=world.typed(150), kind="pdf", content=b"%PDF-")
    use = asset.uses.create(place=world.typed(), used_by=person, used_at=now)
    world.subjects |= {
        "asset": asset, "shown": (asset.pk, "video"), "asset_words": (asset.pk, "fi"),
        "pictured": pictured, "consent": consent, "use": use,
    }  # fmt: skip
