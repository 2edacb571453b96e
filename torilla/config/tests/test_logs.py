"""What stands in an address as a password does not stand in a log."""

import logging

import pytest

from torilla.config.logs import WithoutTokens


@pytest.mark.parametrize("path", ["/set-up/T0KEN/", "/join/T0KEN/", "/calendar/T0KEN.ics"])
def test_a_token_in_an_address_never_reaches_a_log(path):
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (path,)})
    WithoutTokens().filter(record)
    assert "T0KEN" not in record.getMessage() and record.getMessage().startswith("Not Found: /")
