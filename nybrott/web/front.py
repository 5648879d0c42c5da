"""What anyone may read of an organisation at a glance, or of all on this host: the public front page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.cases.queries import Told, in_short, open_cases
from nybrott.challenges.models import Challenge
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import announced, title_in
from nybrott.dialogues.states import DialogueState
from nybrott.hearings.queries import open_challenges
from nybrott.lake import NoLake
from nybrott.lake.shapes import OrganisationRow
from nybrott.observatory.queries import organisation as buyer_at
from nybrott.people.models import Organisation
from nybrott.replies.models import Reply
from nybrott.replies.queries import text_in, told_lately
from nybrott.ui.formats import number
from nybrott.ui.thread import NextStep, Stop

ASKED = 6  # challenges one is asked about at once; the rest is a link away
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Front:
    """A front page: of `place`, or of every organisation here when it is None.

    `asked`: challenges with the text contributors read and its language; `market`: dialogues with their title and, while it is open, until when one registers; `heard`: what was
    told of what came of people's words, with its language; `cases`: what was learnt, open to everyone; `buyer`: the organisation in the official notices; `stops`: the
    thread from a voice to what came of it, by what there is.
    """

    place: Organisation | None
    places: tuple[Organisation, ...]
    asked: tuple[tuple[Challenge, str, str], ...]
    more_asked: int
    market: tuple[tuple[Dialogue, str, datetime | None], ...]
    heard: tuple[tuple[Reply, str, str], ...]
    cases: tuple[Told, ...]
    buyer: OrganisationRow | None
    stops: tuple[Stop, ...]

    @property
    def next(self) -> NextStep | None:
        """What anyone can do here now."""
        if not self.asked:
            return None
        count = len(self.asked) + self.more_asked
        state = ngettext("%(n)s question is open to you", "%(n)s questions are open to you", count) % {
            "n": number(count)
        }
        url = reverse("hearings:contribute", args=[self.asked[0][0].slug]) if count == 1 else "#asked"
        return NextStep(state, _("Tell what is hard"), who=_("Anyone; you do not need an account"), url=url)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read yet."""
        return not (self.asked or self.market or self.heard or self.cases or self.buyer)


def front_of(place: Organisation | None, language: str, now: datetime) -> Front:
    """What the page shows, in the reader's language; a fixed number of queries, however much there is."""
    challenges = open_challenges(place)
    asked = [(one, *text_in(one.public_text, language)) for one in challenges[:ASKED]]
    under_way = announced().filter(state=DialogueState.OPEN).order_by("-announced_at", "-pk")
    told = open_cases()
    if place is not None:
        under_way, told = under_way.filter(organisation=place), told.filter(organisation=place)
    market = [
        (one, title_in(one, language), one.register_until if one.register_until and one.register_until > now else None)
        for one in under_way[:SHOWN]
    ]
    heard = [(one, *text_in(one.texts, language)) for one in told_lately(place, most=SHOWN)]
    buyer = _buyer(place)
    return Front(
        place, _places() if place is None else (), tuple(asked), len(challenges) - len(asked), tuple(market), tuple(heard),
        tuple(in_short(told[:SHOWN])), buyer, _stops(challenges, len(market), buyer, len(heard)),
    )  # fmt: skip


def _places() -> tuple[Organisation, ...]:
    """The organisations that have asked or told somebody something, by name."""
    asked = Q(pk__in=Challenge.objects.all().heard_openly().values("organisation"))
    market = Q(pk__in=announced().order_by().values("organisation"))
    taught = Q(pk__in=open_cases().order_by().values("organisation"))
    return tuple(Organisation.objects.filter(asked | market | taught).order_by("name", "number"))


def _buyer(place: Organisation | None) -> OrganisationRow | None:
    """The organisation as the official notices know it; None without a number, a notice or a lake."""
    if place is None or not place.number:
        return None
    try:
        found = buyer_at(place.country, place.number)
    except NoLake:
        return None
    return found.row if found and found.row.procedures else None


def _stops(asked: list[Challenge], market: int, buyer: OrganisationRow | None, heard: int) -> tuple[Stop, ...]:
    """From a voice to what came of it: each stop is what there is now, or says that there is none yet."""
    voices = sum(one.heard for one in asked)  # type: ignore[attr-defined]  # counted by the query
    told = ngettext("%(n)s person has told", "%(n)s people have told", voices) % {"n": number(voices)}
    talks = ngettext("%(n)s dialogue open", "%(n)s dialogues open", market) % {"n": number(market)}
    found = buyer.innovation if buyer else 0
    bought = ngettext("%(n)s in the notices", "%(n)s in the notices", found) % {"n": number(found)}
    replies = ngettext("%(n)s answer to read", "%(n)s answers to read", heard) % {"n": number(heard)}
    needs, talk = reverse("hearings:open_challenges"), reverse("dialogues:dialogues")
    figures = reverse("observatory:organisation", args=[buyer.country, buyer.ref]) if buyer else ""
    return (
        Stop(_("Someone says what is hard"), "done" if voices else "missing", needs, note=told if voices else ""),
        Stop(_("The market is asked"), "now" if market else "missing", talk, note=talks if market else "", word=_("Now") if market else ""),
        Stop(_("Something new is bought"), "done" if found else "missing", figures, note=bought if found else ""),
        Stop(_("Those who told hear what came of it"), "done" if heard else "missing", "#heard" if heard else "", note=replies if heard else ""),
    )  # fmt: skip
