"""Begin a round, prepare it, and take it from step to step until it is decided or called off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.needs.models import Need
from nybrott.people.models import Unit, User
from nybrott.priorities import letters, queries, rules
from nybrott.priorities.actions.asking import ask, end_asking, give_deciding
from nybrott.priorities.models import Criterion, Participant, Priority, Round, Showing
from nybrott.priorities.states import ROUND, USUAL, USUAL_WEIGHT, RoundState

MOST_NEEDS, MOST_CRITERIA, MOST_PEOPLE = 40, 10, 100
USUAL_TIME = timedelta(days=7)
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class By:
    """A criterion as somebody wrote it; `usual` is the word of the usual one it began as."""

    name: str
    weight: int = USUAL_WEIGHT
    help: str = ""
    low: str = ""
    high: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A round as it was prepared: what it is called, until when, needs, criteria and people in their order."""

    title: str
    until: date | None = None
    needs: Sequence[Need] = ()
    criteria: Sequence[By] = ()
    people: Sequence[User] = field(default_factory=tuple)


@transaction.atomic
def begin_round(
    *, actor: Actor, title: str, now: datetime, challenge: Challenge | None = None, unit: Unit | None = None
) -> tuple[Round, bool]:
    """Begin a round of a challenge, a unit or the whole organisation, with the usual criteria. Gives it, and whether it is new.

    A draft of the same that the same person began is gone on with, so that a button pressed twice makes one.
    """
    insist(rules.may_begin(actor, challenge=challenge, unit=unit))
    User.objects.select_for_update().get(pk=actor.user_id or 0)  # the same button pressed twice at once
    place = {
        "organisation_id": actor.organisation_id,
        "challenge": challenge,
        "unit": unit,
        "made_by_id": actor.user_id,
    }
    known = Round.objects.filter(state=RoundState.DRAFT, **place).first()
    if known is not None:
        return known, False
    until = timezone.localdate(now) + USUAL_TIME
    made = Round.objects.create(**place, title=title.strip()[:200], until=until, made_at=now, moved_at=now)
    Criterion.objects.bulk_create(Criterion(round=made, usual=word, place=place) for place, word in enumerate(USUAL, 1))
    if challenge is not None:
        _choose(made, list(queries.open_needs(made)[:MOST_NEEDS]), list(queries.near_people(made)[:MOST_PEOPLE]), now)
    record(actor=actor, verb="priorities.begun", thing=made, at=now)
    return made, True


@transaction.atomic
def prepare_round(*, actor: Actor, one: Round, prepared: Prepared, now: datetime) -> None:
    """Choose what is scored, by what, by whom and until when. Raises `Refused` when it is too much for people to score."""
    one = locked(one)
    insist(rules.may_prepare(actor, one))
    _insist_on_size(prepared)
    allowed = set(queries.open_needs(one).values_list("pk", flat=True))
    if any(need.pk not in allowed for need in prepared.needs):
        raise ValueError("a need of another round's place")
    one.title, one.until, one.moved_at = prepared.title.strip()[:200], prepared.until, now
    one.save()
    one.criteria.all().delete()
    Criterion.objects.bulk_create(_written(one, by, place) for place, by in enumerate(prepared.criteria, 1))
    _choose(one, prepared.needs, prepared.people, now)
    facts = {"needs": len(prepared.needs), "criteria": len(prepared.criteria), "people": len(prepared.people)}
    record(actor=actor, verb="priorities.prepared", thing=one, at=now, facts=facts)


def _insist_on_size(prepared: Prepared) -> None:
    for number, most, said in (
        (len(prepared.needs), MOST_NEEDS, _("That is more than %(most)s needs. No one can score that many well; make two rounds.")),
        (len(prepared.criteria), MOST_CRITERIA, _("That is more than %(most)s criteria. Choose those that tell needs apart.")),
        (len(prepared.people), MOST_PEOPLE, _("That is more than %(most)s people. Ask fewer.")),
    ):  # fmt: skip
        if number > most:
            raise Refused(said % {"most": most})


