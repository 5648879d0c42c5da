"""Letters about cases: to whoever is asked to review, to the author, and to those named."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.cases.models import Case, Named
from nybrott.cases.states import Consent
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {
    "cases.review": LetterKind(gettext_lazy("Questions to review a case")),
    "cases.reviewed": LetterKind(gettext_lazy("A case you tell was reviewed")),
    "cases.consent": LetterKind(gettext_lazy("Questions to those named in a case"), at_once=True, veiled=True),
    "cases.answered": LetterKind(gettext_lazy("Someone named in a case answered")),
}
DEFAULT = "nb"
LINK = "\ufffflink\uffff"  # nothing anybody types; the personal link comes here


def _plain(text: str) -> str:
    """Braces would ask for a secret; people may have typed some."""
    return text.replace("{", "(").replace("}", ")")


def review(case: Case, user: User, by: str) -> NewLetter:
    """Will you read this before others do?"""
    language = user.language or DEFAULT
    url = f"{settings.ADDRESS}{reverse('cases:review', args=[case.pk])}"
    with override(language):
        body = render_to_string("cases/letters/review.txt", {"case": case, "name": user.name, "by": by, "url": url})
        subject = _("Will you read “%(title)s” before others do?") % {"title": case.title}
    return NewLetter(
        "cases.review",
        user.email,
        _plain(subject),
        _plain(body),
        to_name=user.name,
        to_user_id=user.pk,
        language=language,
    )


def reviewed(case: Case, user: User, by: str, approves: bool, text: str) -> NewLetter:
    """What the reviewer said."""
    language = user.language or DEFAULT
    url = f"{settings.ADDRESS}{reverse('cases:case', args=[case.pk])}"
    with override(language):
        said = {"case": case, "name": user.name, "by": by, "url": url, "approves": approves, "text": text}
        body = render_to_string("cases/letters/reviewed.txt", said)
        subject = (_("“%(title)s” is reviewed") if approves else _("“%(title)s” came back with remarks")) % {
            "title": case.title
        }
    return NewLetter(
        "cases.reviewed",
        user.email,
        _plain(subject),
        _plain(body),
        to_name=user.name,
        to_user_id=user.pk,
        language=language,
    )


def consent(case: Case, named: Named, by: str, token: str) -> NewLetter:
    """May we name you? The letter itself holds no name, so that it can be forgotten whole."""
    with override(case.language):
        said = {"case": case, "role": named.role, "by": by, "link": LINK}
        body = _plain(render_to_string("cases/letters/consent.txt", said)).replace(LINK, "{link}")
        subject = _plain(_("May %(organisation)s mention you?") % {"organisation": case.organisation.name})
    link = f"{settings.ADDRESS}{reverse('cases:named', args=[token])}"
    return NewLetter(
        "cases.consent", named.email, subject, body, to_name=named.name, language=case.language, secrets={"link": link}
    )


def answered(case: Case, user: User, named: Named) -> NewLetter:
    """What somebody named answered, by their role alone."""
    language = user.language or DEFAULT
    url = f"{settings.ADDRESS}{reverse('cases:case', args=[case.pk])}"
    with override(language):
        silent = named.consent in (Consent.REFUSED, Consent.WITHDRAWN)
        said = {
            "case": case,
            "name": user.name,
            "role": named.role,
            "answer": named.get_consent_display(),
            "silent": silent,
            "url": url,
        }
        body = render_to_string("cases/letters/answered.txt", said)
        subject = (
            _("Someone is no longer named in “%(title)s”") if silent else _("Someone named in “%(title)s” has said yes")
        ) % {"title": case.title}
    return NewLetter(
        "cases.answered",
        user.email,
        _plain(subject),
        _plain(body),
        to_name=user.name,
        to_user_id=user.pk,
        language=language,
    )
