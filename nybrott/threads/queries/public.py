"""The thread of what is open to everyone: only what stands on public pages already, in the same words."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import OVER
from nybrott.challenges.states import ChallengeState
from nybrott.core.trail import Stop, Trail, joined
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.hearings.states import ContributionState
from nybrott.threads.queries.rooms import DRAWN
from nybrott.threads.queries.things import Thing
from nybrott.ui.frame import Link


def open_thread(kind: str, pk: int) -> tuple[Thing, Trail] | None:
    """A thing that was opened to everyone, with its thread; None when there is none. Four queries."""
    if kind != "challenge":
        return None
    found = Challenge.objects.filter(pk=pk, heard_in_public=True).exclude(slug="").exclude(public_text={})
    one = found.exclude(state__in=(ChallengeState.RAISED, *OVER)).first()
    if one is None:
        return None
    url = reverse("hearings:contribute", args=[one.slug])
    way = (Link(_("What is hard?"), reverse("hearings:open_challenges")), Link(one.title, url), Link(_("The red thread")))  # fmt: skip
    stops = joined([Trail(tuple(_voices(one, url))), _dialogues(one)])
    return Thing(kind, pk, one.title, url, way), stops


def _voices(one: Challenge, url: str) -> Iterator[Stop]:
    """The challenge, and how many have told: the same number the public list says."""
    yield Stop("challenge", str(one.pk), one.title, "done", url)
    asking = one.state == ChallengeState.HEARING
    told = one.contributions.exclude(state=ContributionState.HIDDEN).count()
    if told:
        said = ngettext("%(n)s contribution", "%(n)s contributions", told) % {"n": told}
        yield Stop("contribution", "", said, "now" if asking else "done", url)
    else:
        yield Stop("contribution", "", _("What people say"), "now" if asking else "missing", url)


def _dialogues(one: Challenge) -> Trail:
    found = (
        Dialogue.objects.all().public().filter(descriptions__challenge=one).distinct().order_by("announced_at", "pk")
    )
    stops = []
    for each in found:
        state, url = DialogueState(each.state), reverse("dialogues:public", args=[each.slug])
        word = str(state.label)
        stops.append(
            Stop("dialogue", str(each.pk), each.title, DRAWN.get(state, "now"), url, each.announced_at, word=word)
        )
    if not stops:
        stops.append(Stop("dialogue", "", _("Market dialogue"), "missing"))
    return Trail(tuple(stops), frozenset((("challenge", str(one.pk)), stop.key) for stop in stops if stop.ref))
