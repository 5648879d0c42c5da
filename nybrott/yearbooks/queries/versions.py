"""Versions that are published, and which years there is something to tell of."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from nybrott.contracts.models import Contract
from nybrott.core.actor import Actor
from nybrott.procurements.models import Procurement
from nybrott.yearbooks.models import Yearbook, YearbookQuerySet
from nybrott.yearbooks.rules import FIRST


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def holds(one: Yearbook) -> bool:
    """Whether a version is what it was when it was published."""
    return digest_of(one.content) == one.digest


def versions(actor: Actor, year: int | None = None) -> YearbookQuerySet:
    """Published versions somebody may see, the newest year and version first, without what they hold."""
    found = Yearbook.objects.visible_to(actor).select_related("published_by").defer("content")
    return (found if year is None else found.filter(year=year)).order_by("-year", "-number")


def newest(organisation: int, year: int) -> int:
    """The number of the last version of a year; 0 when there is none."""
    found = Yearbook.objects.filter(organisation=organisation, year=year).aggregate(n=Max("number"))["n"]
    return found or 0


def is_published(organisation: int, year: int, number: int, digest: str) -> bool:
    """Whether a version holds just what has this digest."""
    return Yearbook.objects.filter(organisation=organisation, year=year, number=number, digest=digest).exists()


def years(organisation: int, today: date) -> list[int]:
    """Years with something to tell of, the newest first: from the first time something was announced, signed or put to use, to this year."""
    first = Procurement.objects.filter(organisation=organisation).aggregate(
        competed=Min("competed_at"), signed=Min("signed_at"), used=Min("used_at")
    )
    written = Contract.objects.filter(procurement__organisation=organisation).aggregate(on=Min("signed_on"))["on"]
    known = [timezone.localdate(moment).year for moment in first.values() if moment is not None]
    known += [written.year] if written else []
    return list(range(today.year, max(min([*known, today.year]), FIRST) - 1, -1))
