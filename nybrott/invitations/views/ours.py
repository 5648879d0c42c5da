"""The invitation from inside: text for the official notice, the brief, the notice's number."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import crumbs, parts
from nybrott.dialogues.rules import may_read
from nybrott.invitations import actions, queries, rules
from nybrott.invitations.forms import NoticeForm
from nybrott.ui.asking import who
from nybrott.ui.documents import KINDS, File, file_of

HERE = "invitations:invitation"


def address_of(dialogue: Dialogue) -> str:
    """Where everyone finds the dialogue."""
    return f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """Who asks and the dialogue asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, found))
    return actor, found


def as_file(made: File) -> HttpResponse:
    """A file to be kept."""
    return HttpResponse(made.content, content_type=made.content_type, headers={"Content-Disposition": f'attachment; filename="{made.name}"'})  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The text for the notice field by field, the brief as it stands, and which official notice it is."""
    actor, dialogue = seen(request, pk)
    form = NoticeForm(request.POST or None, initial={"number": dialogue.notice})
    if request.method == "POST" and form.is_valid():
        actions.name_notice(actor=actor, dialogue=dialogue, number=form.cleaned_data["number"], now=timezone.now())
        messages.success(request, _("The number of the official notice is noted."))
        return redirect(HERE, pk=pk)
    shown = {
        "dialogue": dialogue, "tabs": parts(actor, dialogue, HERE), "breadcrumbs": crumbs(dialogue, _("Invitation")), "form": form,
        "texts": [(language, queries.notice_text(dialogue, language, address_of(dialogue))) for language in queries.languages(dialogue)],
        "missing": queries.missing_english(dialogue), "briefs": queries.briefs_now(dialogue), "may_give": rules.may_give_brief(actor, dialogue),
        "may_name": rules.may_name_notice(actor, dialogue), "notice": queries.official_notice(dialogue),
        "likely": [] if dialogue.notice else queries.likely_notices(dialogue),
    }  # fmt: skip
    return render(request, "invitations/invitation.html", shown, status=422 if form.is_bound else 200)


@require_POST
def give_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """Give everyone the brief as it stands."""
    actor, dialogue = seen(request, pk)
    actions.give_brief(actor=actor, dialogue=dialogue, address=address_of(dialogue), now=timezone.now())
    messages.success(request, _("Everyone can read the brief on the public page now."))
    return redirect(HERE, pk=pk)


@require_safe
def notice_file(request: HttpRequest, pk: int, language: str, kind: str) -> HttpResponse:
    """The text for the official notice as DOCX, or as plain text."""
    _actor, dialogue = seen(request, pk)
    if language not in queries.languages(dialogue) or kind not in ("docx", "txt"):
        raise Http404(_("There is no such file."))
    name = f"{slugify(dialogue.slug)[:60]}-doffin-{language}"
    if kind == "txt":
        said = queries.notice_text(dialogue, language, address_of(dialogue))
        text = "\n\n".join((said.title, said.description, said.more, *said.cpv)) + "\n"
        return as_file(File(f"{name}.txt", text.encode(), "text/plain; charset=utf-8"))
    return as_file(file_of(queries.notice_document(dialogue, language, address_of(dialogue)), name, "docx"))


@require_safe
def brief_draft(request: HttpRequest, pk: int, language: str, kind: str) -> HttpResponse:
    """The brief as it would be given now, to be read through first."""
    _actor, dialogue = seen(request, pk)
    if language not in queries.languages(dialogue) or kind not in KINDS:
        raise Http404(_("There is no such file."))
    last = queries.briefs_now(dialogue)
    version = last[0].version + 1 if last else 1
    document = queries.brief_document(dialogue, language, version, address_of(dialogue))
    return as_file(file_of(document, f"{dialogue.slug[:60]}-brief-{language}-draft", kind))
