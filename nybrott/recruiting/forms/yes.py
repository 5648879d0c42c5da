"""The call, and a leader's answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.ui.forms import DayField

# Why a leader says no, as buttons: key → what the person is told.
REASONS: dict[str, Promise] = {
    "time": _("There is no time for it in this period."),
    "first": _("Other work in the unit must come first."),
    "other": _("Someone else in the unit should take part."),
    "later": _("Not this time. Ask again when the next one comes."),
}


class CallForm(forms.Form):
    """What those who may sign up read, until when, and how many places there are."""

    text = forms.CharField(
        label=_("What those who may sign up read"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Why you are doing this now, and what those who take part get out of it. What is asked, dates and hours are added below automatically."),
    )  # fmt: skip
    until = DayField(
        label=_("Last day to sign up"), required=False,
        help_text=_("After that day only you can put people on the waiting list."),
    )  # fmt: skip
    places = forms.IntegerField(
        label=_("Places for drivers"), required=False, min_value=1, max_value=5_000, help_text=_("Leave it empty when there is room for everyone."),
    )  # fmt: skip


class OpenCallForm(CallForm):
    """The same, and who gets it by letter."""

    told = forms.ChoiceField(
        label=_("Who gets the call by letter"), required=False, widget=forms.RadioSelect,
        choices=[("", _("No one; the page is enough")), ("leaders", _("Unit leaders")), ("everyone", _("Everyone in the units it is for"))],
        help_text=_("The letters wait in the outbox until you have read them and sent them."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        """Not gone already."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(_("Choose a day in the future."))
        return until


class AnswerForm(forms.Form):
    """Yes, or no with one of the reasons or one's own words. `hours`: those the page showed."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("own", ""), *((key, "") for key in REASONS)])
    reason = forms.CharField(
        label=_("Or in your own words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    hours = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A no says why; `agrees` and `reason` are what is kept."""
        said = super().clean() or {}
        answer = said.get("answer", "")
        said["agrees"] = answer == "yes"
        own = str(said.get("reason") or "").strip()
        said["reason"] = (
            own if said["agrees"] or answer == "own" else " ".join([str(REASONS.get(answer, "")), own]).strip()
        )
        if answer == "own" and not own:
            self.add_error("reason", _("Say in a few words why not, or choose one of the reasons."))
        return said
