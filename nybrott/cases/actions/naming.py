"""Those named in a case: written in, asked by letter, answering by the link in it, withdrawing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.cases import letters, queries, rules
from nybrott.cases.actions.showing import read_anew
from nybrott.cases.actions.telling import locked
from nybrott.cases.models import Case, Named
from nybrott.cases.states import CONSENT, Consent
from nybrott.core.actor import Actor
from nybrott.core.lifecycle import NoSuchStep
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import forget_receivers, record
from nybrott.journal.models import Letter


@transaction.atomic
def name_person(*, actor: Actor, case: Case, name: str, role: str, email: str, now: datetime, word: str = "") -> Named:
    """Write in that somebody is named. Wherever the text mentions the name a mark is kept instead of it; also where it says `word`, a first name of which it was
    asked who is meant."""
    case, name = locked(case), " ".join(name.split())
    insist(rules.may_name(actor, case))
    people = list(case.named.all())
    meant = _unanswered(case, people, word)
    if rules.barred_in(name, people):
        raise Refused(_("This person has said that they do not want to be named."))
    if any(rules.mentions(one.name, name) and rules.mentions(name, one.name) for one in people):
        raise Refused(_("This person has already been added."))
    if rules.mentions(case.title, name):
        raise Refused(_("A title must not name anyone. Take the name out of the title first."))
    made = Named.objects.create(case=case, name=name, role=role.strip(), email=email.strip())
    _mark(case, made, meant)
    _each_part(case, lambda text: queries.taken_out(text, [made], typed=False))
    record(actor=actor, verb="cases.named", thing=case, at=now)
    return made


@transaction.atomic
def recognise_named(*, actor: Actor, case: Case, named: Named, word: str, seen: Collection[str], now: datetime) -> Case:
    """Answer that a first name in the text is somebody who is written in: a mark is kept there too, in the sentences that were `seen`."""
    case = locked(case)
    insist(rules.may_name(actor, case))
    named = case.named.get(pk=named.pk)
    meant = _unanswered(case, list(case.named.all()), word)
    _mark(case, named, [one for one in meant if one.known_by in seen and f"named:{named.pk}" in {who.key for who in one.people}])  # fmt: skip
    record(actor=actor, verb="cases.recognised", thing=case, at=now)
    return case


@transaction.atomic
def settle_name(*, actor: Actor, case: Case, word: str, seen: Collection[str], now: datetime) -> Case:
    """Answer that a first name is nobody it was asked about, in the sentences that were `seen`. When one of them is changed it is asked about anew."""
    case = locked(case)
    insist(rules.may_name(actor, case))
    spots = queries.spots_of(case, list(case.named.all()))
    answered = {one.known_by for one in spots if one.word.casefold() == word.casefold()} & set(seen)
    case.settled = sorted(answered | {one.known_by for one in spots} & set(case.settled))
    case.save(update_fields=["settled"])
    record(actor=actor, verb="cases.settled", thing=case, at=now)
    return case


def _unanswered(case: Case, people: Sequence[Named], word: str) -> list[queries.Spot]:
    """Where it says a word of which it is still asked who is meant."""
    if not word:
        return []
    spots = queries.spots_of(case, people)
    return [one for one in spots if one.word.casefold() == word.casefold() and one.known_by not in case.settled]


def _mark(case: Case, named: Named, spots: Sequence[queries.Spot]) -> None:
    texts = queries.marked(case, named, spots)
    if "title" in texts:
        raise Refused(_("A title must not name anyone. Take the name out of the title first."))
    for part, text in texts.items():
        setattr(case, part, text)
    if texts:
        case.save(update_fields=list(texts))


def _each_part(case: Case, change: Callable[[str], str]) -> None:
    for part in queries.NAMED_IN:
        setattr(case, part, change(getattr(case, part)))
    case.save(update_fields=list(queries.NAMED_IN))


@transaction.atomic
def take_name_out(*, actor: Actor, case: Case, named: Named, now: datetime) -> None:
    """Name somebody no longer, at once and in every version: also when they asked for it by telephone. Where the text mentioned them it says that there was a name;
    in a case nobody has read yet it tells of the role."""
    case = locked(case)
    insist(rules.may_write(actor, case))
    named = case.named.select_for_update().get(pk=named.pk)
    if case.newest_id is None and named.consent == Consent.UNASKED:
        _each_part(case, lambda text: text.replace(f"[[{named.pk}]]", named.role))
        record(actor=actor, verb="cases.unnamed", thing=case, at=now)
        named.delete()
        return
    _silence(case, named, "withdraw", now)
    record(actor=actor, verb="cases.unnamed", thing=case, at=now)


@transaction.atomic
def ask_consents(*, actor: Actor, case: Case, now: datetime) -> int:
    """Ask everyone who must answer and can be written to; gives how many. A letter sent before opens nothing any more."""
    case = locked(case)
    insist(rules.may_write(actor, case))
    waiting = rules.still_to_answer(case, case.named.select_for_update().order_by("pk"))
    asked = [one for one in waiting if rules.may_ask_named(actor, case, one)]
    for one in asked:
        token = queries.token_of(one.pk, now)
        if one.consent in CONSENT.steps["ask"][0]:
            one.consent = CONSENT.after("ask", one.consent)
        one.asked_at, one.token_hash = now, queries.hash_of(token)
        entry = record(
            actor=actor,
            verb="cases.consent_asked",
            thing=case,
            at=now,
            letters=[letters.consent(case, one, actor.name, token)],
        )
        one.letter_id = Letter.objects.filter(entry=entry).values_list("pk", flat=True).first()
        one.save()
    return len(asked)


@transaction.atomic
def answer_consent(*, named: Named, verb: str, seen: str, now: datetime) -> Named:
    """Somebody named answers, by the link in their letter: `agree`, `agree_by_role`, `refuse` or `withdraw`. `seen`: the digest of what they read (`rules.told_of`);
    raises `Refused` when something else is told of them now, but never to a no."""
    case = locked(named.case)
    named = case.named.select_for_update().get(pk=named.pk)
    actor = Actor(None, case.organisation_id, str(_("Someone named")))
    try:
        state = CONSENT.after(verb, named.consent)
    except NoSuchStep as wrong:
        raise Refused(_("This has been answered.")) from wrong
    if state in (Consent.REFUSED, Consent.WITHDRAWN):
        _silence(case, named, verb, now)
    else:
        if seen != rules.told_of(case, named):
            raise Refused(_("The text was changed while you read. Read it once more."))
        named.consent, named.level, named.agreed_to, named.answered_at = state, case.level, seen, now
        named.save()
        if case.shown:
            read_anew(case)
    told = [letters.answered(case, case.author, named)] if case.author and case.author.is_active else []
    withdrew = state in (Consent.REFUSED, Consent.WITHDRAWN)
    record(
        actor=actor,
        verb="cases.consent_withdrawn" if withdrew else "cases.consent_answered",
        thing=case,
        at=now,
        letters=told,
    )
    return named


def _silence(case: Case, named: Named, verb: str, now: datetime) -> None:
    """Take somebody's name and address out of everything, and keep by which digest it is known again."""
    forget_receivers(letters=[named.letter_id] if named.letter_id else [], now=now)
    named.barred = rules.barring(named.name) if named.name else named.barred
    named.consent, named.name, named.email, named.user, named.answered_at = (
        CONSENT.after(verb, named.consent),
        "",
        "",
        None,
        now,
    )
    named.save()
    if case.shown:
        read_anew(case)


def read_erased_anew(erased: Mapping[str, Sequence[object]], now: datetime) -> None:
    """Somebody was erased who was named in cases: the cases are found by their name no more, and those who look at them see when it was. Part of the erasure."""
    people = Named.objects.filter(pk__in=[str(key) for key in erased.get("cases.named", ())], consent=Consent.WITHDRAWN)
    people.filter(answered_at__isnull=True).update(answered_at=now)
    cases = Case.objects.filter(pk__in=people.values("case"))
    for case in cases.select_for_update(of=("self",)).order_by("pk"):
        read_anew(case)
