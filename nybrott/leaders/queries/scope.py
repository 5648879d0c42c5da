"""What somebody leads: the whole organisation or some units with those below, and the lines they are shown in."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.leaders.rules import sees_whole
from nybrott.people.models import Organisation, Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """`units`: keys of the units, None for the whole organisation. `lines`: unit → the line it is counted in; None is what belongs to no unit. `names`: line →
    what it is called, in order. `tops`: the names of the units led, empty for the whole."""

    organisation: Organisation
    units: frozenset[int] | None
    lines: dict[int, int]
    names: dict[int, str]
    tops: tuple[str, ...]

    def holds(self, unit: int | None) -> bool:
        """Whether what belongs to a unit is within it; what belongs to none is within the whole only."""
        return self.units is None or unit in self.units

    def narrowed(self, field: str) -> Q:
        """The same as a condition on a foreign key to a unit."""
        return Q() if self.units is None else Q(**{f"{field}__in": self.units})


@dataclass(frozen=True, slots=True)
class Period:
    """A year, as far as it has come on `today`."""

    year: int
    today: date

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return timezone.make_aware(datetime.combine(date(self.year, 1, 1), time.min))

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return timezone.make_aware(datetime.combine(date(self.year + 1, 1, 1), time.min))

    @property
    def over(self) -> bool:
        """Whether it is over."""
        return self.year < self.today.year

    @property
    def last(self) -> date:
        """Its last day, or today."""
        return date(self.year, 12, 31) if self.over else self.today

    @property
    def before(self) -> "Period":
        """The year before."""
        return Period(self.year - 1, self.today)


def scope_of(actor: Actor, organisation: Organisation) -> Scope:
    """What somebody leads. One query.

    Lines are the uppermost of the units led; where there is only one, it and those right below it.
    """
    units = {one.pk: one for one in Unit.objects.visible_to(actor).filter(organisation=organisation)}
    own = None if sees_whole(actor) else frozenset(actor.unit_ids & units.keys())
    shown = {key: one for key, one in units.items() if own is None or key in own}
    tops = [one for one in shown.values() if not any(key in shown for key in one.above)]
    heads = {one.pk for one in tops}
    if len(tops) == 1:
        heads |= {one.pk for one in shown.values() if one.parent_id == tops[0].pk}
    lines = {key: next(each for each in (key, *reversed(one.above)) if each in heads) for key, one in shown.items()}
    # a closed unit has a line only where something still lies in it, which is known later
    first = tops[0].pk if len(tops) == 1 else None  # stands above those right below it
    names = {
        one.pk: one.name
        for one in sorted((shown[key] for key in heads), key=lambda one: (one.pk != first, sort_key(one.name), one.pk))
    }
    return Scope(organisation, own, lines, names, () if own is None else tuple(sorted((one.name for one in tops), key=sort_key)))  # fmt: skip
