"""What a reader asks the radar for, and what is made of a contract."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Membership, Unit, User
from nybrott.people.queries.units import paths
from nybrott.renewals.models import LONGEST_REASON

FIRST, LAST, FARTHEST = 6, 24, 120  # months ahead
USUAL = {"first": FIRST, "last": LAST}


class WindowForm(forms.Form):
    """How far ahead to look. A wrong value is said at the field, and the usual window shown."""

    first = forms.IntegerField(label=_("Months from now, first"), required=False, min_value=0, max_value=FARTHEST)
    last = forms.IntegerField(label=_("Months from now, last"), required=False, min_value=1, max_value=FARTHEST)

    def clean(self) -> dict[str, Any]:
        """The first month comes before the last."""
        said = super().clean() or {}
        if self.window(said)[0] > self.window(said)[1]:
            raise ValidationError({"last": _("The last month comes before the first.")})
        return said

    @staticmethod
    def window(said: dict[str, Any]) -> tuple[int, int]:
        """From so many to so many months; the usual where nothing was said."""
        first, last = said.get("first"), said.get("last")
        return FIRST if first is None else first, LAST if last is None else last

    def asked(self) -> tuple[int, int]:
        """The window asked for; the usual one when it is none."""
        return self.window(self.cleaned_data) if self.is_valid() else (FIRST, LAST)


class RadarForm(WindowForm):
    """The own organisation's radar: also what was made of a contract."""

    SHOWS = (
        ("", _("All")),
        ("open", _("Nothing decided yet")),
        ("challenge", _("With a challenge")),
        ("dismissed", _("Dismissed")),
    )

    shows = forms.ChoiceField(label=_("What was done about it"), required=False, choices=SHOWS)


class BuyerForm(WindowForm):
    """Which buyers to show."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)


class ChallengeForm(forms.Form):
    """Whose challenge it becomes: a unit and its driver in one choice, for a page works without scripts."""

    place = forms.ChoiceField(
        label=_("Unit and driver"), help_text=_("The driver gets a task. If a unit has no driver, the programme lead gets it.")
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = dict(paths(actor))
        drivers: dict[int, list[User]] = {}
        current = Membership.objects.visible_to(actor).current().filter(
            organisation=actor.organisation_id, roles__contains=["driver"], user__is_active=True
        )  # fmt: skip
        for one in current.select_related("user").prefetch_related("units").order_by("user__sort_name", "pk"):
            for unit in one.units.all():
                drivers.setdefault(unit.pk, []).append(one.user)
        self._drivers = {user.pk: user for users in drivers.values() for user in users}
        driven = [
            (f"{pk}:{user.pk}", f"{path} – {user.name}")
            for pk, path in self._units.items()
            for user in drivers.get(pk, [])
        ]
        without = [(f"{pk}:", path) for pk, path in self._units.items() if pk not in drivers]
        groups = [(_("Units with a driver"), driven), (_("Units without a driver"), without)]
        self.fields["place"].choices = [("", _("Choose a unit")), *(group for group in groups if group[1])]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Unit, User | None]:
        """The unit and its driver, None when it has none."""
        unit, _colon, driver = self.cleaned_data["place"].partition(":")
        return Unit.objects.get(pk=int(unit)), self._drivers[int(driver)] if driver else None


class DismissForm(forms.Form):
    """Why nothing is made of a contract."""

    reason = forms.CharField(
        label=_("Why not"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: it is renewed by law, or the service ends."),
    )  # fmt: skip
