"""Contracts, trials and the graveyard as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nybrott.contracts import feeds
from nybrott.contracts.views.framing import held
from nybrott.core.verdict import insist
from nybrott.people.rules import works_here
from nybrott.ui.asking import who
from nybrott.ui.files import as_file
from nybrott.ui.sheets import FILE_KINDS, file_of


@require_safe
def contracts_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Every contract of the organisation."""
    actor = who(request)
    insist(works_here(actor))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.contracts_sheet(actor), kind))


@require_safe
def trial_file(request: HttpRequest, pk: int, contract: int, kind: str) -> HttpResponse:
    """What a contract was tried against, with what the trial showed."""
    _actor, one = held(request, pk, contract)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.trial_sheet(one), kind))


@require_safe
def graveyard_file(request: HttpRequest, kind: str) -> HttpResponse:
    """What nobody has decided about."""
    actor = who(request)
    insist(works_here(actor))
    if kind not in FILE_KINDS or actor.organisation_id is None:
        raise Http404
    return as_file(file_of(feeds.graveyard_sheet(actor.organisation_id, timezone.localdate()), kind))
