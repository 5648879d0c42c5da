"""What others see of organisations, kind by kind. Each is asked for the organisations that share it, and for one's own alone when one looks
beforehand at what others would see: the same questions, the same answers. A fixed number of queries, however many organisations there are."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Standing, counts, standings, sum_up
from nybrott.challenges.queries.likeness import LIKELY, reader, why_alike
from nybrott.classifications.models import ClassChoice
from nybrott.classifications.states import Class
from nybrott.core.actor import Actor
from nybrott.core.cells import at_least, whole_at_least
from nybrott.core.gains import Sum
from nybrott.core.language import sort_key
from nybrott.core.matching import Index
from nybrott.needs.states import NeedState
from nybrott.procedures.models import ProcedureChoice
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState
from nybrott.programmes.models import Package, Reach
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartKind
from nybrott.themes.models import ThemeName, ThemePlace

CLASSES = (*Class.values, "")
"""DFØ's three classes, none of them, and "" where nobody has chosen."""
PHASES = tuple(ProcurementState.values)
Keys = Collection[int]


# --- programmes ---


@dataclass(frozen=True, slots=True)
class Released:
    """The newest version of a programme. `came_from`: what it was taken over from, in words; `readable`: whether the reader may open it."""

    organisation: int
    package: Package
    came_from: tuple[str, str, int] | None
    readable: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A run, with at least so many drivers and mentors (0: fewer than five)."""

    organisation: int
    run: Run
    drivers: int
    mentors: int
    readable: bool


@dataclass(frozen=True, slots=True)
class Programmes:
    """Programmes by family (the name of its first known version), and runs, the latest first. `drivers`, `mentors`: at least so many together."""

    families: tuple[tuple[str, str, tuple[Released, ...]], ...]
    runs: tuple[Carried, ...]
    drivers: int
    mentors: int


def programmes(actor: Actor, keys: Keys) -> Programmes:
    """What was released to others and what was carried out."""
    shared = Package.objects.filter(programme__organisation__in=keys, programme__reach__in=(Reach.NETWORK, Reach.OPEN))
    newest: dict[int, Package] = {}
    for one in shared.select_related("programme").order_by("version"):
        newest[one.programme_id or 0] = one
    readable = set(Package.objects.visible_to(actor).filter(pk__in=[one.pk for one in newest.values()]).values_list("pk", flat=True))  # fmt: skip
    families: dict[str, list[Released]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in sorted(newest.values(), key=lambda one: (sort_key(one.name), one.pk)):
        line = one.said["line"]
        before = (line[0]["name"], line[0]["publisher"], line[0]["version"]) if line else None
        names.setdefault(one.root, line[-1]["name"] if line else one.name)
        assert one.programme is not None  # asked for above
        families[one.root].append(Released(one.programme.organisation_id, one, before, one.pk in readable))
    runs, drivers, mentors = _runs(actor, keys)
    made = tuple((root, names[root], tuple(families[root])) for root in sorted(families, key=lambda root: sort_key(names[root])))  # fmt: skip
    return Programmes(made, runs, drivers, mentors)


def _runs(actor: Actor, keys: Keys) -> tuple[tuple[Carried, ...], int, int]:
    found = list(Run.objects.filter(organisation__in=keys).order_by("-begins_on", "-pk"))
    people = people_in([one.pk for one in found])
    readable = set(Run.objects.visible_to(actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    told = tuple(
        Carried(one.organisation_id, one, at_least(people[one.pk, PartKind.DRIVER]), at_least(people[one.pk, PartKind.MENTOR]), one.pk in readable)
        for one in found
    )  # fmt: skip
    drivers, mentors = (whole_at_least(people[one.pk, kind] for one in found) for kind in (PartKind.DRIVER, PartKind.MENTOR))  # fmt: skip
    return told, drivers, mentors


def people_in(runs: Keys) -> Counter[tuple[int, str]]:
    """(run, kind) → how many take part or did until it ended. For counting on, never to be shown."""
    rows = Participation.objects.taking_part().filter(run__in=runs).values_list("run", "kind").annotate(n=Count("pk"))
    return Counter({(run, kind): n for run, kind, n in rows})


# --- portfolio ---


@dataclass(frozen=True, slots=True)
class Portfolio:
    """How many procurements by (organisation, class, phase), and by organisation how many are joint and how many nobody has answered that of."""

    cells: Counter[tuple[int, str, str]]
    joint: Counter[int]
    joint_unknown: Counter[int]

    def of(self, *, organisation: int | None = None, klass: str | None = None, phase: str | None = None) -> int:
        """How many there are, narrowed by any of the three."""
        wanted = (organisation, klass, phase)
        return sum(n for key, n in self.cells.items() if all(ask is None or ask == has for ask, has in zip(wanted, key, strict=True)))  # fmt: skip


def portfolio(keys: Keys) -> Portfolio:
    """Counts by class and phase."""
    klass = ClassChoice.objects.filter(procurement=OuterRef("pk"), current=True).values("klass")[:1]
    last = ProcedureChoice.objects.filter(procurement=OuterRef("pk"), sheet__choices__has_key="others").order_by(
        "-chosen_at", "-pk"
    )
    found = Procurement.objects.filter(organisation__in=keys).annotate(klass=Subquery(klass), others=Subquery(last.values("sheet__choices__others")[:1]))  # fmt: skip
    cells: Counter[tuple[int, str, str]] = Counter()
    joint: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    for organisation, phase, chosen, others in found.values_list("organisation", "state", "klass", "others"):
        cells[organisation, chosen or "", phase] += 1
        joint[organisation] += others == "yes"
        unknown[organisation] += others is None
    return Portfolio(cells, joint, unknown)


# --- themes ---


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme people have named: how many needs, in how many units; and the themes of other organisations that speak of the same, each with why."""

    organisation: int
    name: str
    needs: int
    units: int
    alike: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes with most needs first. `nameless`: organisation → how many themes nobody has named, which are not told of."""

    rows: tuple[Theme, ...]
    nameless: Counter[int]


def themes(keys: Keys) -> Themes:
    """Themes of two needs or more that people have named."""
    places = ThemePlace.objects.filter(organisation__in=keys).exclude(need__state=NeedState.PARKED)
    sizes = list(places.values("organisation", "head").annotate(n=Count("pk"), units=Count("need__challenge__unit", distinct=True)).filter(n__gt=1))  # fmt: skip
    named = ThemeName.objects.filter(need__theme_place__head__in=[one["head"] for one in sizes])
    names = dict(named.order_by("named_at", "need").values_list("need__theme_place__head", "name"))  # fmt: skip
    nameless = Counter(one["organisation"] for one in sizes if one["head"] not in names)
    told = {
        str(one["head"]): Theme(one["organisation"], names[one["head"]], one["n"], one["units"])
        for one in sizes if one["head"] in names
    }  # fmt: skip
    index = Index(reader())
    index.add((key, one.name) for key, one in told.items())
    rows = [
        Theme(one.organisation, one.name, one.needs, one.units, tuple(_alike(index, key, one, told)))
        for key, one in told.items()
    ]
    return Themes(tuple(sorted(rows, key=lambda one: (-one.needs, -one.units, sort_key(one.name), one.organisation))), nameless)  # fmt: skip


def _alike(index: Index, key: str, one: Theme, told: dict[str, Theme]) -> list[tuple[int, str, str]]:
    """Themes of others that share a word or a concept with this one; letters that look alike are not enough."""
    near = index.alike(one.name, top=len(told), but=key)
    return [
        (told[each.id].organisation, told[each.id].name, why_alike(each))
        for each in near if each.shared and each.score >= LIKELY and told[each.id].organisation != one.organisation
    ][:5]  # fmt: skip


# --- benefits ---


@dataclass(frozen=True, slots=True)
class Effects:
    """What benefits come to, all together and by organisation, and how many say what ("": nobody has measured)."""

    sums: tuple[Sum, ...]
    by_organisation: dict[int, tuple[Sum, ...]]
    counts: dict[int, dict[str, int]]
    members: dict[tuple[str, str], int]


def effects(keys: Keys) -> Effects:
    """Sums by kind and unit; a benefit let go is in none."""
    by: dict[int, list[Standing]] = {key: [] for key in keys}
    for one in standings(Benefit.objects.filter(procurement__organisation__in=keys).order_by("pk")):
        by[one.benefit.organisation_id].append(one)
    each = {key: tuple(sum_up(found)) for key, found in by.items()}
    whole = tuple(sum_up([one for found in by.values() for one in found]))
    members = Counter((one.kind, one.unit) for found in each.values() for one in found)
    return Effects(whole, each, {key: counts(found) for key, found in by.items()}, dict(members))
