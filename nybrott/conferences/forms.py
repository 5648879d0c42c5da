"""What those who hold a conference and suppliers type about it."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.conferences.models import Conference
from nybrott.conferences.states import Form, ListRule, MaterialKind
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.ui.forms import OneLineField

TAKEN = "image/*,.pdf,.docx,.xlsx,.csv,.txt"  # what a browser offers; what a file is, its bytes say


def _when() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(forms.Form):
    """When, where and for how many. `fixed`: what suppliers came by, and is not asked for again."""

    form = forms.ChoiceField(label=gettext_lazy("How it is held"), choices=Form.choices, widget=forms.RadioSelect)
    begins = forms.DateTimeField(label=gettext_lazy("Begins"), widget=_when())
    ends = forms.DateTimeField(label=gettext_lazy("Ends"), widget=_when())
    place = OneLineField(
        label=gettext_lazy("Place"), max_length=300, required=False, help_text=gettext_lazy("House, room, address. Everyone sees it.")
    )  # fmt: skip
    room = forms.IntegerField(label=gettext_lazy("Seats in the room"), min_value=0, max_value=2_000, required=False)
    link = forms.URLField(
        label=gettext_lazy("Address of the digital room"), required=False, max_length=500, assume_scheme="https", validators=[URLValidator(["http", "https"])],
        help_text=gettext_lazy("Only those with a seat see it."),
    )  # fmt: skip
    lines = forms.IntegerField(label=gettext_lazy("Digital seats"), min_value=1, max_value=10_000, required=False, help_text=gettext_lazy("Empty: as many as want to come."))  # fmt: skip
    most = forms.IntegerField(
        label=gettext_lazy("People of one supplier"), min_value=1, max_value=30,
        help_text=gettext_lazy("The same for everyone, and everyone is told. No large supplier fills the room."),
    )  # fmt: skip
    seats_until = forms.DateTimeField(label=gettext_lazy("Seats are taken until"), widget=_when())
    offer_hours = forms.IntegerField(
        label=gettext_lazy("Hours an offered seat is held"), min_value=1, max_value=240,
        help_text=gettext_lazy("A seat that becomes free is offered to the first on the waiting list."),
    )  # fmt: skip
    list_rule = forms.ChoiceField(label=gettext_lazy("List of who comes"), choices=ListRule.choices, widget=forms.RadioSelect)  # fmt: skip

    def __init__(self, *given: Any, fixed: tuple[str, ...] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        for name in fixed:
            del self.fields[name]


class SessionForm(forms.Form):
    """A part of the programme."""

    title = OneLineField(label=gettext_lazy("What it is about"), max_length=200)
    begins = forms.DateTimeField(label=gettext_lazy("Begins"), widget=_when())
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=480)
    by = OneLineField(label=gettext_lazy("Who presents it"), max_length=200, required=False)
    where = OneLineField(label=gettext_lazy("Where"), max_length=200, required=False, help_text=gettext_lazy("If it is in a different room from the "
                                                                                                             "rest."))  # fmt: skip


class ReasonForm(forms.Form):
    """Why it is called off."""

    reason = OneLineField(label=gettext_lazy("Why it is called off"), max_length=500, help_text=gettext_lazy("Everyone reads it, and those with a seat get a letter."))  # fmt: skip


class MaterialForm(forms.Form):
    """Slides, a recording or a written account."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=MaterialKind.choices, widget=forms.RadioSelect)
    title = OneLineField(label=gettext_lazy("Title"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("File"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=gettext_lazy("Picture, PDF, Word, Excel or CSV, at most 20 MB. Place, time and camera are taken out of pictures."),
    )  # fmt: skip
    url = forms.URLField(
        label=gettext_lazy("Address of a recording"), required=False, max_length=200, assume_scheme="https", validators=[URLValidator(["http", "https"])],
        help_text=gettext_lazy("Everyone must be able to open it without an account."),
    )  # fmt: skip
    text = forms.CharField(label=gettext_lazy("Text"), required=False, max_length=20_000, widget=_area(8))

    def clean(self) -> dict[str, Any]:
        """There is something to read, to open or to see."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") == MaterialKind.RECORDING and not said.get("url") and not said.get("file"):
            if "url" not in self.errors:
                self.add_error("url", _("Give the address of the recording."))
        elif not (said.get("text") or said.get("url") or said.get("file") is not None or self.errors):
            self.add_error("text", _("Write a text, choose a file, or give the address of a recording."))
        return said


class AnswerForm(forms.Form):
    """An answer to everyone. `sure` is asked for when it would tell who asked."""

    shown = forms.CharField(
        label=gettext_lazy("The question as everyone reads it"), max_length=5_000, widget=_area(3),
        help_text=gettext_lazy("Word it so that it does not show who asked."),
    )  # fmt: skip
    answer = forms.CharField(label=gettext_lazy("Answer to everyone"), max_length=10_000, widget=_area(6))
    sure = forms.BooleanField(label=gettext_lazy("It may still say this"), required=False, widget=forms.HiddenInput)  # fmt: skip

    def ask_again(self) -> None:
        """It would tell who asked: said once, and asked for a yes."""
        self.fields["sure"].widget = forms.CheckboxInput()
        self.add_error("sure", _("It contains the name of the supplier that asked. No other supplier should learn who asked."))  # fmt: skip


class NoteForm(forms.Form):
    """A question that was asked aloud."""

    supplier = forms.ModelChoiceField(
        Supplier.objects.none(), label=gettext_lazy("Who asked"), help_text=gettext_lazy("No other supplier is told.")
    )
    text = forms.CharField(label=gettext_lazy("Question"), max_length=5_000, widget=_area(3))

    def __init__(self, *given: Any, dialogue: Dialogue, **named: Any) -> None:
        super().__init__(*given, **named)
        there = Supplier.objects.filter(dialogue=dialogue, left_at=None).order_by("name")
        self.fields["supplier"].queryset = there  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """How one takes part, and whether one's name may stand in the list."""

    way = forms.ChoiceField(label=gettext_lazy("How you take part"), widget=forms.RadioSelect)
    named = forms.BooleanField(
        label=gettext_lazy("My name may be shown in the list of who comes"), required=False,
        help_text=gettext_lazy("The list follows the rule on this page. Without your yes, only the name of your company is shown."),
    )  # fmt: skip

    def __init__(self, *given: Any, conference: Conference, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["way"].choices = [(one.value, one.label) for one in conference.ways]  # type: ignore[attr-defined]
        if len(conference.ways) == 1:
            self.initial.setdefault("way", conference.ways[0].value)
        if conference.list_rule == ListRule.NOBODY:
            del self.fields["named"]


class AskForm(forms.Form):
    """A supplier's question under way."""

    text = forms.CharField(
        label=gettext_lazy("Your question"), max_length=5_000, widget=_area(3),
        help_text=gettext_lazy("The answer goes to all suppliers at once. They read the question too, but not who asked: leave out what shows it."),
    )  # fmt: skip
