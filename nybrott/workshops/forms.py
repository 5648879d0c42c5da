"""What people type about workshops, cleaned. Nothing is saved here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from nybrott.core.methods import Card
from nybrott.hearings.models import Side
from nybrott.people.models import User
from nybrott.ui.forms import DayField
from nybrott.workshops.models import Group, Note, Workshop
from nybrott.workshops.queries import not_asked, untouched_notes
from nybrott.workshops.states import StepKind


class PlanForm(forms.Form):
    """When, where and what for."""

    title = forms.CharField(label=_("What the workshop is called"), max_length=200)
    aim = forms.CharField(
        label=_("What there should be when it is over"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing: for example three needs everyone recognises."),
    )  # fmt: skip
    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Time of day"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=2, max_value=200,
        help_text=_("Leave it empty when there is room for everyone."),
    )  # fmt: skip
    facilitator = forms.ModelChoiceField(User.objects.none(), label=_("Who leads it"), required=False)

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            memberships__organisation=organisation_id, memberships__ended_at__isnull=True, is_active=True
        )
        self.fields["facilitator"].queryset = people.distinct().order_by("name")  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One thing to do."""

    title = forms.CharField(label=_("What is done, in a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("What people do"), choices=StepKind.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"), initial=10, validators=[MinValueValidator(1), MaxValueValidator(480)],
    )  # fmt: skip
    prompt = forms.CharField(
        label=_("What people read on their phone"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    votes_each = forms.IntegerField(
        label=_("Votes each, when there is a vote"), required=False, initial=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )  # fmt: skip

    def clean_votes_each(self) -> int:
        """Three unless said."""
        return self.cleaned_data["votes_each"] or 3


class CardForm(forms.Form):
    """Which method card's steps to add."""

    card = forms.ChoiceField(label=_("Method card"))

    def __init__(self, *args: Any, cards: Sequence[Card], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [  # type: ignore[attr-defined]
            (card.id, f"{card.text(language)[1].name} · {card.minutes} min") for card in cards
        ]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(forms.Form):
    """Whom to ask."""

    users = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who to invite"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one colleague.")},
    )  # fmt: skip

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = not_asked(workshop)  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code on the wall."""

    code = forms.CharField(label=_("The code on the wall"), max_length=20)

    def clean_code(self) -> str:
        """As it is kept: capital letters, without spaces and hyphens."""
        return "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())


class ComeInForm(forms.Form):
    """Who comes in by the code."""

    name = forms.CharField(
        label=_("What should we call you here?"), max_length=80,
        help_text=_("A first name will do. It is shown only to the person who leads the workshop."),
    )  # fmt: skip
    side = forms.ChoiceField(label=_("From which side do you see it?"), choices=Side.choices)


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label=_("Your note"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )  # fmt: skip
    sent_key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SortForm(forms.Form):
    """Which notes belong together, and in which group."""

    notes = forms.ModelMultipleChoiceField(
        Note.objects.none(), required=False, error_messages={"required": _("Tick at least one note.")}
    )
    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Into which group"), required=False, empty_label=_("A new group")
    )
    title = forms.CharField(label=_("What they have in common"), required=False, max_length=200)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [note.pk for note in untouched_notes(workshop)] + list(
            workshop.notes.filter(group__isnull=False).values_list("pk", flat=True)
        )
        self.fields["notes"].queryset = workshop.notes.filter(pk__in=shared)  # type: ignore[attr-defined]
        self.fields["group"].queryset = workshop.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new group has a title; something is put in it."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("group") and not str(said.get("title") or "").strip() and "title" not in self.errors:
            self.add_error("title", _("Say what the notes have in common, or choose a group."))
        if not said.get("notes") and "notes" not in self.errors:
            self.add_error("title", _("First tick the notes that belong together."))
        return said
