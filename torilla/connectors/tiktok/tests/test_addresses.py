from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.tiktok.addresses import NETWORK


class TestTikTok(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://tiktok.com/@mallila"): (
            "tiktok.com/@mallila",
            "https://www.tiktok.com/@Mallila?lang=fi&_t=8abc",
            "https://m.tiktok.com/@mallila",
            "https://www.tiktok.com/@mallila/video/7123456789012345678",
            "TikTok: @mallila",
        ),
        ("mallilan.nuoriso_", "https://tiktok.com/@mallilan.nuoriso_"): (
            "https://www.tiktok.com/@mallilan.nuoriso_",
        ),
    }
    accepted_once_chosen = {
        ("mallila", "https://tiktok.com/@mallila"): ("@mallila",),
    }
    refused = {
        messages.SHORT: (
            "https://vm.tiktok.com/ZMabc/",
            "https://vt.tiktok.com/ZSabc/",
            "https://www.tiktok.com/t/ZTabc/",
        ),
        messages.VIDEO: ("https://m.tiktok.com/v/7123456789012345678.html",),
        messages.OWN_PAGE: ("https://www.tiktok.com/tag/mallila",),
        messages.NO_NAME: (
            "https://www.tiktok.com",
            "https://www.tiktok.com/mallila",
        ),
        messages.BAD_NAME: (
            "https://www.tiktok.com/@mallila.?lang=fi",
            "https://www.tiktok.com/@mallilan-kunta",
        ),
        messages.WRONG_PLACE: ("https://ads.tiktok.com/@mallila",),
        messages.LOOKALIKE: ("https://tiktok.com.evil.example/@mallila",),
    }
