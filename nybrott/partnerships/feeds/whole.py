"""The report of a network as a whole, part by part, in the language that is active."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.benefits.queries import kind_words, summed, summed_between
from nybrott.benefits.states import Outcome
from nybrott.booklets import Block, Datum, Grid, Heading, Items, Paragraph, Whole
from nybrott.booklets import Part as BookPart
from nybrott.core.benefits import Spread
from nybrott.partnerships.queries import CLASSES, innovative, takes_part
from nybrott.partnerships.states import Answer, Part, Size
from nybrott.people.models import Kind as OrganisationKind
from nybrott.ui.formats import NONE, day_short, day_year, language, number

Content = Mapping[str, Any]


def whole_of(content: Content, version: int = 0, because: str = "", published: str = "") -> Whole:
    """Everything the report says. `version` 0 is a draft; `published`: who published it and when, in words. What people wrote stays in their language."""
    about = content["about"]
    name = {"network": about["network"], "time": time_words(about["year"], about["part"]), "n": number(version), "day": day_year(date.fromisoformat(about["as_of"]))}  # fmt: skip
    title = _("Innovative procurement in %(network)s, %(time)s") % name
    under = _("Report of the network, version %(n)s, as of %(day)s") % name if version else _("Draft of the network’s report, as of %(day)s") % name  # fmt: skip
    parts = [_in_short(content), _started(content), _programmes(content), _effects(content), _who(content), _definitions(content, because, published)]  # fmt: skip
    return Whole(title, under, about["keeper"], language(), tuple(parts))


def time_words(year: int, part: int) -> str:
    """A year, or a half of one."""
    said = {"year": str(year)}
    if part == Part.FIRST:
        return _("first half of %(year)s") % said
    return _("second half of %(year)s") % said if part == Part.SECOND else str(year)


def _counted(n: int) -> Datum:
    return Datum(number(n), n)


def _people(n: int) -> Datum:
    """At least so many; nothing exact below five, and steps of five above."""
    return Datum(_("at least %(n)s") % {"n": number(n)} if n else _("fewer than five"))


def _in_short(content: Content) -> BookPart:
    told, texts = content["figures"], content["texts"]
    started, shared = told["started"], [one for one in content["members"] if takes_part(one)]
    said = {
        "n": number(started["all"]), "of": number(started["members"]), "new": number(started["started"]["procurement-of-innovation"]),
        "solution": number(started["started"]["innovative-solution"]), "friendly": number(started["started"]["innovation-friendly"]), "joint": number(started["joint"]),
    }  # fmt: skip
    blocks: list[Block] = [*_paragraphs(texts["foreword"])]
    blocks.append(
        Paragraph(
            ngettext("%(n)s member of the network takes part in this report.", "%(n)s members of the network take part in this report.", len(shared)) % {"n": number(len(shared))}
        )
    )  # fmt: skip
    if started["members"]:
        blocks.append(
            Items(
                (
                    _("Procurements that were started: %(n)s, with %(of)s members that share their portfolio") % said,
                    _("of which procurement of innovation: %(new)s") % said,
                    _("of which procurement of an innovative solution: %(solution)s") % said,
                    _("of which innovation-friendly: %(friendly)s") % said,
                    _("joint with others: %(joint)s") % said,
                )
            )
        )  # fmt: skip
    for name, heading in (("learnt", _("What we learnt")), ("ahead", _("What comes next"))):
        blocks += [Heading(heading), *_paragraphs(texts[name])] if texts[name].strip() else []
    return BookPart("short", _("In short"), tuple(blocks))


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(" ".join(one.split())) for one in text.replace("\r", "").split("\n\n") if one.strip()]


def _started(content: Content) -> BookPart:
    title = _("What was started")
    shown = [one for one in content["members"] if one["portfolio"] is not None]
    if not shown:
        return BookPart("started", title, (Paragraph(_("No member shares its portfolio.")),))
    columns = ((_("Member"), False), *((short_class(klass), True) for klass in CLASSES), (pgettext("procurements", "Joint"), True), (_("All"), True))  # fmt: skip
    rows = [_started_row(one["name"], one["portfolio"], note=_standing(one)) for one in shown]
    rows.append(_started_row(_("All together"), content["figures"]["started"]))
    blocks: list[Block] = [Grid(_("Started"), _("Procurements that were started, by member and class"), columns, tuple(rows))]  # fmt: skip
    notes = tuple(f"{one['name']}: {one['note']} {_was(one)}" for one in shown if one["note"])
    if notes:
        blocks += [Paragraph(_("What members corrected, in their own words:")), Items(notes)]
    return BookPart("started", title, tuple(blocks))


def _was(one: Content) -> str:
    said = {"n": number(one["counted"]["all"]), "new": number(innovative(one["counted"]))}
    return _("(Counted before: %(n)s started, %(new)s of them innovative.)") % said


def short_class(klass: str) -> str:
    """A class as a column is headed; that nobody has chosen one."""
    return {
        "procurement-of-innovation": pgettext("class in a table", "Of innovation"), "innovative-solution": pgettext("class in a table", "Innovative solution"),
        "innovation-friendly": pgettext("class in a table", "Innovation-friendly"), "none": pgettext("class in a table", "None of them"), "": _("No one has chosen"),
    }[klass]  # fmt: skip


def _started_row(name: str, told: Content, note: str = "") -> tuple[Datum, ...]:
    unknown = _("unknown: %(n)s") % {"n": number(told["joint_unknown"])} if told["joint_unknown"] else ""
    joint = Datum(number(told["joint"]), told["joint"], note=unknown)
    return (Datum(name, note=note), *(_counted(told["started"][klass]) for klass in CLASSES), joint, _counted(told["all"]))  # fmt: skip


def _standing(one: Content) -> str:
    """Whether the member has looked at its rows."""
    if one["answer"] == Answer.WAITING:
        return _("Not confirmed by the member")
    day = {"day": day_short(date.fromisoformat(one["answered_on"]))} if one["answered_on"] else {"day": NONE}
    return _("Corrected by the member on %(day)s") % day if one["answer"] == Answer.CORRECTED else _("Confirmed by the member on %(day)s") % day  # fmt: skip


def _programmes(content: Content) -> BookPart:
    title = _("Programmes and runs")
    shown = [one for one in content["members"] if one["programmes"] is not None]
    if not shown:
        return BookPart("programmes", title, (Paragraph(_("No member shares its programmes.")),))
    columns = ((_("Member"), False), (_("Programmes others may take over"), True), (_("Runs under way"), True), (_("Drivers"), True), (_("Mentors"), True))  # fmt: skip
    rows = [_programme_row(one["name"], one["programmes"]) for one in shown]
    rows.append(_programme_row(_("All together"), content["figures"]["programmes"]))
    return BookPart("programmes", title, (Grid(_("Programmes"), _("Programmes and runs by member"), columns, tuple(rows)),))  # fmt: skip


def _programme_row(name: str, told: Content) -> tuple[Datum, ...]:
    people = (_people(told[kind]) if told["runs"] else Datum(NONE) for kind in ("drivers", "mentors"))
    return (Datum(name), _counted(told["released"]), _counted(told["runs"]), *people)


def _effects(content: Content) -> BookPart:
    title, told = _("What came of it"), content["figures"]["effects"]
    if not told["members"]:
        return BookPart("benefits", title, (Paragraph(_("No member shares its benefits.")),))
    lead = _("Expected and measured are shown side by side and are never added together. “Worse” and “no effect” are answers just as “better” is.")  # fmt: skip
    counts = tuple((Datum(str(one.label)), _counted(told["counts"].get(one.value, 0))) for one in Outcome)
    counts += ((Datum(_("Not measured in the period")), _counted(told["counts"].get("", 0))),)
    blocks: list[Block] = [Paragraph(lead)]
    if told["sums"]:
        blocks.append(sums_grid(told["sums"]))
    blocks.append(Grid(_("What they say"), _("What the last measurement in the period says"), ((_("What it says"), False), (_("Benefits"), True)), counts))  # fmt: skip
    return BookPart("benefits", title, tuple(blocks))


def sums_grid(told: Sequence[Content]) -> Grid:
    """Sums by kind and unit: each with its interval, how many benefits it is of, and of how many members."""
    columns = (
        (_("Kind of benefit"), False), (_("Expected"), True), (_("Expected of those measured"), True), (_("Measured"), True), (_("Without a measurement"), True),
    )  # fmt: skip
    rows = tuple(
        (
            Datum(kind_words(one["kind"]), note=ngettext("%(n)s member", "%(n)s members", one["members"]) % {"n": number(one["members"])}),
            *(_total(one[name], one["unit"]) for name in ("estimated", "expected_of_measured", "measured")), _counted(one["without"]),
        )
        for one in told
    )  # fmt: skip
    return Grid(_("Sums"), _("Benefits in sums, each kind and unit separately"), columns, rows)


def _total(one: Content, unit: str) -> Datum:
    if one["value"] is None:
        return Datum(NONE)
    value, low, high = (None if one[name] is None else Decimal(one[name]) for name in ("value", "low", "high"))
    assert value is not None  # asked for above
    between = summed_between(Spread(value, low, high), unit) if low is not None and high is not None else _("Uncertainty not known")  # fmt: skip
    n = ngettext("%(n)s benefit", "%(n)s benefits", one["n"]) % {"n": number(one["n"])}
    return Datum(summed(value, unit), float(value), note=f"{between} · {n}" if between else n)


def _who(content: Content) -> BookPart:
    told = content["figures"]
    columns = ((_("Member"), False), (_("Kind"), False), (_("Size"), False), (_("In this report"), False))
    rows = tuple(
        (Datum(one["name"], note=one["county"]), Datum(str(OrganisationKind(one["kind"]).label)), Datum(str(Size(one["size"]).label)), Datum(_shares(one), note=_standing(one) if takes_part(one) else ""))
        for one in content["members"]
    )  # fmt: skip
    return BookPart(
        "members", _("Who takes part"),
        (
            Grid(_("Members"), _("Members of the network, and what is in this report of each"), columns, rows),
            _group_grid(_("By kind"), _("Organisations by kind"), _("Kind"), [(str(OrganisationKind(one["key"]).label), one) for one in told["kinds"]]),
            _group_grid(_("By size"), _("Organisations by size"), _("Size"), [(str(Size(one["key"]).label), one) for one in told["sizes"]]),
        ),
    )  # fmt: skip


def _shares(one: Content) -> str:
    names = (("portfolio", _("portfolio")), ("programmes", _("programmes and runs")), ("effects", _("benefits")))
    return ", ".join(str(label) for name, label in names if one[name] is not None) or _("shares nothing")


def _group_grid(sheet: str, caption: str, first: str, told: Sequence[tuple[str, Content]]) -> Grid:
    columns = ((first, False), (_("Members"), True), (_("Taking part"), True), (_("Share their portfolio"), True), (_("Started something innovative"), True))  # fmt: skip
    rows = tuple((Datum(name), *(_counted(one[key]) for key in ("members", "taking_part", "shared", "innovative"))) for name, one in told)  # fmt: skip
    return Grid(sheet, caption, columns, rows)


def _definitions(content: Content, because: str, published: str) -> BookPart:
    about = content["about"]
    days = {"first": day_short(date.fromisoformat(about["first"])), "last": day_short(date.fromisoformat(about["last"]))}  # fmt: skip
    said = [_("The report covers %(first)s to %(last)s.") % days]
    said += [] if about["over"] else [_("The period is not over; this is what is known so far.")]
    said += [published] if published else []
    said += [_("Why there is a new version: %(why)s") % {"why": because}] if because else []
    return BookPart(
        "definitions", _("How it is counted"),
        (
            Paragraph(" ".join(said)),
            Items(
                (
                    _("Started: the competition was announced in the period, or the contract was signed in it without a competition."),
                    _("Of innovation, innovative solution and innovation-friendly are DFØ’s three classes, as the"
                      " buyer chose. Where no one has chosen, it is unknown, not a no."),
                    _("Joint: the answers behind the choice of procedure say that others have the same need and want to join. Where that was not answered, it is unknown."),
                    _("Drivers and mentors: people in runs under way in the period, in steps of five. A run with fewer than five is not in the sum unless all of them together make five."),
                    _("Benefits: what was expected by the end of the period alongside what was last measured within it. A sum has an interval only when each of its benefits has one."),
                    _("Takes part: the member shares its portfolio, its programmes or its benefits with the network. What a member does not share is not counted, and does not mean zero."),
                    _("Each member has been asked to look at its rows. Where it has not answered, its rows say so; where it corrected them, its own numbers are counted."),
                    _("Size: municipalities by inhabitants, in the classes the national programme uses."),
                )
            ),
        ),
    )  # fmt: skip
