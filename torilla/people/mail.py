"""The one mail of this package: an invitation."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from torilla.core import quiet
from torilla.people.models import Invitation

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Mail the link to the invited person in their language; whether the mail server took it.

    The inviter sees the link in any case, so a mail that fails is told, not tried again. After a
    restore none goes until somebody has released what is held back.
    """
    if quiet.holding():
        return False
    person = invitation.person
    with translation.override(person.language):
        subject = _("You are invited to Torilla")
        text = render_to_string(
            "people/mail/invitation.txt",
            {"person": person, "link": link, "until": invitation.expires_at},
        )
    try:
        return send_mail(subject, text, None, [str(person.email)]) == 1
    except (OSError, SMTPException) as error:
        log.warning("people.invitation_not_sent", extra={"reason": type(error).__name__})
        return False
