"""What people fill in at the desk."""

from nybrott.desk.forms.files import UploadForm
from nybrott.desk.forms.imports import NO_HEADING, ImportForm, MatchForm
from nybrott.desk.forms.tasks import PostponeForm, TaskForm, as_it_is

__all__ = ["NO_HEADING", "ImportForm", "MatchForm", "PostponeForm", "TaskForm", "UploadForm", "as_it_is"]
