"""What can be shared, how large an organisation is, how far a report has come, and what a member has said of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class Kind(models.TextChoices):
    """A thing a member can share with a network, each by itself."""

    PROGRAMMES = "programmes", _("Programmes and runs")
    PORTFOLIO = "portfolio", _("Portfolio in numbers")
    THEMES = "themes", _("Themes of needs")
    EFFECTS = "effects", _("Benefits in sums")
    FIGURES = "figures", _("Figures from official notices")
    JOINT = "joint", _("Joint processes")
    CALENDAR = "calendar", _("Dates")


# what others will see, and what they will not
SEEN = {
    Kind.PROGRAMMES: _("Name, version and origin of the programmes you have released to your networks or to everyone. For each run: its name, state and days, and how many drivers and mentors take part, in steps of five. No one’s name."),
    Kind.PORTFOLIO: _("How many procurements you have in each phase and class, and how many are joint. No title, value or unit."),
    Kind.THEMES: _("The names people gave your themes, and how many needs and units are in each. No needs, no challenges, nothing anyone said. A theme without a name is not shown."),
    Kind.EFFECTS: _("What your benefits add up to, kind by kind: expected and measured side by side, how many there are and how certain. No single benefit."),
    Kind.FIGURES: _("Your row beside the others’ in the figures. They are counted from official notices and are already open to everyone."),
    Kind.JOINT: _("The joint processes you take part in: name, state, and who is in them."),
    Kind.CALENDAR: _("Gatherings in your runs, open market dialogues with their deadlines and conference, and the days competitions are planned for, without saying what they are for."),
}  # fmt: skip
REPORTED = (Kind.PORTFOLIO, Kind.PROGRAMMES, Kind.EFFECTS)  # what a report is made of


class Size(models.TextChoices):
    """Size classes of municipalities by inhabitants, the ones the national programme counts by."""

    SMALL = "small", _("Under 5,000 inhabitants")
    MEDIUM = "medium", _("5,000 to 20,000 inhabitants")
    LARGE = "large", _("Over 20,000 inhabitants")
    UNKNOWN = "unknown", _("Inhabitants not known")
    OTHER = "other", _("Not a municipality")


SMALL_ENDS, MEDIUM_ENDS = 5_000, 20_000


class Part(models.IntegerChoices):
    """The part of a year a report is of."""

    WHOLE = 0, pgettext_lazy("report", "The whole year")
    FIRST = 1, pgettext_lazy("report", "First half")
    SECOND = 2, pgettext_lazy("report", "Second half")


class ReportState(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", pgettext_lazy("report", "Draft")
    ASKED = "asked", pgettext_lazy("report", "Members are asked")
    PUBLISHED = "published", pgettext_lazy("report", "Published")


REPORT = Lifecycle(
    "draft",
    {
        "ask": (("draft", "asked", "published"), "asked"),
        "publish": (("asked",), "published"),
    },
)


class Answer(models.TextChoices):
    """What a member has said of its rows."""

    WAITING = "waiting", pgettext_lazy("rows of a report", "Not confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("rows of a report", "Confirmed")
    CORRECTED = "corrected", pgettext_lazy("rows of a report", "Corrected by the member")


ANSWERED = (Answer.CONFIRMED, Answer.CORRECTED)
MOST = 100_000  # procurements somebody may say they began
