"""A case on its way to others: reviewed, published, shown to fewer, taken down."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.cases import letters, queries, rules
from nybrott.cases.actions.telling import locked
from nybrott.cases.models import Case, CaseText, Remark, Version
from nybrott.cases.states import CASE, PARTS, WIDTH, CaseState, Level
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.models import Membership, User


@transaction.atomic
def ask_review(*, actor: Actor, case: Case, reviewer: User, now: datetime) -> Case:
    """Ask a second person of the organisation to read it; they get a letter."""
    case = locked(case)
    insist(rules.may_ask_review(actor, case, [one.word for one in queries.questions(case, case.named.all())]))
    insist(rules.may_be_asked(case, reviewer.pk))
    member = (
        Membership.objects.current()
        .filter(organisation_id=case.organisation_id, user=reviewer, user__is_active=True)
        .first()
    )
    if member is None or not member.roles:
        raise Refused(_("The second person works in the same organisation."))
    case.state, case.reviewer, case.moved_at = CASE.after("ask", case.state), reviewer, now
    case.save(update_fields=["state", "reviewer", "moved_at"])
    record(
        actor=actor,
        verb="cases.review_asked",
        thing=case,
        at=now,
        facts={"who": reviewer.name},
        letters=[letters.review(case, reviewer, actor.name)],
    )
    return case


@transaction.atomic
def answer_review(*, actor: Actor, case: Case, approves: bool, text: str, now: datetime) -> Remark:
    """Say yes, or what should be better: then it goes back to be written. The author gets a letter."""
    case = locked(case)
    insist(rules.may_review(actor, case))
    if not approves and not text.strip():
        raise Refused(_("Say what should be better."))
    case.state, case.moved_at = CASE.after("approve" if approves else "send_back", case.state), now
    case.save(update_fields=["state", "moved_at"])
    made = Remark.objects.create(
        case=case, approves=approves, text=text.strip(), of_version=case.version, by_id=actor.user_id, said_at=now
    )
    told = (
        [letters.reviewed(case, case.author, actor.name, approves, made.text)]
        if case.author and case.author.is_active
        else []
    )
    record(actor=actor, verb="cases.approved" if approves else "cases.sent_back", thing=case, at=now, letters=told)
    return made


@transaction.atomic
def take_back(*, actor: Actor, case: Case, now: datetime) -> Case:
    """Go on writing; what others read stays as it is."""
    case = locked(case)
    insist(rules.may_take_back(actor, case))
    case.state, case.moved_at = CASE.after("change", case.state), now
    case.save(update_fields=["state", "moved_at"])
    record(actor=actor, verb="cases.taken_back", thing=case, at=now)
    return case


@transaction.atomic
def publish_case(*, actor: Actor, case: Case, because: str = "", now: datetime) -> Version:
    """Keep the text as the next version, without any name in it, and show it to those it is meant for. `because`: why there is one after the first."""
    case = locked(case)
    insist(rules.may_publish(actor, case))
    last = case.versions.order_by("-number").first()
    if last is not None and not because.strip():
        raise Refused(_("Others have read a version before this. Write what is new in it."))
    kept = {
        "kind": case.kind, "language": case.language, "title": case.title, "summary": case.summary, "when": case.when,
        "story": {part: getattr(case, part) for part in PARTS}, "facts": queries.facts_of(actor, case, timezone.localdate(now)), "words": list(case.words), "cpv": list(case.cpv),
    }  # fmt: skip
    if WIDTH[case.level] < WIDTH[case.shown]:
        _keep_to_us(case)
    made = Version.objects.create(
        case=case, number=last.number + 1 if last else 1, digest=queries.digest_of(kept), because=because.strip()[:500] if last else "",
        level=case.level, reviewed_by=case.reviewer, published_by_id=actor.user_id, published_at=now, **kept,
    )  # fmt: skip
    networks = list(case.networks.all()) if case.level == Level.NETWORK else []
    made.networks.set(networks)
    case.state, case.newest, case.shown, case.moved_at, case.shown_at, case.down_reason = (
        CASE.after("publish", case.state),
        made,
        case.level,
        now,
        now,
        "",
    )
    case.save()
    case.shown_networks.set(networks)
    read_anew(case)
    record(
        actor=actor,
        verb="cases.published",
        thing=case,
        at=now,
        facts={"number": made.number, "level": case.level, "because": made.because, "digest": made.digest},
    )
    return made


def _keep_to_us(case: Case) -> None:
    """What was shown to more is read by the organisation's own people alone from now on, also when the case is shown to more again."""
    case.versions.update(level=Level.PRIVATE)


def read_anew(case: Case) -> None:
    """Make the text of a case ready to be compared again, with every person as the case shows them now. In the transaction of whatever changed it."""
    if not case.shown or case.newest_id is None:
        CaseText.objects.filter(case=case).delete()
        return
    read = queries.packed(queries.told(Case.objects.select_related("newest", "organisation").get(pk=case.pk)).text)
    CaseText.objects.update_or_create(case=case, defaults={"keys": sorted(set(read.index())), "packed": bytes(read)})


@transaction.atomic
def narrow_case(*, actor: Actor, case: Case, level: str, now: datetime) -> Case:
    """Show it to fewer, at once. To show it to more, it is published again."""
    case = locked(case)
    insist(rules.may_narrow(actor, case))
    if level not in Level.values or WIDTH[level] >= WIDTH[case.shown]:
        raise Refused(_("To show it to more, make a new version of it: those named are asked again."))
    if level == Level.NETWORK:
        raise Refused(_("To show it to networks, make a new version and choose them."))
    case.shown = case.level = level
    case.save(update_fields=["shown", "level"])
    case.shown_networks.clear()
    _keep_to_us(case)
    read_anew(case)
    record(actor=actor, verb="cases.narrowed", thing=case, at=now, facts={"level": level})
    return case


@transaction.atomic
def take_down(*, actor: Actor, case: Case, reason: str, now: datetime) -> Case:
    """Show it to nobody, at once; its versions stay with the organisation. A new version that was approved and waits to be published is read once more: whoever publishes it
    may not know yet."""
    case = locked(case)
    insist(rules.may_narrow(actor, case))
    if not reason.strip():
        raise Refused(_("Say why it is taken down."))
    case.shown, case.down_reason, case.moved_at = "", reason.strip()[:500], now
    if case.state == CaseState.APPROVED:
        case.state = CASE.after("change", case.state)
    case.save(update_fields=["shown", "down_reason", "moved_at", "state"])
    case.shown_networks.clear()
    _keep_to_us(case)
    read_anew(case)
    record(actor=actor, verb="cases.taken_down", thing=case, at=now, facts={"reason": case.down_reason})
    return case
