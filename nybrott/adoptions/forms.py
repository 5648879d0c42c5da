"""What people type about adoptions."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.adoptions import queries, rules
from nybrott.adoptions.models import LONGEST, Adoption
from nybrott.adoptions.queries import Offer
from nybrott.adoptions.rules import Number, Said
from nybrott.adoptions.states import AdoptionState, Outcome, Piece
from nybrott.cases.states import Level
from nybrott.core.actor import Actor
from nybrott.people.models import Network, User
from nybrott.ui.forms import DayField, NumberField, OneLineField

KEPT: Mapping[str, Any] = {"decimals": 3, "most": Decimal(10) ** 11 - 1}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AdoptForm(forms.Form):
    """What is taken over: what for, by when, by whom, and who else may see it."""

    # fmt: off
    title = OneLineField(label=gettext_lazy("What you call it"), max_length=160)
    wish = forms.CharField(label=gettext_lazy("What you want to achieve"), max_length=LONGEST, widget=_area(4), help_text=gettext_lazy("For whom, and what will be different. "
                                                                                                                                     "You compare with this when you say what "
                                                                                                                                     "came of it."))
    owner = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who looks after it"), help_text=gettext_lazy("Gets a task to say what came of it."))
    report_on = DayField(label=gettext_lazy("When you expect to know what came of it"), help_text=gettext_lazy("You can say it earlier, later, and more "
                                                                                                               "than once."))
    level = forms.ChoiceField(label=gettext_lazy("Who may see it"), choices=Level.choices, widget=forms.RadioSelect, help_text=gettext_lazy("Those who told the case are informed "
                                                                                                                                            "once they may see it. Of those you "
                                                                                                                                            "choose, only those who may also read the"
                                                                                                                                            " case can see it."))
    networks = forms.ModelMultipleChoiceField(Network.objects.none(), label=gettext_lazy("Which networks"), required=False, widget=forms.CheckboxSelectMultiple)
    # fmt: on

    def __init__(self, *args: Any, actor: Actor, today: date, offers: Sequence[Offer] = (), before: date | None = None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.today, self.before, self.offers = today, before, offers
        self.fields["owner"].queryset = queries.owners_for(actor)  # type: ignore[attr-defined]
        self.fields["networks"].queryset = queries.networks_for(actor)  # type: ignore[attr-defined]
        if not actor.network_ids:
            del self.fields["networks"]
            self.fields["level"].choices = [one for one in Level.choices if one[0] != Level.NETWORK]  # type: ignore[attr-defined]
        for one in offers:
            if one.may:
                self.fields[one.piece] = forms.BooleanField(label=one.label, help_text=escape(one.said), required=False, initial=True)  # fmt: skip

    @property
    def told(self) -> Sequence[forms.BoundField]:
        """What is said of it."""
        return [self[name] for name in self.fields if name not in Piece.values]

    @property
    def pieces(self) -> Sequence[forms.BoundField]:
        """What can be made of the case."""
        return [self[name] for name in self.fields if name in Piece.values]

    @property
    def withheld(self) -> Sequence[Offer]:
        """What cannot, each with its reason."""
        return [one for one in self.offers if not one.may]

    def make(self) -> list[str]:
        """What was chosen to be made."""
        return [name for name in Piece.values if self.cleaned_data.get(name)]

    @staticmethod
    def first(adoption: Adoption) -> dict[str, Any]:
        """What an adoption says now."""
        return {name: getattr(adoption, name) for name in ("title", "wish", "owner", "report_on", "level")} | {
            "networks": [one.pk for one in adoption.networks.all()]
        }

    def clean_report_on(self) -> date:
        """A day that is still to come, or the one that stood there."""
        day: date = self.cleaned_data["report_on"]
        if day != self.before and (fault := rules.day_fault(day, self.today)):
            raise forms.ValidationError(fault)
        return day

    def clean(self) -> dict[str, Any]:
        """Networks where they are shown to some."""
        super().clean()
        chosen = self.cleaned_data.get("networks")
        if self.cleaned_data.get("level") == Level.NETWORK and not chosen and "networks" not in self.errors:
            self.add_error("networks", _("Choose networks your organisation is in."))
        return self.cleaned_data

    def said(self) -> Said:
        """As the actions take it."""
        got = {key: value for key, value in self.cleaned_data.items() if key not in Piece.values}
        return Said(**got | {"networks": list(got.get("networks") or ())})


class AdaptForm(forms.Form):
    """What is done differently in one part, and why."""

    ours = forms.CharField(label=gettext_lazy("What you do differently"), max_length=LONGEST, required=False, widget=_area(5), help_text=gettext_lazy("Leave empty if you do as they did."))  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why"), max_length=LONGEST, required=False, widget=_area(3))

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        super().clean()
        ours, why = (self.cleaned_data.get(name, "").strip() for name in ("ours", "why"))
        if bool(ours) != bool(why) and not self.errors:
            self.add_error("why" if ours else "ours", _("Say both what you do differently and why."))
        return self.cleaned_data


class ResultForm(forms.Form):
    """What came of it, why, and up to three figures."""

    # fmt: off
    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("What was different, and why it went as it did"), max_length=LONGEST, widget=_area(6), help_text=gettext_lazy("That nothing came of it is worth as much to others. Do not name anyone."))
    # fmt: on

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if state == AdoptionState.PLANNED:
            self.fields["outcome"].choices = [(Outcome.STOPPED.value, Outcome.STOPPED.label)]  # type: ignore[attr-defined]
            self.fields["outcome"].help_text = _("You have not started. Start it first if anything else came of it.")
        for n in range(1, rules.MOST_FIGURES + 1):
            self.fields[f"what{n}"] = OneLineField(label=_("What is counted"), max_length=120, required=False)
            self.fields[f"before{n}"] = NumberField(**KEPT, label=_("Before"), required=False)
            self.fields[f"after{n}"] = NumberField(**KEPT, label=_("Now"), required=False)
            self.fields[f"unit{n}"] = OneLineField(label=_("Unit"), max_length=40, required=False)
            self.fields[f"measured{n}"] = forms.BooleanField(label=_("It is measured, not an estimate"), required=False)

    @property
    def told(self) -> Sequence[forms.BoundField]:
        """The fields before the figures."""
        return [self["outcome"], self["text"]]

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[forms.BoundField]]]:
        """The fields of each figure, under a name."""
        names = ("what", "before", "after", "unit", "measured")
        return [(_("Figure %(n)s") % {"n": n}, [self[f"{name}{n}"] for name in names]) for n in range(1, rules.MOST_FIGURES + 1)]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A figure says what is counted and what it is now."""
        super().clean()
        got = self.cleaned_data
        for n in range(1, rules.MOST_FIGURES + 1):
            what, after = got.get(f"what{n}"), got.get(f"after{n}")
            begun = what or after is not None or got.get(f"before{n}") is not None or got.get(f"unit{n}")
            if begun and not what and f"what{n}" not in self.errors:
                self.add_error(f"what{n}", _("Say what is counted."))
            if begun and after is None and f"after{n}" not in self.errors:
                self.add_error(f"after{n}", _("Write the number as it is now."))
        return got

    def figures(self) -> list[Number]:
        """Those that were filled in."""
        got = self.cleaned_data
        return [
            Number(got[f"what{n}"], got[f"after{n}"], got.get(f"before{n}"), got.get(f"unit{n}", ""), got.get(f"measured{n}", False))
            for n in range(1, rules.MOST_FIGURES + 1)
            if got.get(f"what{n}")
        ]  # fmt: skip


class NothingForm(forms.Form):
    """A step that asks for nothing but a press."""
