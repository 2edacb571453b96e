"""The log's actions and subjects in words; an action without words is shown as it stands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

ACTIONS: Mapping[str, str | Promise] = {
    "core.refused": gettext_lazy("was refused"),
    "api.token.made": gettext_lazy("made a key for a program"),
    "api.token.ended": gettext_lazy("ended a key for a program"),
    "core.erased": gettext_lazy("erased personal values"),
    "core.restored": gettext_lazy("restored the database from a backup"),
    "core.released": gettext_lazy("let go out what was held back since the restore"),
    "people.set_up": gettext_lazy("came in by the set-up link"),
    "people.person.added": gettext_lazy("added a person"),
    "people.person.changed": gettext_lazy("changed a person’s details"),
    "people.person.invited": gettext_lazy("invited a person to sign in"),
    "people.person.exported": gettext_lazy("gave out a person’s data"),
    "people.set_up_link.made": gettext_lazy("made a set-up link"),
    "people.two_step.on": gettext_lazy("turned two-step sign-in on"),
    "people.two_step.off": gettext_lazy("turned two-step sign-in off"),
    "people.passkey.renamed": gettext_lazy("gave a passkey another name"),
    "people.work_account.linked": gettext_lazy("linked a work account to a person"),
    "people.work_account.unlinked": gettext_lazy("took a person’s work account away"),
    "people.work_account.stopped": gettext_lazy(
        "no longer vouches for a person, who was signed out"
    ),
    "people.person.joined": gettext_lazy("came in by an invitation"),
    "people.break_glass.made": gettext_lazy("opened the emergency way in from the terminal"),
    "people.break_glass.used": gettext_lazy("came in by the emergency way"),
    "people.person.erased": gettext_lazy("erased a person"),
    "people.password.set": gettext_lazy("set a password"),
    "people.standing.given": gettext_lazy("gave a standing"),
    "people.standing.ended": gettext_lazy("ended a standing"),
    "people.supervisor.set": gettext_lazy("set the supervisor"),
    "people.duty_times.set": gettext_lazy("set the duty hours"),
    "people.absence.noted": gettext_lazy("noted an absence"),
    "people.absence.removed": gettext_lazy("removed an absence"),
    "people.unit.added": gettext_lazy("added a unit"),
    "people.unit.changed": gettext_lazy("changed a unit"),
    "people.unit.ended": gettext_lazy("ended a unit"),
    "people.position.filled": gettext_lazy("filled a position"),
    "people.position.vacated": gettext_lazy("vacated a position"),
    "people.body.added": gettext_lazy("added a deciding group"),
    "people.member.added": gettext_lazy("added a member"),
    "people.member.ended": gettext_lazy("ended a membership"),
    "people.settings.changed": gettext_lazy("changed own settings"),
    "guideline.policy.loaded": gettext_lazy("put a policy in force"),
    "guideline.document.loaded": gettext_lazy("loaded the guideline’s document"),
    "guideline.handling.recorded": gettext_lazy("recorded how the guideline was handled"),
    "guideline.in_force.set": gettext_lazy("said since when the guideline is in force"),
    "guideline.finding.opened": gettext_lazy("found something missing"),
    "guideline.finding.closed": gettext_lazy("saw a finding put right"),
    "guideline.waiver.granted": gettext_lazy("granted a waiver"),
    "guideline.waiver.ended": gettext_lazy("ended a waiver"),
    "openings.application.begun": gettext_lazy("began an application"),
    "openings.application.changed": gettext_lazy("corrected an application"),
    "openings.application.emptied": gettext_lazy("emptied an old application"),
    "openings.section.saved": gettext_lazy("saved a section of an application"),
    "openings.writer.added": gettext_lazy("added a writer to an application"),
    "openings.writer.removed": gettext_lazy("removed a writer from an application"),
    "openings.attachment.added": gettext_lazy("attached a file to an application"),
    "openings.attachment.removed": gettext_lazy("removed a file from an application"),
    "duties.duty.opened": gettext_lazy("opened a task"),
    "duties.duty.closed": gettext_lazy("closed a task"),
    "duties.duty.told": gettext_lazy("told of a task"),
    "duties.forgotten": gettext_lazy("forgot persons in old tasks"),
    "duties.notice.made": gettext_lazy("made a notice"),
    "duties.notice.delivered": gettext_lazy("delivered a notice"),
    "people.import.read": gettext_lazy("read a file in"),
    "people.import.corrected": gettext_lazy("put right what a file says"),
    "people.import.begun": gettext_lazy("let a file be written"),
    "people.import.written": gettext_lazy("wrote rows of a file"),
    "people.import.done": gettext_lazy("wrote the last rows of a file"),
    "people.import.left": gettext_lazy("left a file unwritten"),
    "people.import.stopped": gettext_lazy("stopped writing a file"),
    "register.import.written": gettext_lazy("wrote accounts of a file"),
    "agreements.agreement.proposed": gettext_lazy("proposed an agreement"),
    "agreements.agreement.agreed": gettext_lazy("agreed to a proposal"),
    "agreements.agreement.declined": gettext_lazy("declined a proposal"),
    "agreements.agreement.withdrawn": gettext_lazy("withdrew a proposal"),
    "agreements.agreement.ended": gettext_lazy("ended an agreement"),
    "agreements.agreement.confirmed": gettext_lazy("confirmed a former supervisor’s agreement"),
    "agreements.agreement.passed_on": gettext_lazy("asked a new supervisor to answer"),
    "agreements.agreement.warned": gettext_lazy("told that an agreement ends"),
    "agreements.forgotten": gettext_lazy("forgot what old agreements said"),
    "register.account.added": gettext_lazy("added an account"),
    "register.account.changed": gettext_lazy("changed an account’s record"),
    "register.account.state": gettext_lazy("changed an account’s state"),
    "register.account.seen": gettext_lazy("noted what was seen"),
    "openings.set_up.started": gettext_lazy("began to set an account up"),
    "openings.set_up.noted": gettext_lazy("noted an item of a checklist"),
    "openings.account.opened": gettext_lazy("took an account into use"),
    "register.credential.noted": gettext_lazy("noted how one signs in to an account"),
    "register.account.confirmed": gettext_lazy("confirmed an account’s record"),
    "register.steward.named": gettext_lazy("named a person to an account"),
    "register.steward.ended": gettext_lazy("ended a right in an account"),
    "register.steward.removal_seen": gettext_lazy("saw that an ended right is gone on the network"),
    "register.stewardship.ended": gettext_lazy("ended a right in an account"),
    "register.line.settled": gettext_lazy("recorded a channel line"),
    "register.line.ended": gettext_lazy("ended a channel line"),
    "register.public.switched": gettext_lazy("switched the public pages"),
    "register.inquiry.made": gettext_lazy("asked a unit for its accounts"),
    "register.inquiry.answered": gettext_lazy("answered which accounts a unit has"),
    "duties.mail.sent": gettext_lazy("sent a mail"),
    "duties.mail.unknown": gettext_lazy("does not know whether a mail went"),
    "duties.mail.failed": gettext_lazy("could not send a mail"),
    "duties.mail.dropped": gettext_lazy("dropped a mail that nobody needs any more"),
    "duties.teamscard.sent": gettext_lazy("sent a card to Teams"),
    "duties.teamscard.unknown": gettext_lazy("does not know whether a card to Teams went"),
    "duties.teamscard.failed": gettext_lazy("could not send a card to Teams"),
    "duties.teamscard.dropped": gettext_lazy("dropped a card to Teams that nobody needs any more"),
    "duties.often.chosen": gettext_lazy("chose how often mail comes"),
    "duties.calendar.renewed": gettext_lazy("made the address of the own calendar"),
    "duties.calendar.ended": gettext_lazy("took the address of the own calendar away"),
}

KINDS: Mapping[str, str | Promise] = {
    "people.person": pgettext_lazy("log", "person"),
    "people.unit": pgettext_lazy("log", "unit"),
    "people.body": pgettext_lazy("log", "deciding group"),
    "people.holding": pgettext_lazy("log", "position"),
    "guideline.policyfile": pgettext_lazy("log", "policy"),
    "guideline.document": pgettext_lazy("log", "document"),
    "guideline.handling": pgettext_lazy("log", "handling"),
    "guideline.finding": pgettext_lazy("log", "finding"),
    "guideline.waiver": pgettext_lazy("log", "waiver"),
    "agreements.agreement": pgettext_lazy("log", "agreement"),
    "core.restoration": pgettext_lazy("log", "restore"),
    "duties.duty": pgettext_lazy("log", "task"),
    "duties.notice": pgettext_lazy("log", "notice"),
    "register.account": pgettext_lazy("log", "account"),
    "register.stewardship": pgettext_lazy("log", "right in an account"),
    "people.import": pgettext_lazy("log", "file read in"),
    "api.token": pgettext_lazy("log", "key for a program"),
    "duties.mail": pgettext_lazy("log", "mail"),
    "duties.teamscard": pgettext_lazy("log", "card to Teams"),
    "register.accountrecord": pgettext_lazy("log", "record of an account"),
    "register.seen": pgettext_lazy("log", "observation"),
    "register.confirmation": pgettext_lazy("log", "confirmation"),
    "register.report": pgettext_lazy("log", "report"),
    "register.inquiry": pgettext_lazy("log", "inquiry"),
    "register.publicswitch": pgettext_lazy("log", "public pages"),
    "openings.application": pgettext_lazy("log", "application"),
    "register.channelline": pgettext_lazy("log", "channel line"),
    "duties.noticechoice": pgettext_lazy("log", "choice of notices"),
    "duties.calendarlink": pgettext_lazy("log", "calendar address"),
    "guideline.inforce": pgettext_lazy("log", "guideline in force"),
    "people.workaccount": pgettext_lazy("log", "work account"),
    "people.standing": pgettext_lazy("log", "standing"),
    "people.supervision": pgettext_lazy("log", "supervision"),
    "people.membership": pgettext_lazy("log", "membership"),
    "people.absence": pgettext_lazy("log", "absence"),
    "people.setuplink": pgettext_lazy("log", "set-up link"),
    "people.invitation": pgettext_lazy("log", "invitation"),
    "people.breakglass": pgettext_lazy("log", "emergency link"),
}


def action_in_words(action: str) -> str:
    """What was done."""
    return str(ACTIONS.get(action, action))


def subject_in_words(reference: str) -> str:
    """What it was done to, such as "account 17"; the program itself is "Torilla".

    The provider of the work accounts acts too, where a claim of theirs changes something.
    """
    if reference == "system":
        return "Torilla"
    if reference == "provider":
        return _("the work accounts’ sign-in service")
    kind, _colon, number = reference.partition(":")
    if kind not in KINDS:
        return reference
    return _("%(kind)s %(number)s") % {"kind": KINDS[kind], "number": number}
