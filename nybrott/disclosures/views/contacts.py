"""Contacts with suppliers that nobody asked for."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Contact, Dialogue, Supplier
from nybrott.dialogues.models.dialogues import DialogueQuerySet
from nybrott.dialogues.queries import crumbs, places
from nybrott.dialogues.rules import works_here
from nybrott.dialogues.states import DialogueState
from nybrott.disclosures import actions, feeds, queries, rules
from nybrott.disclosures.actions import Met
from nybrott.disclosures.forms import ContactForm, ReasonForm, ShareForm
from nybrott.disclosures.views.framing import drawn, seen
from nybrott.disclosures.views.items import number_in, paged
from nybrott.people.models import Organisation
from nybrott.ui.asking import who
from nybrott.ui.files import as_file
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of

TAB = "disclosures:dialogue_contacts"
KNOWN = 200  # firms that are offered while one types


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Contacts of the whole organisation, with and without a dialogue, the newest first."""
    insist(works_here(who(request)))
    shown = {
        "breadcrumbs": crumbs(None, _("Contacts with suppliers")), "places": places("disclosures:contacts"),
        "files": [(kind.upper(), reverse("disclosures:contacts_file", args=[kind])) for kind in FILE_KINDS],
    }  # fmt: skip
    return render(request, "disclosures/contacts.html", shown | paged(request, queries.contacts(who(request))))


@require_safe
def contacts_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    insist(works_here(who(request)))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.contacts_sheet(who(request)), kind))


@require_safe
def dialogue_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Contacts that stand in a dialogue's ledger, the newest first."""
    actor, dialogue = seen(request, pk)
    found, may = paged(request, queries.contacts(actor, dialogue)), rules.may_enter_contact(actor, dialogue)
    return drawn(request, dialogue, "disclosures/dialogue_contacts.html", TAB, _("Contacts"), **found, may=may)


def _open(actor: Actor) -> DialogueQuerySet:
    """The dialogues a contact can still be entered in."""
    closed = (DialogueState.LOCKED, DialogueState.CALLED_OFF)
    return Dialogue.objects.visible_to(actor).exclude(state__in=closed).order_by("-made_at", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
def note_contact(request: HttpRequest) -> HttpResponse:
    """Write down a contact, in half a minute."""
    actor, now = who(request), timezone.now()
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    insist(rules.may_note_contact(actor, place))
    dialogues = _open(actor)
    first = {
        "held_at": timezone.localtime(now),
        "dialogue": dialogues.filter(pk=number_in(request.GET.get("dialogue"))).first(),
    }
    form = ContactForm(request.POST or None, dialogues=dialogues, now=now, initial=first)
    if request.method == "POST" and form.is_valid():
        made = actions.note_contact(
            actor=actor, organisation=place, met=Met(**form.met), dialogue=form.cleaned_data.get("dialogue"), now=now
        )
        messages.success(request, _("Written down."))
        return redirect("disclosures:contact", pk=made.pk)
    firms = Supplier.objects.visible_to(actor).order_by("name").values_list("name", flat=True).distinct()
    shown = {"form": form, "firms": firms[:KNOWN], "breadcrumbs": crumbs(None, _contacts(), _("Record a contact"))}
    return render(request, "disclosures/contact_note.html", shown, status=422 if form.is_bound else 200)


def _contacts() -> Link:
    return Link(_("Contacts with suppliers"), reverse("disclosures:contacts"))


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact: what was said, and whether what was told is shared with everyone."""
    actor = who(request)
    one = get_object_or_404(queries.contacts(actor).select_related("dialogue__organisation", "organisation"), pk=pk)
    insist(works_here(actor))
    step = request.POST.get("step", "") if request.method == "POST" else ""
    first = {"title": _("Told to a supplier who made contact"), "text": one.given}
    share = ShareForm(request.POST if step == "share" else None, initial=first)
    keep = ReasonForm(request.POST if step == "keep" else None, initial={"reason": one.not_shared})
    if step and _decided(request, one, share, keep):
        return redirect("disclosures:contact", pk=one.pk)
    bring_in = rules.may_bring_in(actor, one)
    shown = {
        "one": one, "share": share, "keep": keep, "may": rules.may_decide_sharing(actor, one), "may_bring_in": bring_in,
        "dialogues": _open(actor)[:KNOWN] if bring_in else [], "breadcrumbs": crumbs(None, _contacts(), one.who),
    }  # fmt: skip
    return render(request, "disclosures/contact.html", shown, status=422 if share.is_bound or keep.is_bound else 200)


def _decided(request: HttpRequest, one: Contact, share: ShareForm, keep: ReasonForm) -> bool:
    """Whether a step was taken; otherwise its form says what is missing."""
    actor, now, step = who(request), timezone.now(), request.POST.get("step", "")
    if step == "share" and share.is_valid():
        said = share.cleaned_data
        actions.share_contact(actor=actor, contact=one, title=said["title"], text=said["text"], now=now)
        messages.success(request, _("Everyone can see it now, and all who take part get a letter."))
    elif step == "keep" and keep.is_valid():
        actions.keep_to_ourselves(actor=actor, contact=one, reason=keep.cleaned_data["reason"], now=now)
        messages.success(request, _("The reason this is not shared is recorded."))
    elif step == "bring_in":
        dialogue = get_object_or_404(_open(actor), pk=number_in(request.POST.get("dialogue")))
        actions.bring_in(actor=actor, contact=one, dialogue=dialogue, now=now)
        messages.success(request, _("It is now in the ledger of the dialogue."))
    else:
        return False
    return True
