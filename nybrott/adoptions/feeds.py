"""What was taken over as rows to take along and as a chapter of the yearly report, and the reuse of open cases as a feed: only what adopters have opened to everyone, and no person's name."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nybrott.adoptions import queries
from nybrott.adoptions.models import Adoption, Figure, Result
from nybrott.adoptions.states import Outcome
from nybrott.booklets import Datum, Grid, Paragraph, Part
from nybrott.cases.queries import address_of
from nybrott.core.actor import Actor
from nybrott.networks.queries import called, namesakes
from nybrott.ui.formats import NONE, number
from nybrott.ui.sheets import Column, Sheet, Value

MOST = 50  # entries in a feed
LISTS = ("ours", "theirs")


# --- files ---


def _columns(*, ours: bool) -> list[Column]:
    first = [Column("title", _("What we took over"), _("What the adopter calls it.")), Column("case", _("The case"), _("As it is called in the version that is followed."))]  # fmt: skip
    other = Column("told_by", _("Told by"), _("The organisation that told the case.")) if ours else Column("taken_by", _("Taken over by"), _("The organisation that took our case over."))  # fmt: skip
    inside = [Column("owner", _("Looked after by"), _("Who looks after it.")), Column("level", _("Who may see it"), _("Who the adopter shows it to."))] if ours else []  # fmt: skip
    return [
        *first, other, *inside,
        Column("taken_on", _("Taken over"), _("The day it was taken over.")), Column("expected_on", _("Expected by"), _("The day the adopter expects to know what came of it.")),
        Column("state", _("Progress"), _("The stage it has reached.")), Column("wish", _("What it should achieve"), _("In the adopter’s words.")),
        Column("differently", _("Done differently"), _("What is done differently, part by part, and why.")), Column("told_on", _("Told"), _("The day this result was reported; empty "
                                                                                                                                            "until then.")),
        Column("outcome", _("What came of it"), _("As the adopter says.")), Column("why", _("Why"), _("As the adopter says.")),
        Column("figures", _("Figures"), _("What was counted, before and after, and whether it is measured or an estimate. Figures of different organisations count different things: do not add them.")),
    ]  # fmt: skip


def adoptions_sheet(actor: Actor, which: str) -> Sheet:
    """A row for each result, the newest first, and one for what has none yet: of what we took over (`ours`), or of what others took over from us, as far as the actor
    sees it (`theirs`)."""
    ours = which == "ours"
    found = queries.ours(actor) if ours else queries.of_ours(actor)
    rows = (row for one in found.iterator(chunk_size=200) for row in _rows(one, ours=ours))
    name, title = ("taken-over", _("Taken over from others")) if ours else ("taken-over-from-us", _("What others took over from us"))  # fmt: skip
    return Sheet(name, title, _columns(ours=ours), rows, [])


def _rows(one: Adoption, *, ours: bool) -> Iterable[list[Value]]:
    case = one.version.title if one.version is not None else one.case.title if one.case is not None else ""
    told_by = one.case.organisation.name if one.case is not None else ""
    inside: list[Value] = [one.owner.name if one.owner is not None else "", str(one.get_level_display())] if ours else []  # fmt: skip
    differently = tuple(f"{change.get_part_display()}: {change.ours} ({change.why})" for change in one.changes.all())
    first: list[Value] = [
        one.title, case, told_by if ours else one.organisation.name, *inside, localdate(one.made_at), one.report_on, str(one.get_state_display()), one.wish, differently,
    ]  # fmt: skip
    results = list(one.results.all())
    if not results:
        yield [*first, None, "", "", ()]
    for result in results:
        figures = tuple(_figure(figure) for figure in result.figures.all())
        yield [*first, localdate(result.told_at), str(result.get_outcome_display()), result.text, figures]


def _figure(one: Figure) -> str:
    sure = _("measured") if one.measured else _("estimate")
    after = f"{number(one.after, 3)} {one.unit}".strip()
    if one.before is None:
        return f"{one.what}: {after} ({sure})"
    return f"{one.what}: {number(one.before, 3)} → {after} ({sure})"


# --- a chapter of the yearly report ---


def yearly_part(told: Mapping[str, Any]) -> Part:
    """What was taken over from others and by others in the year, and what came of it."""
    rows = tuple(
        (Datum(name), Datum(number(one["n"]), one["n"]), Datum(number(one["told"]), one["told"]), Datum(_outcomes(one["outcomes"])))
        for name, one in ((_("Taken over from others"), told["taken"]), (_("Taken over by others, as far as they let us know"), told["given"]))
    )  # fmt: skip
    columns = (
        (_("What"), False),
        (_("Taken over"), True),
        (_("Reported a result"), True),
        (_("What they said last"), False),
    )
    return Part("reuse", _("Learnt from each other"), (
        Paragraph(_("Cases that were taken over in the year, and results reported in it, including for what was "
                    "taken over earlier. A result says how it went for the organisation that reports it; figures "
                    "from different organisations are not added together.")),
        Grid(_("Reuse"), _("What was taken over in the year, and what came of it"), columns, rows),
    ))  # fmt: skip


def _outcomes(by: Mapping[str, int]) -> str:
    return ", ".join(f"{Outcome(outcome).label}: {number(n)}" for outcome, n in by.items()) or NONE


# --- the feed ---


def _clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _entries() -> list[dict[str, Any]]:
    """The newest reuse of open cases. An entry keeps its id when a result is told, and says when that was."""
    found = queries.opened()[:MOST]
    shared = namesakes([one.organisation for one in found])
    return [_entry(one, called(one.organisation, shared)) for one in found]


def _entry(one: Adoption, by: str) -> dict[str, Any]:
    case, latest = one.case, queries.latest_of(one)
    if case is None or case.newest is None:
        raise ValueError("an open adoption is of a case that is shown")
    page = f"{settings.ADDRESS}{address_of(case)}"
    title = _("%(who)s took over “%(title)s”") % {"who": by, "title": case.newest.title}
    return {
        "id": f"{page}#adoption-{one.pk}", "url": f"{page}#used-by", "title": title, "text": "\n\n".join((one.wish, *_told(latest))), "by": by, "made": one.made_at,
        "updated": latest.told_at if latest is not None else one.made_at, "tags": [_clean(word) for word in case.newest.words],
    }  # fmt: skip


def _told(latest: Result | None) -> list[str]:
    if latest is None:
        return []
    return [f"{latest.get_outcome_display()}. {latest.text}", *(_figure(one) for one in latest.figures.all())]


def atom(language: str) -> bytes:
    """As Atom (RFC 4287)."""
    feed = Atom1Feed(
        title=_("What others took over"), link=f"{settings.ADDRESS}{reverse('cases:cases')}", feed_url=f"{settings.ADDRESS}{reverse('adoptions:feed', args=['atom'])}", language=language,
        description=_("Open cases that other organisations took over, and what came of them, where they let everyone see it."),
    )  # fmt: skip
    for one in _entries():
        feed.add_item(
            title=_clean(one["title"]), link=one["url"], description=_clean(one["text"]), author_name=_clean(one["by"]), unique_id=one["id"], pubdate=one["made"], updateddate=one["updated"],
            categories=one["tags"],
        )  # fmt: skip
    return bytes(feed.writeString("utf-8").encode())


def json_feed(language: str) -> bytes:
    """As JSON Feed 1.1."""
    items = [
        {
            "id": one["id"], "url": one["url"], "title": one["title"], "content_text": one["text"], "date_published": one["made"].isoformat(), "date_modified": one["updated"].isoformat(),
            "authors": [{"name": one["by"]}], "tags": one["tags"],
        }
        for one in _entries()
    ]  # fmt: skip
    said = {
        "version": "https://jsonfeed.org/version/1.1", "title": _("What others took over"), "home_page_url": f"{settings.ADDRESS}{reverse('cases:cases')}",
        "feed_url": f"{settings.ADDRESS}{reverse('adoptions:feed', args=['json'])}", "language": language, "items": items,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()
