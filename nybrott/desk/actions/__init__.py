"""All that changes what lies on the desk."""

from nybrott.desk.actions.uploads import keep_upload, remove_upload, shelf, sweep_uploads

__all__ = ["keep_upload", "remove_upload", "shelf", "sweep_uploads"]