def _choose(one: Round, needs: Sequence[Need], people: Sequence[User], now: datetime) -> None:
    Priority.objects.filter(round=one).exclude(need__in=needs).delete()
    for place, need in enumerate(needs, 1):
        Priority.objects.update_or_create(round=one, need=need, defaults={"place": place})
    Participant.objects.filter(round=one).exclude(user__in=people).delete()
    for user in people:
        Participant.objects.get_or_create(round=one, user=user, defaults={"asked_at": now})


def _written(one: Round, by: By, place: int) -> Criterion:
    """What is said as the usual one says it, in any language, is left to its table, so that each reads it in theirs."""
    own = {part: getattr(by, part).strip() for part in ("name", "help", "low", "high")}
    usual = by.usual if by.usual in USUAL else ""
    if usual:
        own = {part: "" if text in _in_all_languages(usual, part) else text for part, text in own.items()}
    return Criterion(round=one, usual=usual, weight=by.weight, place=place, **own)


def _in_all_languages(usual: str, part: str) -> set[str]:
    said = set()
    for language in LANGUAGES:
        with override(language):
            said.add(str(getattr(USUAL[usual], part)))
    return said


def locked(one: Round) -> Round:
    """The round as it is now, held until this transaction ends: nobody scores while it is shown, nobody shows while one scores."""
    return Round.objects.select_for_update(of=("self",)).select_related("challenge__owner", "unit").get(pk=one.pk)


def _step(one: Round, verb: str, now: datetime, **fields: object) -> None:
    one.state = ROUND.after(verb, one.state)
    one.moved_at = now
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()


# --- from step to step ---


@transaction.atomic
def open_round(*, actor: Actor, one: Round, url: str, now: datetime) -> None:
    """Ask everybody chosen to score, each by letter and with a task on the desk."""
    one = locked(one)
    insist(rules.may_open(actor, one))
    _step(one, "open", now, opened_at=now)
    people = list(one.participants.select_related("user"))
    ask(one, people, now)
    wanted = [letters.invitation(one, each.user, actor.name, url) for each in people if each.user_id != actor.user_id]
    record(actor=actor, verb="priorities.opened", thing=one, at=now, facts={"people": len(people)}, letters=wanted)


@transaction.atomic
def ask_more(*, actor: Actor, one: Round, people: Iterable[User], url: str, now: datetime) -> int:
    """Ask more people while scores are taken; gives how many are new."""
    one = locked(one)
    insist(rules.may_ask_more(actor, one))
    known = set(one.participants.values_list("user", flat=True))
    new = [user for user in people if user.pk not in known]
    if len(known) + len(new) > MOST_PEOPLE:
        raise Refused(_("That is more than %(most)s people. Ask fewer.") % {"most": MOST_PEOPLE})
    asked = [Participant.objects.create(round=one, user=user, asked_at=now) for user in new]
    if not asked:
        return 0
    if one.now_pass == 1:
        ask(one, asked, now)
    wanted = [letters.invitation(one, each.user, actor.name, url) for each in asked if each.user_id != actor.user_id]
    record(actor=actor, verb="priorities.asked_more", thing=one, at=now, facts={"people": len(asked)}, letters=wanted)
    return len(asked)


@transaction.atomic
def move_deadline(*, actor: Actor, one: Round, until: date, now: datetime) -> None:
    """Another last day. The day may not have been."""
    one = locked(one)
    insist(rules.may_ask_more(actor, one))
    if until < timezone.localdate(now):
        raise Refused(_("Choose a day that is still to come."))
    before, one.until = one.until, until
    one.save(update_fields=["until"])
    record(actor=actor, verb="priorities.deadline_moved", thing=one, at=now, facts={"from": before, "name": until})


