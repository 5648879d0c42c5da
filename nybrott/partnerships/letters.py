"""Letters to those who speak for a member of a network."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.partnerships.models import Report
from nybrott.partnerships.rules import SPEAKS
from nybrott.people.models import Membership, Organisation
from nybrott.people.roles import permissions_of

KINDS = {"partnerships.confirm": LetterKind(gettext_lazy("Your rows in the report of a network"))}


def speakers(organisation: Organisation) -> list[Membership]:
    """Those who speak for an organisation to others, and may sign in."""
    current = organisation.memberships.current().filter(user__is_active=True).select_related("user").order_by("pk")
    return [one for one in current if SPEAKS in permissions_of(frozenset(one.roles))]


def asked_letter(report: Report, organisation: Organisation, to: Membership) -> NewLetter:
    """That a member's rows are to be looked at, by when, and what becomes of them if nobody does."""
    language = to.user.language or "nb"
    with override(language):
        said = {
            "name": to.user.name, "network": report.network.name, "organisation": organisation.name, "year": report.year, "part": report.get_part_display().lower(),
            "deadline": report.deadline_on, "url": f"{settings.ADDRESS}{reverse('partnerships:rows', args=[report.network.slug, report.pk])}",
            "sharing": f"{settings.ADDRESS}{reverse('partnerships:sharing', args=[report.network.slug])}",
        }  # fmt: skip
        body = str(render_to_string("partnerships/letters/confirm.txt", said)).replace("{", "(").replace("}", ")")
        subject = _("%(network)s: look at your rows in the report for %(year)s") % said
    return NewLetter(
        "partnerships.confirm",
        to.user.email,
        subject,
        body,
        to_name=to.user.name,
        to_user_id=to.user_id,
        language=language,
    )
