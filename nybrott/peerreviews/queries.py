"""What can be shown of a thing, who is invited, what somebody sees of answers, and what it all came to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.cases.models import Case, Version
from nybrott.cases.queries import exchange_crumbs, fact_lines, facts_told, names_of, taken_out
from nybrott.cases.rules import barred_in
from nybrott.cases.states import PARTS
from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.core.reviewing import guides
from nybrott.dialogues.models import Dialogue
from nybrott.effects.models import Plan
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.peerreviews import rules
from nybrott.peerreviews.models import Answer, Invitation, PeerReview, Point
from nybrott.peerreviews.rules import Thing
from nybrott.peerreviews.states import Kind, Outcome, Reach, ReviewState
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.ui.formats import day_year, moment
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a thing that can be shown to reviewers: its key, heading and text."""

    key: str
    heading: str
    text: str

    def kept(self) -> dict[str, str]:
        """As the frozen copy holds it."""
        return {"key": self.key, "heading": self.heading, "text": self.text}


def kind_of(thing: Thing) -> Kind:
    """What kind of thing it is."""
    if isinstance(thing, Case):
        return Kind.CASE
    return Kind.STATEMENT if isinstance(thing, ProblemStatement) else Kind.DIALOGUE if isinstance(thing, Dialogue) else Kind.EVALUATION  # fmt: skip


def title_of(thing: Thing) -> str:
    """What a thing is called among reviewers."""
    return thing.question if isinstance(thing, ProblemStatement) else thing.run.title if isinstance(thing, Plan) else thing.title  # fmt: skip


def sections_of(thing: Thing) -> list[Section]:
    """What can be shown of a thing, in order; empty parts are left out. Names of people, contributions, suppliers and e-mail addresses are in none."""
    if isinstance(thing, ProblemStatement):
        found = _of_statement(thing)
    elif isinstance(thing, Dialogue):
        found = _of_dialogue(thing)
    elif isinstance(thing, Case):
        found = _of_case(thing)
    else:
        found = _of_plan(thing)
    return [one for one in found if one.text.strip()]


def _of_statement(one: ProblemStatement) -> list[Section]:
    challenge = one.challenge
    needs = "\n".join(f"– {need.who}: {need.need}" for need in one.needs.order_by("place", "pk"))
    return [
        Section("problem", _("The real problem"), one.problem), Section("question", _("How might we"), one.question), Section("needs", _("The needs it rests on"), needs),
        Section("whom", _("Who it concerns"), challenge.whom), Section("story", _("What happens now"), challenge.story), Section("why_now", _("Why now"), challenge.why_now),
    ]  # fmt: skip


def _of_dialogue(one: Dialogue) -> list[Section]:
    times = ((_("Register until"), one.register_until), (_("Written input until"), one.input_until), (_("Questions are answered until"), one.answers_until))  # fmt: skip
    days = [f"{label}: {moment(at)}" for label, at in times if at]
    days += [_("A competition is planned for: %(day)s") % {"day": day_year(one.competition_on)}] if one.competition_on else []  # fmt: skip
    return [
        Section("why", _("Why we ask the market"), one.why), Section("wanted", _("What we want from suppliers"), one.wanted),
        Section("questions", _("Questions to the market"), "\n".join(f"– {question.text}" for question in one.questions.all())), Section("days", _("Dates"), "\n".join(days)),
        Section("no_description", _("Why there is no approved need description"), one.no_description), Section("plan_reason", _("Why the plan is as it is"), one.plan_reason),
    ]  # fmt: skip


def _of_plan(one: Plan) -> list[Section]:
    indicators = [f"– {found.target.name} ({found.get_level_display()})" for found in one.indicators.select_related("target").order_by("pk")]  # fmt: skip
    compared = [ngettext("%(n)s earlier year of our own", "%(n)s earlier years of our own", one.own_years) % {"n": one.own_years}] if one.own_years else []  # fmt: skip
    compared += [_("units that do not take part")] if one.with_units else []
    compared += [_("other organisations")] if one.others else []
    compared += [_("nothing: %(why)s") % {"why": one.not_compared}] if one.not_compared else []
    return [
        Section("questions", _("What it is to answer"), "\n".join(f"– {question.text}" for question in one.questions.all())),
        Section("indicators", _("What is measured, and at which level"), "\n".join(indicators)), Section("compared", _("What it is compared with"), "\n".join(f"– {part}" for part in compared)),
        Section("decides", _("What is decided on the basis of it"), one.decides_what), Section("no_distance", _("Why someone who leads the run evaluates it"), one.no_distance),
    ]  # fmt: skip


