"""A programme of one's own: read, changed thing by thing, compared, brought up to date, released, shared."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.merging import difference, offers
from nybrott.core.programme import SECTIONS
from nybrott.core.verdict import Refused, insist
from nybrott.programmes import actions, queries, rules
from nybrott.programmes.forms.programmes import AboutForm, CardChoice, ReachForm, ReleaseForm, ThingForm
from nybrott.programmes.models import Package, Programme
from nybrott.programmes.queries.pieces import offered, shown
from nybrott.programmes.queries.telling import ProgrammeWords, thing_name
from nybrott.programmes.queries.words import SECTION_NAMES
from nybrott.programmes.views.cards import language
from nybrott.programmes.views.programmes import way
from nybrott.programmes.views.settling import chosen_of
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def _own(request: HttpRequest, slug: str) -> tuple[Actor, Programme]:
    actor = who(request)
    found = Programme.objects.visible_to(actor).select_related("organisation", "upstream", "changed_by")
    return actor, get_object_or_404(found, slug=slug)


def _changed(request: HttpRequest, slug: str) -> tuple[Actor, Programme]:
    actor, one = _own(request, slug)
    insist(rules.may_change_programme(actor, one))
    return actor, one


def _way(one: Programme, *more: str) -> tuple[Link, ...]:
    name = queries.body(one.content, language()).name
    return way(
        Link(name, reverse("programmes:programme", args=[one.slug]) if more else ""), *(Link(each) for each in more)
    )


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme as it is now, with what may be done with it."""
    actor, one = _own(request, slug)
    packages = list(one.packages.order_by("-version"))
    last = packages[0] if packages else None
    learnt, news = queries.beside(actor, one), queries.newest_upstream(actor, one)
    shown_ = {
        "programme": one, "body": queries.body(one.content, language(), learnt), "decided": [each for each in learnt if each.binding][:1], "packages": packages, "last": last,
        "changes": len(difference(one.base, one.content)) if one.upstream else 0, "news": news,
        "waiting": len(offers(one.base, one.content, news.content)) if news else 0, "may_change": rules.may_change_programme(actor, one),
        "may_release": rules.may_release(actor, one, last=last, waiting=learnt), "root": last.root if last else one.upstream.root if one.upstream else one.uid,
        "reach": one.get_reach_display(), "breadcrumbs": _way(one),
    }  # fmt: skip
    return render(request, "programmes/programme.html", shown_)


