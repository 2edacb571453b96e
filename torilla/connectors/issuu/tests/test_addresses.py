from torilla.connectors import messages
from torilla.connectors.issuu.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestIssuu(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://issuu.com/mallila"): (
            "issuu.com/mallila",
            "https://www.issuu.com/Mallila",
            "https://issuu.com/mallila/docs/tiedote_2026",
            "Issuu: mallila",
        ),
    }
    accepted_once_chosen = {
        ("mallila.example", "https://issuu.com/mallila.example"): ("mallila.example",),
    }
    refused = {
        messages.OWN_PAGE: ("https://issuu.com/search?q=mallila",),
        messages.NO_NAME: ("https://issuu.com",),
        messages.BAD_NAME: ("https://issuu.com/mallila%20kunta",),
        messages.WRONG_PLACE: ("https://help.issuu.com/mallila",),
        messages.LOOKALIKE: ("https://issuu.com.evil.example/mallila",),
    }