def _of_case(one: Case) -> list[Section]:
    """The working text. Wherever somebody is named there stands that a name was taken out: those named have said yes to readers, not to reviewers."""
    with override(one.language):
        put_in = names_of((), one.level).put_in
        parts = [Section(key, str(heading), put_in(getattr(one, key))) for key, (heading, _ask) in PARTS.items()]
        facts = "\n".join(fact_lines(facts_told(one.newest.facts))) if one.newest else ""
        return [Section("summary", _("In short"), put_in(one.summary)), *parts, Section("facts", _("What is known"), facts)]  # fmt: skip


def thing_of(review: PeerReview) -> Thing | None:
    """What a peer challenge is about, when it is still there. Of a challenge it is the problem statement with the same question, else the chosen one."""
    if review.dialogue is not None:
        return review.dialogue
    if review.plan is not None:
        return review.plan
    if review.case is not None:
        return review.case
    if review.challenge is None:
        return None
    found = review.challenge.statements.select_related("challenge")
    return found.filter(question=review.title).first() or found.order_by("-chosen", "pk").first()


def questions_of(kind: str) -> list[dict[str, object]]:
    """The guide's questions of a kind, as a peer challenge keeps them."""
    return [{"id": one.id, "asks": dict(one.asks), "why": dict(one.why)} for one in guides()[kind].questions]


def shown_of(review: PeerReview) -> list[dict[str, str]]:
    """The frozen copy as it is read today: of a case without the names of those who were written in as named since, and without the paragraphs that mention
    somebody who has said no or withdrawn. One query for a case, else none."""
    people = list(review.case.named.all()) if review.case is not None else []
    if review.case is None or not people:
        return list(review.shown)
    put_in = names_of((), review.case.level).put_in
    with override(review.case.language):

        def told(line: str) -> str:
            return _("[taken out because someone does not want to be named]") if barred_in(line, people) else put_in(taken_out(line, people, typed=False))  # fmt: skip

        return [one | {"text": "\n".join(told(line) for line in one["text"].split("\n"))} for one in review.shown]


def versions_of(review: PeerReview) -> list[tuple[str, str]]:
    """The versions a change can stand in: (kind and key, what it is called), the newest first."""
    if review.case is not None:
        found = review.case.versions.order_by("-number")
        return [(f"version:{one.pk}", _("The case, version %(number)s, %(day)s") % {"number": one.number, "day": day_year(one.published_at)}) for one in found]  # fmt: skip
    if review.challenge is not None:
        texts = review.challenge.descriptions.order_by("-version")
        wordings = review.challenge.statements.order_by("-pk")
        return [
            *((f"description:{one.pk}", _("Need description, version %(number)s: %(title)s") % {"number": one.version, "title": one.title}) for one in texts),
            *((f"statement:{one.pk}", _("Problem statement: %(question)s") % {"question": one.question}) for one in wordings),
        ]  # fmt: skip
    if review.dialogue is not None and review.dialogue.announced_at is not None:
        day = day_year(review.dialogue.announced_at)
        return [
            (f"dialogue:{review.dialogue.pk}", _("The market dialogue as it was announced on %(day)s") % {"day": day})
        ]
    if review.plan is not None and review.plan.settled_at is not None:
        return [(f"plan:{review.plan.pk}", _("The evaluation plan as it was settled on %(day)s") % {"day": day_year(review.plan.settled_at)})]  # fmt: skip
    return []


