from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.whatsapp.addresses import NETWORK


class TestWhatsApp(AddressContract):
    network = NETWORK
    accepted = {
        ("358401234567", "https://wa.me/358401234567"): (
            "wa.me/358401234567",
            "https://wa.me/+358401234567?text=Hei",
            "https://api.whatsapp.com/send?phone=358401234567&text=Hei",
            "https://web.whatsapp.com/send/?phone=%2B358401234567",
            "https://api.whatsapp.com/send/?text=a&phone=358401234567",
            "https://wa.me/c/358401234567",
            "WhatsApp: +358 40 123 4567",
            "WhatsApp 00358401234567",
        ),
        (
            "channel/0029VaAbCdEf123456789X",
            "https://whatsapp.com/channel/0029VaAbCdEf123456789X",
        ): (
            "https://whatsapp.com/channel/0029VaAbCdEf123456789X",
            "https://www.whatsapp.com/channel/0029VaAbCdEf123456789X/102",
        ),
    }
    accepted_once_chosen = {
        ("358401234567", "https://wa.me/358401234567"): ("+358 (40) 123-4567",),
    }
    refused = {
        messages.INVITATION: ("https://chat.whatsapp.com/AbCdEfGhIjKlMnOp",),
        messages.SHORT: (
            "https://wa.me/message/ABCDEF123",
            "https://wa.me/qr/ABCDEF123",
        ),
        messages.NO_NAME: (
            "https://whatsapp.com/",
            "https://wa.me/",
            "https://api.whatsapp.com/send?text=Hei",
        ),
        messages.COUNTRY_CODE: ("https://wa.me/0401234567",),
        messages.BAD_NAME: (
            "https://wa.me/mallila",
            "https://whatsapp.com/channel/",
        ),
        messages.WRONG_PLACE: ("https://faq.whatsapp.com/358401234567",),
        messages.LOOKALIKE: ("https://wa.me.evil.example/358401234567",),
    }
