"""Bringing a file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Picture, PDF, Word, Excel or CSV, at most 20 MB. Place, time and camera are taken out of pictures."
        ),
        allow_empty_file=True,
        max_length=None,
    )