def led_to(actor: Actor, points: Iterable[Point]) -> dict[str, str]:
    """Where the versions that changes led to stand, as far as the reader may open them: `led_to` → address. A query for each kind there is."""
    keys: dict[str, set[int]] = {}
    for one in points:
        kind, _sep, ref = one.led_to.partition(":")
        if ref.isdigit():
            keys.setdefault(kind, set()).add(int(ref))
    found: dict[str, str] = {}
    if wanted := keys.get("version"):
        for version in Version.objects.visible_to(actor).filter(pk__in=wanted).select_related("case__organisation"):
            place = [version.case.organisation.slug, version.case.slug, version.number]
            found[f"version:{version.pk}"] = reverse("cases:version", args=place)
    if wanted := keys.get("dialogue"):
        for dialogue in Dialogue.objects.public().filter(pk__in=wanted):
            found[f"dialogue:{dialogue.pk}"] = reverse("dialogues:public", args=[dialogue.slug])
    for kind, model, name in (("description", NeedDescription, "needs:version"), ("statement", ProblemStatement, "needs:statement")):  # fmt: skip
        if wanted := keys.get(kind):
            seen = model._default_manager.visible_to(actor).filter(
                pk__in=wanted, challenge__organisation=actor.organisation_id or 0
            )
            found |= {f"{kind}:{pk}": reverse(name, args=[pk]) for pk in seen.values_list("pk", flat=True)}
    if wanted := keys.get("plan"):
        for pk, run in Plan.objects.visible_to(actor).filter(pk__in=wanted, run__organisation=actor.organisation_id or 0).values_list("pk", "run"):  # fmt: skip
            found[f"plan:{pk}"] = reverse("effects:plan", args=[run])
    return found


# --- who is invited ---


def networks_of(actor: Actor) -> "QuerySet[Network]":
    """The networks one's own organisation is in."""
    return Network.objects.visible_to(actor).filter(pk__in=actor.network_ids).order_by("name")


def organisations_to_name(actor: Actor) -> list[Organisation]:
    """Organisations one can name: every other one of this host, by name."""
    found = Organisation.objects.visible_to(actor).exclude(pk=actor.organisation_id or 0)
    return sorted(found, key=lambda one: (sort_key(one.name), one.municipality_number, one.pk))


def members_now(network: Network, but: int) -> list[Organisation]:
    """Who is in a network now, but one organisation."""
    members = NetworkMember.objects.current().filter(network=network).exclude(organisation=but)
    return [one.organisation for one in members.select_related("organisation").order_by("organisation_id")]


# --- lists ---


def ours(actor: Actor) -> "QuerySet[PeerReview]":
    """One's own organisation's, the latest first, each with `sent`, how many have answered."""
    found = PeerReview.objects.visible_to(actor).filter(organisation=actor.organisation_id or 0)
    return found.annotate(sent=Count("answers")).order_by("-made_at", "-pk")


def of_others(actor: Actor) -> "QuerySet[PeerReview]":
    """What others ask one's own organisation to challenge; those open first, by deadline."""
    found = PeerReview.objects.of_others(actor).select_related("organisation")
    answered = Count("answers", filter=Q(answers__user=actor.user_id), distinct=True)
    return found.annotate(mine=answered).order_by("-state", "deadline", "pk")


@dataclass(frozen=True, slots=True)
class Came:
    """What peer challenges came to: how many were opened, how many answers and points, and how many points were taken, whole or in part."""

    reviews: int
    answers: int
    points: int
    taken: int

    @property
    def said(self) -> str:
        """In a sentence; "" while nobody has been asked."""
        if not self.reviews:
            return ""
        times = ngettext("Challenged by others %(n)s time.", "Challenged by others %(n)s times.", self.reviews) % {"n": self.reviews}  # fmt: skip
        changes = ngettext("%(n)s change because of it.", "%(n)s changes because of it.", self.taken) % {
            "n": self.taken
        }
        return f"{times} {changes}"


def came_of(found: "QuerySet[PeerReview]") -> Came:
    """What these peer challenges came to. Two queries."""
    opened = found.filter(state__in=(ReviewState.OPEN, ReviewState.CLOSED, ReviewState.DONE))
    counted = opened.order_by().aggregate(reviews=Count("pk", distinct=True), answers=Count("answers", distinct=True))
    points = Point.objects.filter(answer__review__in=opened.order_by().values("pk")).aggregate(
        points=Count("pk"), taken=Count("pk", filter=Q(outcome__in=(Outcome.TAKEN, Outcome.PARTLY)))
    )
    return Came(counted["reviews"], counted["answers"], points["points"], points["taken"])


