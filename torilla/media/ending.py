"""What follows when a consent or right ends, and when all is right again (M5).

Nothing that was ended remains served, and whoever leads the account where it was published is asked to
remove it. A consent that never was ends nothing: the picture waits in the library until it is asked for.
"""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from torilla.core.actors import SYSTEM
from torilla.duties.commands.ask import ask, settle
from torilla.duties.models import Duty
from torilla.duties.steps import due_at
from torilla.media.facts import facts_of, with_facts
from torilla.media.models import Asset, Licence, Use
from torilla.media.numbers import number
from torilla.media.sweeping import drop_unknown
from torilla.people.models import Person
from torilla.people.positions import COMMUNICATIONS_LEAD
from torilla.policy import RULES
from torilla.policy.facts import MediaFacts
from torilla.policy.messages import day
from torilla.register.models import Stewardship

ENDS_WITH_PEOPLE = ("media.never-shown", "media.consent-stands")
"""Of these rules the ones that speak of somebody in the picture."""
ENDS = (*ENDS_WITH_PEOPLE, "media.right-in-force")
"""Rules whose breach means that something which held before does not hold any more. They are asked whatever
the policy file says: a withdrawal is the law's, not the municipality's choice."""
REMOVE = gettext_noop(
    "The picture “{picture}” may not be used any more. Remove it: {place}. By {day}, then note it here."
)

ERASE = gettext_noop(
    "The picture “{picture}” may not be shown: remove it from the library by {day}, unless a new consent comes."
)


def has_ended(facts: MediaFacts) -> bool:
    """Whether a right or consent that held has ended, or the picture must not be used at all."""
    return any(RULES[rule].check(facts, SimpleNamespace()) is not None for rule in ENDS)


def follow(asset: Asset, actor: Any, now: datetime) -> int:
    """See to it that the asset and its uses are as its rights and consents say; how many uses must go.

    Called within a command, after whatever changed; once more does no harm. The asset is locked before its
    facts are read: whoever makes its copies or notes a use at the same moment is seen here, or sees this.
    """
    rows = Asset.objects.select_for_update(of=("self",)).select_related("unit")
    current = with_facts(rows.filter(pk=asset.pk)).get()
    facts = facts_of(current, (), now)
    right_gone = not facts.right and Licence.objects.filter(asset=current).exists()
    by = actor if isinstance(actor, Person) else SYSTEM
    if right_gone or has_ended(facts):
        hide(current)
    _follow_people(current, facts, by, now)
    asked = 0
    for use in current.uses.filter(removed_at=None).select_related("account", "used_by"):
        networks = {use.account.network} if use.account else set()
        must_go = right_gone or has_ended(replace(facts, networks=frozenset(networks)))
        if must_go and use.remove_by is None:
            _ask_to_remove(use, current, by, now)
            asked += 1
        elif not must_go and use.remove_by is not None:
            _let_stay(use, by, now)
    return asked


def _follow_people(asset: Asset, facts: MediaFacts, by: Any, now: datetime) -> None:
    """Whoever keeps a picture of somebody who may not be shown is asked to remove it, once (GDPR 17)."""
    if not any(RULES[rule].check(facts, SimpleNamespace()) for rule in ENDS_WITH_PEOPLE):
        settle(subject=asset, actor=by, now=now, outcome=Duty.Outcome.LAPSED, message=ERASE)
        return
    known = Duty.objects.filter(subject_kind="asset", subject_id=asset.pk, closed_at=None)
    if known.filter(message=ERASE).exists():
        return
    days = number("media.erasing_days", now)
    keeper = asset.added_by
    there = keeper.is_active and keeper.erased_at is None
    ask(
        message=ERASE,
        values={"picture": asset.title, "day": day(timezone.localdate(due_at(now, days)))},
        subject=asset,
        subject_name=asset.title,
        clause="M5",
        days=days,
        actor=by,
        now=now,
        **({"person": keeper} if there else {"position": COMMUNICATIONS_LEAD}),
    )


def hide(asset: Asset) -> None:
    """Nothing of the asset is served from now on; the original stays, for whoever may see it."""
    files = [each.sha256 for each in asset.derivatives.all()]
    if files:
        asset.derivatives.all().delete()
        transaction.on_commit(lambda: drop_unknown([], files))


def _ask_to_remove(use: Use, asset: Asset, by: Any, now: datetime) -> None:
    days = number("media.removal_days", now)
    use.remove_by = timezone.localdate(due_at(now, days))
    use.save(update_fields=["remove_by"])
    ask(
        message=REMOVE,
        values={"picture": asset.title, "place": use.place, "day": day(use.remove_by)},
        subject=use,
        subject_name=use.place,
        clause="M5",
        days=days,
        actor=by,
        now=now,
        **_holder(use, now),
    )


def _holder(use: Use, now: datetime) -> dict[str, Any]:
    """Who removes it: whoever leads the account, else whoever noted the use, else communications."""
    leads = Stewardship.objects.at(now).filter(account=use.account, role="lead")
    lead = leads.select_related("person").first() if use.account else None
    for person in (lead.person if lead else None, use.used_by):
        if person is not None and person.is_active and person.erased_at is None:
            return {"person": person}
    return {"position": COMMUNICATIONS_LEAD}


def _let_stay(use: Use, by: Any, now: datetime) -> None:
    use.remove_by = None
    use.save(update_fields=["remove_by"])
    settle(subject=use, actor=by, now=now, outcome=Duty.Outcome.LAPSED)


def ended_by_the_clock(now: datetime) -> "QuerySet[Asset]":
    """Assets in which something may have ended with a day, and that are still shown or used."""
    today = timezone.localdate(now)
    past = Asset.objects.filter(
        Q(licences__ended_at=None, licences__until__lt=today)
        | Q(pictured__consents__state="given", pictured__consents__until__lt=today)
        | Q(pictured__child=True, pictured__adult_on__lte=today)
    )
    live = Q(derivatives__isnull=False) | Q(
        uses__removed_at=None, uses__isnull=False, uses__remove_by=None
    )
    return past.filter(live).exclude(state="removed").distinct()
