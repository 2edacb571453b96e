import pytest
from hypothesis import given
from hypothesis import strategies as st

from torilla.media.vtt import LONGEST, BadSubtitles, read

WHOLE = """WEBVTT Kesäkonsertti
Kind: captions

NOTE Tehty elokuussa

1
00:00.500 --> 00:02.000 line:90% position:50%
Hyvää iltaa,
tervetuloa!

01:00:02.000 --> 01:00:04.000
♪ musiikkia ♪
"""


def test_subtitles_with_notes_numbers_and_settings_are_read_as_they_are():
    assert read(WHOLE) == WHOLE


def test_line_ends_and_the_mark_at_the_start_become_plain():
    assert read("\ufeff" + WHOLE.replace("\n", "\r\n")) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "", "WEBVTT", "WEBVTTX\n\n00:01.000 --> 00:02.000\nHei", "1\n00:00:01,000 --> 00:00:02,000\nSRT",
        "WEBVTT\n\n00:01.000 --> 00:00.500\nTakaperin", "WEBVTT\n\n00:01.000 --> 00:02.000\n",
        "WEBVTT\n\n00:01 --> 00:02\nHei", "WEBVTT\n\n00:61.000 --> 00:62.000\nHei",
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://elsewhere.example) }\n\n00:01.000 --> 00:02.000\nHei",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n00:03.000 --> 00:04.000\nhei", "WEBVTT\n\nid only",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHei\0", "WEBVTT\n\nNOTE vain tämä",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "a" * LONGEST,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_would_be_right(text):
    with pytest.raises(BadSubtitles) as bad:
        read(text)
    assert bad.value.remedy


@given(st.text(alphabet="WEBVT\n\r-> :.0123abc\0\u2028"))
def test_any_text_is_read_or_refused_and_reads_the_same_again(text):
    try:
        once = read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + text)
    except BadSubtitles:
        return
    assert read(once) == once
