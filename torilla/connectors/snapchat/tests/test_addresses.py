from torilla.connectors import messages
from torilla.connectors.snapchat.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestSnapchat(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://snapchat.com/@mallila"): (
            "snapchat.com/add/mallila",
            "https://www.snapchat.com/add/Mallila?share_id=abc",
            "https://www.snapchat.com/@mallila",
            "https://story.snapchat.com/@mallila",
            "https://www.snapchat.com/u/mallila",
            "https://www.snapchat.com/add/@mallila",
            "Snapchat: mallila",
        ),
    }
    accepted_once_chosen = {
        ("mallila", "https://snapchat.com/@mallila"): ("@mallila",),
    }
    refused = {
        messages.SHORT: (
            "https://www.snapchat.com/p/0a1b2c3d-0000-1111-2222-333344445555",
            "https://www.snapchat.com/t/AbCdEf",
        ),
        messages.VIDEO: ("https://www.snapchat.com/spotlight/W7abc",),
        messages.OWN_PAGE: ("https://www.snapchat.com/lens/abc",),
        messages.NO_NAME: (
            "https://www.snapchat.com",
            "https://www.snapchat.com/mallila",
            "https://www.snapchat.com/add/",
        ),
        messages.BAD_NAME: (
            "https://www.snapchat.com/add/ma",
            "https://www.snapchat.com/add/1mallila",
        ),
        messages.WRONG_PLACE: ("https://accounts.snapchat.com/add/mallila",),
        messages.LOOKALIKE: ("https://snapchat.com.evil.example/add/mallila",),
    }