def _form(
    request: HttpRequest, one: Programme, form: object, heading: str, button: str, *, lessons: Sequence[queries.Learnt] = ()
) -> HttpResponse:  # fmt: skip
    said = {"form": form, "lessons": lessons, "heading": heading, "button": button, "back": reverse("programmes:programme", args=[one.slug]), "breadcrumbs": _way(one, heading)}  # fmt: skip
    return render(request, "programmes/form.html", said, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_about(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a programme is called, what it is, its licence."""
    actor, one = _changed(request, slug)
    form = AboutForm(request.POST or None, one.content)
    if request.method == "POST" and form.is_valid():
        actions.describe_programme(actor=actor, programme=one, said=form.said(), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("programmes:programme", one.slug)
    return _form(request, one, form, _("Change name and description"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_thing(request: HttpRequest, slug: str, section: str, id: str = "") -> HttpResponse:
    """Write a thing of a section, or a new one."""
    actor, one = _changed(request, slug)
    if section not in SECTIONS:
        raise Http404
    thing = next((each for each in one.content[section] if each["id"] == id), None)
    if id and thing is None:
        raise Http404
    form = ThingForm(request.POST or None, section, one.content, thing, language())
    if request.method == "POST" and form.is_valid():
        actions.write_thing(actor=actor, programme=one, section=section, thing=form.said(), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('programmes:programme', args=[one.slug])}#{section}")
    learnt = queries.beside(actor, one)
    lessons = (*queries.of_part(learnt, section, id), *(queries.of_part(learnt, section) if id else ()))
    return _form(request, one, form, str(SECTION_NAMES[section]), _("Save"), lessons=lessons)


@require_POST
def programme_remove(request: HttpRequest, slug: str, section: str, id: str) -> HttpResponse:
    """Take a thing out."""
    actor, one = _changed(request, slug)
    if section not in one.content or section not in SECTION_NAMES:
        raise Http404
    actions.remove_thing(actor=actor, programme=one, section=section, id=id, now=timezone.now())
    messages.success(request, _("It has been removed from the programme."))
    return redirect(f"{reverse('programmes:programme', args=[one.slug])}#{section}")


@require_POST
def programme_move(request: HttpRequest, slug: str, section: str, id: str) -> HttpResponse:
    """Move a thing one place up."""
    actor, one = _changed(request, slug)
    if section not in SECTIONS:
        raise Http404
    actions.move_thing(actor=actor, programme=one, section=section, id=id, now=timezone.now())
    return redirect(f"{reverse('programmes:programme', args=[one.slug])}#{section}")


@require_http_methods(["GET", "HEAD", "POST"])
def programme_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a method card of the shelf into a programme."""
    actor, one = _changed(request, slug)
    shelf = queries.shelf(actor, {}, language())
    form = CardChoice(request.POST or None, [(each.card.id, each.card.text(language())[1].name) for each in shelf])
    if request.method == "POST" and form.is_valid():
        actions.put_card_in(actor=actor, programme=one, slug=form.cleaned_data["card"], now=timezone.now())
        messages.success(request, _("The card is included."))
        return redirect(f"{reverse('programmes:programme', args=[one.slug])}#cards")
    return _form(request, one, form, _("Insert a method card"), _("Add it"))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_release(request: HttpRequest, slug: str) -> HttpResponse:
    """Release a version."""
    actor, one = _own(request, slug)
    insist(
        rules.may_release(
            actor, one, last=one.packages.order_by("-version").first(), waiting=queries.beside(actor, one)
        )
    )
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.release_version(actor=actor, programme=one, note=form.cleaned_data["note"], now=timezone.now())
        messages.success(request, _("Version %(version)s is released and signed.") % {"version": made.version})
        return redirect("programmes:package", made.pk)
    return _form(request, one, form, _("Release a version"), _("Release and sign"))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_reach(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who may read and copy what is released."""
    actor, one = _changed(request, slug)
    form = ReachForm(request.POST or None, initial={"reach": one.reach})
    if request.method == "POST" and form.is_valid():
        actions.share_programme(actor=actor, programme=one, reach=form.cleaned_data["reach"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("programmes:programme", one.slug)
    return _form(request, one, form, _("Share the programme"), _("Save"))


@require_safe
def programme_difference(request: HttpRequest, slug: str) -> HttpResponse:
    """What the organisation changed in a programme it took over."""
    _actor, one = _own(request, slug)
    if one.upstream is None:
        raise Http404
    words = ProgrammeWords(language(), one.content, one.base or {})
    pieces = shown(difference(one.base, one.content), words.label, words.value)
    said = {"programme": one, "name": thing_name(one.content, language()), "upstream": one.upstream, "pieces": pieces, "breadcrumbs": _way(one, _("What we changed"))}  # fmt: skip
    return render(request, "programmes/programme_difference.html", said)


@require_safe
def package_difference(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in a released version since the one before, of the same programme or of what it came from."""
    actor = who(request)
    seen = Package.objects.visible_to(actor)
    one = get_object_or_404(seen, pk=pk)
    before = seen.filter(uid=one.uid, version__lt=one.version).order_by("-version").first()
    line = one.said["line"]
    if before is None and line:
        before = seen.filter(uid=line[0]["programme"], version=line[0]["version"]).first()
    if before is None:
        raise Http404
    words = ProgrammeWords(language(), one.content, before.content)
    lessons = queries.lessons_of(queries.new_runs(before, one))
    pieces = shown(difference(before.content, one.content), words.label, words.value, lessons)
    said = {"name": str(one), "upstream": before, "pieces": pieces, "breadcrumbs": way(Link(one.name, reverse("programmes:package", args=[one.pk])), Link(_("What has changed")))}  # fmt: skip
    return render(request, "programmes/programme_difference.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_news(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new in the programme this one came from, piece by piece."""
    actor, one = _changed(request, slug)
    news = queries.newest_upstream(actor, one)
    fault = ""
    if request.method == "POST" and news is not None:
        try:
            if request.POST.get("choice") == "rest":
                actions.take_what_we_left(actor=actor, programme=one, now=timezone.now())
            else:
                path, chosen = chosen_of(request, one.content, news.content)
                actions.settle_piece(actor=actor, programme=one, path=path, chosen=chosen, now=timezone.now())
        except (Refused, ValueError) as trouble:
            fault = str(getattr(trouble, "reason", trouble))
        else:
            messages.success(request, _("Settled."))
            return redirect("programmes:programme_news", one.slug)
    words = ProgrammeWords(language(), one.content, news.content if news else {}, one.base or {})
    runs = queries.new_runs(one.upstream, news.package if news else None)
    lessons = queries.lessons_of(runs)
    pieces = offered(offers(one.base, one.content, news.content), words.label, words.value, lessons) if news else []
    beside = {lesson for piece in pieces for lesson in piece.lessons}
    said = {
        "runs": queries.runs_told(runs), "lessons": [lesson for lesson in lessons if lesson not in beside], "news": news,
        "pieces": pieces, "free": sum(not piece.clash for piece in pieces), "fault": fault, "from": news.publisher if news else "", "note": news.note if news else "",
        "thing": thing_name(one.content, language()), "back": reverse("programmes:programme", args=[one.slug]), "breadcrumbs": _way(one, _("What is new")),
    }  # fmt: skip
    return render(request, "programmes/news.html", said, status=422 if fault else 200)
