"""Let statements be compared, take it back, compare them, and say whether it is the same need."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.meeting import Meeting
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.groups import queries, rules
from nybrott.groups.models import Comparison, Consent, Match, MatchAnswer
from nybrott.journal.actions import record
from nybrott.people.models import Network, NetworkMember, Organisation

THING = "groups.consent"
LOOK = "look"


@transaction.atomic
def consent(*, actor: Actor, network: Network, now: datetime) -> Consent:
    """Let the verified problem statements of the actor's organisation be compared with those of others of the network who agreed too."""
    _held(network)
    me = actor.organisation_id or 0
    inside = NetworkMember.objects.current().filter(network=network, organisation_id=me).exists()
    insist(rules.may_consent(actor, agreed=queries.consent_of(actor, network) is not None, inside=inside))
    open_one = Consent.objects.filter(network=network, organisation_id=me, withdrawn_at=None).first()
    if open_one is not None:  # from before it left the network: a new decision takes its place
        _end(open_one, None, now)
    made = Consent.objects.create(network=network, organisation_id=me, given_by_id=actor.user_id, given_at=now)
    Comparison.objects.filter(network=network).update(made_from="")
    _compare_own(me, network, now)
    record(actor=actor, verb="groups.consented", thing=made, at=now)
    return made


@transaction.atomic
def withdraw_consent(*, actor: Actor, network: Network, now: datetime) -> None:
    """Take it back: from now on nobody in the network sees what our statements have in common with theirs."""
    _held(network)
    mine = queries.consent_of(actor, network)
    insist(rules.may_withdraw_consent(actor, mine))
    assert mine is not None
    _end(mine, actor.user_id, now)
    gone = Q(one_place=mine.organisation_id) | Q(other_place=mine.organisation_id)
    Match.objects.filter(gone, network=network).delete()
    Comparison.objects.filter(network=network).update(made_from="")
    finish_tasks_about(actor=actor, kind=THING, ref=str(mine.pk), word=LOOK, now=now)
    record(actor=actor, verb="groups.consent_withdrawn", thing=mine, at=now)


@transaction.atomic
def look_again(*, actor: Actor, network: Network, now: datetime) -> int:
    """Compare our own statements now; gives how many likenesses are new."""
    insist(rules.may_look_again(actor, queries.consent_of(actor, network)))
    return _compare_own(actor.organisation_id or 0, network, now)


def compare_all(*, now: datetime) -> int:
    """Compare in every network where somebody agreed, if what is compared has changed; gives how many networks were."""
    return sum(compare_network(network=one, now=now) for one in Network.objects.order_by("pk"))


@transaction.atomic
def compare_network(*, network: Network, now: datetime) -> bool:
    """Compare all statements of a network; gives whether there was anything to do. Likenesses that are no more go; what people said stays."""
    _held(network)
    holding = Consent.objects.holding().filter(network=network).values("pk")
    Consent.objects.filter(network=network, withdrawn_at=None).exclude(pk__in=holding).update(withdrawn_at=now)
    places = _agreed(network)
    texts = queries.compared_texts(places) if len(places) > 1 else []
    made_from = _fingerprint(texts)
    last = Comparison.objects.filter(network=network).first()
    if last is None and not texts and not Match.objects.filter(network=network).exists():
        return False
    if last is not None and last.made_from == made_from:
        return False
    found = queries.likenesses(texts)
    side = {key: place for key, place, _words in texts}
    kept = {(one.one, one.other) for one in found}
    there = Match.objects.filter(network=network).values_list("pk", "one", "other")
    Match.objects.filter(pk__in=[pk for pk, *pair in there if tuple(pair) not in kept]).delete()
    new = _keep(network, found, side, now)
    Comparison.objects.update_or_create(
        network=network, defaults={"made_from": made_from, "statements": len(texts), "made_at": now}
    )
    _tell(network, new, now)
    return True


