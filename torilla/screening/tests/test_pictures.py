import io

import pytest
from PIL import Image

from torilla.screening.pictures import NEAR, derive, distance, inspect
from torilla.screening.tests.making_pictures import XMP, drawn, exif, saved, texts, with_iptc

FORMS = ("JPEG", "PNG", "WEBP", "HEIF")


def said(picture):
    return [(each.kind, each.text) for each in inspect(picture).objections]


@pytest.mark.parametrize("form", FORMS)
def test_where_ainos_phone_took_a_picture_is_found(form):
    picture = saved(drawn(), form, exif=exif(gps=True))
    assert ("location", "EXIF GPS: 62.62500, 26.83000") in said(picture)


@pytest.mark.parametrize("form", FORMS)
def test_who_took_it_is_found(form):
    picture = saved(drawn(), form, exif=exif(Artist="Aino Mallikas", BodySerialNumber="0123"))
    assert said(picture) == [
        ("metadata", "EXIF Artist: Aino Mallikas"),
        ("metadata", "EXIF BodySerialNumber: 0123"),
    ]


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "HEIF"])
def test_xmp_tells_places_and_people_too(form):
    assert said(saved(drawn(), form, xmp=XMP.encode())) == [
        ("location", "XMP GPSLatitude: 62,37.5N"),
        ("metadata", "XMP creator: Aino Mallikas"),
    ]


def test_xmp_of_a_png_is_read_as_xmp():
    picture = saved(drawn(), "PNG", pnginfo=texts(**{"XML:com.adobe.xmp": XMP}))
    assert ("metadata", "XMP creator: Aino Mallikas") in said(picture)


def test_iptc_tells_the_town_and_the_author():
    picture = with_iptc(saved(drawn()), n80=b"Aino Mallikas", n90=b"Rautalampi")
    assert said(picture) == [
        ("metadata", "IPTC author: Aino Mallikas"),
        ("location", "IPTC city: Rautalampi"),
    ]


def test_comments_of_jpeg_and_png_are_found():
    assert said(saved(drawn(), comment=b"Ainon kuva")) == [("metadata", "JPEG comment: Ainon kuva")]
    picture = saved(drawn(), "PNG", pnginfo=texts(Author="Aino"))
    assert said(picture) == [("metadata", "PNG Author: Aino")]


@pytest.mark.parametrize("form", FORMS)
def test_what_follows_the_end_of_a_picture_is_found(form):
    picture = saved(drawn(), form) + b"PK\x03\x04 and more"
    assert said(picture) == [("metadata", "13 bytes after the end of the picture")]


@pytest.mark.parametrize("form", FORMS)
def test_a_plain_picture_gives_nothing_away(form):
    assert said(saved(drawn(), form)) == []


def test_a_picture_is_as_wide_as_people_see_it():
    picture = inspect(saved(drawn((64, 48)), exif=exif(turned=6)))
    assert (picture.format, picture.width, picture.height, picture.frames) == ("JPEG", 48, 64, 1)


def test_a_moving_picture_says_how_many_frames_it_has():
    frames = [drawn().rotate(30 * number) for number in range(3)]
    picture = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert inspect(picture).frames == 3


@pytest.mark.parametrize("form", FORMS)
def test_the_same_picture_scaled_and_saved_anew_is_near(form):
    large, small = drawn((800, 600)), drawn((800, 600)).resize((300, 225))
    one, other = inspect(saved(large)).phash, inspect(saved(small, form)).phash
    assert distance(one, other) <= NEAR


def test_another_picture_is_not_near():
    one, other = drawn((800, 600)), drawn((800, 600)).rotate(180)
    assert distance(inspect(saved(one)).phash, inspect(saved(other)).phash) > 2 * NEAR


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("made", ["WEBP", "JPEG"])
def test_a_derivative_tells_nothing(form, made):
    tags = exif(gps=True, Artist="Aino Mallikas")
    original = saved(drawn(), form, exif=tags, xmp=XMP.encode()) + b"<script>"
    derived = derive(original, longest=32, form=made)
    assert said(derived) == []
    assert (
        not {"exif", "xmp", "icc_profile", "comment"} & Image.open(io.BytesIO(derived)).info.keys()
    )
    assert not any(word in derived for word in (b"Aino", b"GPS", b"Exif", b"http", b"script"))


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_derivative_stands_upright(turned):
    upright = drawn((64, 64))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes the turn
    given = upright.transpose(Image.Transpose(back[turned])) if turned > 1 else upright
    derived = derive(saved(given, "PNG", exif=exif(turned=turned)), longest=64)
    assert distance(inspect(derived).phash, inspect(saved(upright, "PNG")).phash) <= NEAR


def test_a_derivative_is_as_large_as_asked_and_never_larger_than_the_original():
    assert Image.open(io.BytesIO(derive(saved(drawn((640, 480))), longest=320))).size == (320, 240)
    assert Image.open(io.BytesIO(derive(saved(drawn((64, 48))), longest=320))).size == (64, 48)


def test_what_a_picture_lets_through_is_white_in_a_jpeg():
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    derived = Image.open(io.BytesIO(derive(saved(clear, "PNG"), longest=8, form="JPEG")))
    assert derived.getpixel((4, 4)) == (255, 255, 255)


def test_colours_of_another_profile_are_turned_into_srgb():
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    derived = derive(saved(Image.new("RGB", (8, 8), "red"), "PNG", icc_profile=lab), longest=8)
    red, green, blue = Image.open(io.BytesIO(derived)).convert("RGB").getpixel((4, 4))
    assert red > 240
    assert max(green, blue) < 20
