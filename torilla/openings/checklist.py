"""What is done between the decision and an account in use, in this order (C8, C9, C12, C14, S1, S4).

An item is kept by the register's rules on accounts, asked of the account while it is being opened: what
is done here is what the standing rules look at from the day when the account is in use. Only what no rule
looks at yet is read from the records themselves.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from torilla.openings.question import Words
from torilla.policy import RULES
from torilla.policy.facts import AccountFacts

LATER = frozenset(
    {"register.account-told", "register.steward-told", "register.confirmed"}
)  # fmt: skip
"""Rules that ask for what only comes when the account is in use."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do.

    `rules`: those of the register that say whether it is done. `page`, `query`, `at`: where it is done (the
    name of the page, what is chosen there already, the field), `words` on its button. `permission`: what one
    needs there. `binding`: whether it must be done as far as its rules go; one that need not be may be left
    out with a reason. `by_hand`: somebody says that it is done.
    """

    key: str
    title: Words
    text: Words
    clause: str
    rules: tuple[str, ...] = ()
    page: str = ""
    query: str = ""
    at: str = ""
    words: Words = ""
    permission: str = ""
    binding: bool = True
    by_hand: bool = False


ACCOUNT = Item(
    key="account", clause="C12", page="openings:begin_set_up", permission="openings.set_up",
    title=_("Open the account on the network"),
    text=_("Open it on the shared e-mail address and come back with its address."),
    words=_("Give the account’s address"),
)  # fmt: skip
CONDITIONS = Item(
    key="conditions", clause="C2", by_hand=True, page="openings:note_item",
    permission="openings.set_up",
    title=_("Fulfil the conditions of the decision"),
    text=_("It was approved on conditions. Write how each of them is fulfilled."),
    words=_("Write how they are fulfilled"),
)  # fmt: skip
ADDRESS = Item(
    key="role_address", clause="C12", rules=("register.role-address",),
    page="register:record", at="#id_role_address", permission="register.change",
    title=_("Found the account on a shared address"),
    text=_("The account rests on the unit’s shared e-mail address, not on one person’s."),
    words=_("Add the role address"),
)  # fmt: skip
RECORD = Item(
    key="record", clause="C4", page="register:record", permission="register.change",
    title=_("Complete the record"),
    text=_("The register says whose the account is, what kind it is, what it aims at and with whom."),
    words=_("Complete the record"),
)  # fmt: skip
LEAD = Item(
    key="lead", clause="C8", rules=("register.lead-named",),
    page="register:name", query="role=lead", permission="register.name_steward",
    title=_("Name the lead updater"),
    text=_("Somebody in particular is responsible for the account."),
    words=_("Name a lead updater"),
)  # fmt: skip
SUBSTITUTE = Item(
    key="substitute", clause="C9", rules=("register.substitute-named", "register.absence-covered"),
    page="register:name", query="role=substitute", permission="register.name_steward",
    title=_("Name a substitute"),
    text=_("The account must not depend on one person. Substitutes are agreed beforehand."),
    words=_("Name a substitute"),
)  # fmt: skip
ADMINISTRATORS = Item(
    key="administrators", clause="C12", rules=("register.shared-administration",),
    page="register:name", query="role=administrator", permission="register.name_steward",
    title=_("Give administrator rights to several people"),
    text=_("Name the administrators here and give the rights on the network itself too."),
    words=_("Name an administrator"),
)  # fmt: skip
AGREED = Item(
    key="agreed", clause="K2",
    rules=("stewards.agreement", "stewards.agreement-before"),
    page="agreements:agreements", permission="agreements.propose",
    title=_("Agree on working time"),
    text=_("Everybody who acts in the account has agreed on it with the supervisor."),
    words=_("To the agreements"),
)  # fmt: skip
DUTY = Item(
    key="duty", clause="K8", rules=("stewards.duty-gap",),
    page="people:duty_times", permission="people.set_duty_times",
    title=_("Let the duty times cover the week"),
    text=_("Somebody is on duty so often that residents are answered in time."),
    words=_("Set the duty times"), binding=False,
)  # fmt: skip
LOGINS = Item(
    key="logins", clause="S4", page="register:logins", permission="register.note_credential",
    title=_("Note how one signs in"),
    text=_("Where the password or key is kept and who opens it; never the password itself."),
    words=_("Note the login record"),
)  # fmt: skip
TWO_STEP = Item(
    key="two_step", clause="", page="register:logins", permission="register.note_credential",
    title=_("Turn two-step sign-in on"),
    text=_("Turn it on in the network’s own settings, then say so in the login record."),
    words=_("Note that it is on"), binding=False,
)  # fmt: skip
KEEPER = Item(
    key="keeper", clause="C14", rules=("register.keeper-stated",),
    page="register:seen", query="what=keeper_stated", permission="register.note_seen",
    title=_("Say on the account who keeps it"),
    text=_("Write it into the account’s own description, look, and note what you see."),
    words=_("Note what you see"),
)  # fmt: skip
LINKS = Item(
    key="links", clause="C14", rules=("register.links-noted",),
    page="register:seen", query="what=site_unit_page", permission="register.note_seen",
    title=_("Link the site and the account both ways"),
    text=_(
        "From the unit’s page, from the page that lists all accounts, and back. Look, and note each."
    ),
    words=_("Note what you see"),
)  # fmt: skip
PLAN = Item(
    key="plan", clause="C9", page="register:record", at="#id_plan", permission="register.change",
    title=_("Plan the first weeks"),
    text=_("What is published in the first weeks comes from the application."),
    words=_("Write the plan"), binding=False,
)  # fmt: skip

ITEMS = (
    ACCOUNT, CONDITIONS, ADDRESS, RECORD, LEAD, SUBSTITUTE, ADMINISTRATORS, AGREED, DUTY, LOGINS, TWO_STEP,
    KEEPER, LINKS, PLAN,
)  # fmt: skip
BY_KEY = {item.key: item for item in ITEMS}


def rules_of(item: Item) -> frozenset[str]:
    """The rules that say whether the item is done; the record's are all that no other item has."""
    if item is not RECORD:
        return frozenset(item.rules)
    taken = {rule for each in ITEMS for rule in each.rules}
    on_accounts = {rule.id for rule in RULES.values() if rule.facts is AccountFacts}
    return frozenset(on_accounts - taken - LATER)
