"""A copy of a video in which nothing but film and sound is left."""

import struct
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.screening import videos
from torilla.screening.documents import Unreadable
from torilla.screening.tests.making_videos import box, element, track, video, webm

TELLS = (b"60.17", b"24.93", b"photographer", b"Kuusitie", b"XMP")
FTYP = box(b"ftyp", b"isom", bytes(4))


@pytest.fixture
def cleaned(tmp_path):
    """The copy of a video, and what was said of it."""

    def make(content):
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(content)
        target.unlink(missing_ok=True)
        about = videos.inspect(source)
        videos.clean(source, target, about.edits)
        return about, target.read_bytes()

    return make


@pytest.mark.parametrize("content", [video(), video(b"qt  "), webm()])
def test_film_stays_where_it_was_and_nothing_else_is_told(cleaned, content):
    _about, copy = cleaned(content)
    assert len(copy) == len(content)
    assert copy.index(b"FILMFILM") == content.index(b"FILMFILM")
    assert not [each for each in TELLS if each in copy]


@pytest.mark.parametrize("content", [video(), webm()])
def test_a_copy_tells_nothing_when_it_is_looked_at_again(cleaned, content):
    about, copy = cleaned(content)
    assert {each.kind for each in about.objections} >= {"location"}
    again, twice = cleaned(copy)
    assert again.objections == () and twice == copy
    assert (again.width, again.height, again.seconds) == (about.width, about.height, about.seconds)


def test_what_stands_in_the_head_is_read(cleaned):
    about, _copy = cleaned(video(b"qt  "))
    assert (about.format, about.width, about.height, about.seconds) == ("MOV", 1920, 1080, 7)


def test_when_it_was_made_is_overwritten(cleaned):
    _about, copy = cleaned(video())
    assert not [each for each in (b"\x11" * 8, b"\x22" * 8, b"\x33" * 8) if each in copy]


def test_what_lay_in_free_room_goes_too(cleaned):
    moov = box(b"moov", box(b"mvhd", bytes(100)), track(b"vide"), box(b"free", b"old place 60.17"))
    _about, copy = cleaned(
        FTYP + moov + box(b"free", b"60.17") + box(b"wide") + box(b"mdat", b"FILM")
    )
    assert b"60.17" not in copy and b"FILM" in copy


def test_what_hangs_on_after_the_film_goes(cleaned):
    moov = box(b"moov", box(b"mvhd", bytes(100)), track(b"vide"))
    _about, copy = cleaned(FTYP + moov + b"\0\0\0\1trailer 60.17")
    assert b"60.17" not in copy


def test_places_in_parts_that_come_later_are_not_taken():
    moov = box(b"moov", box(b"mvhd", bytes(100)), track(b"vide"), track(b"meta"))
    with pytest.raises(Unreadable, match="save it anew"):
        videos.inspect(FTYP + moov + box(b"moof", box(b"mfhd", bytes(8))))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"RIFF", FTYP, FTYP + box(b"mdat", b"x"), FTYP + b"\0\0\xff\xffmoov",
        FTYP + box(b"moov", track(b"soun")), box(b"ftyp", b"heic", bytes(4)),
        FTYP + struct.pack(">I4sQ", 1, b"moov", 2**63), webm(doctype=b"matroska"), webm(kind=33),
        b"\x1aE\xdf\xa3", b"\x1aE\xdf\xa3\x01" + b"\xff" * 7, element("1A45DFA3", b"\0" * 40),
    ],
)  # fmt: skip
def test_what_is_no_whole_video_is_unreadable(content):
    with pytest.raises(Unreadable):
        videos.inspect(content)


def test_more_parts_than_a_video_has_are_not_walked_through():
    limits = replace(videos.LIMITS, parts=1000)
    with pytest.raises(Unreadable, match="more parts"):
        videos.inspect(FTYP + box(b"free") * 2000, limits=limits)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(video()) - 1), st.binary(min_size=1, max_size=8))
def test_a_changed_video_is_read_or_unreadable_and_never_longer(tmp_path, at, change):
    content = bytearray(video())
    content[at : at + len(change)] = change
    source, target = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(content)
    target.unlink(missing_ok=True)
    try:
        about = videos.inspect(source)
    except Unreadable:
        return
    videos.clean(source, target, about.edits)
    assert target.stat().st_size == len(content)
