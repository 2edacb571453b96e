"""The nine matters that an application settles (C6–C14), with the words in which they are asked."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from torilla.guideline.policies import current_policy
from torilla.openings.question import Asked, Kind, Question, Words
from torilla.policy import NoValue
from torilla.register.words import AIMS, AUDIENCES, PURPOSES

YES_NO: Mapping[str, Words] = {"yes": _("Yes"), "no": _("No")}

RHYTHM: Mapping[str, Words] = {
    "often": pgettext_lazy("rhythm", "several times a week"),
    "weekly": pgettext_lazy("rhythm", "every week"),
    "fortnightly": pgettext_lazy("rhythm", "every second week"),
    "monthly": pgettext_lazy("rhythm", "once a month or less"),
}
DAYS = {"often": 3, "weekly": 7, "fortnightly": 14, "monthly": 31}
"""How many days lie between two posts at the most."""

MEASURES: Mapping[str, Words] = {
    "activity": pgettext_lazy("measure", "what was done, and how well"),
    "involvement": pgettext_lazy("measure", "how people took part"),
    "service": pgettext_lazy("measure", "how people were served"),
    "visibility": pgettext_lazy("measure", "how many saw it"),
    "traffic": pgettext_lazy("measure", "visits to the site"),
    "audience": pgettext_lazy("measure", "followers, likes or members"),
    "other": pgettext_lazy("measure", "something else"),
}

NEED = Asked(
    number=1, key="need", clause="C6", title=_("Tell the need and the goal"),
    questions=(
        Question(
            key="need", kind=Kind.LONG, clause="C6",
            label=_("What need does the account meet?"),
            why=_("An account is opened for a clear need, not because others have one."),
            good=_("Young people do not read our letters and ask about the summer jobs by phone."),
            poor=_("Everybody is there."),
        ),
        Question(
            key="goals", kind=Kind.LONG, clause="C6",
            label=_("What do you aim at?"),
            why=_("From the goals one sees later whether the account was worth the work."),
            good=_("Twice as many children come to the story hour by spring."),
            poor=_("More visibility."),
        ),
        Question(
            key="aims", kind=Kind.CHOICES, clause="T1", choices=AIMS,
            label=_("What do residents gain?"),
            why=_("The guideline names three aims. Choose those that fit."),
            good=_("Only what you really do."), poor=_("All, to be safe."),
        ),
        Question(
            key="target_group", kind=Kind.LONG, clause="C6",
            label=_("For whom is the account?"),
            why=_("Who reads decides what is told and on which network."),
            good=_("Families with children under school age in the villages."),
            poor=_("All residents."),
        ),
        Question(
            key="audiences", kind=Kind.CHOICES, clause="T1", choices=AUDIENCES,
            label=_("With whom do you want to be in touch?"),
            why=_("The guideline names four groups. Choose those that fit."),
            good=_("Those whom you know to use the network."), poor=_("All, to be safe."),
        ),
        Question(
            key="content", kind=Kind.LONG, clause="C6",
            label=_("What do you tell there?"),
            why=_("Content that is thought of beforehand is easier to make week after week."),
            good=_("New books on Mondays, a story hour on Thursdays, opening hours as needed."),
            poor=_("Topical things."),
        ),
    ),
)  # fmt: skip

BENEFITS = Asked(
    number=2, key="benefits", clause="C7", title=_("Tell the benefits"),
    questions=(
        Question(
            key="benefits", kind=Kind.LONG, clause="C7",
            label=_("What good comes of the account?"),
            why=_("It may improve services, involve people, open up the administration, build trust."),
            good=_("Wishes for new books reach us at once, and everybody sees what we answer."),
            poor=_("Good image."),
        ),
        Question(
            key="purposes", kind=Kind.CHOICES, clause="T1", choices=PURPOSES,
            label=_("What do you use the account for?"),
            why=_("The purposes are recorded in the register, and goals are hung on them."),
            good=_("The two or three that you have time for."), poor=_("All, to be safe."),
        ),
    ),
)  # fmt: skip

RESOURCES = Asked(
    number=3, key="resources", clause="C8", title=_("Set aside working time"),
    questions=(
        Question(
            key="lead", kind=Kind.PERSON, clause="C8",
            label=_("Who answers for the account?"),
            why=_("Somebody in particular is responsible, also where several write."),
            good=_("Somebody who wants to and whose supervisor knows."),
            poor=_("The newest employee, unasked."),
        ),
        Question(
            key="hours", kind=Kind.NUMBER, clause="C8",
            label=_("How many hours a week does it take?"),
            why=_("The time is away from other work, so it is set aside openly."),
            good="3", poor=_("As needed."),
        ),
        Question(
            key="led", kind=Kind.LONG, clause="C8",
            label=_("How does the work fit into the week, and how is it led?"),
            why=_("The work belongs to the daily or weekly tasks and is led like other work."),
            good=_("Aino writes on Mondays and Thursdays. We go through it in the Monday meeting."),
            poor=_("When there is time."),
        ),
    ),
)  # fmt: skip

PLAN = Asked(
    number=4, key="plan", clause="C9", title=_("Make a plan"),
    questions=(
        Question(
            key="substitutes", kind=Kind.PERSONS, clause="C9",
            label=_("Who are the substitutes?"),
            why=_("The account must not depend on one person. Substitutes are agreed beforehand."),
            good=_("Somebody who is at work when the one responsible is away."),
            poor=_("The one responsible herself."),
        ),
        Question(
            key="rhythm", kind=Kind.CHOICE, clause="C9", choices=RHYTHM,
            label=_("How often do you publish?"),
            why=_("Often enough: the guideline says weekly in practice."),
            good=_("What you keep up in a busy week too."), poor=_("Daily, for the first month."),
        ),
        Question(
            key="first_weeks", kind=Kind.LONG, clause="C9",
            label=_("What do you publish in the first four weeks?"),
            why=_("It is good to make a plan. With four weeks of it the start is easy."),
            good=_("Week 50 new books, week 51 story hour, week 52 opening hours, week 1 reading tips"),
            poor=_("As needed."),
        ),
        Question(
            key="committed", kind=Kind.YES, clause="C9", choices=YES_NO,
            label=_("Does the unit commit itself to answering feedback and questions?"),
            why=_("Whoever opens an account answers those who write there as fast as possible."),
            good=_("Yes: messages are looked at every working day."),
            poor=_("No: the account only tells."),
        ),
    ),
)  # fmt: skip

DECISION = Asked(
    number=5, key="decision", clause="C10", title=_("Make sure of people and time"),
    questions=(
        Question(
            key="resources_note", kind=Kind.LONG, clause="C10", optional=True,
            label=_("What is needed besides working time?"),
            why=_("A phone, a camera, training, advertising: what costs is decided at the same time."),
            good=_("A shared phone, 200 euros; a course on pictures for two."),
            poor=_("Nothing, I use my own phone."),
        ),
        Question(
            key="resources_confirmed", kind=Kind.YES, clause="C10", choices=YES_NO,
            label=_("Does the supervisor confirm the working time and the rest?"),
            why=_("Enough people and time are made sure of before the account is opened."),
            good=_("Yes: the hours of section 3 are agreed."),
            poor=_("Yes, though nobody has counted the hours."),
        ),
    ),
)  # fmt: skip

CHANNEL = Asked(
    number=6, key="channel", clause="C11", title=_("Choose the network"),
    questions=(
        Question(
            key="wanted_name", kind=Kind.TEXT, clause="C11",
            label=_("What is the account to be called?"),
            why=_("The name tells whose the account is, also to somebody from elsewhere."),
            good=_("Library of Mallila"), poor=_("Bookworms"),
        ),
        Question(
            key="why_network", kind=Kind.LONG, clause="C11",
            label=_("Why this network?"),
            why=_("The network follows from those whom you want to reach."),
            good=_("In the survey seven of ten ninth-graders said that they use it every day."),
            poor=_("It is popular."),
        ),
        Question(
            key="young_people", kind=Kind.YES, clause="C11", choices=YES_NO, optional=True,
            label=_("Is it for being in touch with young people?"),
            why=_("With young people other networks too may be useful; be bold and try."),
            good=_("Yes, if you want their answers too."), poor=_("Yes, though parents are meant."),
        ),
        Question(
            key="reason_against_line", kind=Kind.LONG, clause="C11", optional=True,
            label=_("If the municipality does not use this network: why now?"),
            why=_("The management group’s line may be departed from when the reason is told."),
            good=_("A trial for the summer with the youth council; then we look at the figures."),
            poor=_("We did not know of the line."),
        ),
    ),
)  # fmt: skip

CONTINUITY = Asked(
    number=7, key="continuity", clause="C12", title=_("See to continuity"),
    questions=(
        Question(
            key="role_address", kind=Kind.ADDRESS, clause="C12",
            label=_("On which e-mail address is the account founded?"),
            why=_("A shared address stays when people change."),
            good=_("library@mallila.example"), poor=_("firstname.lastname@mallila.example"),
        ),
        Question(
            key="address_reason", kind=Kind.LONG, clause="C12", optional=True,
            label=_("If there is no shared address: why?"),
            why=_("The guideline recommends one; something else goes with a reason."),
            good=_("The network takes a phone number only. The number is the unit’s own."),
            poor=_("My own is easier."),
        ),
        Question(
            key="administrators", kind=Kind.PERSONS, clause="C12",
            label=_("Who administer the account?"),
            why=_("Administrator rights are for several people, so that the account is never lost."),
            good=_("The lead updater and the head of the unit."), poor=_("One person."),
        ),
        Question(
            key="administrators_reason", kind=Kind.LONG, clause="C12", optional=True,
            label=_("If there are fewer than the guideline recommends: why?"),
            why=_("The guideline recommends several; fewer goes with a reason."),
            good=_("The unit has one employee; the communications lead joins in January."),
            poor=_("One is enough."),
        ),
    ),
)  # fmt: skip

MEASURING = Asked(
    number=8, key="measures", clause="C13", title=_("Choose the measures"),
    questions=(
        Question(
            key="measures", kind=Kind.LINES, clause="C13", choices=MEASURES,
            label=_("What are the goals, and how do you see that they come true?"),
            why=_("Measures follow from goals. Followers, likes or members alone do not do."),
            good=_("Goal: more children to the story hour. Measure: how many came each month."),
            poor=_("Goal: visibility. Measure: 1,000 followers."),
        ),
    ),
)  # fmt: skip

LINKS = Asked(
    number=9, key="links", clause="C14", title=_("Agree on the links"),
    questions=(
        Question(
            key="keeper_text", kind=Kind.TEXT, clause="C14",
            label=_("How does the account say who keeps it?"),
            why=_("Everybody has to see that the account is the municipality’s or its unit’s."),
            good=_("The library of Mallila keeps this account."), poor=_("Books and fun since 2026."),
        ),
        Question(
            key="unit_page", kind=Kind.URL, clause="C14",
            label=_("Which page of the unit links to the account?"),
            why=_("The link from the municipality’s own site shows that the account is real."),
            good=_("https://mallila.example/library"), poor=_("The home page, some day."),
        ),
        Question(
            key="list_page", kind=Kind.URL, clause="C14",
            label=_("Which page lists all accounts of the municipality?"),
            why=_("The account is linked from there too."),
            good=_("https://mallila.example/social-media"), poor=_("The home page, some day."),
        ),
        Question(
            key="link_back", kind=Kind.URL, clause="C14",
            label=_("To which page does the account link back?"),
            why=_("From the account one finds the way to the municipality’s or the unit’s page."),
            good=_("https://mallila.example/library"), poor=_("No page."),
        ),
    ),
)  # fmt: skip

SECTIONS = (
    NEED, BENEFITS, RESOURCES, PLAN, DECISION, CHANNEL, CONTINUITY, MEASURING, LINKS,
)  # fmt: skip
BY_NUMBER = {each.number: each for each in SECTIONS}


def sections_asked(now: datetime) -> tuple[Asked, ...]:
    """The sections that the municipality's policy asks for; all nine where it does not say."""
    try:
        asked = current_policy(now).parameter("opening.sections", on=timezone.localdate(now)).value
    except NoValue:
        return SECTIONS
    return tuple(each for each in SECTIONS if each.key in asked)


def section_asked(number: int, now: datetime) -> Asked | None:
    """That section, if it is asked for."""
    return next((each for each in sections_asked(now) if each.number == number), None)
