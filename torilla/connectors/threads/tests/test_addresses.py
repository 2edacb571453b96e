from torilla.connectors import messages
from torilla.connectors.testing.contract_tests import AddressContract
from torilla.connectors.threads.addresses import NETWORK


class TestThreads(AddressContract):
    network = NETWORK
    accepted = {
        ("mallila", "https://threads.com/@mallila"): (
            "threads.com/@mallila",
            "https://www.threads.net/@Mallila",
            "https://www.threads.com/@mallila/post/DAbCdEf?xmt=AQG",
            "https://threads.net/@mallila/replies",
            "Threads: mallila",
            "@mallila@threads.net",
        ),
    }
    accepted_once_chosen = {
        ("mallila", "https://threads.com/@mallila"): ("@mallila",),
    }
    refused = {
        messages.POST: ("https://www.threads.net/t/CuXyz",),
        messages.OWN_PAGE: ("https://www.threads.com/search?q=mallila",),
        messages.NO_NAME: (
            "https://www.threads.com",
            "https://www.threads.com/mallila",
        ),
        messages.BAD_NAME: ("https://www.threads.com/@mallilan-kunta",),
        messages.LOOKALIKE: ("https://threads.net.example/@mallila",),
    }
