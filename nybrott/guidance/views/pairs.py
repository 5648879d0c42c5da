"""One's own pairs, a pair's page, and the guidance a challenge had."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs as challenge_crumbs
from nybrott.challenges.queries import parts as challenge_parts
from nybrott.core.actor import Actor
from nybrott.guidance import queries, rules
from nybrott.guidance.forms import StepForm
from nybrott.guidance.models import Note, Pairing
from nybrott.guidance.states import PairingState
from nybrott.guidance.views.steps import sides
from nybrott.guidance.views.together import name_of, seen, way
from nybrott.runs.queries import places
from nybrott.ui.asking import asked_page, who
from nybrott.ui.formats import moment
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep

PER_PAGE = 20
NOTES = 3  # on the pair's page; the rest on their own


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The pairs one is in, as driver and as mentor."""
    actor = who(request)
    shown = {
        "page": Paginator(queries.my_pairs(actor), PER_PAGE).get_page(asked_page(request)), "me": actor.user_id,
        "mentor_parts": list(queries.mentor_parts(actor)[:PER_PAGE]), "tabs": places("guidance:mine"),
        "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("Guidance"))),
    }  # fmt: skip
    return render(request, "guidance/mine.html", shown)


def next_step(actor: Actor, pairing: Pairing, now: datetime) -> NextStep | None:
    """The one next step of a pair."""
    allowed = rules.may_guide(actor, pairing)
    if pairing.state == PairingState.PROPOSED and (url := queries.answer_url(pairing)):
        return NextStep(
            _("The pair is proposed."),
            _("Say yes or no"),
            _("The driver and the mentor"),
            url if rules.side_of(actor, pairing) else "",
        )
    if pairing.state != PairingState.STANDS:
        return None
    both = _("The driver and the mentor")
    if session := queries.waits_for_word(pairing, now):
        url = reverse("guidance:close", args=[session.pk]) if allowed else ""
        return NextStep(
            _("You should have met %(when)s.") % {"when": moment(session.starts_at)},
            _("Say how it went"),
            both,
            url,
            allowed.reason,
        )
    if session := queries.next_session(pairing, now):
        url = reverse("guidance:session", args=[session.pk])
        return NextStep(
            _("A session is booked: %(when)s.") % {"when": moment(session.starts_at)},
            _("Prepare it together"),
            both,
            url,
        )
    if not queries.has_times(pairing.mentor, now):
        return _without_times(actor, pairing)
    url = reverse("guidance:book", args=[pairing.pk]) if allowed else ""
    return NextStep(_("No session is booked."), _("Book the next session"), both, url, allowed.reason)


def _without_times(actor: Actor, pairing: Pairing) -> NextStep:
    """The next step when the mentor cannot be booked: the driver asks, the mentor says when."""
    allowed, side = rules.may_guide(actor, pairing), rules.side_of(actor, pairing)
    said, mentor = _("%(name)s cannot be booked yet.") % {"name": pairing.mentor.user.name}, pairing.mentor.user.name
    if side == "driver":
        url = reverse("guidance:book", args=[pairing.pk]) if allowed else ""
        return NextStep(said, _("Ask for times"), _("You"), url, allowed.reason)
    if side == "mentor":
        return NextStep(
            said, _("Say when you can be booked"), mentor, reverse("guidance:times", args=[pairing.mentor_id])
        )
    return NextStep(
        said, _("Say when you can be booked"), mentor, reason=_("Only the mentor can say when they can be booked.")
    )


@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """A pair: what comes next, when they meet, what they agreed, and what they noted."""
    actor, one = seen(request, pk)
    now, may_guide = timezone.now(), rules.may_guide(actor, one)
    notes = (
        Note.objects.visible_to(actor)
        .filter(pairing=one)
        .select_related("written_by", "session")
        .order_by("-written_at", "-pk")
    )
    found = list(notes[: NOTES + 1])
    steps = one.steps.filter(done_at=None, dropped_at=None).select_related("who", "challenge").order_by("due_on", "pk")
    challenge = one.driver.challenge
    shown = {
        "one": one, "me": actor.user_id, "name": name_of(actor, one), "side": rules.side_of(actor, one), "answer_url": queries.answer_url(one), "step": next_step(actor, one, now), "may_guide": may_guide,
        "page": queries.session_page(one, asked_page(request)), "suggested": queries.suggestion(one, now) if may_guide else None,
        "notes": found[:NOTES], "more_notes": len(found) > NOTES, "steps": list(steps[: rules.MOST_OPEN]), "breadcrumbs": way(actor, one),
        "step_form": StepForm(sides=sides(one)) if may_guide else None,
        "sees_challenge": challenge is not None and Challenge.objects.visible_to(actor).filter(pk=challenge.pk).exists(),
    }  # fmt: skip
    return render(request, "guidance/pair.html", shown)


@require_safe
def of_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """The guidance a challenge had: who, when, and what was agreed. Not what was talked about."""
    actor = who(request)
    challenge = get_object_or_404(Challenge.objects.visible_to(actor).select_related("owner", "organisation"), pk=pk)
    shown = {
        "challenge": challenge, "people": queries.people_of_challenge(actor, challenge),
        "page": Paginator(queries.sessions_of_challenge(actor, challenge).reverse(), PER_PAGE).get_page(asked_page(request)),
        "steps": list(queries.steps_of_challenge(actor, challenge)[:100]), "tabs": challenge_parts(challenge, "guidance:of_challenge"),
        "breadcrumbs": challenge_crumbs(challenge, _("Guidance")),
    }  # fmt: skip
    return render(request, "guidance/of_challenge.html", shown)
