"""What people fill in at the desk."""

from nybrott.desk.forms.files import UploadForm
from nybrott.desk.forms.imports import NO_HEADING, ImportForm, MatchForm

__all__ = ["NO_HEADING", "ImportForm", "MatchForm", "UploadForm"]
