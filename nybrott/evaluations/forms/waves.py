"""Forms of a wave: its plan, whom it asks, the tables that will be made."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.surveys import Instrument
from nybrott.evaluations.models import Series, Wave
from nybrott.evaluations.queries import LANGUAGE_NAMES, Person, may_group, table_choices
from nybrott.people.models import Membership, Unit
from nybrott.people.roles import ROLES
from nybrott.sources import Unreadable, rows_of
from nybrott.ui.forms import DayField, OneLineField

KEPT = timedelta(days=2 * 365)
MOST_FILE = 2_000_000
SHOW_NAMES = {
    "counts": _("How many gave each answer"),
    "mean": _("The mean"),
    "words": _("What people wrote, without order"),
}
_APART = re.compile(r"[;,\t]")


class PlanForm(forms.Form):
    """When a wave opens and closes, who is reminded, how long answers are kept, and what they are tied to."""

    title = OneLineField(label=_("What it is called"), max_length=200, help_text=_("People read it in the letter."))
    opens_on = DayField(label=_("Opens"))
    closes_on = DayField(label=_("Last day"))
    reminder_1 = DayField(label=_("Remind those who have not answered"))
    reminder_2 = DayField(label=_("Remind again"))
    keep_until = DayField(
        label=_("Answers are kept until"),
        help_text=_("They are deleted by themselves after that day. The tables stay."),
    )
    series = forms.ModelChoiceField(
        Series.objects.none(), label=_("Tied to other waves"), required=False, empty_label=_("No, this is asked once"),
        help_text=_("Before and after are tied by code words that only the person who answers has."),
    )  # fmt: skip
    new_series = OneLineField(label=_("Or start a new series, called"), required=False, max_length=200)

    def __init__(self, data: Any, *, actor: Actor, today: date, wave: Wave | None = None, title: str = "") -> None:
        later = today + timedelta(days=14)
        first: dict[str, Any] = {
            "title": title, "opens_on": today, "closes_on": later, "reminder_1": later - timedelta(days=7), "reminder_2": later - timedelta(days=2),
            "keep_until": later + KEPT,
        }  # fmt: skip
        if wave is not None:
            days = [date.fromisoformat(day) for day in wave.reminders] + [None, None]
            first = {
                "title": wave.title, "opens_on": wave.opens_on, "closes_on": wave.closes_on, "reminder_1": days[0], "reminder_2": days[1],
                "keep_until": wave.keep_until, "series": wave.series_id,
            }  # fmt: skip
        super().__init__(data, initial=first)
        self.fields["series"].queryset = Series.objects.visible_to(actor).order_by("title", "pk")  # type: ignore[attr-defined]
        for key in ("reminder_1", "reminder_2"):
            self.fields[key].required = False

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        said = super().clean() or {}
        opens, closes, kept = said.get("opens_on"), said.get("closes_on"), said.get("keep_until")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day must not be before it opens."))
        if closes and kept and kept < closes:
            self.add_error("keep_until", _("Answers must be kept at least until the last day."))
        for key in ("reminder_1", "reminder_2"):
            day = said.get(key)
            if day and opens and closes and not opens < day <= closes:
                self.add_error(key, _("Choose a day after it has opened and not after its last day, or none."))
        return said

    def reminders(self) -> list[date]:
        """The days on which people are reminded."""
        return [day for key in ("reminder_1", "reminder_2") if (day := self.cleaned_data.get(key))]


class PeopleForm(forms.Form):
    """Whom a wave asks: people of the organisation by role and unit, a pasted list, a file."""

    roles = forms.MultipleChoiceField(
        label=_("Everyone with the role"), required=False, widget=forms.CheckboxSelectMultiple
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Only in these units, and those below them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    whole_units = forms.BooleanField(label=_("Everyone in the chosen units, whatever their role"), required=False)
    pasted = forms.CharField(
        label=_("Pasted addresses"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line. You can add a name on the same line, after a semicolon."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("A file (CSV or XLSX)"),
        required=False,
        help_text=_("A column with addresses, and perhaps one with names."),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter, for those without an account"),
        choices=list(LANGUAGE_NAMES.items()),
        initial="nb",
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor) -> None:
        super().__init__(data, files)
        self.actor = actor
        self.fields["units"].queryset = Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name")  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(word, role.name) for word, role in ROLES.items()]  # type: ignore[attr-defined]

    def people(self) -> list[Person] | None:
        """Everybody that was named; None when a line cannot be used, which is said at its field."""
        said = self.cleaned_data
        language = said["language"]
        found = list(self._members())
        lines = [
            (f"{number}", _APART.split(line))
            for number, line in enumerate(said["pasted"].splitlines(), 1)
            if line.strip()
        ]
        found += self._read("pasted", lines, language)
        if said["file"] is not None:
            found += self._read("file", self._rows(), language)
        if not found and not self.errors:
            self.add_error("pasted", _("No one was found to ask."))
        return None if self.errors else found

    def _members(self) -> Iterable[Person]:
        said = self.cleaned_data
        if not said["roles"] and not said["whole_units"]:
            return
        members = Membership.objects.visible_to(self.actor).filter(ended_at__isnull=True, user__is_active=True)
        if said["roles"] and not said["whole_units"]:
            members = members.filter(roles__overlap=said["roles"])
        if units := [one.pk for one in said["units"]]:
            inside = Unit.objects.visible_to(self.actor).filter(pk__in=units) | Unit.objects.visible_to(
                self.actor
            ).filter(above__overlap=units)
            members = members.filter(units__in=inside).distinct()
        elif said["whole_units"]:
            self.add_error("units", _("Choose the units."))
            return
        for one in members.select_related("user"):
            user = one.user
            yield Person(user.email, user.name, user.pk, user.language or "nb")

    def _rows(self) -> list[tuple[str, list[str]]]:
        given = self.cleaned_data["file"]
        if given.size > MOST_FILE:
            self.add_error("file", _("The file is larger than 2 MB."))
            return []
        try:
            rows = [(str(number), cells) for number, cells in rows_of(given)]
        except Unreadable:
            self.add_error("file", _("This file cannot be read. Save it as CSV or XLSX."))
            return []
        # a heading has no address in it
        return rows[1:] if rows and not any("@" in cell for cell in rows[0][1]) else rows

    def _read(self, field: str, rows: Iterable[tuple[str, list[str]]], language: str) -> list[Person]:
        found, wrong = [], []
        for number, cells in rows:
            address = next((cell.strip() for cell in cells if "@" in cell), "")
            try:
                validate_email(address)
            except ValidationError:
                wrong.append(number)
                continue
            name = next((cell.strip() for cell in cells if cell.strip() and "@" not in cell), "")
            found.append(Person(address, name, None, language))
        if wrong:
            said = {"lines": ", ".join(wrong[:10]), "more": len(wrong)}
            self.add_error(field, _now("There is no address that can be used in %(more)s lines: %(lines)s.") % said)
        return found


class TablesForm(forms.Form):
    """How each question is shown, and whether by group."""

    def __init__(self, data: Any, instrument: Instrument, wave: Wave, language: str) -> None:
        super().__init__(data)
        declared: Mapping[str, Mapping[str, Any]] = {one["key"]: one for one in wave.tables}
        groups = [
            ("", _("No one is grouped")),
            *((one.key, in_language(one.question["text"], language)) for one in may_group(instrument)),
        ]
        self.fields["group"] = forms.ChoiceField(
            label=_("People are grouped by"), required=False, choices=groups, initial=wave.group, help_text=_("Only a choice that everyone must make "
                                                                                                              "can be used. Small groups are shown "
                                                                                                              "together."),
        )  # fmt: skip
        self.grouped = len(groups) > 1
        names = SHOW_NAMES
        self.rows: list[tuple[str, str]] = []
        for one, shows in table_choices(instrument):
            known = declared.get(one["id"])
            text = in_language(one["text"], language)
            self.fields[f"show_{one['id']}"] = forms.ChoiceField(
                label=text, required=False, choices=[("", _("Not shown")), *((show, names[show]) for show in shows)], initial=known["show"] if known else "",
            )  # fmt: skip
            if one["kind"] != "text" and "show_if" not in one:
                self.fields[f"by_{one['id']}"] = forms.BooleanField(
                    label=_("Also by group: %(question)s") % {"question": text},
                    required=False,
                    initial=bool(known and known["by"]),
                )
            self.rows.append((one["id"], text))

    def tables(self) -> list[dict[str, Any]]:
        """What is declared."""
        said = self.cleaned_data
        group = said.get("group", "")
        return [
            {"key": id, "show": said[f"show_{id}"], "by": bool(said.get(f"by_{id}")) and bool(group) and id != group}
            for id, _text in self.rows
            if said.get(f"show_{id}")
        ]
