from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.x.addresses import NETWORK


class TestX(AddressContract):
    network = NETWORK
    accepted = {
        ("rautalampi", "https://x.com/rautalampi"): (
            "twitter.com/rautalampi",
            "https://x.com/Rautalampi",
            "https://mobile.twitter.com/rautalampi?s=20&t=abc",
            "https://www.twitter.com/RAUTALAMPI/",
            "https://twitter.com/#!/rautalampi",
            "https://twitter.com/intent/user?screen_name=Rautalampi",
            "https://x.com/intent/follow?region=follow_link&screen_name=rautalampi",
            "https://x.com/rautalampi/status/1234567890123456789?s=46",
            "https://x.com/rautalampi/with_replies",
            "https://twitter.com/@rautalampi",
            "X: @rautalampi",
            "Twitter: rautalampi",
            "X (Twitter): @rautalampi",
            "Twitter (X) rautalampi",
        ),
        ("i/user/1234567890", "https://x.com/i/user/1234567890"): (
            "https://x.com/i/user/1234567890",
            "https://twitter.com/intent/user?user_id=1234567890",
        ),
    }
    accepted_once_chosen = {
        ("rautalampi", "https://x.com/rautalampi"): ("@Rautalampi",),
    }
    refused = {
        messages.SHORT: ("https://t.co/AbCdEf",),
        messages.NO_NAME: (
            "https://x.com/i/status/1234567890123456789",
            "https://x.com/i/events/123",
            "https://x.com/share?text=Mallila",
            "https://twitter.com",
        ),
        messages.OWN_PAGE: (
            "https://x.com/home",
            "https://x.com/search?q=mallila",
            "https://twitter.com/hashtag/mallila",
        ),
        messages.BAD_NAME: (
            "https://x.com/mallilan.kunta",
            "https://x.com/aaaaaaaaaaaaaaaa",
            "https://x.com/i/user/mallila",
        ),
        messages.WRONG_PLACE: ("https://help.x.com/mallila",),
        messages.LOOKALIKE: (
            "https://x.com.evil.example/mallila",
            "https://twítter.com/mallila",
        ),
        messages.UNKNOWN_HOST: ("https://netflix.com/mallila",),
    }
