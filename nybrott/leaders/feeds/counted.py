"""The parts with figures of a year beside those of the year before: notices and own answers, hours and benefits, obstacles."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.adoptions.queries import Reuse
from nybrott.benefits.queries import kind_words, summed, summed_between
from nybrott.benefits.states import Outcome
from nybrott.core.gains import Total
from nybrott.efforts.queries import FEWEST
from nybrott.leaders.feeds.blocks import Datum, Part, Sheet
from nybrott.leaders.feeds.words import ROLES, WAYS, hours, part_of
from nybrott.leaders.queries import UNMEASURED, Noticed, Own, Page
from nybrott.runs.states import OBSTACLES, ObstacleKind
from nybrott.ui.figures import CONFIRMED, LENSES
from nybrott.ui.formats import NONE, number


def _years(page: Page) -> tuple[str, str]:
    """The year and the one before, as headings; a year that is not over says so."""
    year = str(page.period.year) if page.period.over else _("%(year)s so far") % {"year": page.period.year}
    return year, str(page.period.before.year)


def figures_part(page: Page) -> Part:
    """Three lenses on the notices, and apart from them what the organisation says itself."""
    title, found = _("How innovative, by what is counted"), page.official
    year, before = _years(page)
    remarks = [_("Notices and the organisation’s own answers count different things, and are never added "
                 "together. Notices do not name units: they cover the whole organisation.")]  # fmt: skip
    own = Sheet(
        "own-table", _("What the organisation itself says about procurements started in the year"),
        ((_("Way of counting"), False), (_("What it means"), False), (year, True), (before, True)),
        tuple((Datum(str(name)), Datum(str(means)), _own(page.own[0], way), _own(page.own[1], way)) for way, (name, means) in WAYS.items()),
    )  # fmt: skip
    if found.buyer is None:
        return Part("figures", title, _("No one has said which buyer in the official notices this organisation is."), (own,), tuple(remarks), (_("Say which buyer"), reverse("renewals:buyers")))  # fmt: skip
    if not found.now.n and not found.before.n:
        sentence = _("There is no notice of the organisation from these two years.")
    elif not found.now.n:
        sentence = _("There is no notice of the organisation from %(year)s.") % {"year": page.period.year}
    else:
        n = found.now.n
        sentence = ngettext(
            "Notices from %(year)s report %(n)s procurement; %(behavioural)s shows innovation in its own words, "
            "%(declared)s says it by code and %(strict)s uses a procedure made for it.",
            "Notices from %(year)s report %(n)s procurements; %(behavioural)s show innovation in their own words,"
            " %(declared)s say it by code and %(strict)s use a procedure made for it.",
            n,
        ) % {"year": page.period.year, "n": number(n), **{lens.key: number(found.now.seen[lens.key]) for lens in LENSES}}  # fmt: skip
    official = Sheet(
        "notices-table", _("What official notices say, by lens"), ((_("Lens"), False), (_("What it means"), False), (year, True), (before, True)),
        tuple((Datum(str(lens.label)), Datum(str(lens.meaning)), _seen(found.now, lens.key), _seen(found.before, lens.key)) for lens in (*LENSES, CONFIRMED)),
    )  # fmt: skip
    more = (
        _("The organisation’s notices"),
        reverse("observatory:organisation", args=[found.buyer.country, found.buyer.ref]),
    )
    return Part("figures", title, sentence, (official, own), tuple(remarks), more)


def _seen(one: Noticed, lens: str) -> Datum:
    return Datum(part_of(one.seen[lens], one.n) if one.n else NONE)


def _own(one: Own, way: str) -> Datum:
    told = one.ways[way]
    unknown = ngettext("%(n)s unknown", "%(n)s unknown", told["unknown"]) % {"n": number(told["unknown"])}
    known = told["of"] - told["unknown"]  # a share of what nobody knows would be a no
    return Datum(part_of(told["n"], known) if known else NONE, note=unknown if told["unknown"] else "")


def efforts_part(page: Page) -> Part:
    """Hours beside benefits, and nothing that divides one by the other."""
    year, before = _years(page)
    now, then = page.efforts
    minutes = sum(used for used, _people in now.minutes.values())
    sentence = _("%(hours)s hours were recorded in %(year)s. %(measured)s benefits were measured: %(better)s "
                 "better, %(none)s without an effect, %(worse)s worse.") % {
        "hours": hours(minutes), "year": page.period.year, "measured": number(sum(n for outcome, n in now.outcomes.items() if outcome != UNMEASURED)),
        **{name: number(now.outcomes.get(name, 0)) for name in ("better", "none", "worse")},
    }  # fmt: skip
    used = Sheet(
        "hours-table", _("Hours recorded, by role"), ((_("Role"), False), (year, True), (before, True)),
        tuple((Datum(str(ROLES[role])), _hours(now.minutes[role]), _hours(then.minutes[role])) for role in now.minutes),
    )  # fmt: skip
    answers = [*((str(one.label), str(one)) for one in Outcome), (_("Not measured in the year"), UNMEASURED)]
    said = Sheet(
        "outcomes-table", _("What the benefits show, by what was last measured in the year"), ((_("What it says"), False), (year, True), (before, True)),
        tuple((Datum(label), Datum(number(now.outcomes.get(key, 0))), Datum(number(then.outcomes.get(key, 0)))) for label, key in answers),
    )  # fmt: skip
    sums = Sheet(
        "sums-table", _("What was expected beside what was measured, each kind by itself"),
        ((_("Kind of benefit"), False), (_("Expected"), True), (_("Measured, %(year)s") % {"year": year}, True), (_("Without a measurement"), True)),
        tuple((Datum(kind_words(one.kind)), _total(one.estimated, one.unit), _total(one.measured, one.unit), Datum(number(len(one.without)))) for one in now.sums),
    )  # fmt: skip
    remarks = (
        _("Hours and benefits are shown side by side and are not divided by each other: no one knows which hours "
          "led to which benefit. What is expected and what is measured are never added together."),
    )  # fmt: skip
    return Part("efforts", _("Hours and benefits"), sentence, (used, said, *((sums,) if sums.rows else ())), remarks, (_("All benefits"), reverse("benefits:everywhere")))  # fmt: skip


def _hours(told: tuple[int, int]) -> Datum:
    minutes, people = told
    return Datum(
        hours(minutes), note=ngettext("%(n)s person", "%(n)s people", people) % {"n": number(people)} if people else ""
    )


def _total(one: Total, unit: str) -> Datum:
    """A sum with its interval and how many benefits it is of."""
    if one.spread is None:
        return Datum(NONE)
    between = summed_between(one.spread, unit) or _("Uncertainty not known")
    n = ngettext("%(n)s benefit", "%(n)s benefits", one.n) % {"n": number(one.n)}
    return Datum(summed(one.spread.value, unit), note=f"{between} · {n}")


def obstacles_part(page: Page) -> Part:
    """What stands in the way, as numbers of people."""
    year, before = _years(page)
    now, then = page.obstacles
    few = {"n": number(FEWEST)}
    most = max((one.people or 0 for one in now), default=0)
    if most:
        first = next(one for one in now if one.people == most)
        sentence = ngettext("%(kind)s stands in the way most often: %(n)s person says so in %(year)s.", "%(kind)s stands in the way most often: %(n)s people say so in %(year)s.", most)  # fmt: skip
        sentence %= {"kind": first.kind.label, "n": number(most), "year": page.period.year}
    elif any(one.people is None for one in now):
        sentence = _("Some report obstacles, but so few of each kind that no number is shown.")
    else:
        sentence = _("No one has reported an obstacle in %(year)s.") % {"year": page.period.year}
    columns = (
        (_("Obstacle"), False),
        (_("What it is about"), False),
        (year, True),
        (_("Out of the way"), True),
        (before, True),
    )
    earlier = {one.kind: one for one in then}
    rows = tuple(
        (Datum(str(one.kind.label)), Datum(str(OBSTACLES[ObstacleKind(one.kind)])), _people(one.people), Datum(NONE if one.cleared is None else number(one.cleared)), _people(earlier[one.kind].people))
        for one in now
    )  # fmt: skip
    remarks = (_("How many people who take part report each kind. No number is shown for fewer than %(n)s, and "
                 "there is no sum, so that no one can be identified. What they wrote is read by those who run the"
                 " programme.") % few,)  # fmt: skip
    return Part("obstacles", _("What stands in the way"), sentence, (Sheet("obstacles-table", _("People who report each kind of obstacle"), columns, rows),), remarks)  # fmt: skip


def _people(n: int | None) -> Datum:
    return Datum(_("fewer than %(n)s") % {"n": number(FEWEST)} if n is None else number(n))


def reuse_part(page: Page) -> Part:
    """What was taken over from others and by others, and what came of it. It belongs to no unit."""
    title, more = _("Learnt from each other"), (_("What was taken over"), reverse("adoptions:adoptions"))
    year, before = _years(page)
    taken, given = page.taken[0], page.given[0]
    if not any(one.n or one.told for one in (*page.taken, *page.given)):
        return Part("reuse", title, _("Nothing was taken over from others or by others in these two years."), more=more)
    told = ngettext("%(n)s result", "%(n)s results", taken.told) % {"n": number(taken.told)}
    sentence = _("We took over %(taken)s and shared %(told)s; others took over %(given)s of ours that we can see.") % {"taken": _cases(taken.n), "told": told, "given": _cases(given.n)}  # fmt: skip
    rows = tuple(
        (Datum(name), Datum(number(now.n), note=_("%(n)s in %(year)s") % {"n": number(then.n), "year": before}), Datum(number(now.told), note=_("%(n)s in %(year)s") % {"n": number(then.told), "year": before}), Datum(_outcomes(now)))
        for name, (now, then) in ((_("Taken over from others"), page.taken), (_("Taken over by others, as far as we see"), page.given))
    )  # fmt: skip
    columns = (
        (year, False),
        (_("Taken over"), True),
        (_("Reported a result"), True),
        (_("What they said last"), False),
    )
    remark = _("For the whole organisation. What others keep to themselves is not counted, and their figures are not added together.")  # fmt: skip
    return Part("reuse", title, sentence, (Sheet("reuse-table", _("What was taken over, and what came of it"), columns, rows),), (remark,), more)  # fmt: skip


def _cases(n: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", n) % {"n": number(n)}


def _outcomes(one: Reuse) -> str:
    return ", ".join(f"{label}: {number(n)}" for label, n in one.outcomes) or NONE
