"""Work with colleagues, and which methods somebody knows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.personal import spots
from nybrott.gatherings.states import Knowing
from nybrott.people.models import Unit
from nybrott.runs.models import Participation
from nybrott.ui.forms import DayField

Choices = Sequence[tuple[str, str]]


class _Runs(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A part by its run."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.run} · {obj.get_kind_display()}"


class OutreachForm(forms.Form):
    """Two minutes: what, with how many, what came of it."""

    part = _Runs(Participation.objects.none(), label=_("In which run"), empty_label=None)
    held_on = DayField(label=_("Which day"))
    what = forms.CharField(label=_("What did you do?"), max_length=300)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("In which unit"), required=False, empty_label=_("Several, or none")
    )
    people = forms.IntegerField(
        label=_("How many colleagues"), validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("A number is enough. Leave names out."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("How many minutes it took you"), initial=30, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    card = forms.ChoiceField(label=_("Method you used"), required=False)
    taught = forms.BooleanField(label=_("Colleagues learnt the method"), required=False)
    came_of = forms.CharField(
        label=_("What came of it?"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), label=_("Which challenge it was about"), required=False, empty_label=_("None of them")
    )

    def __init__(
        self, *args: Any, mine: QuerySet[Participation], units: QuerySet[Unit], challenges: QuerySet[Challenge], cards: Choices, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = mine  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["challenge"].queryset = challenges  # type: ignore[attr-defined]
        self.fields["card"].choices = [("", _("None")), *cards]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """No numbers or addresses that tell who somebody is; a method that was taught is named."""
        said: dict[str, Any] = super().clean() or {}
        for name in ("what", "came_of"):
            if spots(said.get(name) or ""):
                self.add_error(
                    name,
                    _(
                        "This shows who someone is: a phone number, an e-mail address or an identity number. Leave it out."
                    ),
                )
        if said.get("taught") and not said.get("card") and "card" not in self.errors:
            self.add_error("card", _("Say which method colleagues learnt."))
        return said


class DeclareForm(forms.Form):
    """A method one knows."""

    card = forms.ChoiceField(label=_("Method"))
    kind = forms.ChoiceField(label=_("How you know it"), choices=Knowing.choices)
    since = DayField(label=_("Since"))
    note = forms.CharField(label=_("Where"), max_length=200, required=False)

    def __init__(self, *args: Any, cards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = cards  # type: ignore[attr-defined]
