"""Forms for the official notice's number, and for following dialogues."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

MOST = 10  # codes, and words, one may follow
SHORTEST, LONGEST = 3, 60
DIVISION = 2  # digits the shortest CPV code has


class NoticeForm(forms.Form):
    """The number of the official notice; empty takes it away."""

    number = forms.CharField(
        label=gettext_lazy("Number of the official notice"), max_length=40, required=False,
        help_text=gettext_lazy("As it appears on Doffin or TED, for example 2026-123456."),
    )  # fmt: skip


class FollowForm(forms.Form):
    """What one wants letters of, and where to. `website` is for programs that fill in everything; people do not see it."""

    email = forms.EmailField(label=gettext_lazy("Your e-mail address"))
    cpv = forms.CharField(
        label=gettext_lazy("CPV codes"), required=False, max_length=200,
        help_text=gettext_lazy("Two digits or more, with commas between: 33 covers everything that begins with 33. Leave it empty for all."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Themes"), required=False, max_length=400,
        help_text=gettext_lazy("Words with commas between, for example velferdsteknologi, skole."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language of the letters"), choices=settings.LANGUAGES)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_cpv(self) -> tuple[str, ...]:
        """Codes without their check digit."""
        found = [re.sub(r"-\d$", "", part.strip()) for part in re.split(r"[,;\s]+", self.cleaned_data["cpv"]) if part.strip()]  # fmt: skip
        wrong = [part for part in found if not re.fullmatch(r"\d{2,8}", part, re.ASCII)]
        if wrong:
            raise forms.ValidationError(
                _("%(code)s is not a CPV code. Write two to eight digits.") % {"code": wrong[0]}
            )
        return self._few(tuple(dict.fromkeys(found)))

    def clean_words(self) -> tuple[str, ...]:
        """Words of three letters or more."""
        found = [" ".join(part.split()) for part in re.split(r"[,;\n]+", self.cleaned_data["words"]) if part.strip()]
        if any(not SHORTEST <= len(part) <= LONGEST for part in found):
            raise forms.ValidationError(_("Write words of three letters or more, with commas between."))
        return self._few(tuple(dict.fromkeys(found)))

    def _few(self, found: tuple[str, ...]) -> tuple[str, ...]:
        if len(found) > MOST:
            raise forms.ValidationError(ngettext("At most %(n)s.", "At most %(n)s.", MOST) % {"n": MOST})
        return found
