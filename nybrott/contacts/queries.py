"""Who can be asked, what a talk can be about, one talk as one side sees it, and what waits too long."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases.models import Case
from nybrott.cases.queries import address_of, exchange_crumbs, published
from nybrott.contacts import rules
from nybrott.contacts.models import ContactPoint, Side, Talk
from nybrott.contacts.states import Kind, TalkState
from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.desk.actions import About
from nybrott.hearings.queries import open_challenges
from nybrott.networks.queries import named, told_apart
from nybrott.people.models import Membership, NetworkMember, Organisation, User
from nybrott.programmes.models import Package
from nybrott.ui.formats import day_short
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep

Subjects = Callable[[Actor, Organisation], Iterable[About]]
_SUBJECTS: list[Subjects] = []


def add_subjects(read: Subjects) -> None:
    """A room above: what else of an organisation one can ask about, as `About`s whose kind is one of `states.Kind`."""
    if read not in _SUBJECTS:
        _SUBJECTS.append(read)


# --- who can be asked ---


@dataclass(frozen=True, slots=True)
class Askable:
    """An organisation that can be asked: how it is called, what tells it apart, its contact points, and whether it is in a network with one's own."""

    organisation: Organisation
    name: str
    apart: str
    points: tuple[ContactPoint, ...]
    near: bool


def askable(actor: Actor) -> list[Askable]:
    """The organisations one's own can ask, by name: those with a contact point one sees, and those of one's networks. Two queries."""
    points = ContactPoint.objects.visible_to(actor).filter(ended_at=None).exclude(organisation=actor.organisation_id)
    by_place: dict[int, list[ContactPoint]] = {}
    places: dict[int, Organisation] = {}
    for point in points.select_related("organisation", "user").order_by("topic", "pk"):
        by_place.setdefault(point.organisation_id, []).append(point)
        places[point.organisation_id] = point.organisation
    members = NetworkMember.objects.current().filter(network__in=actor.network_ids).exclude(organisation=actor.organisation_id)  # fmt: skip
    near = {one.organisation_id: one.organisation for one in members.select_related("organisation")}
    places |= near
    names = named(places.values())
    found = [
        Askable(one, names[pk], told_apart(one), tuple(by_place.get(pk, ())), pk in near) for pk, one in places.items()
    ]
    return sorted(found, key=lambda one: (sort_key(one.organisation.name), one.apart, one.organisation.pk))


def subjects_of(actor: Actor, organisation: Organisation) -> list[About]:
    """What of an organisation one can ask about, as far as one sees it: cases it has told, open challenges, released programmes, and what rooms above add."""
    found = [
        About(Kind.CASE, str(one.pk), one.newest.title, address_of(one))
        for one in published(actor, {"organisation": organisation.slug})
        if one.newest is not None
    ]
    found += [
        About(Kind.CHALLENGE, str(one.pk), one.title, reverse("hearings:contribute", args=[one.slug]))
        for one in open_challenges()
        if one.organisation_id == organisation.pk
    ]
    packages = Package.objects.visible_to(actor).filter(programme__organisation=organisation)
    newest = {one.programme_id: one for one in packages.order_by("version")}
    found += [
        About(Kind.PACKAGE, str(one.pk), one.name, reverse("programmes:package", args=[one.pk]))
        for one in newest.values()
    ]
    for read in _SUBJECTS:
        found += read(actor, organisation)
    return found


def about_url(actor: Actor, talk: Talk) -> str:
    """Where what a talk is about stands; "" when it has no place, or is a case that is no longer told to the reader."""
    if talk.kind != Kind.CASE or not talk.ref:
        return talk.about_url
    one = Case.objects.readable_by(actor).filter(pk=int(talk.ref)).select_related("organisation").first() if talk.ref.isdigit() else None  # fmt: skip
    return address_of(one) if one is not None else ""


def our_points(actor: Actor) -> "QuerySet[ContactPoint]":
    """One's own organisation's contact points that have not ended, by topic."""
    own = ContactPoint.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0, ended_at=None)
    return own.select_related("user").order_by("topic", "pk")


def colleagues(organisation_id: int | None) -> "QuerySet[User]":
    """Those who work in an organisation and may sign in, by name; not its suppliers and contributors."""
    here = Membership.objects.current().filter(organisation=organisation_id or 0).exclude(roles__contained_by=["supplier", "contributor"])  # fmt: skip
    return User.objects.filter(pk__in=here.values("user"), is_active=True).order_by("sort_name", "pk")


def receivers(side: Side) -> list[User]:
    """Who is written to on a side: whoever takes part while they work there, else its administrators."""
    here = Membership.objects.current().filter(organisation=side.organisation_id, user__is_active=True)
    if side.user_id is not None and here.filter(user=side.user_id).exists() and side.user is not None:
        return [side.user]
    return [one.user for one in here.admins().select_related("user").order_by("pk")]


