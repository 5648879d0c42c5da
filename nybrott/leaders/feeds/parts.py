"""The page part by part, in the language that is active."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.goals.queries import present_said, standing_short, target_said
from nybrott.goals.queries import shown as goal_shown
from nybrott.goals.states import GoalState
from nybrott.leaders.feeds.blocks import Datum, Part, Sheet
from nybrott.leaders.feeds.counted import efforts_part, figures_part, obstacles_part, reuse_part
from nybrott.leaders.feeds.words import PHASES
from nybrott.leaders.queries import Aim, Page
from nybrott.ui.formats import NONE, day_year, money, number


def title_of(page: Page) -> str:
    """What the page is called."""
    return _("The whole picture, %(year)s") % {"year": page.period.year}


def headline(page: Page) -> str:
    """The most important thing, in one sentence: what is behind, what lies, what is silent, or what is under way."""
    if page.behind:
        said = ngettext(
            "%(n)s of %(all)s goals is behind the line towards its target.", "%(n)s of %(all)s goals are behind the line towards their targets.", page.behind
        )  # fmt: skip
        return said % {"n": number(page.behind), "all": number(len(page.aims))}
    if page.graves:
        said = ngettext(
            "%(n)s pilot or dialogue has waited too long for a decision.", "%(n)s pilots or dialogues have waited "
                                                                                 "too long for a decision.", len(page.graves)
        )  # fmt: skip
        return said % {"n": number(len(page.graves))}
    if page.silent.rows:
        said = ngettext(
            "%(n)s unit spends much, and nothing happens there.", "%(n)s units spend much, and nothing happens there.", len(page.silent.rows)
        )  # fmt: skip
        return said % {"n": number(len(page.silent.rows))}
    if not page.portfolio.total and not page.portfolio.challenges:
        return _("Nothing is under way yet. It begins with someone saying what is hard.")
    said = ngettext("%(n)s procurement is in the plan, on its way or in use, and nothing is behind.", "%(n)s procurements are in the plan, on their way or in use, and nothing is behind.", page.portfolio.total)  # fmt: skip
    return said % {"n": number(page.portfolio.total)}


def parts_of(page: Page) -> tuple[Part, ...]:
    """All parts in order."""
    return (
        decisions_part(page), goals_part(page), portfolio_part(page), figures_part(page), efforts_part(page), obstacles_part(page), silent_part(page), graveyard_part(page), reuse_part(page),
    )  # fmt: skip


def decisions_part(page: Page) -> Part:
    """What waits for the reader's own decision."""
    n = len(page.waits)
    said = ngettext("%(n)s thing needs a decision from you.", "%(n)s things need a decision from you.", n) % {
        "n": number(n)
    }
    columns = ((_("What you decide"), False), (_("Why it waits"), False), (_("Since"), False))
    rows = tuple(
        (Datum(one.what, one.url, one.about), Datum(one.why), Datum(day_year(timezone.localtime(one.since)))) for one in page.waits
    )  # fmt: skip
    sheet = (
        (Sheet("decisions-table", _("What needs a decision from you, the oldest first"), columns, rows),)
        if rows
        else ()
    )
    return Part(
        "decisions",
        _("What needs a decision from you"),
        said if n else _("Nothing is waiting for a decision from you."),
        sheet,
    )


def goals_part(page: Page) -> Part:
    """Goals with who decided, and where they are."""
    title, more = _("Goals, and where we are"), (_("All goals"), reverse("goals:goals"))
    if not page.aims:
        return Part(
            "goals",
            title,
            _("No goal is decided. Without one, no one can say whether things are going well."),
            more=more,
        )
    measured = sum(one.now is not None for one in page.aims)
    said = {"n": number(len(page.aims)), "measured": number(measured), "behind": number(page.behind)}
    sentence = ngettext("%(n)s goal is decided; %(measured)s is measured and %(behind)s behind.", "%(n)s goals are decided; %(measured)s are measured and %(behind)s behind.", len(page.aims)) % said  # fmt: skip
    columns = ((_("Goal"), False), (_("Who decided"), False), (pgettext("goal", "Now"), False), (_("Target"), False), (_("Current state"), False))  # fmt: skip
    sheet = Sheet(
        "goals-table",
        _("Goals with the last value measured, and who decided"),
        columns,
        tuple(_aim(one, page) for one in page.aims),
    )
    return Part("goals", title, sentence, (sheet,), (_("A value behind the straight line does not say why."),), more)


def _aim(one: Aim, page: Page) -> tuple[Datum, ...]:
    goal = one.goal
    whose = str(goal.unit) if goal.unit else _("The whole organisation")
    ended = "" if goal.state == GoalState.DECIDED else str(GoalState(goal.state).label)
    before = ""
    if one.then is not None and (one.now is None or one.then.pk != one.now.pk):
        before = _("%(value)s at the end of %(year)s") % {
            "value": goal_shown(goal, one.then.value),
            "year": page.period.before.year,
        }
    value, on = (one.now.value, one.now.measured_on) if one.now else (None, None)
    return (
        Datum(goal.title, reverse("goals:goal", args=[goal.pk]), whose), Datum(goal.decided_by, note=day_year(goal.decided_on)),
        Datum(present_said(goal, value, on) or _("Nothing is measured"), note=before), Datum(target_said(goal)),
        Datum(standing_short(goal, value, on) or NONE, note=ended),
    )  # fmt: skip


