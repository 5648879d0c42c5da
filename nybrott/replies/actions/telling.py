"""Tell those who told: write a reply, read it, hold its letters or let them go; each step to each person once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.hearings.actions import hash_of
from nybrott.hearings.models import ReplyWish, Side
from nybrott.journal.actions import NewLetter, forget_receivers, record, release_own_letters
from nybrott.journal.models import Letter
from nybrott.replies import letters, queries, rules
from nybrott.replies.models import FollowUp, Reply, ReplyLetter, Told
from nybrott.replies.queries import Step, Waiting
from nybrott.replies.states import REPLY, ReplyState

A_MINUTE = 60  # letters; more go in the minutes after, so that no mail server takes them for rubbish
OPENS = timedelta(days=180)  # how long the link in a letter opens

LANGUAGES = ("nb", "nn", "en")


class Changed(Exception):
    """Somebody else changed the reply meanwhile; nothing was saved. `reply` is how it stands now."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("changed meanwhile")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote: of which steps it tells (keys), the text by language, to which groups."""

    steps: Sequence[str]
    texts: dict[str, str]
    sides: Sequence[str]


def _locked(reply: Reply) -> Reply:
    """The reply and its challenge as they stand, held until the transaction ends: two may press at once."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=reply.challenge_id)
    held = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    held.challenge = challenge
    return held


@transaction.atomic
def begin_reply(*, actor: Actor, challenge: Challenge, now: datetime) -> Reply:
    """A draft that proposes what to say of all that nobody has been told; the one that is there already, when there is."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    insist(rules.may_tell(actor, challenge))
    if known := Reply.objects.filter(challenge=challenge, state=ReplyState.DRAFT).first():
        return known
    steps = [one.step for one in queries.standing(challenge, now).untold] or queries.steps_of(challenge, now)[-1:]
    made = Reply.objects.create(
        challenge=challenge, steps=[step.key for step in steps], sides=list(Side.values), written_by_id=actor.user_id, written_at=now,
        texts={language: queries.proposal(steps, language) for language in LANGUAGES},
    )  # fmt: skip
    record(actor=actor, verb="replies.begun", thing=challenge, at=now)
    return made


@transaction.atomic
def write_reply(*, actor: Actor, reply: Reply, draft: Draft, version: int, now: datetime) -> Reply:
    """Change a draft. `version` is the one the writer began with; raises `Changed` when it is another by now."""
    held = _locked(reply)
    insist(rules.may_write(actor, held))
    if held.version != version:
        raise Changed(held)
    known = {step.key for step in queries.steps_of(held.challenge, now)}
    held.steps = [key for key in draft.steps if key in known]
    held.texts = {code: text.strip() for code, text in draft.texts.items() if code in LANGUAGES and text.strip()}
    held.sides = [side for side in draft.sides if side in Side.values]
    held.version, held.written_by_id, held.written_at = version + 1, actor.user_id, now
    held.save(update_fields=["steps", "texts", "sides", "version", "written_by", "written_at"])
    record(actor=actor, verb="replies.written", thing=held.challenge, at=now)
    return held


@transaction.atomic
def hold_letters(*, actor: Actor, reply: Reply, key: Callable[[], str], now: datetime) -> int:
    """Lay the letters in the outbox, held, where each can be read and changed; gives how many. `key` makes the key of a link."""
    held = _locked(reply)
    insist(rules.may_hold(actor, held))
    made = _lay_out(actor, held, key, now, held_back=True)
    held.state = REPLY.after("hold", held.state)
    held.save(update_fields=["state"])
    return made


