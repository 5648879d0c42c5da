"""What every page of a pair has around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.desk.queries import Writing
from nybrott.guidance import rules
from nybrott.guidance.models import NextStep, Note, Pairing, Session
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

_PAIR = ("run__package", "driver__user", "driver__challenge", "mentor__user", "mentor__run__package")


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Pairing]:
    """Who asks and the pair asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(Pairing.objects.visible_to(actor).select_related(*_PAIR), pk=pk)


def session_seen(request: HttpRequest, pk: int) -> tuple[Actor, Session]:
    """Who asks and the session asked for."""
    actor = who(request)
    whole = ("challenge", "booked_by", *(f"pairing__{name}" for name in _PAIR))
    return actor, get_object_or_404(Session.objects.visible_to(actor).select_related(*whole), pk=pk)


def note_seen(request: HttpRequest, pk: int) -> tuple[Actor, Note]:
    """Who asks and the note asked for; only whoever may read it comes so far."""
    actor = who(request)
    whole = ("written_by", "session", *(f"pairing__{name}" for name in _PAIR))
    return actor, get_object_or_404(Note.objects.visible_to(actor).select_related(*whole), pk=pk)


def step_seen(request: HttpRequest, pk: int) -> tuple[Actor, NextStep]:
    """Who asks and the agreed step asked for."""
    actor = who(request)
    whole = ("task", "session", *(f"pairing__{name}" for name in _PAIR))
    return actor, get_object_or_404(NextStep.objects.visible_to(actor).select_related(*whole), pk=pk)


def name_of(actor: Actor, pairing: Pairing) -> str:
    """What the pair is called by whoever looks: the two call it by the other's name."""
    side = rules.side_of(actor, pairing)
    if side:
        return (pairing.mentor if side == "driver" else pairing.driver).user.name
    return str(pairing)


def way(actor: Actor, pairing: Pairing, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a pair."""
    here = Link(name_of(actor, pairing), reverse("guidance:pair", args=[pairing.pk]) if more else "")
    rest = (one if isinstance(one, Link) else Link(one) for one in more)
    return (Link(_("Programme"), reverse("runs:runs")), Link(_("Guidance"), reverse("guidance:mine")), here, *rest)


def to_session(session: Session) -> Link:
    """A session in the way to a page."""
    return Link(_("Session"), reverse("guidance:session", args=[session.pk]))


def form_page(
    request: HttpRequest, pairing: Pairing, form: Any, heading: str, *more: Link | str, writing: Writing | None = None, status: int = 200,
    **shown: object,
) -> HttpResponse:  # fmt: skip
    """A page that is one form."""
    around = {
        "form": form, "heading": heading, "pairing": pairing, "writing": writing, "breadcrumbs": way(who(request), pairing, *more, heading),
        "back": reverse("guidance:pair", args=[pairing.pk]), "save": _("Save"),
    }  # fmt: skip
    return render(
        request, "guidance/form.html", around | shown, status=422 if form.is_bound and status == 200 else status
    )