@transaction.atomic
def remind(*, actor: Actor, one: Round, url: str, now: datetime) -> int:
    """Write to those who have not answered everything, at most once a day each; gives how many. Only in the first pass:
    in the second nobody has to change anything."""
    one = locked(one)
    insist(rules.may_remind(actor, one))
    waiting = one.participants.filter(done_at__isnull=True, user__is_active=True).exclude(user=actor.user_id)
    waiting = waiting.exclude(reminded_at__gt=now - timedelta(days=1)).select_related("user")
    people = list(waiting)
    if not people:
        return 0
    one.participants.filter(pk__in=[each.pk for each in people]).update(reminded_at=now)
    wanted = [letters.reminder(one, each.user, url) for each in people]
    record(actor=actor, verb="priorities.reminded", thing=one, at=now, facts={"people": len(people)}, letters=wanted)
    return len(people)


@transaction.atomic
def close_round(*, actor: Actor, one: Round, now: datetime) -> None:
    """Take no more scores. Nothing is shown by that."""
    one = locked(one)
    insist(rules.may_close(actor, one))
    _step(one, "close", now)
    record(actor=actor, verb="priorities.closed", thing=one, at=now)


@transaction.atomic
def reopen_round(*, actor: Actor, one: Round, until: date, now: datetime) -> None:
    """Take scores again, until another day."""
    one = locked(one)
    insist(rules.may_reopen(actor, one))
    if until < timezone.localdate(now):
        raise Refused(_("Choose a day that is still to come."))
    _step(one, "reopen", now, until=until)
    record(actor=actor, verb="priorities.reopened", thing=one, at=now)


def close_overdue(*, now: datetime) -> int:
    """Close the rounds whose last day has been; gives how many. Each in a transaction of its own."""
    closed = 0
    for found in queries.overdue(timezone.localdate(now)):
        with transaction.atomic():
            one = locked(found)
            if one.state == RoundState.OPEN and one.until is not None and one.until < timezone.localdate(now):
                close_round(actor=system("Priorities", one.organisation_id), one=one, now=now)
                closed += 1
    return closed


@transaction.atomic
def show_round(*, actor: Actor, one: Round, url: str, now: datetime) -> Showing:
    """Show what this pass came to. From here on no score of it changes, and those who decide are given the task."""
    one = locked(one)
    insist(rules.may_show(actor, one))
    scorers, found = queries.reckon(one, one.now_pass)
    people = list(one.participants.select_related("user"))
    showing = Showing.objects.create(
        round=one, in_pass=one.now_pass, asked=len(people), scorers=scorers, found=found, shown_by_id=actor.user_id, shown_at=now
    )  # fmt: skip
    _step(one, "show", now, shown=one.now_pass)
    end_asking(one, people, now)
    give_deciding(one, now)
    wanted = [letters.shown(one, each.user, url) for each in people if each.user_id != actor.user_id]
    facts = {"pass": one.now_pass, "asked": len(people), "scorers": scorers}
    record(actor=actor, verb="priorities.shown", thing=one, at=now, facts=facts, letters=wanted)
    return showing


@transaction.atomic
def open_again(*, actor: Actor, one: Round, until: date, url: str, now: datetime) -> None:
    """A second pass after the talk. What was shown stays as it was shown; what is changed now is silent again."""
    one = locked(one)
    insist(rules.may_open_again(actor, one))
    if until < timezone.localdate(now):
        raise Refused(_("Choose a day that is still to come."))
    _step(one, "open_again", now, now_pass=one.now_pass + 1, until=until)
    one.participants.update(done_at=None)
    people = list(one.participants.select_related("user"))
    wanted = [letters.invitation(one, each.user, actor.name, url) for each in people if each.user_id != actor.user_id]
    record(actor=actor, verb="priorities.opened_again", thing=one, at=now, letters=wanted)


@transaction.atomic
def call_off(*, actor: Actor, one: Round, reason: str, now: datetime) -> None:
    """End it without a decision. What was decided about single needs until then stays."""
    one = locked(one)
    insist(rules.may_call_off(actor, one))
    if not reason.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    _step(one, "call_off", now, reason=reason.strip())
    end_asking(one, list(one.participants.all()), now)
    record(actor=actor, verb="priorities.called_off", thing=one, at=now, facts={"reason": one.reason})
