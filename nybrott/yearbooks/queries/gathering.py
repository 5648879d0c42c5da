"""Everything the report of a year rests on, as plain data in no language. A fixed number of questions, however many procurements there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Standing, standings, sum_up
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.challenges.models import Challenge
from nybrott.classifications.models import ClassChoice
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.states import LinkState
from nybrott.contracts.models import Contract, Review
from nybrott.contracts.queries import graves
from nybrott.contracts.states import Course
from nybrott.core.contributions import Contribution, had
from nybrott.core.gains import Sum, Total
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.gatherings.queries import contributions_to
from nybrott.goals.models import Goal, Reading
from nybrott.goals.states import GoalState
from nybrott.people.models import Organisation
from nybrott.procedures.models import ProcedureChoice
from nybrott.procurements.models import Procurement
from nybrott.requirements.queries import functional
from nybrott.yearbooks.queries.figures import Row, figures
from nybrott.yearbooks.queries.hung import chapters

FORMAT = 1
HELD = (DialogueState.ENDED, DialogueState.LOCKED)
FROZEN = ("pk", "title", "kind", "counted_in", "better", "baseline", "baseline_on", "no_baseline", "target", "target_on", "decided_by", "decided_on", "state")  # fmt: skip


def gathered(organisation: Organisation, year: int, today: date) -> dict[str, Any]:
    """The content of a report: `format`, `about` (whose, which year, as of which day), `procurements` (rows), `figures`, `benefits`, `graveyard`, `goals`, and
    `chapters` where rooms above have any.

    Days are YYYY-MM-DD, amounts of money hundredths, other amounts text with all their decimals.
    """
    begins, ends = _moment(year), _moment(year + 1)
    rows = list(_rows(organisation.pk, year, begins, ends))
    more = chapters(organisation, begins, ends)
    return {
        "format": FORMAT,
        "about": {"organisation": organisation.name, "year": year, "as_of": today.isoformat(), "over": year < today.year},
        "procurements": rows,
        "figures": figures(rows),
        "benefits": _benefits(organisation, year, {row["pk"] for row in rows}),
        "graveyard": _graveyard(organisation, begins, ends, today),
        "goals": list(_goals(organisation, year)),
    } | ({"chapters": more} if more else {})  # fmt: skip


def _moment(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time.min))


def _rows(organisation: int, year: int, begins: datetime, ends: datetime) -> Iterable[Row]:
    found = list(_found(organisation, year, begins, ends))
    keys = [one.pk for one in found]
    asks, joint, notices = functional(keys), _joint(keys), _notices(keys)
    klass = dict(ClassChoice.objects.filter(procurement__in=keys, current=True).values_list("procurement", "klass"))
    led = _benefit_states(keys, year)
    done = defaultdict[int, list[Contribution]](list)
    for one in contributions_to({challenge.pk for each in found for challenge in each.challenges.all()}):
        done[one.challenge].append(one)
    for each in found:
        contracts = [one for one in each.contracts.all() if one.signed_on.year == year]
        wrote = bool(each.contracts.all())
        came = each.competed_at or each.signed_at
        before = [
            one for challenge in each.challenges.all() for one in done[challenge.pk] if came is None or one.at <= came
        ]
        talks = [one for one in each.dialogues.all() if one.state in HELD and one.announced_at is not None]
        requirements = asks.get(each.pk)
        codes, declares = notices.get(each.pk, ([], None))
        yield {
            "pk": each.pk, "title": each.title, "unit": each.unit_id, "unit_name": each.unit.name if each.unit else "",
            "started": _inside(came, year), "signed": min(one.signed_on for one in contracts).isoformat() if contracts else None if wrote else _inside(each.signed_at, year),
            "used": _inside(each.used_at, year), "class": klass.get(each.pk, ""), "notice": declares, "codes": codes, "dialogue": bool(talks),
            "functional": int(str(requirements or 0)), "joint": joint.get(each.pk), "driver": had(before, "driver"),
            "contracts": [{"pk": one.pk, "title": one.title, "value": one.value, "currency": one.currency, "signed_on": one.signed_on.isoformat()} for one in contracts],
            "needs": [{"kind": "description", "pk": one.pk, "title": one.title} for one in each.descriptions.all()] + [{"kind": "challenge", "pk": one.pk, "title": one.title} for one in each.challenges.all()],
            "dialogues": [{"pk": one.pk, "title": one.title} for one in talks], "benefits": led[each.pk],
        }  # fmt: skip


def _found(organisation: int, year: int, begins: datetime, ends: datetime) -> Iterable[Procurement]:
    """Procurements that were started, signed or put to use in the year, by title."""
    within = Q()
    for name in ("competed_at", "signed_at", "used_at"):
        within |= Q(**{f"{name}__gte": begins, f"{name}__lt": ends})
    in_contract = Contract.objects.filter(procurement__organisation=organisation, signed_on__year=year)
    found = Procurement.objects.filter(within | Q(pk__in=in_contract.values("procurement")), organisation=organisation)
    parts: list[Any] = [
        Prefetch("contracts", Contract.objects.order_by("signed_on", "pk")),
        Prefetch("challenges", Challenge.objects.order_by("pk")),
        Prefetch("dialogues", Dialogue.objects.filter(organisation=organisation).order_by("pk")),
        "descriptions",
    ]
    for one in found.select_related("unit").prefetch_related(*parts).order_by("title", "pk"):
        # what only its planned way touches, such as a signature in a year another contract of it was written in, is told with that year
        if any((_inside(one.competed_at or one.signed_at, year), _inside(one.used_at, year), any(each.signed_on.year == year for each in one.contracts.all()), not one.contracts.all())):  # fmt: skip
            yield one


def _inside(moment: datetime | None, year: int) -> str | None:
    """The day, when it lies in the year."""
    day = timezone.localdate(moment) if moment else None
    return day.isoformat() if day and day.year == year else None


def _joint(keys: Collection[int]) -> dict[int, bool]:
    """Procurement → whether the answers its procedure was chosen on say that others want to join; the last choice counts."""
    chosen = ProcedureChoice.objects.filter(procurement__in=keys).select_related("sheet").order_by("chosen_at", "pk")
    return {one.procurement_id: one.sheet.choices["others"] == "yes" for one in chosen if "others" in one.sheet.choices}


def _notices(keys: Collection[int]) -> dict[int, tuple[list[str], bool | None]]:
    """Procurement → codes in BT-776, and whether any notice that belongs to it says innovation; None where none could."""
    codes = defaultdict[int, list[str]](list)
    says: dict[int, bool | None] = {}
    linked = NoticeLink.objects.filter(procurement__in=keys, state=LinkState.LINKED).order_by("published_on", "pk")
    for one in linked:
        told = [(field, value) for field, value, _lot in one.facts.get("codes", [])]
        here = [value for field, value in told if field == "BT-776"]
        yes = bool(here) or ("BT-06", "inn-pur") in told
        if one.facts and (yes or one.stage != "planning"):  # a planning notice that says nothing could not
            says[one.procurement_id] = bool(says.get(one.procurement_id)) or yes
        codes[one.procurement_id] += here
    return {key: (sorted(set(codes[key])), says.get(key)) for key in codes}


# --- what came of it ---


def _benefit_states(keys: Collection[int], year: int) -> dict[int, list[dict[str, Any]]]:
    """Procurement → its benefits, each with what was measured last up to the end of the year ("": nothing). Those let go are left out."""
    led = defaultdict[int, list[dict[str, Any]]](list)
    kept = Benefit.objects.filter(procurement__in=keys).exclude(state=BenefitState.LET_GO)
    for one in standings(kept.order_by("pk")):
        told = [each for each in one.measurements if each.on.year <= year]
        led[one.benefit.procurement_id].append({"pk": one.benefit.pk, "title": one.benefit.title, "outcome": told[-1].outcome if told else ""})  # fmt: skip
    return led


def _benefits(organisation: Organisation, year: int, rows: set[int]) -> dict[str, Any]:
    """Sums of the year, how many say what, and each that was measured in the year."""
    found = standings(Benefit.objects.filter(procurement__organisation=organisation).order_by("pk"))
    kept = [one for one in found if one.benefit.state != BenefitState.LET_GO and one.benefit.made_at.year <= year]
    measured = [
        (one, told[-1]) for one in kept if (told := [each for each in one.measurements if each.on.year == year])
    ]
    counts = {outcome: sum(last.outcome == outcome for _one, last in measured) for outcome in Outcome.values}
    return {
        "sums": [_sum(one) for one in sum_up(found, year)],
        "counts": counts,
        "unmeasured": len(kept) - len(measured),
        "measured": [
            _measured(one) | {"outcome": last.outcome, "on": last.on.isoformat(), "explains": last.explains, "of_the_year": one.benefit.procurement_id in rows}
            for one, last in measured
        ],
    }  # fmt: skip


def _measured(one: Standing) -> dict[str, Any]:
    return {
        "pk": one.benefit.pk,
        "title": one.benefit.title,
        "procurement": one.benefit.procurement_id,
        "whose": one.benefit.procurement.title,
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "kind": one.kind, "unit": one.unit, "estimated": _total(one.estimated), "measured": _total(one.measured),
        "expected_of_measured": _total(one.expected_of_measured), "without": len(one.without), "unexpected": len(one.unexpected),
    }  # fmt: skip


def _total(one: Total) -> dict[str, Any]:
    spread = one.spread
    ends = (spread.value, spread.low, spread.high) if spread else (None, None, None)
    return {"n": one.n} | {name: None if end is None else str(end) for name, end in zip(("value", "low", "high"), ends, strict=True)}  # fmt: skip


def _graveyard(organisation: Organisation, begins: datetime, ends: datetime, today: date) -> dict[str, Any]:
    """What lies without a decision on the day it is told of, and what was decided in the year."""
    over = [one for one in graves(organisation.pk) if one.is_over(today)]
    decided = Review.objects.filter(
        contract__procurement__organisation=organisation, decided_at__gte=begins, decided_at__lt=ends
    )
    said = dict(decided.order_by().values_list("course").annotate(n=Count("pk")))
    return {
        "over": [
            {
                "kind": "dialogue" if isinstance(one.thing, Dialogue) else one.thing.kind, "title": str(one.thing), "since": one.since.isoformat(),
                "months": one.months(today), "procurement": one.procurement.pk if one.procurement else None, "whose": one.procurement.title if one.procurement else "",
            }
            for one in over
        ],
        "decided": {course: said.get(course, 0) for course in Course.values},
    }  # fmt: skip


def _goals(organisation: Organisation, year: int) -> Iterable[dict[str, Any]]:
    """Goals that were decided before the year was over and had not ended before it, each with its newest reading up to the end of the year."""
    last = date(year, 12, 31)
    readings = Reading.objects.counting().filter(measured_on__lte=last).order_by("-measured_on", "-pk")
    found = Goal.objects.filter(organisation=organisation, decided_on__lte=last).exclude(
        state__in=(GoalState.PROPOSED, GoalState.DROPPED)
    )
    found = found.exclude(ended_at__lt=_moment(year)).order_by("title", "pk")
    for one in found.prefetch_related(Prefetch("readings", readings, to_attr="told")):
        told: list[Reading] = getattr(one, "told", [])
        kept = {name: _plain(getattr(one, name)) for name in FROZEN}
        yield kept | {
            "now": _plain(told[0].value) if told else None,
            "now_on": told[0].measured_on.isoformat() if told else None,
        }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
