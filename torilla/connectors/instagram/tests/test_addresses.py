from torilla.connectors import messages
from torilla.connectors.instagram.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestInstagram(AddressContract):
    network = NETWORK
    accepted = {
        ("rautalampi", "https://instagram.com/rautalampi"): (
            "instagram.com/rautalampi",
            "https://www.instagram.com/Rautalampi/?hl=fi&igsh=MWQ1ZGUxMzBkMA%3D%3D",
            "https://m.instagram.com/rautalampi",
            "https://instagr.am/rautalampi",
            "https://www.instagram.com/rautalampi/reels/",
            "https://www.instagram.com/rautalampi/p/CxYz_12/",
            "https://www.instagram.com/stories/rautalampi/3001/",
            "https://www.instagram.com/_u/rautalampi",
            "https://ig.me/m/rautalampi",
            "Instagram: @rautalampi",
            "IG: rautalampi",
        ),
        ("mallilan.kirjasto_", "https://instagram.com/mallilan.kirjasto_"): (
            "https://www.instagram.com/mallilan.kirjasto_/",
        ),
    }
    accepted_once_chosen = {
        ("mallila.fi", "https://instagram.com/mallila.fi"): ("mallila.fi",),
    }
    refused = {
        messages.POST: (
            "https://www.instagram.com/p/CxYz_12/",
            "https://www.instagram.com/reel/CxYz_12/",
        ),
        messages.SHORT: ("https://www.instagram.com/share/BAabc",),
        messages.OWN_PAGE: (
            "https://www.instagram.com/explore/tags/mallila/",
            "https://www.instagram.com/accounts/login/?next=/mallila/",
        ),
        messages.NO_NAME: (
            "https://www.instagram.com",
            "https://www.instagram.com/stories",
        ),
        messages.WRONG_PLACE: ("https://l.instagram.com/?u=https%3A%2F%2Fmallila.example",),
        messages.BAD_NAME: (
            "https://www.instagram.com/mallilan..kirjasto",
            "https://www.instagram.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://www.instagram.com/mallilan-kirjasto",
        ),
        messages.LOOKALIKE: ("https://instagram.com.login.example/mallila",),
        messages.FOREIGN_LETTERS: ("https://ınstagram.com/mallila",),
    }
