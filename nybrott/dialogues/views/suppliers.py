"""Suppliers come in without an account or a script, see their own page, and are listed for those inside."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.ledger import KINDS
from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.dialogues import actions, feeds, queries, rules
from nybrott.dialogues.actions import Firm, Person
from nybrott.dialogues.forms import ColleagueForm, LinkForm, RegisterForm
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.views.framing import drawn, seen
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import asked_page, network_of, query_of
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, language, number
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table

TAB = "dialogues:suppliers"
SIZE = 50
ASKING = Limit("dialogues.register", 30, timedelta(hours=1))  # by network
ADDRESS = Limit(
    "dialogues.register-address", 5, timedelta(days=1)
)  # by address, so that nobody fills another's mailbox
GUESSING = Limit("dialogues.link", 60, timedelta(hours=1))  # links that are not known, by network


def _unknown(request: HttpRequest) -> HttpResponse:
    spend(limit=GUESSING, who=network_of(request), now=timezone.now())
    return render(request, "dialogues/link_unknown.html", status=404)


def _announced(slug: str) -> Dialogue:
    return get_object_or_404(queries.announced(), slug=slug)


def _person(said: dict[str, str]) -> Person:
    return Person(said["name"], said["email"], said["language"], said["needs"])


def _spent(request: HttpRequest, email: str) -> None:
    spend(limit=ASKING, who=network_of(request), now=timezone.now())
    spend(limit=ADDRESS, who=email, now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """A supplier wants in; whoever fills it in is written to first."""
    dialogue, now = _announced(slug), timezone.now()
    may = rules.may_register(dialogue, now)
    form = RegisterForm(request.POST or None, initial={"language": get_language() or "nb"})
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            said = form.cleaned_data
            _spent(request, said["email"])
            if not said["website"]:
                firm = Firm(said["firm"], said["number"], said["country"], said["new"], said["small"])
                actions.register(dialogue=dialogue, firm=firm, person=_person(said), key=token_urlsafe(32), now=now)
            return render(request, "dialogues/register_asked.html", {"dialogue": dialogue, "email": said["email"]})
    shown = {"dialogue": dialogue, "form": form, "may": may}
    return render(request, "dialogues/register.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes by the link in the letter. Opening it changes nothing: mail programs do that by themselves."""
    now = timezone.now()
    found = queries.registration_by(key, now)
    if found is None:
        return _unknown(request)
    if request.method == "POST":
        own = token_urlsafe(32)
        if actions.confirm(registration=found, key=own, now=now) is None:
            return _unknown(request)
        return redirect("dialogues:mine", key=own)
    return render(request, "dialogues/confirm.html", {"dialogue": found.dialogue, "firm": found.said["firm"]})


def _mine(key: str) -> Representative | None:
    return queries.representative_by(key, timezone.now())


@never_cache
@require_safe
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """A supplier's own page: what it can do, what it gave and got, who speaks for it."""
    person = _mine(key)
    if person is None:
        return _unknown(request)
    supplier = person.supplier
    told = [(one.fields["at"][:10], KINDS[one.kind].word(language()), (one.private or {}).get("title") or one.fields.get("title", "")) for one in queries.exchanged(supplier)]  # fmt: skip
    shown = {
        "person": person, "supplier": supplier, "dialogue": supplier.dialogue, "said": queries.said_in(supplier.dialogue, language()), "key": key,
        "blocks": queries.owns(request, person, key), "told": told, "people": list(supplier.people.filter(confirmed_at__isnull=False).order_by("name")),
        "may_join": rules.may_join(supplier), "may_leave": supplier.left_at is None and rules.takes_part(supplier.dialogue),
    }  # fmt: skip
    return render(request, "dialogues/mine.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a colleague in; they are written to first."""
    person, now = _mine(key), timezone.now()
    if person is None:
        return _unknown(request)
    insist(rules.may_join(person.supplier))
    form = ColleagueForm(request.POST or None, initial={"language": person.language})
    if request.method == "POST" and form.is_valid():
        said, supplier = form.cleaned_data, person.supplier
        _spent(request, said["email"])
        if not said["website"]:
            actions.register(
                dialogue=supplier.dialogue,
                firm=None,
                supplier=supplier,
                person=_person(said),
                key=token_urlsafe(32),
                now=now,
            )
        messages.success(request, _("%(email)s gets a letter with a link that confirms.") % {"email": said["email"]})
        return redirect("dialogues:mine", key=key)
    shown = {"form": form, "dialogue": person.supplier.dialogue, "supplier": person.supplier, "key": key}
    return render(request, "dialogues/colleague.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Take the supplier out of the dialogue, after a second look."""
    person = _mine(key)
    if person is None:
        return _unknown(request)
    if request.method == "POST":
        actions.leave(representative=person, now=timezone.now())
        messages.success(request, _("You have left the dialogue. You can still read what was exchanged."))
        return redirect("dialogues:mine", key=key)
    return render(
        request, "dialogues/leave.html", {"dialogue": person.supplier.dialogue, "supplier": person.supplier, "key": key}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a new link. The answer is the same whether the address is known or not."""
    dialogue = _announced(slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        _spent(request, email)
        actions.send_new_link(dialogue=dialogue, email=email, key=token_urlsafe(32), now=timezone.now())
        return render(request, "dialogues/new_link_asked.html", {"dialogue": dialogue, "email": email})
    return render(
        request, "dialogues/new_link.html", {"dialogue": dialogue, "form": form}, status=422 if form.is_bound else 200
    )


def way_in(request: HttpRequest, dialogue: Dialogue) -> str:
    """How to take part, on the public page."""
    shown = {"dialogue": dialogue, "may": rules.may_register(dialogue, timezone.now())}
    return mark_safe(render_to_string("dialogues/way_in.html", shown, request))  # noqa: S308  (our own template)


@require_safe
def suppliers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, for those inside."""
    actor, dialogue = seen(request, pk)
    page = Paginator(feeds.suppliers(dialogue), SIZE).get_page(asked_page(request))
    table = Table(
        [
            Column("name", _("Supplier")), Column("number", _("Organisation number")), Column("people", _("People"), "end"), Column("came", _("Came")),
            Column("about", _("About it")),
        ],
        [
            [Cell(one.name), one.number or f"{one.country} {one.foreign}".strip(), number(one.n), day_short(one.came_at), feeds.about(one)] for one in page
        ],
        _("Suppliers, by name"), query=query_of(request), caption_hidden=True, pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    carries = rules.may_carry_out(actor, dialogue)
    people = list(Representative.objects.visible_to(actor).filter(supplier__dialogue=dialogue, confirmed_at__isnull=False).exclude(needs="").order_by("name")) if carries else []  # fmt: skip
    shown: dict[str, Any] = {"table": table, "needs": people, "kinds": list(FILE_KINDS)}
    return drawn(request, dialogue, "dialogues/suppliers.html", TAB, _("Suppliers"), **shown)


@require_safe
def suppliers_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    _actor, dialogue = seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.suppliers_sheet(dialogue), kind))
