"""Instruments: those that come with Nybrott, the organisation's own, and their questions as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.surveys import KINDS, UNKNOWN, Instrument, shipped
from nybrott.evaluations.models import Edition
from nybrott.evaluations.models import Instrument as Own
from nybrott.evaluations.queries.words import KIND_NAMES


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one language. `options`: (value, text) of what can be answered, `rows`: (id, text) of its statements."""

    id: str
    kind: str
    kind_name: str
    text: str
    help: str
    required: bool
    options: Sequence[tuple[str, str]] = ()
    rows: Sequence[tuple[str, str]] = ()
    low: str = ""
    high: str = ""
    only_if: str = ""

    @property
    def listed(self) -> Sequence[tuple[str, str]]:
        """What stands below the question: its statements, or its answers where they are no mere points."""
        return self.rows or (() if self.low else self.options)


def asked_of(instrument: Instrument, language: str) -> list[Asked]:
    """Its questions in a language."""
    by_id = {one["id"]: one for one in instrument.questions}
    return [_asked(one, by_id, language) for one in instrument.questions]


def _asked(one: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], language: str) -> Asked:
    return Asked(
        one["id"], one["kind"], str(KIND_NAMES[one["kind"]]), in_language(one["text"], language), in_language(one.get("help", {}), language),
        bool(one.get("required")), options_of(one, language),
        [(each["id"], in_language(each["text"], language)) for each in one.get("rows", [])],
        in_language(one.get("low_text", {}), language), in_language(one.get("high_text", {}), language),
        _only_if(one, by_id, language),
    )  # fmt: skip


def options_of(one: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """What can be answered to a question (or, of a matrix, to each row): value and text."""
    if "options" in one:
        return [(each["id"], in_language(each["text"], language)) for each in one["options"]]
    if "bands" in one:
        ends = [*(str(band - 1) for band in one["bands"][1:]), ""]
        return [(str(band), _band(band, end)) for band, end in zip(one["bands"], ends, strict=True)]
    if "low" in one:
        points = [(str(point), str(point)) for point in range(one["low"], one["high"] + 1)]
        return [*points, *([(UNKNOWN, _("I do not know"))] if one.get("unknown") else [])]
    return []


def _band(band: int, end: str) -> str:
    if not end:
        return _("%(number)s or more") % {"number": band}
    return str(band) if str(band) == end else f"{band}–{end}"


def _only_if(one: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], language: str) -> str:
    rule = one.get("show_if")
    if not rule:
        return ""
    about = by_id[rule["question"]]
    texts = dict(options_of(about, language))
    answers = ", ".join(texts.get(str(each), str(each)) for each in rule["is"])
    return _("Only asked when “%(question)s” is answered with: %(answers)s") % {
        "question": in_language(about["text"], language), "answers": answers,
    }  # fmt: skip


def shipped_instruments(language: str) -> list[tuple[str, str, str, int, str]]:
    """Those that come with Nybrott: id, name, why, seconds, whom they are for."""
    return [
        (one.id, in_language(one.instrument.content["name"], language), in_language(one.instrument.content["intro"], language),
         one.instrument.seconds(language), one.instrument.content["audience"])
        for one in shipped().values()
    ]  # fmt: skip


def own_instruments(actor: Actor, language: str) -> list[tuple[Own, Edition, str, int]]:
    """The organisation's own: each with its newest version, its name, and in how many waves it is. Two queries."""
    latest = Edition.objects.filter(instrument=OuterRef("pk")).order_by("-number")
    rows = list(
        Own.objects.visible_to(actor)
        .annotate(newest=Subquery(latest.values("pk")[:1]), uses=Count("editions__waves"))
        .order_by("put_away_at", "-made_at")
    )
    editions = Edition.objects.in_bulk([row.newest for row in rows])
    found: list[tuple[Own, Edition, str, int]] = []
    for row in rows:
        edition = editions[row.newest]
        found.append((row, edition, in_language(edition.content["name"], language), row.uses))
    return found


def editions_of(instrument: Own) -> list[Edition]:
    """Its versions, the newest first, each with `uses`: how many waves use it."""
    return list(instrument.editions.annotate(uses=Count("waves")).select_related("written_by").order_by("-number"))


def kinds() -> list[tuple[str, str]]:
    """The kinds of questions one can add."""
    return [(kind, str(KIND_NAMES[kind])) for kind in KINDS]
