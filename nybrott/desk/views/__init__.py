"""The pages of the desk."""

from nybrott.desk.views.uploads import picture, remove_upload, upload, uploads

__all__ = ["picture", "remove_upload", "upload", "uploads"]
