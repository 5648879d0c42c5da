"""The cases everyone may read, for programs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from nybrott.cases.models import Case, Named
from nybrott.cases.queries.cases import open_cases, published
from nybrott.core.actor import VISITOR


def opened(*, organisation: str | None = None, **wanted: str | None) -> "QuerySet[Case]":
    """The open cases, the newest first, narrowed by organisation number and as `published` narrows."""
    found = published(VISITOR, wanted)  # a visitor reads the open ones alone
    return found if organisation is None else found.filter(organisation__number=organisation)


def opened_at(organisation: str, slug: str) -> Case | None:
    """The open case of this address; None when there is none."""
    if "\0" in organisation + slug:  # no database takes one
        return None
    return open_cases().filter(organisation__slug=organisation, slug=slug).first()


def open_state() -> str:
    """Changes whenever what is open does, or whom it names."""
    said = ("newest", "shown_at", "slug", "organisation__slug", "organisation__name", "organisation__number")
    cases = Case.objects.open().order_by("pk").values_list("pk", *said)
    named = Named.objects.filter(case__in=Case.objects.open()).order_by("pk")
    return f"{list(cases)!r} {list(named.values_list('pk', 'case', 'consent', 'level', 'name', 'role'))!r}"


def facts_given(facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is known of a case as programs are given it: without the keys of things that only the organisation's own people see."""
    if not facts:
        return None
    lots, asked = facts.get("lots") or {}, facts.get("requirements") or {}
    return {
        "as_of": facts["as_of"],
        "trail": [{"kind": one["kind"], "on": one["on"] or None} for one in facts.get("trail", [])],
        "notices": [{**one, "on": one["on"] or None} for one in facts.get("notices", [])],
        "lots": lots.get("n"), "lots_counted": lots.get("counted"), "tenders": lots["tenders"] if lots.get("counted") else None,
        "requirements": asked.get("n"), "requirements_functional": asked.get("functional"), "people": facts.get("people", []),
        "benefits": [{**one, "on": one["on"] or None} for one in facts.get("benefits", [])],
    }  # fmt: skip
