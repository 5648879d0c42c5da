"""Information the organisation gives: written inside, shown to everyone at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.personal import spots
from nybrott.core.verdict import insist
from nybrott.desk.actions import shelf
from nybrott.desk.models import Upload
from nybrott.desk.queries import Writing, initial_of, writing
from nybrott.desk.rules import why_not_taken
from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.dialogues.models import Dialogue, Item
from nybrott.dialogues.queries import announced
from nybrott.dialogues.rules import may_carry_out, may_read
from nybrott.disclosures import actions, queries, rules
from nybrott.disclosures.actions import Given
from nybrott.disclosures.forms import ItemForm
from nybrott.disclosures.views.framing import carried, drawn, seen
from nybrott.people.actions.limits import UPLOAD, spend
from nybrott.sources import Unreadable
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import handed_out, takes_files
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 20
TAB = "disclosures:items"


def number_in(text: str | None) -> int:
    """The key of something, as a form or an address gives it; 0, which nothing has, when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def paged(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """One page of the rows, how many there are, and the links to the other pages, as templates are given them."""
    page = Paginator(rows, SIZE).get_page(asked_page(request))
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    table = Table([], [], "", query=query_of(request), pages=pages)
    return {"rows": list(page), "total": page.paginator.count, "pages": page_links(table)}


@require_safe
def items(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told, and what waits to be told, the newest first."""
    _actor, dialogue = seen(request, pk)
    told = dialogue.items.select_related("file", "written_by")
    may = may_carry_out(who(request), dialogue)
    return drawn(
        request, dialogue, "disclosures/items.html", TAB, _("Information given"), **paged(request, told), may=may
    )


def _form(item: Item | None, data: Any = None, files: Any = None) -> ItemForm:
    first = {"title": item.title, "text": item.text, "url": item.url} if item else {}
    return ItemForm(data, files, held=item is not None and item.file_id is not None, initial=first)


def _writing(request: HttpRequest, dialogue: Dialogue, form: ItemForm) -> Writing:
    """What was typed before and not kept yet, put into the form of something new."""
    label = _("Information for “%(title)s”") % {"title": dialogue.title}
    key = f"disclosures.item:new-{dialogue.pk}"
    state = writing(who(request), key, label=label, url=request.path, now=timezone.now())
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    return state


def _form_page(
    request: HttpRequest, dialogue: Dialogue, form: ItemForm, item: Item | None, status: int = 200
) -> HttpResponse:
    back = Link(_("Information given"), reverse(TAB, args=[dialogue.pk]))
    state = _writing(request, dialogue, form) if item is None else None
    here = item.title if item else _("Share something")
    marks = spots(f"{item.title}\n{item.text}") if item else ()
    shown = {
        "form": form, "item": item, "writing": state, "personal": bool(marks),
        "may_write": rules.may_write_item(who(request), item) if item else None,
        "may_show": rules.may_show(who(request), item) if item else None,
    }  # fmt: skip
    return drawn(request, dialogue, "disclosures/item.html", TAB, back, here, status=status, **shown)


def _too_large(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form with the reason; what was typed beside the file was never read."""
    item = _item(request, pk) if request.resolver_match and request.resolver_match.url_name == "item" else None
    _actor, dialogue = (who(request), item.dialogue) if item else carried(request, pk)
    form = _form(item, {})
    form.errors.clear()
    form.add_error("file", why_not_taken(Unreadable("too-large")))
    form.add_error("file", _("What you wrote beside it was not received: go back to find it."))
    return _form_page(request, dialogue, form, item, 422)


def _item(request: HttpRequest, pk: int) -> Item:
    found = Item.objects.visible_to(who(request)).select_related("dialogue__organisation", "file", "written_by")
    one = get_object_or_404(found, pk=pk)
    insist(may_read(who(request), one.dialogue))
    return one


def _kept(request: HttpRequest, form: ItemForm, keep: Callable[[Given, datetime], Item]) -> Item | None:
    """What was kept; None when the form says why its file is not taken."""
    said, now = form.cleaned_data, timezone.now()
    file = said["file"]
    if file is not None:
        spend(limit=UPLOAD, who=str(who(request).user_id), now=now)
    given = Given(
        said["title"],
        said["text"],
        said["url"],
        file,
        file.name if file is not None else "",
        bool(said.get("without_file")),
    )
    try:
        return keep(given, now)
    except Unreadable as trouble:
        form.add_error("file", why_not_taken(trouble))
        return None


@takes_files(_too_large, largest=LARGEST_BODY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down something to tell; it is shown by a second step."""
    actor, dialogue = carried(request, pk)
    form = _form(None, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = _kept(
            request, form, lambda given, now: actions.write_item(actor=actor, dialogue=dialogue, given=given, now=now)
        )
        if made is not None:
            messages.success(request, _("Kept. Only you see it until you show it to everyone."))
            return redirect("disclosures:item", pk=made.pk)
    return _form_page(request, dialogue, form, None, 422 if form.is_bound else 200)


@takes_files(_too_large, largest=LARGEST_BODY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of information: changed, shown to everyone or removed while nobody outside has seen it; read afterwards."""
    actor, found = who(request), _item(request, pk)
    step, now, form = request.POST.get("step", ""), timezone.now(), _form(found)
    if request.method == "POST" and step == "show":
        actions.show_item(actor=actor, item=found, now=now)
        messages.success(request, _("Everyone can see it now, and all who take part get a letter."))
        return redirect(TAB, pk=found.dialogue_id)
    if request.method == "POST" and step == "remove":
        actions.remove_item(actor=actor, item=found, now=now)
        messages.success(request, _("“%(title)s” is removed.") % {"title": found.title})
        return redirect(TAB, pk=found.dialogue_id)
    if request.method == "POST":
        form = _form(found, request.POST, request.FILES)
        if form.is_valid() and _kept(
            request, form, lambda given, at: actions.change_item(actor=actor, item=found, given=given, now=at)
        ):
            messages.success(request, _("Saved."))
            return redirect("disclosures:item", pk=found.pk)
    return _form_page(request, found.dialogue, form, found, 422 if form.is_bound else 200)


def _sent(file: Upload | None) -> HttpResponseBase:
    if file is None:
        raise Http404(_("There is no file here."))
    try:
        return handed_out(shelf().open(file.sha256), name=file.name, media=file.what.media)
    except FileNotFoundError:
        raise Http404(_("The file is no longer on this machine.")) from None


@require_safe
def item_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a piece of information, for those inside; always as an attachment."""
    return _sent(_item(request, pk).file)


@require_safe
def given(request: HttpRequest, slug: str) -> HttpResponse:
    """All that everyone was told, the newest first."""
    dialogue = get_object_or_404(announced(), slug=slug)
    shown = {"dialogue": dialogue, "breadcrumbs": public_crumbs(dialogue, _("Information given"))}
    return render(request, "disclosures/given.html", shown | paged(request, queries.shown_items(dialogue)))


@require_safe
def given_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file everyone was given; always as an attachment."""
    dialogue = get_object_or_404(announced(), slug=slug)
    return _sent(get_object_or_404(queries.shown_items(dialogue), pk=pk).file)


def public_crumbs(dialogue: Dialogue, here: str) -> tuple[Link, ...]:
    """The way to a page below a dialogue's public one."""
    return (
        Link(_("Market dialogues"), reverse("dialogues:dialogues")),
        Link(dialogue.title, reverse("dialogues:public", args=[dialogue.slug])), Link(here),
    )  # fmt: skip
