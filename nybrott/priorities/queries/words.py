"""What is seen of a result, in words: the same on the page and in files."""

from django.utils.translation import gettext as _

from nybrott.priorities.queries.results import CellShown, NeedShown
from nybrott.ui.formats import NONE, number


def rank_in_words(each: NeedShown) -> str:
    """Its place; said to be shared where it is."""
    if each.rank is None:
        return NONE
    return _("%(rank)s (shared)") % {"rank": each.rank} if each.tied else str(each.rank)


def firm_in_words(each: NeedShown) -> str:
    """In how many other ways to reckon the place is the same, and where it else is."""
    if each.rank is None:
        return _("Too few could judge it.")
    said = {"holds": each.holds, "trials": each.trials, "best": each.best, "worst": each.worst}
    if each.holds == each.trials:
        return _("Holds in all %(trials)s trials.") % said
    return _("Holds in %(holds)s of %(trials)s trials; else between %(best)s and %(worst)s.") % said


def cell_in_words(cell: CellShown) -> str:
    """What is seen of a need by one criterion."""
    if cell.spread is None or cell.spread.median is None:
        return _("Fewer than three could judge, so nothing is shown.")
    said = {"median": number(cell.spread.median, 1), "least": cell.spread.least, "most": cell.spread.most}
    if cell.spread.least == cell.spread.most:
        return _("All gave %(least)s.") % said
    return _("The middle score is %(median)s; scores range from %(least)s to %(most)s.") % said