# --- talks ---


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the other side: the name and e-mail address are empty until both say yes."""

    organisation: Organisation
    role: str
    name: str = ""
    email: str = ""
    why_not: str = ""


def other_person(actor: Actor, own: Side, other: Side) -> Person:
    """Whom one talks with. Only while both say yes, and only for those who may speak on their own side; else role and organisation, and why not more."""
    talk = own.talk
    point = talk.point if talk.point_id and other.organisation_id == talk.asked_id else None
    role = point.role if point else ""
    if talk.state not in (TalkState.AGREED, TalkState.HELD):
        return Person(other.organisation, role, why_not=_("Names and e-mail addresses are shown once both have said yes."))  # fmt: skip
    if not other.says_yes:
        gone = other.user is None or not other.user.is_active
        why = _("The person on the other side is no longer here. Someone there must take over.") if gone else _("The other side has not agreed to be "
                                                                                                                 "shown.")  # fmt: skip
        return Person(other.organisation, role, why_not=why)
    if not own.says_yes:
        return Person(other.organisation, role, why_not=_("Your side has not agreed to be shown. Neither side "
                                                          "sees the other’s details until both have agreed."))  # fmt: skip
    if not rules.may_speak(actor, own):
        return Person(other.organisation, role, why_not=_("The name and address are for those who take part."))
    user = other.user
    return Person(other.organisation, role, user.name, user.email) if user else Person(other.organisation, role)


def talks_of(actor: Actor) -> "QuerySet[Talk]":
    """One's own organisation's talks, the latest first, each with both organisations."""
    return Talk.objects.visible_to(actor).select_related("organisation", "asked").order_by("-asked_at", "-pk")


def waiting_for_us(actor: Actor) -> "QuerySet[Talk]":
    """Requests one's own organisation has not answered, the oldest first."""
    return talks_of(actor).filter(asked=actor.organisation_id or 0, state=TalkState.ASKED).order_by("asked_at", "pk")


def sides_of(talk: Talk, actor: Actor) -> tuple[Side, Side]:
    """One's own side of a talk and the other's, with their people."""
    sides = {one.organisation_id: one for one in talk.sides.select_related("user", "organisation", "learned_by")}
    for one in sides.values():
        one.talk = talk
    own = sides[actor.organisation_id or talk.organisation_id]
    return own, next(one for one in sides.values() if one is not own)


def to_remind(now: datetime) -> list[Talk]:
    """Requests that have waited a week and have not been reminded of."""
    late = Talk.objects.filter(state=TalkState.ASKED, reminded_at=None, asked_at__lte=now - rules.REMIND_AFTER, asked_at__gt=now - rules.CLOSE_AFTER)  # fmt: skip
    return list(late.order_by("asked_at", "pk"))


def to_close(now: datetime) -> list[Talk]:
    """Requests that have waited thirty days."""
    late = Talk.objects.filter(state=TalkState.ASKED, asked_at__lte=now - rules.CLOSE_AFTER)
    return list(late.order_by("asked_at", "pk"))


def next_step(actor: Actor, own: Side, other: Side, *, times: bool) -> NextStep | None:
    """What comes next with a talk, and whose it is. `times`: whether the other side has proposed some."""
    talk = own.talk
    may, address, due = rules.may_speak(actor, own), reverse("contacts:talk", args=[talk.pk]), ""
    if talk.state == TalkState.ASKED:
        due, said = (
            _("Closes by itself %(day)s") % {"day": day_short(talk.asked_at + rules.CLOSE_AFTER)},
            _("A request waits for an answer."),
        )
        if own.organisation_id != talk.asked_id:
            return NextStep(
                said, _("They answer"), other.organisation.name, reason=_("You get a letter when they do."), due=due
            )
        step, leads = _("Answer the request"), "step/say_yes/"
    elif talk.state == TalkState.HELD and not own.learned:
        said, step, leads = _("The talk was held."), _("Write what you learned"), "step/learn/"
    elif talk.state != TalkState.AGREED:
        return None
    elif not own.says_yes:
        said, step, leads = (
            _("The answer is yes. Your side has no one who is shown."),
            _("Say who takes part"),
            "step/show/",
        )
    elif talk.meets_at:
        said, step, leads = _("A time is agreed on."), _("Write down that it was held"), "step/hold/"
    elif times:
        said, step, leads = _("They have proposed times."), _("Choose one"), "#times"
    else:
        said, step, leads = _("The answer is yes. No time is agreed on."), _("Propose times"), "step/propose/"
    return NextStep(said, step, own.organisation.name, f"{address}{leads}" if may else "", may.reason, due)


# --- around a page ---


def places(here: str) -> list[Link]:
    """The tabs of the pages of talks."""
    names = (("contacts:talks", _("Talks")), ("contacts:organisations", _("Who we can ask")), ("contacts:ours", _("Who others can ask here")))  # fmt: skip
    return [Link(label, reverse(name), current=name == here) for name, label in names]


def crumbs(*more: Link | str) -> tuple[Link, ...]:
    """The way to a page of talks."""
    way = exchange_crumbs(Link(_("Talks"), reverse("contacts:talks")))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))


def link_of(talk: Talk) -> Link:
    """The way to a talk's own page."""
    return Link(talk.about, reverse("contacts:talk", args=[talk.pk]))


def speakers_of(organisation_id: int) -> list[User]:
    """Who of an organisation is written to about something that is for all of it: its contact points, else its administrators."""
    points = ContactPoint.objects.current().filter(organisation=organisation_id)
    found = list(User.objects.filter(pk__in=points.values("user"), is_active=True).order_by("pk"))
    return found or receivers(Side(organisation_id=organisation_id))
