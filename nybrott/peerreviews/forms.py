"""What people type about peer challenges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.networks.queries import named
from nybrott.peerreviews import queries, rules
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.queries import Section
from nybrott.peerreviews.rules import Said
from nybrott.peerreviews.states import Outcome, Reach
from nybrott.people.models import Network, Organisation
from nybrott.ui.forms import DayField, OneLineField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _Named(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organisations, those of one name told apart."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """Its name, and what tells it apart where another bears the same."""
        return str(self.names.get(obj.pk, obj.name))


class PrepareForm(forms.Form):
    """What is shown, to whom, and until when."""

    # fmt: off
    title = OneLineField(label=gettext_lazy("What it is called among those who are invited"), max_length=300)
    sections = forms.MultipleChoiceField(label=gettext_lazy("What they see"), widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Only what you tick is included, as it is now. Leave out what is confidential. You see all of it before anyone is invited."))
    wish = forms.CharField(label=gettext_lazy("What you want challenged most"), max_length=2_000, required=False, widget=_area(3), help_text=gettext_lazy("Where are you least sure? That is where they help most."))
    reach = forms.ChoiceField(label=gettext_lazy("Who is invited"), choices=Reach.choices, widget=forms.RadioSelect)
    network = forms.ModelChoiceField(Network.objects.none(), label=gettext_lazy("Which network"), required=False, empty_label=gettext_lazy("None"))
    organisations = _Named(Organisation.objects.none(), label=gettext_lazy("Which organisations"), required=False, widget=forms.CheckboxSelectMultiple)
    deadline = DayField(label=gettext_lazy("Answers by"), help_text=gettext_lazy("Two weeks is usual."))
    # fmt: on

    def __init__(self, *args: Any, actor: Actor, sections: list[Section], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["sections"].choices = [(one.key, one.heading) for one in sections]  # type: ignore[attr-defined]
        self.fields["network"].queryset = queries.networks_of(actor)  # type: ignore[attr-defined]
        found = queries.organisations_to_name(actor)
        field: Any = self.fields["organisations"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in found]).order_by("name", "pk")
        field.names = named(found)

    @staticmethod
    def first(review: PeerReview) -> dict[str, Any]:
        """What a prepared one says."""
        return {
            "title": review.title, "sections": [one["key"] for one in review.shown], "wish": review.wish, "reach": review.reach, "network": review.network_id,
            "organisations": list(review.invitations.values_list("organisation_id", flat=True)), "deadline": review.deadline,
        }  # fmt: skip

    def clean_deadline(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["deadline"]
        if fault := rules.deadline_fault(day, self.today):
            raise forms.ValidationError(fault)
        return day

    def clean(self) -> dict[str, Any]:
        """Whoever is invited is named where it must be."""
        super().clean()
        reach = self.cleaned_data.get("reach")
        if reach == Reach.NETWORK and not self.cleaned_data.get("network") and "network" not in self.errors:
            self.add_error("network", _("Choose a network your organisation is in."))
        if reach == Reach.NAMED and not self.cleaned_data.get("organisations") and "organisations" not in self.errors:
            self.add_error("organisations", _("Name at least one organisation besides your own."))
        return self.cleaned_data

    def said(self) -> Said:
        """As the action takes it."""
        return Said(**self.cleaned_data)


class AnswerForm(forms.Form):
    """One text to each question of the guide, and whether one's name is shown."""

    def __init__(self, *args: Any, questions: list[dict[str, Any]], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one["id"] for one in questions]
        for one in questions:
            asks, why = ((one[part].get(language) or one[part]["nb"]) for part in ("asks", "why"))
            self.fields[f"q_{one['id']}"] = forms.CharField(label=asks, help_text=why, max_length=5_000, required=False, widget=_area(4))  # fmt: skip
        self.fields["signed"] = forms.BooleanField(
            label=_("Show my name beside my organisation’s"), required=False, help_text=_("Otherwise they see only your organisation."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least one of them."""
        super().clean()
        if not self.errors and not any(text.strip() for text in self.texts().values()):
            raise forms.ValidationError(_("Answer at least one of the questions."))
        return self.cleaned_data

    def texts(self) -> Mapping[str, str]:
        """Question → what was said."""
        return {key: self.cleaned_data.get(f"q_{key}", "") for key in self.keys}


class ClarityForm(forms.Form):
    """What is unclear."""

    text = forms.CharField(label=gettext_lazy("What is unclear"), max_length=1_000, widget=_area(3), help_text=gettext_lazy("Everyone who is invited sees the question, which organisation asked, and the answer."))  # fmt: skip


class ClearForm(forms.Form):
    """The answer to it."""

    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=2_000, widget=_area(4), help_text=gettext_lazy("Everyone who is invited reads it."))  # fmt: skip


class DecideForm(forms.Form):
    """What became of a point."""

    outcome = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=Outcome.choices, widget=forms.RadioSelect)  # fmt: skip
    said = forms.CharField(label=gettext_lazy("What was changed, or why not"), max_length=2_000, widget=_area(3), help_text=gettext_lazy("The person who said it will read this."))  # fmt: skip
    before = forms.CharField(label=gettext_lazy("The words before"), max_length=2_000, required=False, widget=_area(2))
    after = forms.CharField(label=gettext_lazy("The words after"), max_length=2_000, required=False, widget=_area(2))
    led_to = forms.ChoiceField(
        label=gettext_lazy("The version the change is in"),
        required=False,
        help_text=gettext_lazy(
            "Those who answered can open it if they are allowed to read it. The others see what it is called."
        ),
    )

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_to"].choices = [("", _("None yet")), *versions]  # type: ignore[attr-defined]
        if not versions:
            del self.fields["led_to"]


class FinishForm(forms.Form):
    """Thanks to those who answered."""

    thanks = forms.CharField(label=gettext_lazy("Thanks to those who answered"), max_length=2_000, required=False, widget=_area(4), help_text=gettext_lazy("Comes first in their letter. Below it is what became of each of their points."))  # fmt: skip


class DeclineForm(forms.Form):
    """Why not this time, if one wants to say."""

    reason = forms.CharField(label=gettext_lazy("Why, if you want to say it"), max_length=500, required=False, widget=_area(3), help_text=gettext_lazy("The organisation that asked reads it."))  # fmt: skip


class NothingForm(forms.Form):
    """A step that asks for nothing but a press."""
