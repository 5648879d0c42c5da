"""What speaks for and against a claim, and what else could explain it, is put in, changed and taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.claims import rules
from nybrott.claims.actions.claims import held
from nybrott.claims.queries import read, rival_said
from nybrott.core.actor import Actor
from nybrott.core.designs import catalogue
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Claim, Evidence, Rival
from nybrott.effects.states import Side, Weight
from nybrott.journal.actions import record


@dataclass(frozen=True, slots=True)
class RivalWords:
    """A rival explanation: a code of `core.designs`' catalogue or one's own words, how likely it is and why."""

    code: str = ""
    text: str = ""
    weight: str = Weight.POSSIBLE
    why: str = ""


@transaction.atomic
def draw_evidence(
    *, actor: Actor, claim: Claim, side: str, kind: str, ref: str, text: str = "", now: datetime
) -> Evidence:  # fmt: skip
    """Put in what stands elsewhere, frozen as it is now. `kind` and `ref`: see `queries.read`. The same on the same side twice is refused."""
    one = _open(actor, claim)
    drawn = read(one.plan, kind, ref)
    if drawn is None:
        raise Refused(_("This cannot be added: it is not there, it says nothing yet, or not everyone may read it."))
    found = drawn.found
    insist(rules.may_speak(one, Side(side), kind, found["figures"]))
    if one.evidence.filter(kind=kind, ref=ref, side=side).exists():
        raise Refused(_("This has already been added. Remove it first to add it again."))
    said = {"side": side, "kind": kind, "ref": drawn.ref, "text": text.strip(), "found": found}
    return _put_in(actor, one, said, str(found["said"]["nb"]), now)


@transaction.atomic
def write_evidence(
    *, actor: Actor, claim: Claim, side: str, text: str, source: str, looked: bool = False, now: datetime
) -> Evidence:  # fmt: skip
    """Type evidence: what it shows, and where it can be found. `looked`: nothing was found, though somebody looked for what speaks
    against the claim; `text` says how."""
    one = _open(actor, claim)
    if looked and side != Side.AGAINST:
        raise Refused(_("What was looked for is what speaks against a claim. Choose that side."))
    kind = "looked" if looked else "typed"
    said = {"side": Side(side), "kind": kind, "ref": source.strip()[:120], "text": text.strip(), "found": {"root": kind}}  # fmt: skip
    return _put_in(actor, one, said, text, now)


def _open(actor: Actor, claim: Claim) -> Claim:
    one = held(claim)
    insist(rules.may_claim(actor, one.plan))
    insist(rules.may_put_in(one.evidence.count(), rules.MOST_EVIDENCE))
    return one


def _put_in(actor: Actor, claim: Claim, said: Mapping[str, object], name: str, now: datetime) -> Evidence:
    made = Evidence.objects.create(claim=claim, put_in_at=now, put_in_by_id=actor.user_id, **said)
    _touch(claim, now)
    facts = {"name": name[:300], "side": Side(str(said["side"])).label}
    record(actor=actor, verb="claims.evidence_put_in", thing=claim, at=now, facts=facts)
    return made


def _touch(claim: Claim, now: datetime) -> None:
    claim.changed_at = now
    claim.save(update_fields=["changed_at"])


@transaction.atomic
def remove_evidence(*, actor: Actor, evidence: Evidence, now: datetime) -> None:
    """Take a piece of evidence out."""
    claim = held(evidence.claim)
    insist(rules.may_claim(actor, claim.plan))
    name = evidence.text or str(evidence.found.get("said", {}).get("nb", ""))
    evidence.delete()
    _touch(claim, now)
    facts = {"name": name[:300], "side": Side(evidence.side).label}
    record(actor=actor, verb="claims.evidence_removed", thing=claim, at=now, facts=facts)


@transaction.atomic
def put_in_rival(*, actor: Actor, claim: Claim, words: RivalWords, now: datetime) -> Rival:
    """Write down what else could have made it so. One of the catalogue's stands once with a claim."""
    one = held(claim)
    insist(rules.may_claim(actor, one.plan))
    insist(rules.may_put_in(one.rivals.count(), rules.MOST_RIVALS))
    _insist_on_words(words)
    if words.code and one.rivals.filter(code=words.code).exists():
        raise Refused(_("This rival explanation is already recorded. Change it there."))
    made = Rival.objects.create(claim=one, put_in_at=now, **_values(words))
    _touch(one, now)
    facts = {"name": made.text, "weight": Weight(made.weight).label}
    record(actor=actor, verb="claims.rival_put_in", thing=one, at=now, facts=facts)
    return made


def _insist_on_words(words: RivalWords) -> None:
    if words.code and words.code not in catalogue().words["rivals"]:
        raise ValueError(f"no rival explanation is called {words.code}")
    if not words.code and not words.text.strip():
        raise Refused(_("Choose a rival explanation, or write your own."))
    if words.weight in (Weight.UNLIKELY, Weight.RULED_OUT) and not words.why.strip():
        raise Refused(_("Write why it is unlikely or ruled out."))


def _values(words: RivalWords) -> dict[str, str]:
    text = rival_said(words.code, words.text.strip())["nb"]
    return {"code": words.code, "text": text, "weight": Weight(words.weight), "why": words.why.strip()}


@transaction.atomic
def change_rival(*, actor: Actor, rival: Rival, words: RivalWords, now: datetime) -> Rival:
    """Judge a rival explanation anew, or word it anew when it is one's own."""
    claim = held(rival.claim)
    insist(rules.may_claim(actor, claim.plan))
    _insist_on_words(words)
    if words.code != rival.code:
        raise ValueError("a rival explanation stays the one it is")
    before = rival.weight
    for name, value in _values(words).items():
        setattr(rival, name, value)
    rival.put_in_at = now
    rival.save()
    _touch(claim, now)
    facts = {"name": rival.text, "weight": Weight(rival.weight).label, "weight_before": Weight(before).label}
    record(actor=actor, verb="claims.rival_changed", thing=claim, at=now, facts=facts)
    return rival


@transaction.atomic
def remove_rival(*, actor: Actor, rival: Rival, now: datetime) -> None:
    """Take a rival explanation out."""
    claim = held(rival.claim)
    insist(rules.may_claim(actor, claim.plan))
    name = rival.text
    rival.delete()
    _touch(claim, now)
    record(
        actor=actor,
        verb="claims.rival_removed",
        thing=claim,
        at=now,
        facts={"name": name, "weight": Weight(rival.weight).label},
    )
