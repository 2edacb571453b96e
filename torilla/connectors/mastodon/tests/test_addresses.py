import pytest

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.mastodon.addresses import NETWORK
from torilla.connectors.registry import read
from torilla.connectors.testing.contract_tests import AddressContract


class TestMastodon(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila@mastodon.social", "https://mastodon.social/@mallila"): (
            "mastodon.social/@mallila",
            "https://mastodon.social/@Mallila/112233445566",
            "https://mastodon.social/users/mallila",
            "https://mastodon.social/web/@mallila",
            "https://mastodon.social/deck/@mallila",
            "@mallila@mastodon.social",
            "@Mallila@Mastodon.Social",
            "Mastodon: mallila@mastodon.social",
            "Mastodon: https://mastodon.social/@mallila",
        ),
        ("kunta@some.mallila.example", "https://some.mallila.example/@kunta"): (
            "@kunta@some.mallila.example",
            "https://mastodon.social/@kunta@some.mallila.example",
            "Mastodon: https://some.mallila.example/@kunta",
            "Fediverse: kunta@some.mallila.example",
        ),
        ("kunta@xn--mki-qla.example", "https://xn--mki-qla.example/@kunta"): (
            "@kunta@mäki.example",
        ),
    }
    accepted_once_chosen = {
        ("kunta@some.mallila.example", "https://some.mallila.example/@kunta"): (
            "https://some.mallila.example/@kunta",
            "https://some.mallila.example/users/Kunta",
            "kunta@some.mallila.example",
        ),
    }
    refused = {
        messages.NO_NAME: (
            "https://mastodon.social",
            "https://mastodon.social/mallila",
        ),
        messages.OWN_PAGE: (
            "https://mastodon.social/explore",
            "https://mastodon.social/tags/mallila",
        ),
        messages.BAD_NAME: ("https://mastodon.social/@mallilan%20kunta",),
        messages.BAD_HOST: (
            "@kunta@",
            "@kunta@localhost",
            "@kunta@10.0.0.1",
            "@kunta@[::1]",
        ),
        messages.LOOKALIKE: (
            "@kunta@facebook.com.evil.example",
            "https://mastodon.social/@kunta@facebook.com.evil.example",
            "https://mastodon.social.evil.example/@mallila",
        ),
        messages.NOT_FEDERATED: (
            "https://mastodon.social/@kunta@x.com",
            "@kunta@x.com",
        ),
        messages.FOREIGN_LETTERS: ("@kunta@fаcebook.com",),
        messages.EMAIL: ("kunta@@mastodon.social",),
        messages.WRONG_PLACE: ("https://api.mastodon.social/@mallila",),
    }


def test_a_link_to_a_server_that_is_not_known_gets_the_way_to_write_it():
    with pytest.raises(NotRecognised) as caught:
        read("https://some.mallila.example/@kunta")
    assert caught.value.reason.message == messages.MAYBE_FEDERATED
    assert caught.value.reason.values["handle"] == "@kunta@some.mallila.example"