@transaction.atomic
def let_go(*, actor: Actor, reply: Reply, key: Callable[[], str], now: datetime) -> int:
    """Let the letters go, and the text stand on the page of everyone who told; gives how many letters.

    Sent twice, the second is refused: it has gone already.
    """
    held = _locked(reply)
    insist(rules.may_let_go(actor, held))
    if held.state == ReplyState.DRAFT:
        made = _lay_out(actor, held, key, now, held_back=False)
    else:
        keys = list(held.letters.values_list("letter_id", flat=True))
        made = release_own_letters(actor=actor, letters=keys, now=now)
        record(actor=actor, verb="replies.let_go", thing=held.challenge, at=now, facts={"letters": made})
    held.state = REPLY.after("let_go", held.state)
    held.let_go_by_id, held.let_go_at = actor.user_id, now
    held.save(update_fields=["state", "let_go_by", "let_go_at"])
    note_letters(now=now, reply=held)
    return made


@transaction.atomic
def drop_reply(*, actor: Actor, reply: Reply, now: datetime) -> None:
    """Drop a draft, or one whose letters are held: they never go, and what they told of is untold again."""
    held = _locked(reply)
    insist(rules.may_drop(actor, held))
    forget_receivers(letters=list(held.letters.values_list("letter_id", flat=True)), now=now)
    held.letters.all().delete()
    held.state = REPLY.after("drop", held.state)
    held.save(update_fields=["state"])
    record(actor=actor, verb="replies.dropped", thing=held.challenge, at=now)


@transaction.atomic
def publish_reply(*, actor: Actor, reply: Reply, public: bool, now: datetime) -> None:
    """Put it on the public page of the challenge as something that has happened, or take it off."""
    held = _locked(reply)
    insist(rules.may_publish(actor, held))
    if public == (held.published_at is not None):
        return
    held.published_at = now if public else None
    held.save(update_fields=["published_at"])
    record(actor=actor, verb="replies.published" if public else "replies.unpublished", thing=held.challenge, at=now)


def _lay_out(actor: Actor, reply: Reply, key: Callable[[], str], now: datetime, *, held_back: bool) -> int:
    receivers = queries.receivers(reply, now)
    missing = {one.language for one, _new in receivers if not reply.texts.get(one.language)}
    if missing:
        named = ", ".join(str(get_language_info(code)["name_local"]) for code in sorted(missing))
        raise Refused(
            _("Some of them read %(languages)s. Write what they should read in that too.") % {"languages": named}
        )
    keys = [key() for _one in receivers]
    wanted = _letters(reply, receivers, keys, now, held=held_back)
    verb = "replies.held" if held_back else "replies.let_go"
    entry = record(
        actor=actor, verb=verb, thing=reply.challenge, at=now, facts={"letters": len(wanted)}, letters=wanted
    )  # fmt: skip
    laid = list(Letter.objects.filter(entry=entry).order_by("pk").values_list("pk", flat=True))
    ours = ReplyLetter.objects.bulk_create(
        ReplyLetter(
            reply=reply, contribution_id=one.contribution, letter_id=letter, key_hash=hash_of(secret), laid_at=now,
            opens_until=timezone.localdate(now + OPENS),
        )
        for (one, _new), letter, secret in zip(receivers, laid, keys, strict=True)
    )  # fmt: skip
    # the database refuses a step told twice, should the lock ever not hold
    Told.objects.bulk_create(
        Told(contribution_id=one.contribution, letter=letter, step=step.key)
        for (one, new), letter in zip(receivers, ours, strict=True)
        for step in new
    )
    return len(ours)


