"""What can be drawn as evidence: each with what it rests on, what it says in every language, and its figures as they are now.

Of a story nothing is kept but that it is there: its words are read where they stand, as long as its writer lets the organisation read them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.claims.queries.trail import Trail, trails_of
from nybrott.claims.queries.words import in_each
from nybrott.effects.models import Evidence, Indicator, Plan
from nybrott.effects.states import Source
from nybrott.evaluations.models import Result, Wave
from nybrott.evaluations.queries import label_of
from nybrott.evaluations.queries.results import categories_said
from nybrott.evaluations.states import WaveState
from nybrott.gatherings.models import Story
from nybrott.gatherings.queries import KINDS as DONE
from nybrott.gatherings.states import StoryLevel
from nybrott.ui.formats import day_short, language, number

# what the numbers of an indicator rest on in the end, by where they come from
ROOTS = {Source.TYPED: "reading", Source.WAVE: "survey", Source.COUNTED: "trail", Source.OFFICIAL: "official"}
MOST_WAVES = 12
MOST_STORIES = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something that can stand as evidence, as it is now. `root`: what it rests on (core.claims.Piece). `said`: language → sentence."""

    kind: str
    ref: str
    root: str
    said: Mapping[str, str]
    url: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def found(self) -> dict[str, Any]:
        """As it is frozen."""
        return {"root": self.root, "said": dict(self.said), "figures": dict(self.figures)}

    @property
    def sentence(self) -> str:
        """What it says, in the language of the page."""
        return self.said[language()]


def choices(plan: Plan) -> dict[str, list[Drawn]]:
    """All that can be drawn for claims of a plan but tables of surveys: kind of source → what there is of it."""
    indicators = Indicator.objects.filter(plan=plan, target__now_value__isnull=False).select_related("target")
    return {
        "trail": [of_trail(plan, one) for one in trails_of(plan).values()],
        "indicator": [of_indicator(one) for one in indicators],
        "story": [of_story(one) for one in stories_in(plan)[:MOST_STORIES]],
    }


def waves_of(plan: Plan) -> list[Wave]:
    """The organisation's surveys whose tables are made, the newest first."""
    closed = Wave.objects.filter(organisation=plan.organisation_id, state=WaveState.CLOSED)
    return list(closed.select_related("edition").order_by("-closes_on", "-pk")[:MOST_WAVES])


def tables_of(wave: Wave) -> list[Drawn]:
    """The published tables of a survey that say something of everybody."""
    return [made for one in wave.results.all() if (made := of_result(wave, one))]


def stories_in(plan: Plan) -> QuerySet[Story]:
    """Stories of the run that everybody of the organisation may read: their writers work there and let them."""
    own = Story.objects.filter(gathering__run=plan.run_id, part__organisation=plan.organisation_id)
    return own.filter(level=StoryLevel.ORGANISATION).select_related("gathering", "part").order_by("-brought_at", "pk")


def read(plan: Plan, kind: str, ref: str) -> Drawn | None:
    """One thing that can be drawn for claims of this plan; None when there is none such, or it has nothing to say yet."""
    return READ[kind](plan, ref) if kind in READ else None


def _read_trail(plan: Plan, ref: str) -> Drawn | None:
    found = trails_of(plan).get(ref)
    return of_trail(plan, found) if found else None


def _read_result(plan: Plan, ref: str) -> Drawn | None:
    wave, _colon, place = ref.partition(":")
    if not (_key(wave) and _key(place)):
        return None
    closed = Result.objects.filter(wave__organisation=plan.organisation_id, wave__state=WaveState.CLOSED)
    one = closed.filter(wave=int(wave), place=int(place)).select_related("wave__edition").first()
    return of_result(one.wave, one) if one else None


def _read_indicator(plan: Plan, ref: str) -> Drawn | None:
    known = Indicator.objects.filter(plan=plan, pk=ref if _key(ref) else 0, target__now_value__isnull=False)
    one = known.select_related("target").first()
    return of_indicator(one) if one else None


def _read_story(plan: Plan, ref: str) -> Drawn | None:
    one = stories_in(plan).filter(pk=ref if _key(ref) else 0).first()
    return of_story(one) if one else None


READ = {"trail": _read_trail, "indicator": _read_indicator, "wave": _read_result, "story": _read_story}


def now_of(plan: Plan, evidence: Iterable[Evidence]) -> dict[int, Drawn | None]:
    """Key of evidence that was drawn → what the same says now; None when it is not there, or no longer for everybody to read.

    Published tables never change and are not read again. At most the queries of one trail and two more.
    """
    drawn = [one for one in evidence if one.kind in ("trail", "indicator", "story")]
    refs = {kind: {one.ref for one in drawn if one.kind == kind} for kind in ("trail", "indicator", "story")}
    found: dict[tuple[str, str], Drawn] = {}
    if refs["trail"]:
        found |= {("trail", kind): of_trail(plan, one) for kind, one in trails_of(plan).items()}
    if refs["indicator"]:
        for one in Indicator.objects.filter(plan=plan, pk__in=refs["indicator"]).select_related("target"):
            if one.target.now_value is not None:
                found["indicator", str(one.pk)] = of_indicator(one)
    if refs["story"]:
        found |= {("story", str(one.pk)): of_story(one) for one in stories_in(plan).filter(pk__in=refs["story"])}
    return {one.pk: found.get((one.kind, one.ref)) for one in drawn}


# --- what each of them says ---


