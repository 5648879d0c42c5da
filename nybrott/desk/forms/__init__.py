"""What people fill in at the desk."""

from nybrott.desk.forms.files import UploadForm

__all__ = ["UploadForm"]
