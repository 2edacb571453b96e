from torilla.connectors import messages
from torilla.connectors.bluesky.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestBluesky(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila.bsky.social", "https://bsky.app/profile/mallila.bsky.social"): (
            "bsky.app/profile/mallila.bsky.social",
            "https://bsky.app/profile/Mallila.bsky.social/post/3kabc",
            "https://mallila.bsky.social",
            "mallila.bsky.social",
            "Bluesky: @mallila.bsky.social",
            "Bluesky: mallila",
            "https://bsky.app/profile/@mallila.bsky.social",
        ),
        ("mallila.example", "https://bsky.app/profile/mallila.example"): (
            "https://bsky.app/profile/mallila.example",
            "Bluesky: @mallila.example",
        ),
        (
            "did:plc:abcdefghijklmnopqrstuvwx",
            "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx",
        ): (
            "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx",
            "https://bsky.app/profile/did%3Aplc%3Aabcdefghijklmnopqrstuvwx",
        ),
        ("did:web:mallila.example", "https://bsky.app/profile/did:web:mallila.example"): (
            "https://bsky.app/profile/did:web:mallila.example",
        ),
    }
    accepted_once_chosen = {
        ("mallila.example", "https://bsky.app/profile/mallila.example"): ("mallila.example",),
        ("mallila.bsky.social", "https://bsky.app/profile/mallila.bsky.social"): ("@mallila",),
    }
    refused = {
        messages.NO_NAME: (
            "https://bsky.app",
            "https://bsky.social",
            "https://bsky.app/profile",
        ),
        messages.SHORT: ("https://go.bsky.app/AbCdE",),
        messages.COLLECTION: ("https://bsky.app/starter-pack/mallila.example/3kabc",),
        messages.OWN_PAGE: ("https://bsky.app/search?q=mallila",),
        messages.BAD_NAME: (
            "https://bsky.app/profile/did:plc:abc",
            "https://bsky.app/profile/mallilan_kunta",
        ),
        messages.LOOKALIKE: (
            "https://bsky.app.evil.example/profile/mallila.bsky.social",
            "https://mallila.bsky.social.evil.example",
        ),
    }
