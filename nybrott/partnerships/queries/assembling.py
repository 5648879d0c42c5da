"""A report as it stands: of the rows of those who are in the network and share them now. And the versions that were published."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.networks.queries import county_of
from nybrott.partnerships.models import Report, ReportRow, ReportVersion
from nybrott.partnerships.queries.members import Member, members
from nybrott.partnerships.queries.reckoning import figures
from nybrott.partnerships.states import ANSWERED, REPORTED, Answer
from nybrott.people.models import Network

FORMAT = 1
TEXTS = ("foreword", "learnt", "ahead")


def reports(actor: Actor, network: Network) -> QuerySet[Report]:
    """The reports of a network, the newest time first."""
    return Report.objects.visible_to(actor).filter(network=network).order_by("-year", "-part")


def rows_in(report: Report) -> dict[int, ReportRow]:
    """Organisation → its rows."""
    return {one.organisation_id: one for one in ReportRow.objects.filter(report=report).select_related("answered_by")}


def assembled(actor: Actor, report: Report) -> dict[str, Any]:
    """The content of a report in no language: `format`, `about`, `texts`, `members` (rows), `figures`. Three queries.

    Who has left is not in it; what a member no longer shares is None, also when it was counted and confirmed before.
    """
    found, rows = members(actor, report.network), rows_in(report)
    told = [member_told(one, rows.get(one.pk)) for one in found]
    as_of = timezone.localdate(report.counted_at)
    return {
        "format": FORMAT,
        "about": {
            "network": report.network.name, "keeper": report.network.keeper.name, "year": report.year, "part": report.part, "first": report.first_on.isoformat(),
            "last": report.last_on.isoformat(), "as_of": as_of.isoformat(), "over": report.last_on < as_of,
        },
        "texts": {name: getattr(report, name) for name in TEXTS},
        "members": told,
        "figures": figures(told),
    }  # fmt: skip


def member_told(one: Member, row: ReportRow | None) -> dict[str, Any]:
    """What the report says of a member."""
    shared = {kind.value: row.counted.get(kind.value) if row and kind in one.shares else None for kind in REPORTED}
    told = {
        "pk": one.pk, "name": one.name, "kind": one.organisation.kind, "size": one.size.value, "county": county_of(one.organisation),
        "answer": row.answer if row else Answer.WAITING.value, "answered_on": timezone.localdate(row.answered_at).isoformat() if row and row.answered_at else None,
        "note": "", "counted": None, **shared,
    }  # fmt: skip
    if row and row.answer == Answer.CORRECTED and shared["portfolio"] is not None:
        told |= {
            "note": row.note,
            "counted": shared["portfolio"],
            "portfolio": corrected(shared["portfolio"], row.said),
        }
    return told


def corrected(counted: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was counted, with the numbers a member gave instead."""
    started = {klass: said.get("started", {}).get(klass, n) for klass, n in counted["started"].items()}
    joint = said.get("joint", counted["joint"])
    every = sum(started.values())
    return {"started": started, "joint": joint, "joint_unknown": min(counted["joint_unknown"], max(every - joint, 0)), "all": every}  # fmt: skip


def unanswered(told: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names of those that have not answered, of a report's members."""
    return [one["name"] for one in told if one["answer"] not in ANSWERED]


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def holds(one: ReportVersion) -> bool:
    """Whether a version is what it was when it was published."""
    return digest_of(one.content) == one.digest


def versions(actor: Actor, report: Report) -> QuerySet[ReportVersion]:
    """Published versions, the newest first, without what they hold."""
    return ReportVersion.objects.visible_to(actor).filter(report=report).select_related("published_by").defer("content")


def newest(report: Report) -> int:
    """The number of the last version; 0 when there is none."""
    found = ReportVersion.objects.filter(report=report).aggregate(n=Max("number"))["n"]
    return found or 0


def years_to_report(today: date) -> list[int]:
    """Years a report can be begun on: this one and the five before."""
    return list(range(today.year, today.year - 6, -1))