def stands(one: Aim) -> str:
    """Now and the target, for beside a goal's name in the picture."""
    if one.now is None:
        return _("Nothing is measured; target %(target)s") % {
            "target": goal_shown(one.goal, one.goal.target, brief=True)
        }
    said = {
        "now": goal_shown(one.goal, one.now.value, brief=True),
        "target": goal_shown(one.goal, one.goal.target, brief=True),
    }
    return _("%(now)s now, target %(target)s") % said


def portfolio_part(page: Page) -> Part:
    """What is under way, by unit and phase."""
    found, title = page.portfolio, _("What is under way")
    more = (_("The portfolio"), reverse("procurements:portfolio"))
    if not found.lines:
        return Part("portfolio", title, _("Nothing is in the plan, and no challenge is under way."), more=more)
    sentence = _("%(challenges)s and %(procurements)s are under way; %(used)s of the procurements are in use.") % {
        "challenges": ngettext("%(n)s challenge", "%(n)s challenges", found.challenges) % {"n": number(found.challenges)},
        "procurements": ngettext("%(n)s procurement", "%(n)s procurements", found.total) % {"n": number(found.total)},
        "used": number(found.of("in_use")),
    }  # fmt: skip
    columns = ((_("Unit"), False), (_("Challenges"), True), *((str(label), True) for label in PHASES.values()))
    rows = [
        (Datum(one.name), Datum(number(one.challenges)), *(Datum(number(one.phases[phase])) for phase in PHASES)) for one in found.lines
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(
            (
                Datum(_("Together")),
                Datum(number(found.challenges)),
                *(Datum(number(found.of(phase))) for phase in PHASES),
            )
        )
    over = ngettext("%(n)s procurement has ended or was stopped, and is not counted here.", "%(n)s procurements have ended or were stopped, and are not counted here.", found.over) % {"n": number(found.over)}  # fmt: skip
    sheet = Sheet(
        "portfolio-table", _("Challenges under way, and procurements by unit and phase"), columns, tuple(rows)
    )
    return Part("portfolio", title, sentence, (sheet,), (over,) if found.over else (), more)


def silent_part(page: Page) -> Part:
    """Units that spend much and in which nothing happens."""
    found, title = page.silent, _("Silent units")
    what = _(
        "A unit is silent when it is among the half that spends most, has no driver, and nothing has happened there since the run opened."
    )
    if found.run is None:
        return Part("silent", title, _("No run has begun, so no one can say which units are silent."))
    more = (_("The run"), reverse("runs:run", args=[found.run.pk]))
    if not found.known:
        return Part(
            "silent",
            title,
            _("No one has said what units spend, so none can be called silent."),
            remarks=(what,),
            more=more,
        )
    if not found.rows:
        return Part("silent", title, _("No unit is silent."), remarks=(what,), more=more)
    said = ngettext("%(n)s unit is silent.", "%(n)s units are silent.", len(found.rows)) % {
        "n": number(len(found.rows))
    }
    columns = ((_("Unit"), False), (_("Spends"), True), (_("Leader was written to"), False))
    rows = tuple(
        (Datum(row.path), Datum(money(row.amount, "NOK"), note=str(row.year or "")), Datum(day_year(row.nudged_at) if row.nudged_at else _("Not yet")))
        for row in found.rows
    )  # fmt: skip
    return Part(
        "silent",
        title,
        said,
        (Sheet("silent-table", _("Silent units, those that spend most first"), columns, rows),),
        (what,),
        more,
    )


def graveyard_part(page: Page) -> Part:
    """What nobody has decided about."""
    title, more = _("Pilots and dialogues without a decision"), (_("The graveyard"), reverse("contracts:graveyard"))
    if not page.graves:
        return Part("graveyard", title, _("Nothing has waited too long for a decision."), more=more)
    n = len(page.graves)
    said = ngettext("%(n)s thing has waited too long for a decision.", "%(n)s things have waited too long for a decision.", n) % {"n": number(n)}  # fmt: skip
    columns = (
        (_("What is waiting"), False),
        (_("Who owns it"), False),
        (_("Since"), False),
        (_("What would end it"), False),
    )
    rows = tuple(
        (Datum(str(one.thing), one.url, one.kind), Datum(one.owner.name if one.owner else NONE), Datum(day_year(one.since)), Datum(one.ends_by))
        for one in page.graves
    )  # fmt: skip
    return Part("graveyard", title, said, (Sheet("graveyard-table", _("What is waiting for a decision, the longest first"), columns, rows),), more=more)  # fmt: skip
