"""What is typed on the pages about what is kept about people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonFilter(forms.Form):
    """Narrow the list of people."""

    name = forms.CharField(label=_("Name or e-mail address"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why something is done with what is kept about somebody; it stands in the journal."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Recorded in the journal. Do not write any names."),
    )


class ErasureForm(ReasonForm):
    """Erasing a person: why, and their name typed, so that nobody is erased by mistake."""

    typed = forms.CharField(label=_("Type the person's name to confirm"), max_length=200)

    def __init__(self, *args: object, name: str, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.name = name

    def clean_typed(self) -> str:
        """The name as it stands above, whatever its case and spaces."""
        typed = str(self.cleaned_data["typed"])
        if " ".join(typed.split()).casefold() != " ".join(self.name.split()).casefold():
            raise forms.ValidationError(_("This is not the same name as the one above."))
        return typed
