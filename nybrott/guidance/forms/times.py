"""What a mentor says of their times, cleaned."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.guidance.models.times import WEEKDAYS
from nybrott.ui.forms import DayField

MOST_DAYS = 60  # closed at once


def _clock(label: object, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"}))  # type: ignore[arg-type]


class TermsForm(forms.Form):
    """How long each time, how early, and where."""

    minutes = forms.IntegerField(label=_("Minutes each time"), min_value=15, max_value=240)
    notice_hours = forms.IntegerField(
        label=_("Hours ahead, at the latest"), min_value=0, max_value=24 * 14, help_text=_("So that you have time to prepare."),
    )  # fmt: skip
    days_ahead = forms.IntegerField(label=_("Days ahead, at the earliest"), min_value=1, max_value=366)
    place = forms.CharField(label=_("Where you usually meet"), required=False, max_length=200)
    link = forms.URLField(
        label=_("Video link"), required=False, max_length=500, assume_scheme="https", help_text=_("Put in each new session; it can be changed there.")
    )  # fmt: skip


class _SpanForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        """The end is after the beginning."""
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end has to be after the start."))
        return said


class WeeklyForm(_SpanForm):
    """A time of the week, on one or several days."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Tick at least one day.")},
    )  # fmt: skip
    begins = _clock(_("From"))
    ends = _clock(_("To"))


class OtherForm(_SpanForm):
    """Days that are otherwise."""

    opened = forms.TypedChoiceField(
        label=_("What is different on some days"), choices=((0, _("I cannot be booked")), (1, _("I can be booked at another time"))), coerce=lambda said: said == "1",
        initial=0,
    )  # fmt: skip
    day = DayField(label=_("Day"))
    until = DayField(
        label=_("Until and with"), required=False, help_text=_("For a holiday. Leave it empty for one day."),
    )  # fmt: skip
    begins = _clock(_("From"), required=False)
    ends = _clock(_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        """Both times or none, and both for a day that is opened."""
        said = super().clean()
        begins, ends, day, until = (said.get(name) for name in ("begins", "ends", "day", "until"))
        if (begins is None) != (ends is None) and not {"begins", "ends"} & set(self.errors):
            self.add_error("ends" if ends is None else "begins", _("Give both times, or none for the whole day."))
        if said.get("opened") and begins is None and ends is None and "begins" not in self.errors:
            self.add_error("begins", _("Say from when until when you can be booked."))
        if day and until and not day <= until <= day + timedelta(days=MOST_DAYS):
            self.add_error(
                "until", _("The last day has to be after the first, and at most %(n)s days later.") % {"n": MOST_DAYS}
            )
        return said

    @property
    def days(self) -> list[date]:
        """Every day that is meant."""
        first, last = self.cleaned_data["day"], self.cleaned_data["until"] or self.cleaned_data["day"]
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]
