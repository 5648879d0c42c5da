"""Forms for what is given, asked and answered, and for contacts nobody asked for."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.dialogues.models import Dialogue, Query, Supplier
from nybrott.dialogues.states import Channel

TAKEN = "image/*,.pdf,.docx,.xlsx,.csv,.txt"  # what a browser offers; what a file is, its bytes say


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ItemForm(forms.Form):
    """A piece of information: a text, a file, the address of a recording, or several of them."""

    title = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("For example “Slides from the conference”.")
    )
    text = forms.CharField(label=_("Text"), required=False, max_length=20_000, widget=_area(8))
    file = forms.FileField(
        label=_("File"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=_("Picture, PDF, Word, Excel or CSV, at most 20 MB. Place, time and camera are taken out of pictures."),
    )  # fmt: skip
    without_file = forms.BooleanField(label=_("Remove the file"), required=False)
    url = forms.URLField(
        label=_("Address of a recording"), required=False, max_length=200, assume_scheme="https", validators=[URLValidator(["http", "https"])],
        help_text=_("Everyone must be able to open it without an account."),
    )  # fmt: skip

    def __init__(self, *args: Any, held: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.held = held
        if not held:
            del self.fields["without_file"]

    def clean(self) -> dict[str, Any]:
        """There is something to read, to open or to see."""
        said = super().clean() or {}
        kept = self.held and not said.get("without_file")
        if not (said.get("text") or said.get("file") is not None or said.get("url") or kept or self.errors):
            self.add_error("text", _("Write a text, choose a file, or give the address of a recording."))
        return said


class AskForm(forms.Form):
    """A supplier's question. `sure`: the questions like it were looked at."""

    text = forms.CharField(
        label=_("Your question"), max_length=5_000, widget=_area(5),
        help_text=_("The answer goes to all suppliers at once. They read the question too, but not who asked: leave out what shows it."),
    )  # fmt: skip
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NoteQueryForm(forms.Form):
    """A question that came by telephone, by e-mail or in a meeting."""

    supplier = forms.ModelChoiceField(Supplier.objects.none(), label=_("Who asked"), empty_label=_("Choose a supplier"))
    text = forms.CharField(label=_("The question"), max_length=5_000, widget=_area(5))

    def __init__(self, *args: Any, dialogue: Dialogue, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["supplier"].queryset = dialogue.suppliers.all()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The question as everyone reads it, the answer, and the questions it answers too."""

    shown = forms.CharField(
        label=_("The question as everyone reads it"), max_length=5_000, widget=_area(4),
        help_text=_("Word it so that it does not show who asked."),
    )  # fmt: skip
    answer = forms.CharField(label=_("The answer to everyone"), max_length=10_000, widget=_area(8))
    also = forms.ModelMultipleChoiceField(
        Query.objects.none(),
        label=_("It answers these questions too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label=_("Everyone may read it as it stands."), required=False)

    def __init__(self, *args: Any, others: QuerySet[Query], likest: Collection[Query], **more: Any) -> None:
        """`others`: every question that could be ticked; `likest`: those that are offered."""
        super().__init__(*args, **more)
        also = self.fields["also"]
        also.queryset = others  # type: ignore[attr-defined]
        also.choices = [(one.pk, f"{one.number}. {one.text[:120]}") for one in likest]  # type: ignore[attr-defined]
        if not likest:
            del self.fields["also"]
        if "sure" not in self.data:
            self.fields["sure"].widget = forms.HiddenInput()

    def ask_again(self) -> None:
        """Ask for a second look before something that tells who asked goes to everyone."""
        self.fields["sure"].widget = forms.CheckboxInput()
        self.add_error(
            "sure",
            _(
                "The name of the supplier who asked appears in the question or the answer. Take it out, or say that it may stay."
            ),
        )


class ContactForm(forms.Form):
    """A contact nobody asked for, written down in half a minute."""

    who = forms.CharField(
        label=_("Who"), max_length=200, help_text=_("The firm's name or organisation number."),
        widget=forms.TextInput(attrs={"list": "suppliers", "autocomplete": "off"}),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.TELEPHONE
    )
    given = forms.CharField(
        label=_("What we told"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("Only what others do not know yet. It must be shared with everyone, or a reason given for not sharing it."),
    )  # fmt: skip
    received = forms.CharField(label=_("What we heard"), required=False, max_length=5_000, widget=_area(3))
    held_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=24 * 60)
    ours = forms.BooleanField(label=_("We made contact"), required=False)
    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(), label=_("Market dialogue"), required=False, empty_label=_("None of them"),
        help_text=_("It is then in the ledger of the dialogue, and stays as it is."),
    )  # fmt: skip

    def __init__(self, *args: Any, dialogues: QuerySet[Dialogue], now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now
        self.fields["dialogue"].queryset = dialogues  # type: ignore[attr-defined]
        if not dialogues.exists():
            del self.fields["dialogue"]

    def clean_held_at(self) -> datetime:
        """It has been."""
        at: datetime = self.cleaned_data["held_at"]
        if at > self.now:
            raise forms.ValidationError(_("This has not happened yet."))
        return at

    @property
    def met(self) -> dict[str, Any]:
        """What `actions.Met` is told."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "dialogue"}
        return said | {"minutes": said["minutes"] or 0}


class ShareForm(forms.Form):
    """What one supplier was told, as everyone reads it."""

    title = forms.CharField(label=_("What it is"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=_area(6))


class ReasonForm(forms.Form):
    """Why it is not shared."""

    reason = forms.CharField(
        label=_("Why it is not shared"), max_length=500, widget=_area(3),
        help_text=_("For example that it was already public, or that it was the supplier's own secret."),
    )  # fmt: skip
