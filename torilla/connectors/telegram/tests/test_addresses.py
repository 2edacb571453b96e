from torilla.connectors import messages
from torilla.connectors.telegram.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestTelegram(AddressContract):
    network = NETWORK
    accepted = {
        ("mallilankunta", "https://t.me/mallilankunta"): (
            "t.me/mallilankunta",
            "https://t.me/MallilanKunta?start=abc",
            "https://t.me/s/mallilankunta",
            "https://t.me/mallilankunta/123",
            "https://telegram.me/mallilankunta",
            "https://mallilankunta.t.me",
            "https://www.t.me/mallilankunta",
            "Telegram: @mallilankunta",
        ),
    }
    accepted_once_chosen = {
        ("mallilankunta", "https://t.me/mallilankunta"): ("@MallilanKunta",),
    }
    refused = {
        messages.INVITATION: (
            "https://t.me/+AbCdEfGh",
            "https://t.me/joinchat/AbCdEf",
        ),
        messages.POST: ("https://t.me/c/123456/789",),
        messages.COLLECTION: ("https://t.me/addlist/abc",),
        messages.OWN_PAGE: ("https://t.me/share/url?url=a",),
        messages.NO_NAME: ("https://t.me",),
        messages.BAD_NAME: (
            "https://t.me/ma",
            "https://t.me/1mallila",
            "https://t.me/mallilan-kunta",
        ),
        messages.LOOKALIKE: ("https://t.me.evil.example/mallila",),
    }
