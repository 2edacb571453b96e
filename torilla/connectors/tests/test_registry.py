import pytest

from torilla.connectors import messages
from torilla.connectors.address import Ambiguous, NotRecognised
from torilla.connectors.registry import network, networks, read, read_on


def refusal(text):
    with pytest.raises(NotRecognised) as caught:
        read(text)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "slug", "handle"),
    [
        ("facebook.com/rautalamminkunta", "facebook", "rautalamminkunta"),
        (
            "facebook.com/rautalampitakaisinmaailmankartalle",
            "facebook",
            "rautalampitakaisinmaailmankartalle",
        ),
        ("twitter.com/rautalampi", "x", "rautalampi"),
        ("instagram.com/rautalampi", "instagram", "rautalampi"),
    ],
)
def test_the_four_accounts_of_the_guideline_are_read_as_it_writes_them(text, slug, handle):
    address = read(text)
    assert (address.network, address.handle) == (slug, handle)


def test_a_name_alone_may_be_on_several_networks():
    with pytest.raises(Ambiguous) as caught:
        read("@mallila")
    candidates = {address.network: address.url for address in caught.value.candidates}
    assert candidates["instagram"] == "https://instagram.com/mallila"
    assert len(candidates) == len(caught.value.candidates) > 5


def test_a_name_alone_is_offered_only_where_it_can_be_a_name():
    with pytest.raises(Ambiguous) as caught:
        read("mallilan-kunta")
    assert "x" not in {address.network for address in caught.value.candidates}


def test_a_networks_name_alone_is_no_account():
    assert refusal("Facebook").message == messages.NO_NAME


def test_an_address_on_another_network_than_the_chosen_one_is_refused():
    with pytest.raises(NotRecognised) as caught:
        read_on("facebook", "https://instagram.com/mallila")
    assert caught.value.reason.message == messages.OTHER_NETWORK
    assert caught.value.reason.values["other"] == "Instagram"


def test_a_label_of_another_network_than_the_chosen_one_is_refused():
    with pytest.raises(NotRecognised) as caught:
        read_on("facebook", "Instagram: mallila")
    assert caught.value.reason.message == messages.OTHER_NETWORK


def test_an_unknown_network_is_refused():
    with pytest.raises(NotRecognised) as caught:
        network("irc-galleria")
    assert str(caught.value.reason) == "The network “irc-galleria” is not known."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", messages.EMPTY),
        (" \u200b () ", messages.EMPTY),
        ("a" * 3000, messages.TOO_LONG),
        ("https://facebook.com/malli\u200bla", messages.INVISIBLE),
        ("facebook.com/mallila ja instagram.com/mallila", messages.ONE_AT_A_TIME),
        ("kirjaamo@mallila.example", messages.EMAIL),
        ("Mallilan kunta", messages.NOT_A_NAME),
        ("https://mallila.example", messages.UNKNOWN_HOST),
        ("mallila.example", messages.UNKNOWN_HOST),
        ("https://127.0.0.1/mallila", messages.BAD_HOST),
        ("https://[::1]/mallila", messages.PORT),
        ("https://xn--a.example/mallila", messages.BAD_HOST),
        ("https://xn--ß.example/mallila", messages.BAD_HOST),
        ("https:///facebook.com/mallila", messages.BAD_HOST),
        ("mailto:kirjaamo@mallila.example", messages.EMAIL),
        ("https://facebook.com\\mallila", messages.BACKSLASH),
    ],
)
def test_each_refusal_says_what_is_wrong(text, message):
    reason = refusal(text)
    assert reason.message == message
    assert "{" not in str(reason)


def test_no_two_networks_share_a_host_or_a_name():
    domains = [domain for net in networks() for domain in set(net.domains)]
    labels = [label for net in networks() for label in set(net.labels)]
    assert len(domains) == len(set(domains))
    assert len(labels) == len(set(labels))


def test_only_one_network_takes_any_host():
    assert [net.name for net in networks() if net.any_host] == ["Mastodon"]
