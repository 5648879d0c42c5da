"""What people type about how needs hang together, cleaned. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.ties import Kind
from nybrott.needs.models import Need
from nybrott.people.models import Unit

# what the one need is to the other → the kind of link, and whether it runs the other way
TIES: dict[str, tuple[Kind, bool]] = {
    "same": ("same", False),
    "part": ("part", False),
    "whole": ("part", True),
    "causes": ("causes", False),
    "caused": ("causes", True),
}
CHOICES = (
    ("same", _("is the same as")),
    ("part", _("is a part of")),
    ("whole", _("has as a part")),
    ("causes", _("causes")),
    ("caused", _("is caused by")),
)


class LinkForm(forms.Form):
    """What a need is to another."""

    tie = forms.ChoiceField(label=_("How it relates to the other"), choices=CHOICES)
    other = forms.ModelChoiceField(
        Need.objects.none(), label=_("The other need"), error_messages={"invalid_choice": _("That need is not among yours.")}
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Need.objects.visible_to(actor).select_related("challenge")  # type: ignore[attr-defined]

    def said(self, one: Need) -> tuple[Need, Need, Kind]:
        """The link the way it runs: first need, second need, kind."""
        other = self.cleaned_data["other"]
        kind, turned = TIES[self.cleaned_data["tie"]]
        return (other, one, kind) if turned else (one, other, kind)


class ReasonForm(forms.Form):
    """Why two needs are not alike."""

    reason = forms.CharField(
        label=_("They are not alike, because"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. It is shown with both needs."),
    )  # fmt: skip


class NameForm(forms.Form):
    """What a theme is called."""

    name = forms.CharField(
        label=_("What you call it"), max_length=120, required=False,
        help_text=_("If left empty, it is named after its largest need."),
    )  # fmt: skip


class ThemeFilter(forms.Form):
    """What narrows the list of themes."""

    text = forms.CharField(label=_("Words in a name or a need"), required=False, max_length=100)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    days = forms.ChoiceField(
        label=_("With something new"), required=False,
        choices=(("", _("At any time")), ("90", _("The last three months")), ("365", _("The last year"))),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(actor).order_by("name")  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, object]:
        """What was asked for, without what could not be understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
