from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.youtube.addresses import NETWORK


class TestYouTube(AddressContract):
    network = NETWORK
    accepted = {
        ("@mallila", "https://youtube.com/@mallila"): (
            "youtube.com/@mallila",
            "https://www.youtube.com/@Mallila/videos",
            "https://m.youtube.com/@mallila?si=AbC",
            "https://youtube.com/%40mallila",
            "YouTube: @mallila",
            "YT: mallila",
        ),
        (
            "channel/UCaB3_-aB3_-aB3_-aB3_-xY",
            "https://youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY",
        ): (
            "https://www.youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY",
            "https://music.youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY",
            "https://studio.youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY/videos",
            "https://www.youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY/about?view_as=subscriber",
        ),
        ("c/mallilankunta", "https://youtube.com/c/mallilankunta"): (
            "https://www.youtube.com/c/MallilanKunta",
            "https://www.youtube.com/MallilanKunta",
        ),
        ("user/mallilankunta", "https://youtube.com/user/mallilankunta"): (
            "https://www.youtube.com/user/MallilanKunta/featured",
        ),
        ("@mallilankävely", "https://youtube.com/@mallilank%C3%A4vely"): (
            "https://www.youtube.com/@mallilank%C3%A4vely",
        ),
    }
    accepted_once_chosen = {
        ("@mallila", "https://youtube.com/@mallila"): ("@Mallila",),
        (
            "channel/UCaB3_-aB3_-aB3_-aB3_-xY",
            "https://youtube.com/channel/UCaB3_-aB3_-aB3_-aB3_-xY",
        ): ("channel/UCaB3_-aB3_-aB3_-aB3_-xY",),
    }
    refused = {
        messages.VIDEO: (
            "https://youtu.be/dQw4w9WgXcQ?si=abc",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ",
            "https://www.youtube.com/live/dQw4w9WgXcQ",
        ),
        messages.COLLECTION: ("https://www.youtube.com/playlist?list=PLabc",),
        messages.OWN_PAGE: ("https://www.youtube.com/results?search_query=mallila",),
        messages.NO_NAME: ("https://www.youtube.com",),
        messages.BAD_NAME: (
            "https://www.youtube.com/channel/UCabc",
            "https://www.youtube.com/@ma",
        ),
        messages.WRONG_PLACE: ("https://tv.youtube.com/@mallila",),
        messages.LOOKALIKE: ("https://youtube.com.evil.example/@mallila",),
    }
