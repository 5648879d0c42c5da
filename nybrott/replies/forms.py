"""Forms of those who tell, and of those who told."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.hearings.models import Side
from nybrott.replies.queries import Step
from nybrott.ui.forms import DayField

LANGUAGES: tuple[tuple[str, Promise], ...] = (("nb", _("bokmål")), ("nn", _("nynorsk")), ("en", _("English")))
LONGEST = 4_000
TODAY_AND_MORE = timedelta(days=5 * 365)


class ReplyForm(forms.Form):
    """What those who told shall read, in each language; of what it tells, and to whom it goes."""

    steps = forms.MultipleChoiceField(label=_("What it covers"), widget=forms.CheckboxSelectMultiple)
    sides = forms.MultipleChoiceField(
        label=_("Who it goes to"), choices=Side.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Of these, those who asked to hear get a letter. No one else does."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [(step.key, step.label) for step in steps]  # type: ignore[attr-defined]
        for code, name in LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("What they read, in %(language)s") % {"language": name}, required=False, max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
            )  # fmt: skip
        self.order_fields(["steps", "text_nb", "text_nn", "text_en", "sides", "version"])

    def clean(self) -> dict[str, Any]:
        """In one language at least."""
        said = super().clean() or {}
        if not any((said.get(f"text_{code}") or "").strip() for code, _name in LANGUAGES) and not self.errors:
            self.add_error("text_nb", _("Write it in at least one language."))
        return said

    def texts(self) -> dict[str, str]:
        """Language → text, for those it is written in."""
        return {code: text for code, _name in LANGUAGES if (text := self.cleaned_data[f"text_{code}"].strip())}


class AnswerForm(forms.Form):
    """What became of one contribution, for its writer."""

    answer = forms.CharField(
        label=_("What its writer reads"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is on the page of the person who told. The letter says only that there is an answer."),
    )  # fmt: skip


class PlanForm(forms.Form):
    """When people are asked whether it has become better."""

    on = DayField(
        label=_("Ask whether things have got better, from"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Within five years, and not long gone."""
        day: date = self.cleaned_data["on"]
        if not self.today - timedelta(days=366) <= day <= self.today + TODAY_AND_MORE:
            raise forms.ValidationError(_("Choose a day within the next five years."))
        return day


UNDERSTOOD: tuple[tuple[str, str | Promise], ...] = (
    ("1", _("1: not at all")), ("2", _("2: a little")), ("3", _("3: partly")), ("4", _("4: mostly")), ("5", _("5: entirely")),
)  # fmt: skip
BETTER: tuple[tuple[str, str | Promise], ...] = (
    ("1", _("1: much worse")), ("2", _("2: worse")), ("3", _("3: as before")), ("4", _("4: better")), ("5", _("5: much better")),
)  # fmt: skip


class MarkForm(forms.Form):
    """One question to one who told: a mark from 1 to 5, and why once it is given."""

    mark = forms.ChoiceField(widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Why?"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you want to. Leave out names and numbers that show who someone is."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, about: str, answered: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=about, initial=initial)
        mark = self.fields["mark"]
        mark.label = str(_("Has it become better?") if about == "better" else _("Do you feel understood?"))
        mark.choices = BETTER if about == "better" else UNDERSTOOD  # type: ignore[attr-defined]
        mark.error_messages["required"] = str(_("Choose one of the five, or leave it."))
        if not answered:
            del self.fields["because"]
