"""What somebody sends, and what they choose in the inbox."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.sources import is_readable
from nybrott.ui.formats import number

MEGABYTE = 1_000_000


def too_large() -> str:
    """What is said of a file that is larger than the host takes."""
    return _("The file is larger than the %(most)s MB this site takes. Split it, or ask those who run the site.") % {
        "most": number(settings.MOST_UPLOADED // MEGABYTE)
    }


def not_readable() -> str:
    """What is said of a file that holds no notices, by its name."""
    return _("Choose a file of notices (.xml, .json, .jsonl) or an archive of them (zip, tar, gz, bz2, xz).")


class UploadForm(forms.Form):
    """A file of notices, or an archive of them."""

    file = forms.FileField(
        label=gettext_lazy("File with notices"),
        help_text=gettext_lazy("XML, JSON, JSONL, or an archive of such files (zip, tar, gz, bz2, xz)"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".xml,.json,.jsonl,.zip,.tar,.gz,.tgz,.bz2,.xz"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, if its name and size will do."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError(_("The file is empty."))
        if file.size > settings.MOST_UPLOADED:
            raise ValidationError(too_large())
        if not is_readable(file.name or ""):
            raise ValidationError(not_readable())
        return file
