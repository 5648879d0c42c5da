"""Letters about what was decided after a run, each in the receiver's language."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.effects.models import Decision
from nybrott.effects.states import Course
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {"reports.decided": LetterKind(gettext_lazy("What was decided about a programme after a run"))}
DEFAULT = "nb"


def decided(decision: Decision, people: Iterable[User]) -> list[NewLetter]:
    """To each: what was decided, why and by whom; where to read more to those who can, the people of the organisation."""
    inside = set(decision.plan.run.organisation.memberships.current().values_list("user_id", flat=True))
    return [_decided(decision, one, one.pk in inside) for one in people]


def _decided(decision: Decision, user: User, inside: bool) -> NewLetter:
    language, run = user.language or DEFAULT, decision.plan.run
    with override(language):
        subject = {
            Course.CONTINUE: _("The programme goes on after “%(run)s”"),
            Course.ADAPT: _("The programme will be adapted after “%(run)s”"),
            Course.STOP: _("The programme stops after “%(run)s”"),
        }[Course(decision.course)] % {"run": run.title}
        url = f"{settings.ADDRESS}{reverse('reports:decision', args=[run.pk])}"
        said = {"name": user.name, "one": decision, "run": run, "says": subject, "url": url if inside else ""}
        body = render_to_string("reports/letters/decided.txt", said)
        return NewLetter(
            kind="reports.decided", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language, subject=subject,
            body=body.replace("{", "(").replace("}", ")"),  # braces would ask for a secret
        )  # fmt: skip
