"""The states of what lies on the desk, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class TaskState(models.TextChoices):
    """Whether a task still waits for somebody."""

    OPEN = "open", pgettext_lazy("task", "To do")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Dropped")


TASK = Lifecycle(
    "open",
    {
        "take": (("open",), "open"),  # somebody with the role says: I do it
        "postpone": (("open",), "open"),
        "change": (("open",), "open"),
        "finish": (("open",), "done"),
        "drop": (("open",), "dropped"),
        "reopen": (("done", "dropped"), "open"),
    },
)


class ImportState(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", _("Columns to match")
    JUDGING = "judging", _("Being checked")
    READY = "ready", _("Ready to be confirmed")
    RUNNING = "running", _("Being imported")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", _("Stopped")
    DROPPED = "dropped", pgettext_lazy("import", "Dropped")


IMPORT = Lifecycle(
    "uploaded",
    {
        "match": (("uploaded", "ready", "stopped"), "judging"),  # the columns are matched; each row is judged
        "show": (("judging",), "ready"),
        "confirm": (("ready",), "running"),
        "finish": (("running",), "done"),
        "stop": (("judging", "running"), "stopped"),
        "drop": (("uploaded", "judging", "ready", "stopped"), "dropped"),
    },
)
