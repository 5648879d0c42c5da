"""Letters about adoptions. Those to whoever told the case name the organisation that took it over, and no person of it."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.adoptions.models import Adoption, Result
from nybrott.cases.models import Version
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {
    "adoptions.used": LetterKind(gettext_lazy("Others take over what you shared")),
    "adoptions.came": LetterKind(gettext_lazy("What came of it where others took over what you shared")),
    "adoptions.offered": LetterKind(gettext_lazy("New versions of cases you took over")),
}


def _letter(kind: str, user: User, subject: str, said: dict[str, Any], adoption: Adoption) -> NewLetter:
    address = f"{settings.ADDRESS}{reverse('adoptions:adoption', args=[adoption.pk])}"
    template = f"adoptions/letters/{kind.partition('.')[2]}.txt"
    body = str(render_to_string(template, {"name": user.name, "adoption": adoption, "address": address} | said))
    return NewLetter(kind, user.email, subject[:300], body.replace("{", "(").replace("}", ")"), to_name=user.name, to_user_id=user.pk, language=user.language or "nb")  # fmt: skip


def used(adoption: Adoption, user: User) -> NewLetter:
    """To somebody of the organisation that told the case: another takes it over."""
    with override(user.language or "nb"):
        return _letter("adoptions.used", user, _("%(who)s takes over your case") % {"who": adoption.organisation.name}, {}, adoption)  # fmt: skip


def came(adoption: Adoption, result: Result, user: User) -> NewLetter:
    """To the same: what came of it there."""
    with override(user.language or "nb"):
        subject = _("What came of your case for %(who)s") % {"who": adoption.organisation.name}
        return _letter("adoptions.came", user, subject, {"result": result, "figures": list(result.figures.all())}, adoption)  # fmt: skip


def offered(adoption: Adoption, version: Version, user: User) -> NewLetter:
    """To whoever looks after an adoption: there is a new version of the case."""
    with override(user.language or "nb"):
        subject = _("A new version of the case behind “%(title)s”") % {"title": adoption.title}
        return _letter("adoptions.offered", user, subject, {"version": version}, adoption)
