from torilla.connectors import messages
from torilla.connectors.pinterest.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestPinterest(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://pinterest.com/mallila"): (
            "pinterest.com/mallila",
            "https://fi.pinterest.com/Mallila/",
            "https://www.pinterest.co.uk/mallila/_saved/",
            "https://www.pinterest.fi/mallila/kesa-2026/",
            "Pinterest: @mallila",
        ),
    }
    accepted_once_chosen = {
        ("mallila", "https://pinterest.com/mallila"): ("mallila",),
    }
    refused = {
        messages.POST: ("https://www.pinterest.com/pin/123456/",),
        messages.SHORT: ("https://pin.it/abc",),
        messages.OWN_PAGE: ("https://www.pinterest.com/ideas/koti/1/",),
        messages.NO_NAME: ("https://www.pinterest.com",),
        messages.BAD_NAME: (
            "https://www.pinterest.com/ma/",
            "https://www.pinterest.com/mallilan-kunta",
        ),
        messages.WRONG_PLACE: ("https://help.pinterest.com/mallila",),
        messages.LOOKALIKE: ("https://pinterest.com.evil.example/mallila",),
    }
