import pytest

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.facebook.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestFacebook(AddressContract):
    network = NETWORK
    accepted = {
        ("rautalamminkunta", "https://facebook.com/rautalamminkunta"): (
            "facebook.com/rautalamminkunta",
            "https://www.facebook.com/RautalamminKunta/",
            "https://m.facebook.com/rautalamminkunta?ref=bookmarks",
            "https://web.facebook.com/rautalamminkunta/photos/a.123/456",
            "https://fi-fi.facebook.com/rautalamminkunta/about",
            "https://fb.com/rautalamminkunta",
            "http://fb.me/rautalamminkunta",
            "https://m.me/rautalamminkunta",
            "https://www.facebook.com/pg/rautalamminkunta/posts/?ref=page_internal",
            "https://www.facebook.com/rautalamminkunta/posts/pfbid02abc",
            "https://www.facebook.com/#!/rautalamminkunta",
            "facebook.com/Rautalammin.Kunta",
            "Facebook: rautalamminkunta",
            "FB @rautalamminkunta",
        ),
        (
            "rautalampitakaisinmaailmankartalle",
            "https://facebook.com/rautalampitakaisinmaailmankartalle",
        ): ("https://www.facebook.com/rautalampitakaisinmaailmankartalle",),
        ("mallilan-kunta-arvonta", "https://facebook.com/mallilan-kunta-arvonta"): (
            "https://www.facebook.com/mallilan-kunta-arvonta",
        ),
        ("100064512345678", "https://facebook.com/100064512345678"): (
            "https://www.facebook.com/profile.php?id=100064512345678",
            "https://facebook.com/profile.php?sk=about&id=100064512345678",
            "https://www.facebook.com/people/Mallilan-kirjasto/100064512345678/",
            "https://www.facebook.com/pages/Mallilan-kirjasto/100064512345678?fref=ts",
            "https://www.facebook.com/pages/category/Library/Mallilan-kirjasto-100064512345678/",
            "https://www.facebook.com/p/Mallilan-kirjasto-100064512345678/",
            "https://www.facebook.com/Mallilan-kirjasto-100064512345678/",
            "https://www.facebook.com/p/Mallilan-kyl%C3%A4kirjasto-100064512345678/",
            "https://www.facebook.com/permalink.php?story_fbid=pfbid0x&id=100064512345678",
            "https://www.facebook.com/100064512345678",
        ),
    }
    accepted_once_chosen = {
        ("rautalamminkunta", "https://facebook.com/rautalamminkunta"): (
            "@Rautalammin.Kunta",
            "rautalamminkunta",
        ),
        ("kuntafi", "https://facebook.com/kuntafi"): ("kunta.fi",),
    }
    refused = {
        messages.GROUP: (
            "https://www.facebook.com/groups/mallilankirppis",
            "https://www.facebook.com/groups/../groups/mallila",
        ),
        messages.SHORT: (
            "https://www.facebook.com/share/1AbCdEfGhI/",
            "https://www.facebook.com/share/p/1AbCdEfGhI/?mibextid=wwXIfr",
            "https://fb.me/e/1aBcDeF",
            "https://fb.watch/abc123/",
        ),
        messages.EVENT: ("https://www.facebook.com/events/123456789",),
        messages.VIDEO: ("https://www.facebook.com/watch/?v=123456789",),
        messages.POST: (
            "https://www.facebook.com/photo.php?fbid=123&set=a.1",
            "https://www.facebook.com/photo/?fbid=123",
            "https://www.facebook.com/reel/123456789",
        ),
        messages.NO_NAME: (
            "https://www.facebook.com/",
            "https://www.facebook.com/profile.php",
            "https://www.facebook.com/pages/Mallila",
        ),
        messages.OWN_PAGE: (
            "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fmallila",
        ),
        messages.WRONG_PLACE: (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fmallila.example",
            "https://developers.facebook.com/mallila",
        ),
        messages.BAD_NAME: (
            "https://www.facebook.com/mallila%2Fevil",
            "https://www.facebook.com/mallila_kunta",
            "https://www.facebook.com/%25mallila",
        ),
        messages.LOOKALIKE: (
            "https://facebook.com.evil.example/mallilankunta",
            "https://facebóok.com/mallilankunta",
        ),
        messages.USERINFO: ("https://facebook.com@evil.example",),
        messages.FOREIGN_LETTERS: ("https://fаcebook.com/mallilankunta",),
        messages.UNKNOWN_HOST: ("https://faceb00k.com/mallilankunta",),
    }


def test_dots_and_capitals_make_no_second_account():
    assert NETWORK.of_name("Mallilan.Kunta") == NETWORK.of_name("mallilankunta")


def test_a_name_that_facebook_uses_itself_is_no_account():
    with pytest.raises(NotRecognised):
        NETWORK.of_name("groups")
