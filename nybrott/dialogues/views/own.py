"""Suppliers come in without an account or a script, and see their own page."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.ledger import KINDS
from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.dialogues import actions, queries, rules
from nybrott.dialogues.actions import Firm, Person
from nybrott.dialogues.forms import ColleagueForm, LinkForm, RegisterForm
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import asked_page, network_of, query_of
from nybrott.ui.formats import language
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

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


def _key() -> str:
    return token_urlsafe(32)


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
                actions.register(dialogue=dialogue, firm=firm, person=_person(said), key=_key(), now=now)
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
    if request.method == "POST" and found.confirmed_at is None:
        own = _key()
        came = actions.confirm(registration=found, key=own, now=now)
        if came is None:
            return _unknown(request)
        return (
            redirect("dialogues:mine", key=own)
            if isinstance(came, Representative)
            else redirect("dialogues:confirm", key=key)
        )
    shown = {"dialogue": found.dialogue, "firm": found.said["firm"], "until": found.confirm_until}
    return render(request, f"dialogues/{'waits' if found.confirmed_at else 'confirm'}.html", shown)


def _mine(key: str) -> Representative | None:
    return queries.representative_by(key, timezone.now())


@never_cache
@require_safe
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """A supplier's own page: what it can do, what it gave and got, who speaks for it."""
    person = _mine(key)
    if person is None:
        return _unknown(request)
    actions.use_link(
        representative=person, key=key
    )  # nothing of the dialogue changes by it: only the link before stops
    supplier, now = person.supplier, timezone.now()
    page = Paginator(queries.exchanged(supplier), SIZE).get_page(asked_page(request))
    told = [(datetime.fromisoformat(one.fields["at"]), KINDS[one.kind].word(language()), (one.private or {}).get("title") or one.fields.get("title", "")) for one in page]  # fmt: skip
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    shown = {
        "person": person, "supplier": supplier, "dialogue": supplier.dialogue, "said": queries.said_in(supplier.dialogue, language()), "key": key,
        "blocks": queries.owns(request, person, key), "told": told, "pages": page_links(table),
        "people": list(supplier.people.filter(confirmed_at__isnull=False).order_by("name")),
        "wanting": list(queries.wanting_in(supplier.dialogue, now).filter(supplier=supplier)) if rules.takes_part(supplier.dialogue) else [],
        "may_join": rules.may_join(supplier), "may_leave": supplier.left_at is None and rules.takes_part(supplier.dialogue),
        "may_come_back": rules.may_come_back(supplier, now),
    }  # fmt: skip
    return render(request, "dialogues/mine.html", shown)


@never_cache
@require_POST
def vouch(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Yes, this person speaks for us."""
    person = _mine(key)
    if person is None:
        return _unknown(request)
    wanting = get_object_or_404(person.supplier.registrations.filter(confirmed_at__isnull=False), pk=pk)
    came = actions.vouch(representative=person, registration=wanting, key=_key(), now=timezone.now())
    if came is not None:
        messages.success(request, _("%(name)s now speaks for you, and gets a link by letter.") % {"name": came.name})
    return redirect("dialogues:mine", key=key)


@never_cache
@require_POST
def come_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take part again after having left."""
    person = _mine(key)
    if person is None:
        return _unknown(request)
    actions.come_back(representative=person, now=timezone.now())
    messages.success(request, _("You take part again."))
    return redirect("dialogues:mine", key=key)


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
                key=_key(),
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
        actions.send_new_link(dialogue=dialogue, email=email, make_key=_key, now=timezone.now())
        return render(request, "dialogues/new_link_asked.html", {"dialogue": dialogue, "email": email})
    return render(
        request, "dialogues/new_link.html", {"dialogue": dialogue, "form": form}, status=422 if form.is_bound else 200
    )


def way_in(request: HttpRequest, dialogue: Dialogue) -> str:
    """How to take part, on the public page."""
    shown = {
        "dialogue": dialogue,
        "may": rules.may_register(dialogue, timezone.now()),
        "questions": dialogue.questions.count(),
    }
    return mark_safe(render_to_string("dialogues/way_in.html", shown, request))  # noqa: S308  (our own template)
