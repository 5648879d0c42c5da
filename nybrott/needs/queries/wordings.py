"""The red thread through words: problem statements, and the versions of the need description."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail
from nybrott.needs import rules
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.needs.states import DescriptionState

Key = tuple[str, str]


def wordings_of(actor: Actor, challenge: Challenge) -> Trail:
    """Statements and versions as stops, with links from the needs and the statement they rest on. Four queries, and one for who may."""
    works = bool(rules.may_word_problem(actor, challenge))
    asked = list(
        challenge.statements.select_related("written_by").prefetch_related("needs").order_by("written_at", "pk")
    )
    versions = list(
        challenge.descriptions.select_related("written_by", "approved_by").prefetch_related("needs").order_by("version")
    )
    links: set[tuple[Key, Key]] = set()
    for one in asked:
        links |= {(("need", str(need.pk)), ("statement", str(one.pk))) for need in one.needs.all()}
    for version in versions:
        here = ("description", str(version.pk))
        links |= {(("need", str(need.pk)), here) for need in version.needs.all()}
        if version.statement_id:
            links.add((("statement", str(version.statement_id)), here))
    return Trail((*_asked(challenge, asked, works), *_described(challenge, versions, works)), frozenset(links))


def _asked(challenge: Challenge, found: list[ProblemStatement], works: bool) -> Iterator[Stop]:
    chosen = any(one.chosen for one in found)
    for one in found:
        state: State = "done" if one.chosen else "stopped" if chosen else "now"
        word = _("Chosen") if one.chosen else _("Not chosen")
        who = one.written_by.name if one.written_by else ""
        url = reverse("needs:statement", args=[one.pk])
        yield Stop("statement", str(one.pk), one.question, state, url, one.written_at, word=word, who=who)
    if not found:
        url = reverse("needs:word_problem", args=[challenge.pk]) if works else ""
        yield Stop("statement", "", _("The real problem"), "missing", url, note=_("Word the problem"))


def _described(challenge: Challenge, versions: list[NeedDescription], works: bool) -> Iterator[Stop]:
    for one in versions:
        settled = one.state in (DescriptionState.APPROVED, DescriptionState.REPLACED)
        by = one.approved_by if settled else one.written_by
        label = _("Version %(version)s: %(title)s") % {"version": one.version, "title": one.title}
        at = one.approved_at or one.changed_at
        url = reverse("needs:version", args=[one.pk])
        word = str(DescriptionState(one.state).label)
        yield Stop("description", str(one.pk), label, "done" if settled else "now", url, at, word=word, who=by.name if by else "")  # fmt: skip
    if not versions:
        url = reverse("needs:description", args=[challenge.pk]) if works else ""
        step = _("Begin the need description")
        yield Stop("description", "", _("Need description"), "missing", url, note=step)
