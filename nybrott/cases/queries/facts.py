"""What is known of what a case is told of: computed in the rooms below, and frozen into each version as data in no language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Standing, amount, benefits_of, interval
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.cases.models import Case
from nybrott.cases.queries.methods import card_name, methods_of
from nybrott.classifications.models import ClassChoice
from nybrott.classifications.states import Class
from nybrott.competitions.models import NoticeLink
from nybrott.competitions.queries import lots_told
from nybrott.competitions.states import LinkState
from nybrott.core.actor import Actor
from nybrott.core.benefits import Spread
from nybrott.core.contributions import had
from nybrott.core.trail import Trail
from nybrott.gatherings.queries import contributions_to
from nybrott.notices.states.codes import STAGES
from nybrott.people.roles import ROLES
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import bought_for, stage_name, trail_of
from nybrott.requirements.queries import shares_of
from nybrott.runs.models import Run
from nybrott.ui.formats import NONE, day_year, number, percent

FORMAT = 1
TOLD_ROLES = ("driver", "mentor")
FEWEST = 20  # below this a share is told as numbers


def facts_of(actor: Actor, case: Case, today: date) -> dict[str, Any]:
    """The facts of a case as of a day: `trail` (kind, state, day, and the key of the thing for its own people), `notices`, `lots`, `requirements`, `class`, `benefits`,
    `people` (roles only) and `methods` (the cards that were used). Days are YYYY-MM-DD, amounts text with all their decimals. Empty for a case from before Nybrott. What was expected and what was
    measured are kept apart and never become one number."""
    found: dict[str, Any] = {}
    if case.procurement is not None:
        found = _of_procurement(actor, case.procurement)
    elif case.challenge is not None:
        found = {"trail": _trail(bought_for(actor, case.challenge)), "people": _people([case.challenge.pk])}
    elif case.run is not None:
        found = {"run": _run(case.run)}
    if methods := methods_of(case):
        found["methods"] = methods
    return {"format": FORMAT, "as_of": today.isoformat(), **found} if found else {}


def _of_procurement(actor: Actor, procurement: Procurement) -> dict[str, Any]:
    links = list(procurement.notice_links.filter(state=LinkState.LINKED).order_by("published_on", "pk"))
    shares = shares_of(procurement)
    chosen = ClassChoice.objects.filter(procurement=procurement, current=True).values_list("klass", flat=True).first()
    told = [one for one in benefits_of(procurement) if one.benefit.state != BenefitState.LET_GO]
    return {
        "trail": _trail(trail_of(actor, procurement)), "notices": [_notice(one) for one in links], "lots": _lots(links), "class": chosen or "",
        "requirements": {"n": shares.n, "functional": shares.counts["functional"]} if shares.n else {}, "benefits": [_benefit(one) for one in told],
        "people": _people(procurement.challenges.values_list("pk", flat=True)),
    }  # fmt: skip


def _trail(trail: Trail) -> list[dict[str, Any]]:
    """The stops things have come to. Their names stay: a challenge may be called what only its own people should read."""
    return [
        {
            "kind": stop.kind,
            "state": stop.state,
            "on": timezone.localdate(stop.at).isoformat() if stop.at else "",
            "ref": stop.ref,
        }
        for stop in trail.stops
        if stop.state != "missing"
    ]


def _notice(one: NoticeLink) -> dict[str, Any]:
    """An official notice, which anybody may read."""
    return {
        "stage": one.stage,
        "on": one.published_on.isoformat() if one.published_on else "",
        "number": one.official or one.number,
        "key": one.key,
        "title": one.title,
    }


def _lots(links: Iterable[NoticeLink]) -> dict[str, Any]:
    lots = lots_told(links)
    counted = [one.tenders for one in lots if one.tenders is not None]
    return {"n": len(lots), "counted": len(counted), "tenders": sum(counted)} if lots else {}


def _benefit(one: Standing) -> dict[str, Any]:
    benefit, latest = one.benefit, one.latest
    return {
        "title": benefit.title, "counted": benefit.counted, "currency": benefit.currency, "unit": benefit.unit, "before": _spread(one.before), "expected": _spread(one.expected),
        "value": _spread(latest.spread) if latest else None, "measured": _spread(one.measured), "outcome": latest.outcome if latest else "", "on": latest.on.isoformat() if latest else "",
    }  # fmt: skip


def _spread(one: Spread | None) -> dict[str, str | None] | None:
    if one is None:
        return None
    return {
        name: None if value is None else str(value)
        for name, value in (("value", one.value), ("low", one.low), ("high", one.high))
    }


def _people(challenges: "Iterable[int] | QuerySet[Any, Any]") -> list[str]:
    done = contributions_to(set(challenges))
    return [role for role in TOLD_ROLES if had(done, role)]


def _run(run: Run) -> dict[str, Any]:
    return {"begins_on": run.begins_on.isoformat(), "ends_on": run.ends_on.isoformat(), "state": run.state}


# --- in words ---


@dataclass(frozen=True, slots=True)
class BenefitTold:
    """A benefit as a reader meets it. `says`: what came of it; `measured` and `expected` with how sure each is, one of them perhaps empty."""

    title: str
    says: str
    outcome: str
    measured: str
    measured_sure: str
    expected: str
    expected_sure: str
    on: str


@dataclass(frozen=True, slots=True)
class FactsTold:
    """The facts in the reader's language. `days`: (what, day, address) of the trail and of the notices; `figures`: (what, how much)."""

    as_of: str
    days: tuple[tuple[str, str, str], ...]
    figures: tuple[tuple[str, str], ...]
    benefits: tuple[BenefitTold, ...]

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.days or self.figures or self.benefits)