def of_trail(plan: Plan, trail: Trail) -> Drawn:
    """What came before the things of a kind."""
    figures = {
        "kind": trail.kind, "labels": dict(trail.labels), "n": trail.n, "with_driver": trail.with_driver, "before": trail.before,
        "things": [
            {"ref": one.ref, "label": one.label, "on": one.on, "driver": one.driver, "before": [[kind, day] for kind, _ref, day in one.before]}
            for one in trail.things
        ],
    }  # fmt: skip
    url = reverse("gatherings:led_to", args=[plan.run_id])
    return Drawn("trail", trail.kind, "trail", in_each(lambda: _trail_said(trail)), url, figures)


def _trail_said(trail: Trail) -> str:
    label = trail.labels[language()]
    if not trail.n:
        return _("%(label)s: none reached yet.") % {"label": label}
    counts = {"label": label, "n": number(trail.n), "with_driver": number(trail.with_driver)}
    said = _("%(label)s: %(n)s reached, %(with_driver)s of them with a driver in them before.") % counts
    if trail.before:
        listed = "; ".join(f"{DONE[kind]}: {number(n)}" for kind, n in trail.before.items())
        said += " " + _("Before those: %(listed)s.") % {"listed": listed}
    return said


def of_indicator(indicator: Indicator) -> Drawn:
    """What an indicator was before, is now, and shall be."""
    target = indicator.target
    figures = {
        "name": target.name, "unit": target.unit, "grows": indicator.grows, "source": indicator.source,
        "before": _plain(target.baseline), "before_on": _on(target.baseline_on), "target": _plain(target.target),
        "now": _plain(target.now_value), "now_on": _on(target.now_on),
    }  # fmt: skip
    root = ROOTS[Source(indicator.source)]
    url = reverse("runs:target", args=[target.pk])
    return Drawn("indicator", str(indicator.pk), root, in_each(lambda: _indicator_said(indicator)), url, figures)


def _indicator_said(indicator: Indicator) -> str:
    target = indicator.target

    def told(value: object) -> str:
        return _("not known") if value is None else f"{number(value, 2)} {target.unit}".strip()

    said = {
        "name": target.name, "before": told(target.baseline), "now": told(target.now_value), "target": told(target.target),
        "day": day_short(target.now_on),
    }  # fmt: skip
    return _("%(name)s. Before: %(before)s. On %(day)s: %(now)s. To reach: %(target)s.") % said


def of_result(wave: Wave, result: Result) -> Drawn | None:
    """What a published table says of everybody; None when it says nothing, or is what people wrote."""
    table = result.found
    say = {"mean": _mean_said, "counts": _counts_said, "change": _change_said}.get(table["show"])
    if say is None or table["by"]:
        return None
    if table["show"] == "mean" and table["mean"] is None:
        return None
    if table["show"] == "counts" and len(table["rows"]) < 2:
        return None
    url = reverse("evaluations:results", args=[wave.pk])
    figures = {"wave": wave.title, "closed_on": _on(wave.closes_on), "table": table}
    return Drawn("wave", f"{wave.pk}:{result.place}", "survey", in_each(lambda: say(wave, table)), url, figures)


def _asked(wave: Wave, key: str) -> str:
    question, part = label_of(wave.edition.read, key, language())
    return f"{question} {part}".strip()


def _at_least(count: int) -> str:
    return _("at least %(n)s") % {"n": number(count)} if count else _("fewer than 5")


def _mean_said(wave: Wave, table: Mapping[str, Any]) -> str:
    n = number(table["n"]) if table["n"] is not None else _at_least(table["at_least"])
    said = {"question": _asked(wave, table["key"]), "mean": number(table["mean"], 1), "low": table["low"], "high": table["high"]}  # fmt: skip
    return _("“%(question)s” Mean %(mean)s on a scale from %(low)s to %(high)s; answered by %(n)s. %(wave)s.") % (
        said | {"n": n, "wave": wave.title}
    )


def _counts_said(wave: Wave, table: Mapping[str, Any]) -> str:
    instrument = wave.edition.read
    counts = "; ".join(
        f"{categories_said(instrument, table['key'], row['categories'], language())}: {number(row['count'])}"
        for row in table["rows"]
    )
    said = {"question": _asked(wave, table["key"]), "counts": counts, "wave": wave.title}
    return _("“%(question)s” %(counts)s. %(wave)s.") % said


def _change_said(wave: Wave, table: Mapping[str, Any]) -> str:
    counts = {way: _at_least(table[way]) for way in ("higher", "same", "lower", "linked")}
    said = {"question": _asked(wave, table["key"]), "wave": wave.title, "since": table["since_title"]} | counts
    return (
        _("“%(question)s” Since “%(since)s” higher for %(higher)s, the same for %(same)s, lower for %(lower)s, of %(linked)s tied answers. %(wave)s.")
        % said
    )  # fmt: skip


def of_story(story: Story) -> Drawn:
    """That somebody told a story; not what it says."""
    at = timezone.localdate(story.told_at or story.brought_at)
    said = in_each(
        lambda: _("A story from “%(gathering)s”, %(day)s.") % {"gathering": story.gathering.title, "day": day_short(at)}
    )
    return Drawn("story", str(story.pk), "story", said, reverse("gatherings:story", args=[story.pk]), {"on": _on(at)})


def words_of(stories: Iterable[Story]) -> Iterator[tuple[str, dict[str, str]]]:
    """Key of a story → its words."""
    for one in stories:
        yield str(one.pk), {"title": one.title, "tried": one.tried, "happened": one.happened, "learnt": one.learnt}


def _key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _on(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
