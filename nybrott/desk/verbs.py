"""What the journal says of what happens on the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "desk.uploaded": _("%(actor)s uploaded the file %(thing)s."),
    "desk.upload_removed": _("%(actor)s deleted the file %(thing)s."),
    "desk.import_brought": _("%(actor)s uploaded %(thing)s for import."),
    "desk.import_confirmed": _("%(actor)s confirmed %(thing)s: %(rows)s rows to import."),
    "desk.import_finished": _("%(thing)s was imported: %(taken)s rows, and %(wrong)s that could not be."),
    "desk.import_stopped": _("The import of %(thing)s could not be continued."),
    "desk.import_dropped": _("%(actor)s dropped %(thing)s."),
    "desk.task_given": _("%(actor)s gave the task “%(thing)s”."),
    "desk.task_taken": _("%(actor)s took the task “%(thing)s”."),
    "desk.task_changed": _("%(actor)s changed the task “%(thing)s”."),
    "desk.task_postponed": _("%(actor)s postponed the task “%(thing)s”."),
    "desk.task_finished": _("%(actor)s finished the task “%(thing)s”."),
    "desk.task_dropped": _("%(actor)s dropped the task “%(thing)s”."),
    "desk.task_reopened": _("%(actor)s opened the task “%(thing)s” again."),
    "desk.reminded": _("%(to)s was reminded of “%(thing)s”."),
    "desk.digest_sent": _("%(to)s was sent the week’s tasks."),
    "desk.subscribed": _("%(actor)s wants to be told about %(thing)s."),
    "desk.unsubscribed": _("%(actor)s no longer wants to be told about %(thing)s."),
    "desk.told": _("Those who asked for it were told about %(thing)s."),
}

FACTS: dict[str, Promise] = {
    "bytes": _("size in bytes"),
    "sha256": _("fingerprint"),
    "rows": _("rows"),
    "taken": _("imported"),
    "wrong": _("with errors"),
}