def _letters(
    reply: Reply, receivers: list[tuple[Waiting, list[Step]]], keys: list[str], now: datetime, *, held: bool
) -> list[NewLetter]:
    addresses = dict(
        ReplyWish.objects.filter(pk__in=[one.wish for one, _new in receivers]).values_list("pk", "address")
    )
    organisation = reply.challenge.organisation.name
    made = []
    for number, ((one, new), key) in enumerate(zip(receivers, keys, strict=True)):
        said = letters.Wording(
            organisation, reply.texts[one.language], one.language, one.told_on, one.answered, not one.asked,
            any(step.asks_better for step in new),
        )  # fmt: skip
        later = now + timedelta(minutes=number // A_MINUTE) if number >= A_MINUTE else None
        made.append(letters.letter(said, addresses[one.wish], key, held=held, send_after=later))
    return made


@transaction.atomic
def note_letters(*, now: datetime, reply: Reply | None = None) -> int:
    """Note which held letters have been let go, and which came to nothing; gives how many were noted.

    A letter that was withdrawn before it went is as if it never was: what it told of is untold again.
    """
    ours = ReplyLetter.objects.filter(let_go_at__isnull=True)
    open_ones = (ours if reply is None else ours.filter(reply=reply)).select_for_update(of=("self",))
    by_letter = {one.letter_id: one for one in open_ones}
    states = dict(Letter.objects.filter(pk__in=by_letter).values_list("pk", "state"))
    gone = [one for pk, one in by_letter.items() if states.get(pk) in ("waiting", "sending", "sent")]
    for one in gone:
        one.let_go_at = now
    ReplyLetter.objects.bulk_update(gone, ["let_go_at"], batch_size=500)
    _note_told(gone, now)
    nothing = [one.pk for pk, one in by_letter.items() if states.get(pk, "withdrawn") == "withdrawn"]
    ReplyLetter.objects.filter(pk__in=nothing).delete()
    return len(gone) + len(nothing)


def _note_told(gone: list[ReplyLetter], now: datetime) -> None:
    contributions = [one.contribution_id for one in gone]
    ReplyWish.objects.filter(contribution__in=contributions).update(told_at=now)
    follow_up(contributions)
    better = set(
        Told.objects.filter(letter__in=gone, step__startswith="better:").values_list("contribution", flat=True)
    )
    rows = list(FollowUp.objects.filter(contribution__in=contributions).select_for_update(of=("self",)))
    for row in rows:
        row.first_told_at = row.first_told_at or now
        # a letter puts one question: whether it has become better, else (once) whether they feel understood
        if row.contribution_id in better:
            row.better_asked_at = row.better_asked_at or now
        elif row.understood_at is None:
            row.understood_asked_at = row.understood_asked_at or now
    FollowUp.objects.bulk_update(rows, ["first_told_at", "better_asked_at", "understood_asked_at"], batch_size=500)


def follow_up(contributions: Collection[int]) -> int:
    """See to it that what follows on these contributions can be noted; gives how many had nothing noted yet."""
    wishes = dict(ReplyWish.objects.filter(contribution__in=contributions).values_list("contribution", "asked_at"))
    known = set(FollowUp.objects.filter(contribution__in=contributions).values_list("contribution", flat=True))
    new = [FollowUp(contribution_id=pk, asked_at=wishes.get(pk)) for pk in contributions if pk not in known]
    FollowUp.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def note_what_came_back(*, now: datetime) -> int:
    """Letters that were let go and did not go after all, in the last month: they count as not heard; gives how many.

    What a withdrawn one told of is untold again. A failed one may still be tried again, so its link is kept.
    """
    ours = {one.letter_id: one for one in ReplyLetter.objects.filter(let_go_at__gte=now - timedelta(days=30))}
    states = dict(Letter.objects.filter(pk__in=ours, state__in=("withdrawn", "failed")).values_list("pk", "state"))
    back = [ours[pk] for pk in states]
    if not back:
        return 0
    contributions = [one.contribution_id for one in back]
    arrived = dict(
        ReplyLetter.objects.filter(contribution__in=contributions, let_go_at__isnull=False)
        .exclude(pk__in=[one.pk for one in back])
        .order_by()
        .values_list("contribution")
        .annotate(first=Min("let_go_at"))
    )
    rows = list(FollowUp.objects.filter(contribution__in=contributions).select_for_update(of=("self",)))
    for row in rows:
        row.first_told_at = arrived.get(row.contribution_id)
    FollowUp.objects.bulk_update(rows, ["first_told_at"], batch_size=500)
    ReplyLetter.objects.filter(pk__in=[ours[pk].pk for pk, state in states.items() if state == "withdrawn"]).delete()
    return len(back)
