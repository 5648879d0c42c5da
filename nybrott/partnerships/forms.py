"""What is asked about reports."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.classifications.states import Class
from nybrott.partnerships.states import MOST, Part
from nybrott.ui.forms import DayField

NONE_CHOSEN = _("No one has chosen")


class BeginForm(forms.Form):
    """Which time a report is of."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    part = forms.TypedChoiceField(label=_("Part of the year"), coerce=int, choices=Part.choices, initial=Part.WHOLE)

    def __init__(self, *args: Any, years: list[int], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class TextsForm(forms.Form):
    """The parts that are text; all may be empty."""

    foreword = forms.CharField(
        label=_("Foreword"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    learnt = forms.CharField(
        label=_("What we learnt"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Also what did not work."),
    )
    ahead = forms.CharField(label=_("What comes next"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))  # fmt: skip


class AskForm(forms.Form):
    """By when members look at their rows."""

    deadline_on = DayField(
        label=_("Answer by"),
        help_text=_("Each member that has not answered gets a letter and a task."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self._today = today

    def clean_deadline_on(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["deadline_on"]
        if day < self._today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


class RowsForm(forms.Form):
    """The numbers of one's own rows, as counted until somebody writes others, and what was wrong."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What was wrong"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It appears in the report beside your numbers. Leave it empty if you change nothing."),
    )  # fmt: skip

    def __init__(self, *args: Any, counted: Mapping[str, Any] | None, **named: Any) -> None:
        super().__init__(*args, **named)
        self._counted = counted
        if counted is None:
            del self.fields["note"]
            return
        wanted = [(f"started-{place}", label, counted["started"][klass]) for place, klass, label in _classes()]
        for name, label, n in [*wanted, ("joint", pgettext_lazy("procurements", "Joint"), counted["joint"])]:
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=n)
        self.order_fields([*(name for name, _label, _n in wanted), "joint", "note", "seen"])

    def clean(self) -> dict[str, Any]:
        """Other numbers want a reason, and no more can be joint than were started."""
        found = super().clean() or self.cleaned_data
        if self._counted is None or self.errors:
            return found
        said = self.said()
        if said["joint"] > sum(said["started"].values()):
            self.add_error("joint", _("There cannot be more joint ones than were started."))
        changed = said["started"] != self._counted["started"] or said["joint"] != self._counted["joint"]
        if changed and not found["note"].strip():
            self.add_error("note", _("Write what was wrong."))
        return found

    def said(self) -> dict[str, Any]:
        """The numbers, as `actions.answer_rows` takes them; none when there are none to correct."""
        if self._counted is None:
            return {}
        started = {klass: self.cleaned_data[f"started-{place}"] for place, klass, _label in _classes()}
        return {"started": started, "joint": self.cleaned_data["joint"]}


def _classes() -> Iterator[tuple[int, str, Any]]:
    for place, (klass, label) in enumerate((*Class.choices, ("", NONE_CHOSEN))):
        yield place, klass, label


class PublishForm(forms.Form):
    """The draft that was read, and why there is a new version when there is one already."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why there is a new version"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It appears in the report, and earlier versions stay as they are."),
    )  # fmt: skip

    def __init__(self, *args: Any, again: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        if not again:
            del self.fields["because"]
