import pytest

from torilla.core import audit, feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(aino, thing, monday):
    entries = [audit.Entry(thing, action) for action in ("m.one", "m.two", "m.three")]
    return audit.record_many(entries, actor=aino, at=monday)


def test_a_new_reader_begins_at_the_beginning(three):
    assert feed.position("findings") == 0
    assert [e.action for e in feed.entries_after(0)] == ["m.one", "m.two", "m.three"]


def test_a_reader_goes_on_where_it_was(three):
    feed.advance("findings", 2)

    assert [e.id for e in feed.entries_after(feed.position("findings"))] == [3]


def test_readers_do_not_disturb_each_other(three):
    feed.advance("findings", 3)

    assert feed.position("duties") == 0


def test_a_cursor_never_goes_back(three):
    feed.advance("findings", 3)
    feed.advance("findings", 1)

    assert feed.position("findings") == 3


def test_no_more_is_read_than_asked(three):
    assert [e.id for e in feed.entries_after(0, limit=2)] == [1, 2]


def test_a_reader_is_told_whether_there_is_anything_newer(three):
    feed.advance("findings", 2)
    assert feed.newer("findings")

    feed.advance("findings", 3)
    assert not feed.newer("findings")
    assert feed.newer("duties")