# --- one ---


@dataclass(frozen=True, slots=True)
class Told:
    """One question of the guide with what was said to it: (point, who said it, where the version it led to stands)."""

    id: str
    asks: str
    why: str
    points: tuple[tuple[Point, str, str], ...]


def told_of(actor: Actor, review: PeerReview, language: str) -> list[Told]:
    """Every question with the points one sees, in the order they were sent. Two queries, and those of `led_to`."""
    answers = Answer.objects.visible_to(actor).filter(review=review).select_related("user", "organisation").prefetch_related("points")  # fmt: skip
    led = led_to(actor, [point for answer in answers for point in answer.points.all()])
    by_question: dict[str, list[tuple[Point, str, str]]] = {}
    for answer in answers:
        for point in answer.points.all():
            by_question.setdefault(point.question, []).append((point, answer.by, led.get(point.led_to, "")))
    return [
        Told(one["id"], one["asks"].get(language, one["asks"]["nb"]), one["why"].get(language, one["why"]["nb"]), tuple(by_question.get(one["id"], ())))
        for one in review.questions
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CameIn:
    """What came in before the deadline: how many answers, of how many organisations, with how many points; who said not this time, and who is silent."""

    answers: int
    organisations: int
    points: int
    declined: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def said(self) -> str:
        """In a sentence."""
        counted = {"answers": self.answers, "organisations": self.organisations, "points": self.points}
        return _("Answers: %(answers)s. Organisations: %(organisations)s. Points: %(points)s.") % counted


def came_in(review: PeerReview) -> CameIn:
    """What came in of a peer challenge. Two queries."""
    counted = review.answers.order_by().aggregate(
        answers=Count("pk", distinct=True), organisations=Count("organisation", distinct=True), points=Count("points")
    )  # fmt: skip
    answered = Answer.objects.filter(review=OuterRef("review"), organisation=OuterRef("organisation"))
    without = review.invitations.exclude(Exists(answered)).select_related("organisation")
    rest = sorted(without, key=lambda one: (sort_key(one.organisation.name), one.pk))
    declined = tuple(one.organisation.name for one in rest if one.declined_at)
    silent = tuple(one.organisation.name for one in rest if not one.declined_at and not one.gone_at)
    return CameIn(**counted, declined=declined, silent=silent)


def to_tell_the_host() -> "QuerySet[PeerReview]":
    """Open ones for every organisation here that nobody has been written to about."""
    return PeerReview.objects.filter(state=ReviewState.OPEN, reach=Reach.HOST, host_told_at=None).order_by("pk")


def to_remind(now: datetime) -> "QuerySet[Invitation]":
    """Invitations nobody has answered or declined, whose deadline is near, once each. Whoever has left the network is not asked any more."""
    today = timezone.localdate(now)
    answered = Answer.objects.filter(review=OuterRef("review"), organisation=OuterRef("organisation"))
    inside = NetworkMember.objects.current().filter(network=OuterRef("review__network"), organisation=OuterRef("organisation"))  # fmt: skip
    near = Invitation.objects.filter(
        review__state=ReviewState.OPEN, review__deadline__gte=today, review__deadline__lte=today + rules.REMIND_BEFORE, invited_at__lte=now - rules.AFTER
    )  # fmt: skip
    waits = near.filter(~Exists(answered), ~Q(review__reach=Reach.NETWORK) | Exists(inside), reminded_at=None, declined_at=None, gone_at=None)  # fmt: skip
    return waits.select_related("review__organisation", "organisation").order_by("pk")


def still_open_in(network: Network, organisation_id: int) -> "QuerySet[Invitation]":
    """What an organisation is asked to challenge through a network and has not answered."""
    answered = Answer.objects.filter(review=OuterRef("review"), organisation=OuterRef("organisation"))
    found = Invitation.objects.filter(~Exists(answered), review__state=ReviewState.OPEN, review__network=network, organisation=organisation_id, gone_at=None)  # fmt: skip
    return found.select_related("review__organisation", "organisation").order_by("pk")


def own_open_in(network: Network, organisation_id: int) -> "QuerySet[PeerReview]":
    """What an organisation asks a network to challenge now."""
    return PeerReview.objects.filter(state=ReviewState.OPEN, network=network, organisation=organisation_id).order_by("pk")  # fmt: skip


def of_leaving(actor: Actor, network: Network) -> list[str]:
    """What it means for peer challenges that one's organisation leaves a network, in sentences."""
    mine = actor.organisation_id or 0
    asked = [
        _("You are no longer asked to challenge “%(title)s” by %(who)s.") % {"title": one.review.title, "who": one.review.organisation.name}
        for one in still_open_in(network, mine)
    ]  # fmt: skip
    own = [
        _("“%(title)s” can be answered until the deadline by those you invited. New members of the network do not see it.") % {"title": one.title}
        for one in own_open_in(network, mine)
    ]  # fmt: skip
    return [*asked, *own]


def invitation_of(actor: Actor, review: PeerReview) -> Invitation | None:
    """The one to the reader's own organisation."""
    return review.invitations.filter(organisation=actor.organisation_id or 0).select_related("declined_by").first()


def to_close(today: date) -> list[PeerReview]:
    """Open ones whose deadline has passed."""
    return list(PeerReview.objects.filter(state=ReviewState.OPEN, deadline__lt=today).order_by("pk"))


def next_step(actor: Actor, review: PeerReview, now: datetime, *, left: int) -> NextStep | None:
    """What comes next, and whose it is. `left`: points nobody has said what became of."""
    today = timezone.localdate(now)
    if actor.organisation_id != review.organisation_id:
        return _next_of_reviewer(actor, review, today)
    address, whose, speaks = (
        reverse("peerreviews:review", args=[review.pk]),
        review.organisation.name,
        rules.may_speak(actor, review),
    )
    if review.state == ReviewState.OPEN:
        due = _("Answers by %(day)s") % {"day": day_year(review.deadline)}
        return NextStep(
            _("Others can answer."),
            _("They answer"),
            _("Those who are invited"),
            reason=_("You get a letter for each answer."),
            due=due,
        )
    if review.state == ReviewState.DRAFT:
        speaks = rules.may_open(actor, review, today)
        said, step, leads = _("No one else sees it yet. Below is what they would see."), _("Invite them"), "step/open/"
    elif review.state == ReviewState.CLOSED and left:
        said = ngettext("%(n)s point is waiting for an outcome.", "%(n)s points are waiting for an outcome.", left) % {
            "n": left
        }
        step, leads = _("Go through the points"), "#points"
    elif review.state == ReviewState.CLOSED and not review.answers.exists():
        said, step, leads = _("No one answered."), _("End it"), "step/finish/"
    elif review.state == ReviewState.CLOSED:
        said, step, leads = _("Every point has its answer."), _("Tell those who answered"), "step/finish/"
    else:
        return None
    return NextStep(said, step, whose, f"{address}{leads}" if speaks else "", speaks.reason)


def _next_of_reviewer(actor: Actor, review: PeerReview, today: date) -> NextStep | None:
    may = rules.may_answer(actor, review, today)
    invitation = invitation_of(actor, review)
    if may and invitation is not None and invitation.declined_at is not None:
        return None  # they said that they cannot; the page says that they can all the same
    if may:
        due = _("Answers by %(day)s") % {"day": day_year(review.deadline)}
        return NextStep(
            _("They ask you to challenge this."),
            _("Answer"),
            _("You"),
            reverse("peerreviews:answer", args=[review.pk]),
            due=due,
        )
    if review.state not in (ReviewState.OPEN, ReviewState.CLOSED):
        return None
    return NextStep(
        may.reason,
        _("They go through the points"),
        review.organisation.name,
        reason=_("You get a letter when they tell what was changed."),
    )


def crumbs(*more: Link | str) -> tuple[Link, ...]:
    """The way to a page of peer challenges."""
    way = exchange_crumbs(Link(_("Peer challenges"), reverse("peerreviews:reviews")))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))


def link_of(review: PeerReview) -> Link:
    """The way to a peer challenge's own page."""
    return Link(review.title, reverse("peerreviews:review", args=[review.pk]))