@transaction.atomic
def answer_match(*, actor: Actor, match: Match, same: bool, reason: str, now: datetime) -> MatchAnswer:
    """Say whether it is the same need, for the actor's organisation. A no says why, and is remembered."""
    held = Match.objects.visible_to(actor).select_related(
        "one__challenge", "other__challenge", "one_place", "other_place"
    )
    match = held.filter(pk=match.pk).select_for_update(of=("self",), no_key=True).first() or match
    insist(rules.may_answer_match(actor, match))
    if not same and not reason.strip():
        raise Refused(_("Say in a sentence what is different; the other side will ask."))
    said, _new = MatchAnswer.objects.update_or_create(
        one_id=match.one_id, other_id=match.other_id, organisation_id=actor.organisation_id or 0,
        defaults={"same": same, "reason": reason.strip()[:500], "said_by_id": actor.user_id, "said_at": now},
    )  # fmt: skip
    _finish_when_all_is_said(actor, now)
    ours_first = match.one_place_id == actor.organisation_id
    ours, theirs = (match.one, match.other) if ours_first else (match.other, match.one)
    facts = {"organisation": (match.other_place if ours_first else match.one_place).name, "theirs": theirs.question}
    facts |= {"reason": said.reason} if said.reason else {}
    verb = "groups.same_said" if same else "groups.not_same_said"
    record(actor=actor, verb=verb, thing=ours.challenge, at=now, facts=facts)
    return said


def _held(network: Network) -> Network:
    """The network, while nobody else agrees, takes back or compares in it."""
    return Network.objects.select_for_update(no_key=True, of=("self",)).get(pk=network.pk)


def _end(one: Consent, by: int | None, now: datetime) -> None:
    one.withdrawn_by_id, one.withdrawn_at = by, now
    one.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _agreed(network: Network) -> list[int]:
    found = Consent.objects.holding().filter(network=network).order_by("organisation")
    return list(found.values_list("organisation", flat=True))


def _compare_own(organisation: int, network: Network, now: datetime) -> int:
    places = _agreed(network)
    texts = queries.compared_texts(places) if len(places) > 1 else []
    own = {key for key, place, _words in texts if place == organisation}
    side = {key: place for key, place, _words in texts}
    new = _keep(network, queries.likenesses(texts, asked=own), side, now) if own else []
    _tell(network, new, now)
    return len(new)


def _keep(network: Network, found: Sequence[Meeting], side: dict[int, int], now: datetime) -> list[Match]:
    """Write likenesses down, those that are there already with what is said of them now; gives the new ones."""
    there = set(Match.objects.filter(network=network).values_list("one", "other"))
    rows = [
        Match(network=network, one_id=one.one, other_id=one.other, one_place_id=side[one.one], other_place_id=side[one.other], score=one.score, shared=one.shared, found_at=now)
        for one in found
    ]  # fmt: skip
    Match.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("network", "one", "other"),
        update_fields=("score", "shared"),
        batch_size=500,
    )
    return [row for row in rows if (row.one_id, row.other_id) not in there]


def _fingerprint(texts: Collection[tuple[int, int, str]]) -> str:
    whole = sha256(queries.reader_version().encode())
    for key, place, words in texts:
        whole.update(f"\x1e{key}\x1f{place}\x1f{words}".encode("utf-8", "replace"))
    return whole.hexdigest()


def _tell(network: Network, new: Sequence[Match], now: datetime) -> None:
    """One task for each organisation that has something new to look at and has not said anything of it."""
    said = set(
        MatchAnswer.objects.filter(one__in=[row.one_id for row in new]).values_list("one", "other", "organisation")
    )
    waiting = {
        place
        for row in new
        for place in (row.one_place_id, row.other_place_id)
        if (row.one_id, row.other_id, place) not in said
    }
    for one in Consent.objects.holding().filter(network=network, organisation__in=waiting).order_by("pk"):
        _give_task(one, now)


def _give_task(one: Consent, now: datetime) -> None:
    with override("nb"):
        title = _("See who has the same need in %(network)s") % {"network": one.network.name}
        why = _(
            "Others of the network struggle with something like what we do. Say whether it is the same need; from there you can buy together."
        )
    about = About(THING, str(one.pk), one.network.name, reverse("groups:same_need"))
    give_task(
        actor=system(Organisation.objects.get(pk=one.organisation_id).name, one.organisation_id), title=title, why=why, about=about, word=LOOK, now=now,
        to_role=queries.role_who_speaks(one.organisation_id),
    )  # fmt: skip


def _finish_when_all_is_said(actor: Actor, now: datetime) -> None:
    if all(one.our_answer for one in queries.met(actor)):
        for pk in Consent.objects.filter(Q(organisation_id=actor.organisation_id)).values_list("pk", flat=True):
            finish_tasks_about(actor=actor, kind=THING, ref=str(pk), word=LOOK, now=now)
