"""An application whose nine sections say all that the guideline asks for."""

from torilla.openings.models import Application, Section


def whole(eeva, aino, kaisa):
    """The answers of each section by its number."""
    return {
        1: {
            "need": "Nuoret eivät lue kirjeitämme.", "goals": "Satutunnille kaksin verroin lapsia.",
            "target_group": "Nuoret", "content": "Uutuudet maanantaisin",
        },
        2: {"benefits": "Toiveet tulevat perille heti.", "purposes": ["advice"]},
        3: {"lead": aino.pk, "hours": "3", "led": "Käydään läpi viikkopalaverissa."},
        4: {
            "substitutes": [kaisa.pk], "rhythm": "weekly", "first_weeks": "vk 50 uutuudet",
            "committed": "yes",
        },
        5: {"resources_confirmed": "yes"},
        6: {"wanted_name": "Mallilan kirjasto", "why_network": "Nuoret ovat siellä."},
        7: {"role_address": "kirjasto@mallila.example", "administrators": [aino.pk, eeva.pk]},
        8: {"measures": [{"goal": "Satutunti", "measure": "kävijät", "kind": "involvement"}]},
        9: {
            "keeper_text": "Tiliä pitää Mallilan kirjasto.",
            "unit_page": "https://mallila.example/kirjasto",
            "list_page": "https://mallila.example/some",
            "link_back": "https://mallila.example/kirjasto",
        },
    }  # fmt: skip


def applied(library, aino, now, *, answers=None, **more):
    """Aino's application for the library, with sections where `answers` are given."""
    application = Application.objects.create(
        title="Kirjaston Instagram", unit=library, network="instagram", umbrella="Ei sovi.",
        state="drafted", made_by=aino, made_at=now, **more,
    )  # fmt: skip
    for number, given in (answers or {}).items():
        Section.objects.create(
            application=application, number=number, answers=given, ready=True,
            changed_by=aino, changed_at=now,
        )  # fmt: skip
    return application