def facts_told(facts: Mapping[str, Any]) -> FactsTold:
    """Frozen facts, said."""
    if not facts:
        return FactsTold("", (), (), ())
    return FactsTold(
        day_year(date.fromisoformat(facts["as_of"])),
        tuple(_days(facts)),
        tuple(_figures(facts)),
        tuple(_told(one) for one in facts.get("benefits", [])),
    )


def _days(facts: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    found = [
        (one["on"], stage_name(one["kind"]), "")
        for one in facts.get("trail", [])
        if one["on"] and one["kind"] != "notice"
    ]
    for one in facts.get("notices", []):
        stage = str(STAGES.get(one["stage"], _("Official notice")))
        said = _("%(stage)s, notice %(number)s") % {"stage": stage, "number": one["number"]} if one["number"] else stage
        found.append((one["on"], said, reverse("observatory:notice", args=[one["key"]]) if one["key"] else ""))
    if run := facts.get("run"):
        found += [(run["begins_on"], _("The run began"), ""), (run["ends_on"], _("Its last day"), "")]
    seen = dict.fromkeys(sorted(found, key=lambda one: one[0] or "9999"))
    return ((said, day_year(date.fromisoformat(on)) if on else NONE, url) for on, said, url in seen)


def _figures(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if lots := facts.get("lots"):
        if lots["counted"]:
            said = ngettext("%(n)s tender", "%(n)s tenders", lots["tenders"]) % {"n": number(lots["tenders"])}
            of = ngettext("in %(n)s lot", "in %(n)s lots", lots["counted"]) % {"n": number(lots["counted"])}
            yield _("Tenders"), f"{said} {of}" if lots["n"] > 1 else said
        else:
            yield _("Tenders"), _("The notices do not say")
    if asked := facts.get("requirements"):
        n, functional = asked["n"], asked["functional"]
        said = _("%(functional)s of %(n)s") % {"functional": number(functional), "n": number(n)}
        yield _("Requirements that ask for function"), f"{said} ({percent(functional / n, 0)})" if n >= FEWEST else said
    if klass := facts.get("class"):
        yield _("Class"), str(Class(klass).label)
    if people := facts.get("people"):
        yield _("Took part"), ", ".join(str(ROLES[role].name) for role in people)
    if methods := facts.get("methods"):
        yield _("Method cards"), ", ".join(card_name(one) for one in methods)


def _told(kept: Mapping[str, Any]) -> BenefitTold:
    benefit = Benefit(counted=kept["counted"], currency=kept["currency"], unit=kept["unit"])
    measured, expected = _read(kept["measured"]), _read(kept["expected"])
    value = _read(kept["value"])
    says = str(Outcome(kept["outcome"]).label) if kept["outcome"] else _("Not measured yet")
    shown = measured or value
    return BenefitTold(
        kept["title"], says, kept["outcome"], amount(shown.value, benefit) if shown else "", interval(shown, benefit) if shown else "",
        amount(expected.value, benefit) if expected else "", interval(expected, benefit) if expected else "", day_year(date.fromisoformat(kept["on"])) if kept["on"] else "",
    )  # fmt: skip


def _read(kept: Mapping[str, str | None] | None) -> Spread | None:
    if kept is None:
        return None
    low, high = kept["low"], kept["high"]
    return Spread(
        Decimal(str(kept["value"])), None if low is None else Decimal(low), None if high is None else Decimal(high)
    )
