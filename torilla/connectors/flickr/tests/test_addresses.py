from torilla.connectors import messages
from torilla.connectors.flickr.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestFlickr(AddressContract):
    network = NETWORK
    accepted = {
        ("mallilan-kunta", "https://flickr.com/photos/mallilan-kunta"): (
            "flickr.com/photos/mallilan-kunta",
            "https://www.flickr.com/photos/Mallilan-Kunta/52000000000/in/dateposted/",
            "https://www.flickr.com/people/mallilan-kunta/",
            "https://m.flickr.com/photos/mallilan-kunta",
            "Flickr: mallilan-kunta",
        ),
        ("12345678@N00", "https://flickr.com/photos/12345678@N00"): (
            "https://www.flickr.com/photos/12345678@N00/",
            "https://www.flickr.com/people/12345678%40n00",
        ),
    }
    accepted_once_chosen = {
        ("12345678@N00", "https://flickr.com/photos/12345678@N00"): ("12345678@N00",),
    }
    refused = {
        messages.GROUP: ("https://www.flickr.com/groups/mallila/",),
        messages.SHORT: ("https://flic.kr/p/2abc",),
        messages.OWN_PAGE: ("https://www.flickr.com/explore",),
        messages.NO_NAME: (
            "https://www.flickr.com",
            "https://www.flickr.com/mallila",
            "https://www.flickr.com/photos/",
        ),
        messages.BAD_NAME: ("https://www.flickr.com/photos/mallila.kunta",),
        messages.UNKNOWN_HOST: ("https://live.staticflickr.com/mallila",),
        messages.LOOKALIKE: ("https://flickr.com.evil.example/photos/mallila",),
    }
