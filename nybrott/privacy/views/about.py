"""The pages about what is kept about a person: one's own, and another's for those who answer for personal data."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.people.models import Membership, Organisation, User
from nybrott.privacy import rules
from nybrott.privacy.actions.erasing import erase_person, note_data_handed_out, note_own_data_fetched
from nybrott.privacy.feeds.about import everything_about
from nybrott.privacy.forms import ErasureForm, PersonFilter, ReasonForm
from nybrott.privacy.queries.about import Subject, counts_about, is_last_admin, places_of, subject_of
from nybrott.privacy.queries.recording import erasure_words, kept_words
from nybrott.ui.asking import who
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table

PEOPLE_A_PAGE = 50


def _kept(subject: Subject) -> list[dict[str, object]]:
    """Each kind of which something is kept about the person, as the pages show it."""
    return [
        {
            "name": kind.name, "count": number(count), "purpose": kind.said.purpose, "kept": kept_words(kind),
            "fields": [str(text) for text in kind.said.fields.values()], "erasure": erasure_words(kind.said),
            "goes": kind.said.on_erasure,
        }
        for kind, count in counts_about(subject)
    ]  # fmt: skip


def _zip(subject: Subject, kept_by: str) -> FileResponse:
    name = "-".join(re.findall(r"\w+", subject.name.lower())) or "person"
    made = everything_about(subject, now=timezone.now(), kept_by=kept_by)
    return FileResponse(made, as_attachment=True, filename=f"nybrott-{name}.zip", content_type="application/zip")


# --- one's own ---


def _self(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Refused(_("This page is only for people who have signed in."))
    return user


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about me, all over this host."""
    user, actor = _self(request), who(request)
    here = Organisation.objects.visible_to(actor).filter(pk=actor.organisation_id or 0).first()
    shown = {"person": user, "kept": _kept(subject_of(user)), "here": here}
    return render(request, "privacy/me.html", shown)


@require_POST
def me_file(request: HttpRequest) -> HttpResponseBase:
    """Everything that is kept about me, as one file."""
    user = _self(request)
    note_own_data_fetched(actor=who(request), user=user, now=timezone.now())
    return _zip(subject_of(user), "")


# --- another's ---


def _crumbs(*more: Link) -> tuple[Link, ...]:
    start = (
        Link(_("Privacy"), reverse("privacy:rules")),
        Link(_("What is kept about a person"), reverse("privacy:people")),
    )
    return (*start, *more)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of whom the organisation keeps something: those who belong to it, and those who have left."""
    actor = who(request)
    insist(rules.may_manage_privacy(actor))
    form = PersonFilter(request.GET)
    asked = form.cleaned_data["name"].strip() if form.is_valid() else ""
    found = Membership.objects.visible_to(actor).select_related("user").order_by("user__name", "pk")
    if asked:
        found = found.filter(Q(user__name__icontains=asked) | Q(user__email__icontains=asked))
    pages = Paginator(found, PEOPLE_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows: list[list[Cell | str]] = [
        [
            Cell(one.user.name, url=reverse("privacy:person", args=[one.pk]), note=one.user.email),
            day_short(one.since), day_short(one.ended_at) if one.ended_at else _("belongs to it now"),
        ]
        for one in page
    ]  # fmt: skip
    table = Table(
        columns=[Column("name", _("Person")), Column("since", _("From when")), Column("until", _("Until when"))],
        rows=rows, caption=_("People about whom something is kept"), caption_hidden=True, id="people-table", swap="people",
        query=dict(request.GET.lists()), pages=Pages(page.number, pages.num_pages, pages.count),
    )  # fmt: skip
    shown = {"form": form, "table": table, "breadcrumbs": (*_crumbs()[:1], Link(_("What is kept about a person")))}
    return render(request, "privacy/people.html", shown)


def _membership(request: HttpRequest, key: int) -> Membership:
    actor = who(request)
    found = get_object_or_404(Membership.objects.visible_to(actor).select_related("user", "organisation"), pk=key)
    insist(rules.may_hand_out(actor, found))
    return found


def _person_page(request: HttpRequest, one: Membership, form: ReasonForm) -> HttpResponse:
    verdict = rules.may_erase_person(who(request), places=places_of(one.user), last_admin=is_last_admin(one.user))
    shown = {
        "one": one, "kept": _kept(subject_of(one.user, one.organisation_id)), "form": form, "verdict": verdict,
        "breadcrumbs": _crumbs(Link(one.user.name)),
    }  # fmt: skip
    return render(request, "privacy/person.html", shown, status=422 if form.errors else 200)


@require_safe
def person(request: HttpRequest, key: int) -> HttpResponse:
    """What the organisation keeps about one of its people."""
    return _person_page(request, _membership(request, key), ReasonForm())


@require_POST
def person_file(request: HttpRequest, key: int) -> HttpResponseBase:
    """Everything the organisation keeps about one of its people, as one file; the reason stands in the journal."""
    one = _membership(request, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _person_page(request, one, form)
    reason = form.cleaned_data["reason"]
    note_data_handed_out(actor=who(request), membership=one, reason=reason, now=timezone.now())
    return _zip(subject_of(one.user, one.organisation_id), one.organisation.name)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, key: int) -> HttpResponse:
    """Erase a person: what goes, what stays and why, and their name typed to confirm."""
    one, actor = _membership(request, key), who(request)
    verdict = rules.may_erase_person(actor, places=places_of(one.user), last_admin=is_last_admin(one.user))
    insist(verdict)
    form = ErasureForm(request.POST or None, name=one.user.name)
    if request.method == "POST" and form.is_valid():
        try:
            gone = erase_person(actor=actor, user=one.user, reason=form.cleaned_data["reason"], now=timezone.now())
        except Refused as refused:
            form.add_error("reason", refused.reason)
        else:
            total = sum(gone.values())
            said = ngettext("%(n)s row was deleted or blanked.", "%(n)s rows were deleted or blanked.", total) % {
                "n": number(total)
            }
            messages.success(request, _("The person is erased.") + " " + said)
            return redirect("privacy:people")
    kept = _kept(subject_of(one.user))
    shown = {
        "one": one, "form": form, "breadcrumbs": _crumbs(Link(one.user.name, reverse("privacy:person", args=[one.pk])), Link(_("Erase"))),
        "parts": [(way, [kind for kind in kept if kind["goes"] == way]) for way in ("delete", "blank", "keep")],
    }  # fmt: skip
    return render(request, "privacy/erase.html", shown, status=422 if form.errors else 200)
