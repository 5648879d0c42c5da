"""What one types about a claim: its words, evidence, rival explanations, and how strong it is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from nybrott.claims.queries import kinds_reached
from nybrott.core.designs import catalogue
from nybrott.effects.states import Side, Strength, Weight
from nybrott.ui.formats import language
from nybrott.ui.forms import OneLineField


class ClaimForm(forms.Form):
    """A claim in one sentence, and what kind of thing it is about."""

    text = OneLineField(
        label=_("What did the run contribute to?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that could be wrong, such as: More needs were verified before anyone wrote a specification."),
    )  # fmt: skip
    about = forms.ChoiceField(label=_("What is it about?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind, str(label)) for kind, label in kinds_reached().items()]
        self.fields["about"].choices = [*choices, ("", str(_("Something else")))]  # type: ignore[attr-defined]


class TypedForm(forms.Form):
    """Evidence that is typed."""

    side = forms.ChoiceField(label=_("What does it do?"), choices=Side.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What it shows"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    source = OneLineField(
        label=_("Where it can be found"), max_length=120, help_text=_("A document, a conversation with a day, an archive number.")
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("We looked for what speaks against the claim and found nothing"), required=False,
        help_text=_("Then write above how you looked, and choose “Against”."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was looked for and not found stands on the side it was looked for."""
        said = super().clean() or {}
        if said.get("looked") and said.get("side") == Side.FOR:
            self.add_error("side", _("What was looked for is what speaks against a claim. Choose that side."))
        return said


class RivalForm(forms.Form):
    """A rival explanation. `taken`: codes that stand with the claim already; `fixed`: the code of the one that is judged anew."""

    code = forms.ChoiceField(label=_("What else could have led to it?"), required=False)
    text = OneLineField(label=_("In your own words"), required=False, max_length=500)
    weight = forms.ChoiceField(label=_("How likely is that?"), choices=Weight.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would be seen if this were the explanation, and is it seen?"),
    )  # fmt: skip

    def __init__(self, *args: Any, taken: Collection[str] = (), fixed: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = catalogue().words["rivals"]
        choices = [(code, word.texts[language()]) for code, word in known.items() if code not in taken]
        self.fields["code"].choices = [("", str(_("Something else, in my own words"))), *choices]  # type: ignore[attr-defined]
        if fixed is not None:
            del self.fields["code"]
        if fixed:
            del self.fields["text"]
        self.fixed = fixed

    def clean(self) -> dict[str, Any]:
        """A known one or own words; unlikely and ruled out are said with why."""
        said = {"code": self.fixed or "", "text": ""} | (super().clean() or {})
        if not said["code"] and not said["text"] and "text" not in self.errors:
            self.add_error("text", _("Choose a rival explanation, or write your own."))
        if said.get("weight") in (Weight.UNLIKELY, Weight.RULED_OUT) and not said.get("why", "").strip():
            self.add_error("why", _("Write why it is unlikely or ruled out."))
        return said


class WeighForm(forms.Form):
    """How strong a claim is. `seen`: what it looked like to the one who weighs."""

    strength = forms.ChoiceField(
        label=_("How strong is the claim?"), choices=Strength.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why it is judged this way"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime | None:
        """The time, or None when nothing had been put in; what is no time is none that was."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """A strength is said with why."""
        said = super().clean() or {}
        if said.get("strength") not in (None, Strength.NONE) and not said.get("why", "").strip():
            self.add_error("why", _("Write why it is judged this way."))
        return said
