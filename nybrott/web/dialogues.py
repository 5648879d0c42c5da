"""Market dialogues where what came before what is shown and counted: dialogues know nothing of runs, and runs nothing of dialogues."""

from collections.abc import Collection, Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.challenges.models import Challenge
from nybrott.core.contributions import Reached
from nybrott.dialogues.models import Dialogue
from nybrott.effects.queries import Counted, Material, add_counted
from nybrott.effects.states import Level
from nybrott.feedback.queries import FEWEST, announced_on, held_in, suppliers_reached, worth_of
from nybrott.gatherings.queries import add_reached
from nybrott.replies.queries import Step, add_steps


def reached_dialogues(challenges: Collection[int]) -> Iterator[Reached]:
    """Dialogues that were announced on the need descriptions of these challenges."""
    for one, challenge in announced_on(challenges):
        if one.announced_at is not None:
            url = reverse("dialogues:public", args=[one.slug])
            yield Reached("dialogue", str(one.pk), challenge, one.announced_at, one.title, url)


def told_dialogues(challenge: Challenge, _now: datetime) -> Iterator[Step]:
    """Those who told hear that the market is asked."""
    for one, _challenge in announced_on([challenge.pk]):
        if one.announced_at is not None:
            yield Step(
                f"dialogue:{one.pk}", one.announced_at, _("A market dialogue was announced: %(title)s") % {"title": one.title},
                lambda: _("We have asked everyone who may know a solution what works, in an open market dialogue. Anyone can read what is asked."),
            )  # fmt: skip


def _of_run(of: Material) -> list[Dialogue]:
    """The organisation's dialogues that were announced while the run was on."""
    first = timezone.make_aware(datetime.combine(of.run.begins_on, time.min))
    return list(held_in(of.run.organisation_id, first, of.until))


def _held(of: Material) -> Counted:
    n = len(_of_run(of))
    return Counted(float(n), n, ngettext("%(n)s market dialogue announced.", "%(n)s market dialogues announced.", n) % {"n": n})  # fmt: skip


def _reached(of: Material) -> Counted:
    found = _of_run(of)
    n = suppliers_reached(Dialogue.objects.filter(pk__in=[one.pk for one in found]), of.until)
    return Counted(float(n), n, ngettext("%(n)s supplier took part.", "%(n)s suppliers took part.", n) % {"n": n})


def _worth(of: Material) -> Counted:
    said = worth_of([one.pk for one in _of_run(of)], of.until)
    if said.good is None:
        return Counted(None, None, _("Fewer than %(n)s suppliers have said whether it was worth their time.") % {"n": FEWEST})  # fmt: skip
    return Counted(said.good, said.answered, ngettext("%(n)s answer.", "%(n)s answers.", said.answered) % {"n": said.answered})  # fmt: skip


def counted_dialogues() -> None:
    """Say what challenges can reach, what those who told hear of, and what plans of evaluation can count."""
    add_steps(told_dialogues)
    add_reached("dialogue", gettext_lazy("Market dialogues"), reached_dialogues)
    add_counted(
        "dialogues.held", gettext_lazy("Market dialogues held"), gettext_lazy("dialogues"), Level.BEHAVIOUR, _held,
        how=gettext_lazy("How many market dialogues the organisation has announced since the run began, not counting those that were cancelled."),
    )  # fmt: skip
    add_counted(
        "dialogues.reached", gettext_lazy("Suppliers reached in market dialogues"), gettext_lazy("suppliers"), Level.BEHAVIOUR, _reached,
        how=gettext_lazy("How many firms took part in those dialogues; a firm in several counts once."),
    )  # fmt: skip
    add_counted(
        "dialogues.worth", gettext_lazy("Suppliers who found market dialogues worth their time"), gettext_lazy("per cent"), Level.RESULTS, _worth,
        how=gettext_lazy("The share of answers with 4 or 5 of 5, from suppliers in those dialogues. It is not shown for fewer than three suppliers."),
    )  # fmt: skip
