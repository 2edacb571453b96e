from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.vimeo.addresses import NETWORK


class TestVimeo(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://vimeo.com/mallila"): (
            "vimeo.com/mallila",
            "https://www.vimeo.com/Mallila/videos",
            "https://vimeo.com/mallila?ref=tw-share",
            "Vimeo: mallila",
        ),
        ("user1234567", "https://vimeo.com/user1234567"): ("https://vimeo.com/user1234567",),
    }
    accepted_once_chosen = {
        ("mallila", "https://vimeo.com/mallila"): ("@mallila",),
    }
    refused = {
        messages.VIDEO: (
            "https://vimeo.com/123456789",
            "https://vimeo.com/123456789/abcdef",
        ),
        messages.COLLECTION: (
            "https://vimeo.com/channels/staffpicks",
            "https://vimeo.com/showcase/123",
        ),
        messages.GROUP: ("https://vimeo.com/groups/mallila",),
        messages.EVENT: ("https://vimeo.com/event/123",),
        messages.OWN_PAGE: ("https://vimeo.com/search?q=mallila",),
        messages.NO_NAME: ("https://vimeo.com",),
        messages.BAD_NAME: ("https://vimeo.com/mallilan.kunta",),
        messages.WRONG_PLACE: ("https://player.vimeo.com/video/123",),
        messages.LOOKALIKE: ("https://vimeo.com.evil.example/mallila",),
    }
