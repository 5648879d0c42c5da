"""What an organisation makes of a contract: a challenge for a unit's driver, nothing with a reason, or neither yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.challenges.actions import ChallengeDetails, raise_challenge
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, give_task
from nybrott.journal.actions import record
from nybrott.people.models import Organisation, Unit, User
from nybrott.renewals import queries, rules, states
from nybrott.renewals.models import LONGEST_REASON, Mark, OwnBuyer
from nybrott.renewals.queries import Buyer, Found
from nybrott.renewals.states import Made
from nybrott.ui.formats import day_year, money

_SOON = timedelta(days=14)  # the task's day when one should have begun already


def _held(actor: Actor) -> Organisation:
    """The actor's organisation, held: whoever else makes something of its contracts waits."""
    return Organisation.objects.held(actor.organisation_id or 0)


def _mark(organisation: Organisation, found: Found) -> Mark:
    one = found.contract
    return queries.mark_of(organisation, found) or Mark(
        organisation=organisation, key=one.key[:200], ordinal=one.ordinal, procedure=one.procedure[:200], lot=one.lot[:200],
    )  # fmt: skip


def _keep(mark: Mark, actor: Actor, found: Found, now: datetime) -> None:
    mark.title, mark.ends_on = found.title[:300], found.contract.first_on
    mark.made_by_id, mark.made_at = actor.user_id, now
    mark.save()


@transaction.atomic
def make_challenge(
    *, actor: Actor, found: Found, unit: Unit, driver: User | None, slug: str, now: datetime
) -> Challenge:
    """Make a challenge of a contract for a unit and a task for its driver (whoever leads the programme when it has none). A contract that
    has one keeps it: asked twice, the first is given. Raises `Refused`."""
    insist(rules.may_judge(actor))
    organisation = _held(actor)
    if unit.organisation_id != organisation.pk:
        raise Refused(_("The unit is not one of yours."))
    mark = _mark(organisation, found)
    if mark.challenge is not None:
        return mark.challenge
    title = _("%(title)s: what do we need when the contract runs out?") % {"title": _short(found.title, 120)}
    why = _("The contract runs out %(day)s. Dialogue and competition take about 12 months.")
    details = ChallengeDetails(
        title=title,
        story=_story(found),
        why_now=why % {"day": day_year(found.contract.first_on)},
        unit=unit,
        owner=driver,
    )
    challenge = raise_challenge(actor=actor, details=details, slug=slug, now=now)
    mark.made, mark.challenge, mark.unit, mark.reason = Made.CHALLENGE, challenge, unit, ""
    _keep(mark, actor, found, now)
    today = timezone.localdate(now)
    give_task(
        actor=system(actor.name, organisation.pk), to_user=driver.pk if driver else None, to_role="" if driver else "lead",
        title=_("Find out what is needed before the contract runs out"), why=f"{found.title}. {details.why_now}",
        due_on=max(found.rank.begin_on, today + _SOON), now=now,
        about=About("challenges.challenge", str(challenge.pk), challenge.title, reverse("challenges:challenge", args=[challenge.pk])),
    )  # fmt: skip
    record(
        actor=actor,
        verb="renewals.challenge_made",
        thing=mark,
        at=now,
        facts={"challenge": challenge.pk, "unit": unit.name},
    )
    return challenge


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _story(found: Found) -> str:
    """What is known of the contract, with where it stands, for somebody who begins to ask people."""
    one = found.contract
    lines = [
        _("We have a contract that runs out. Before we buy the same again, we want to know what people need now."),
        _("The contract: %(title)s") % {"title": found.title},
    ]
    if one.winners:
        lines.append(_("With: %(names)s") % {"names": ", ".join(one.winners[:5])})
    if one.minor:
        lines.append(_("Value when it was awarded: %(value)s") % {"value": money(one.minor, one.currency)})
    known = str(states.KNOWN[one.known_by])
    lines.append(_("Ends: %(day)s (%(known)s)") % {"day": day_year(one.first_on), "known": known.rstrip(".")})
    if one.last_on > one.first_on:
        lines.append(_("With every option used: %(day)s") % {"day": day_year(one.last_on)})
    bought = found.procurement or found.planned
    if bought is not None:
        lines.append(_("In our own plan: %(title)s") % {"title": bought.title})
        lines.append(f"{settings.ADDRESS}{reverse('procurements:procurement', args=[bought.pk])}")
    if found.procurement is None:
        lines.append(_("Award notice: %(number)s") % {"number": one.doffin_ref or one.key})
        lines.append(f"{settings.ADDRESS}{reverse('observatory:notice', args=[one.key])}")
    return "\n".join(lines)


@transaction.atomic
def dismiss_contract(*, actor: Actor, found: Found, reason: str, now: datetime) -> Mark:
    """Say that nothing is made of a contract, and why. Raises `Refused` when it has a challenge."""
    insist(rules.may_judge(actor))
    if not reason.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    mark = _mark(_held(actor), found)
    if mark.challenge_id is not None:
        raise Refused(_("A challenge was made of this contract. Park the challenge instead."))
    mark.made, mark.reason = Made.DISMISSED, reason.strip()[:LONGEST_REASON]
    _keep(mark, actor, found, now)
    record(actor=actor, verb="renewals.dismissed", thing=mark, at=now, facts={"reason": mark.reason})
    return mark


@transaction.atomic
def take_up_contract(*, actor: Actor, found: Found, now: datetime) -> None:
    """Take a dismissed contract up again; nothing happens to one that is not."""
    insist(rules.may_judge(actor))
    mark = queries.mark_of(_held(actor), found)
    if mark is None or mark.made != Made.DISMISSED:
        return
    record(actor=actor, verb="renewals.taken_up", thing=mark, at=now, facts={"reason": mark.reason})
    mark.delete()


@transaction.atomic
def choose_buyer(*, actor: Actor, buyer: Buyer, now: datetime) -> OwnBuyer:
    """Say which buyer of the notices the organisation is, when its number does not say it. Said anew, it replaces."""
    insist(rules.may_judge(actor))
    chosen, _made = OwnBuyer.objects.update_or_create(
        organisation=_held(actor), defaults={"country": buyer.country, "buyer": buyer.ref, "name": buyer.name[:2_000], "chosen_at": now}
    )  # fmt: skip
    record(actor=actor, verb="renewals.buyer_chosen", thing=chosen, at=now)
    return chosen
