"""The letter to whoever answers for a benefit when it is time to measure, in their own language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.benefits.queries import Standing, amount
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {"benefits.measure": LetterKind(gettext_lazy("It is time to measure a benefit you answer for"))}


def time_to_measure(to: User, one: Standing, months: int) -> NewLetter:
    """It was put to use so many months ago."""
    benefit = one.benefit
    with override(to.language or "nb"):
        told = {
            "name": to.name, "benefit": benefit, "months": months, "url": f"{settings.ADDRESS}{reverse('benefits:measure', args=[benefit.procurement_id, benefit.pk])}",
            "before": amount(one.before.value, benefit) if one.before else "", "target": amount(benefit.target, benefit) if benefit.target is not None else "",
        }  # fmt: skip
        subject = _("Time to measure: “%(title)s”") % {"title": benefit.title}
        body = render_to_string("benefits/letters/measure.txt", told)
    return NewLetter(
        "benefits.measure",
        to.email,
        subject,
        body.replace("{", "(").replace("}", ")"),
        to_name=to.name,
        to_user_id=to.pk,
        language=to.language or "nb",
    )
