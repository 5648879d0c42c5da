"""How we count: the lenses, each measure's definition, and every sign we look for."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core import signals as signs
from nybrott.observatory import queries
from nybrott.observatory.views import words
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link

KINDS = {"counted": "confirmed", "candidate": "warning", "context": "neutral"}


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Figures"), reverse("observatory:overview")), *more)


def _in_english(text: str) -> SafeString:
    """Reasons and sources are written once, in English, and say so to those who listen."""
    return format_html('<span lang="en">{}</span>', text)


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """The lenses, what is counted, and a list of the measures."""
    language = get_language() or "nb"
    listed = [
        {
            "name": measure.names[language],
            "what": measure.counted[language],
            "url": reverse("observatory:definition", args=[name]),
        }
        for name, measure in queries.known_measures().items()
    ]
    return render(
        request,
        "observatory/definitions.html",
        {"measures": listed, "signs": len(signs.catalogue().signals), "breadcrumbs": _crumbs(Link(_("How we count")))},
    )


@require_safe
def definition(request: HttpRequest, name: str) -> HttpResponse:
    """One measure: what is counted and what not, why, from where, and the query itself."""
    measure = queries.known_measures().get(name)
    if measure is None:
        raise Http404
    language = get_language() or "nb"
    return render(
        request,
        "observatory/definition.html",
        {
            "name": measure.names[language],
            "definition": measure.counted[language],
            "facts": [
                (_("Not counted"), measure.not_counted[language]),
                (_("Share of"), measure.denominator[language]),
                (_("Coverage"), measure.coverage[language]),
                (_("Version"), f"{measure.version} ({measure.fingerprint})"),
                (_("Why"), measure.reasons[language]),
                (_("Source"), _in_english(measure.source)),
                (_("Written by"), measure.authored_by),
                (_("Checked by"), measure.checked_by or _("Not yet checked by anyone else")),
                (_("To be looked at again"), day_year(measure.review_after)),
            ],
            "sql": measure.sql,
            "breadcrumbs": _crumbs(
                Link(_("How we count"), reverse("observatory:definitions")), Link(measure.names[language])
            ),
        },
    )


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """Every sign of the catalogue, by family, counted ones first."""
    catalogue = signs.catalogue()
    weights, families = list(words.WEIGHTS), list(words.FAMILIES)
    ordered = sorted(
        catalogue.signals.values(), key=lambda sign: (families.index(sign.family), weights.index(sign.weight), sign.id)
    )
    return render(
        request,
        "observatory/signals.html",
        {
            "families": [
                (words.word(words.FAMILIES, family), [_shown(sign) for sign in members])
                for family, members in groupby(ordered, key=lambda sign: sign.family)
            ],
            "version": [(_("Version"), catalogue.version), (_("Signs"), number(len(catalogue.signals)))],
            "breadcrumbs": _crumbs(
                Link(_("How we count"), reverse("observatory:definitions")), Link(_("The signs we look for"))
            ),
        },
    )


def _shown(sign: signs.Signal) -> dict[str, object]:
    language = get_language() or "nb"
    return {
        "id": sign.id,
        "name": sign.names[language],
        "what": sign.what[language],
        "weight_word": words.word(words.WEIGHTS, sign.weight),
        "weight_kind": KINDS[sign.weight],
        "lens": sign.lens,
        "lens_word": words.word(words.LENSES, sign.lens),
        "opens_lens": sign.opens_lens,
        "facts": [
            (_("Why"), sign.why[language]),
            (_("Source"), _in_english(sign.source)),
            (_("Written by"), sign.authored_by),
            (_("Checked by"), sign.checked_by or _("Not yet checked by anyone else")),
            (_("To be looked at again"), day_year(sign.review_after)),
            (_("Short name"), sign.id),
        ],
    }
