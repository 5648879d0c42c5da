"""What a case is, who may read it, how far it has come, and what somebody named in it has answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class Kind(models.TextChoices):
    """What kind of story it is."""

    DONE = "done", pgettext_lazy("case", "Carried through")
    STOPPED = "stopped", pgettext_lazy("case", "Stopped")
    MISTAKE = "mistake", pgettext_lazy("case", "Best mistake")
    LESSON = "lesson", pgettext_lazy("case", "Lesson from a programme")


KINDS_EXPLAINED = {
    Kind.DONE: _("It was carried through, whatever came of it."),
    Kind.STOPPED: _("It was stopped on the way, and others may learn from why."),
    Kind.MISTAKE: _("Something went wrong that others can be spared."),
    Kind.LESSON: _("What a driver programme taught, across procurements."),
}


class Level(models.TextChoices):
    """Who may read it."""

    PRIVATE = "private", pgettext_lazy("case", "Our own organisation")
    NETWORK = "network", pgettext_lazy("case", "Networks we choose")
    OPEN = "open", pgettext_lazy("case", "Everyone")


WIDTH = {"": 0, Level.PRIVATE: 1, Level.NETWORK: 2, Level.OPEN: 3}


class CaseState(models.TextChoices):
    """How far the working text has come. What others read is the newest published version, whatever the state."""

    DRAFT = "draft", pgettext_lazy("case", "Being written")
    REVIEW = "review", pgettext_lazy("case", "Waits for review")
    APPROVED = "approved", pgettext_lazy("case", "Reviewed")
    PUBLISHED = "published", pgettext_lazy("case", "Published")


CASE = Lifecycle(
    "draft",
    {
        "ask": (("draft",), "review"),
        "send_back": (("review",), "draft"),
        "approve": (("review",), "approved"),
        "publish": (("approved",), "published"),
        "change": (("review", "approved", "published"), "draft"),
    },
)


class Consent(models.TextChoices):
    """What somebody named has answered."""

    UNASKED = "unasked", pgettext_lazy("consent", "Not asked yet")
    WAITING = "waiting", pgettext_lazy("consent", "Asked, has not answered")
    NAME = "name", pgettext_lazy("consent", "Yes, with name")
    ROLE = "role", pgettext_lazy("consent", "Yes, by role only")
    REFUSED = "refused", pgettext_lazy("consent", "No")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrew")


CONSENT = Lifecycle(
    "unasked",
    {
        "ask": (("unasked", "waiting"), "waiting"),
        "agree": (("waiting", "name", "role"), "name"),
        "agree_by_role": (("waiting", "name", "role"), "role"),
        "refuse": (("waiting",), "refused"),
        "withdraw": (("unasked", "waiting", "name", "role"), "withdrawn"),
    },
)
ANSWERED = (Consent.NAME, Consent.ROLE, Consent.REFUSED, Consent.WITHDRAWN)

# the fixed parts of a story, in the order they are read, with the question each answers
PARTS = {
    "hard": (pgettext_lazy("case", "What was hard"), _("Whose everyday life was it, and what made you begin?")),
    "did": (pgettext_lazy("case", "What we did"), _("The steps that mattered, in order. Who was asked, how was the market met, what was chosen?")),
    "came": (pgettext_lazy("case", "What came of it"), _("What is different now, and for whom? The figures stand beside your words; do not repeat them.")),
    "failed": (pgettext_lazy("case", "What did not work"), _("There is always something that does not work. Say "
                                                             "it plainly: this is what others come for.")),
    "otherwise": (pgettext_lazy("case", "What we would do differently"), _("If you began tomorrow, what would you do first, and what would you leave out?")),
    "advice": (pgettext_lazy("case", "Advice to others"), _("Three pieces of advice to someone facing the same thing.")),
}  # fmt: skip
