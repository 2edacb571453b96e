from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from torilla.core.records import Belongs

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def from_monday_to_wednesday(errands, db, monday):
    return errands.objects.create(since=monday, until=monday + 2 * DAY)


@pytest.mark.parametrize(
    ("days", "there"), [(-1, False), (0, True), (1, True), (2, False), (3, False)]
)
def test_a_row_is_in_force_from_its_beginning_up_to_its_end(
    errands, from_monday_to_wednesday, monday, days, there
):
    assert errands.objects.at(monday + days * DAY).exists() == there


def test_a_row_without_an_end_is_still_in_force(errands, db, monday):
    errands.objects.create(since=monday)

    assert errands.objects.at(monday + 9999 * DAY).exists() and errands.objects.open().exists()


def test_an_ended_row_is_not_open(errands, from_monday_to_wednesday):
    assert not errands.objects.open().exists()


def test_nothing_ends_before_it_began(errands, db, monday):
    with pytest.raises(IntegrityError), transaction.atomic():
        errands.objects.create(since=monday, until=monday - DAY)


def test_a_record_has_a_name_in_the_log_without_anybodys_name(errands, from_monday_to_wednesday):
    assert from_monday_to_wednesday.audit_name == f"market.errand:{from_monday_to_wednesday.pk}"


def test_a_record_is_nobodys_unless_it_says(from_monday_to_wednesday, monday):
    assert from_monday_to_wednesday.belongs_to(monday) == Belongs()
