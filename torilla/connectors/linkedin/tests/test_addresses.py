from torilla.connectors import messages
from torilla.connectors.linkedin.addresses import NETWORK
from torilla.connectors.testing.contract_tests import AddressContract


class TestLinkedIn(AddressContract):
    network = NETWORK
    accepted = {
        ("company/mallilan-kunta", "https://linkedin.com/company/mallilan-kunta"): (
            "linkedin.com/company/mallilan-kunta",
            "https://www.linkedin.com/company/Mallilan-Kunta/about/",
            "https://fi.linkedin.com/company/mallilan-kunta?trk=public",
            "https://www.linkedin.com/organization-guest/company/mallilan-kunta",
            "https://www.linkedin.com/company/mallilan-kunta/posts/?feedView=all",
            "LinkedIn: mallilan-kunta",
            "LinkedIn: company/mallilan-kunta",
        ),
        ("company/12345678", "https://linkedin.com/company/12345678"): (
            "https://www.linkedin.com/company/12345678/admin/",
        ),
        ("school/mallilan-lukio", "https://linkedin.com/school/mallilan-lukio"): (
            "https://www.linkedin.com/school/mallilan-lukio/",
        ),
        ("showcase/mallila-yrityksille", "https://linkedin.com/showcase/mallila-yrityksille"): (
            "https://www.linkedin.com/showcase/mallila-yrityksille",
        ),
        ("in/ritva-mäki-1a2b3c", "https://linkedin.com/in/ritva-m%C3%A4ki-1a2b3c"): (
            "https://www.linkedin.com/in/ritva-m%C3%A4ki-1a2b3c/",
        ),
    }
    accepted_once_chosen = {
        ("company/mallilan-kunta", "https://linkedin.com/company/mallilan-kunta"): (
            "@mallilan-kunta",
        ),
    }
    refused = {
        messages.GROUP: ("https://www.linkedin.com/groups/1234567/",),
        messages.POST: (
            "https://www.linkedin.com/posts/mallilan-kunta_avoin-activity-712345-abcd",
            "https://www.linkedin.com/feed/update/urn:li:activity:712345/",
        ),
        messages.SHORT: ("https://lnkd.in/eAbCdEf",),
        messages.EVENT: ("https://www.linkedin.com/events/712345/",),
        messages.OWN_PAGE: ("https://www.linkedin.com/jobs/view/123",),
        messages.NO_NAME: (
            "https://www.linkedin.com/company/",
            "https://www.linkedin.com/pub/ritva/1/2/3",
            "https://www.linkedin.com/mallila",
        ),
        messages.BAD_NAME: ("https://www.linkedin.com/company/a%2Fb",),
        messages.WRONG_PLACE: ("https://business.linkedin.com/company/mallila",),
        messages.LOOKALIKE: ("https://linkedín.com/company/mallila",),
    }
