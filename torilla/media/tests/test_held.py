"""What the library tells of a person, and what it forgets with them."""

import pytest

from torilla.media.held import exported, forget, held_by

pytestmark = pytest.mark.django_db


def test_ainos_export_tells_what_she_added_and_is_named_the_author_of(picture, aino, olli):
    told = exported(aino)
    assert [each["title"] for each in told["pictures_added"]] == ["Lukuhetki"]
    assert [each["author"] for each in told["pictures_by"]] == ["Aino"]
    assert not any(exported(olli).values())


def test_an_erased_author_is_named_nowhere(picture, aino, monday):
    picture.licences.update(credit="Kuva: AINO")
    forget(aino, monday)
    licence = picture.licences.get()
    assert "aino" not in f"{licence.author} {licence.credit}".lower()
    assert licence.credit.startswith("Kuva: ")


def test_a_picture_whose_right_only_aino_knows_stands_among_what_she_holds(added, aino, monday):
    asset = added(aino, own=False)
    (held,) = held_by(aino, monday)
    assert held.address.endswith(f"/{asset.pk}/") and not held.ends_first
