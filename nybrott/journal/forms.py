"""What a reader narrows the journal by, and what somebody changes about letters."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.journal.letters.envelopes import missing, one_line
from nybrott.journal.models import Letter
from nybrott.journal.queries import Wanted, kind_of_letter, letter_kinds
from nybrott.journal.states import Pace
from nybrott.ui.forms import DayField

Choices = Sequence[tuple[str, str]]


class JournalForm(forms.Form):
    """A GET form: whatever is not understood is said at its field and left out, and the rest still holds."""

    who = forms.TypedChoiceField(label=gettext_lazy("Who"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of thing"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)
    words = forms.CharField(label=gettext_lazy("Names or words"), required=False, max_length=100)

    def __init__(self, data: object, *, people: Choices, kinds: Choices, verbs: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for name, everything, choices in (
            ("who", _("Everyone"), people),
            ("kind", _("Everything"), kinds),
            ("verb", _("Everything"), verbs),
        ):
            self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """The first day must not come after the last."""
        said = self.cleaned_data
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", ValidationError(_("The last day comes before the first.")))
        return said

    def wanted(self) -> Wanted:
        """What was filled in and understood."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            user_id=said.get("who"), kind=said.get("kind") or "", verb=said.get("verb") or "", since=said.get("since"),
            until=said.get("until"), words=(said.get("words") or "").strip(),
        )  # fmt: skip


class LetterForm(forms.Form):
    """Subject and text of a letter; the names of its secrets must stay."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=20_000, strip=False, widget=forms.Textarea({"rows": 18})
    )

    def __init__(self, data: object = None, *, letter: Letter) -> None:
        super().__init__(data, initial={"subject": letter.subject, "body": letter.body})  # type: ignore[arg-type]
        self.letter = letter
        names = ", ".join(f"{{{name}}}" for name in letter.secrets)
        if names:
            self.fields["body"].help_text = _(
                "%(names)s is where the personal part comes in. It must stay somewhere in the text."
            ) % {"names": names}

    def clean_subject(self) -> str:
        """On one line."""
        return one_line(str(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        """With every secret's name still in it."""
        body = str(self.cleaned_data["body"])
        if lost := missing(body, self.letter.secrets):
            raise ValidationError(
                _("%(names)s is missing. Without it the recipient gets no link."), params={"names": ", ".join(lost)}
            )
        return body


class ReadFirstForm(forms.Form):
    """Which kinds of letters are read before they go."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Read before they go"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object = None, *, kinds: Sequence[str], chosen: set[str]) -> None:
        super().__init__(data, initial={"kinds": sorted(chosen)})  # type: ignore[arg-type]
        choices = sorted(((kind, kind_of_letter(kind)) for kind in kinds), key=lambda one: one[1])
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]


class PaceForm(forms.Form):
    """How often one wants letters, kind by kind. Each field is named by its kind."""

    def __init__(self, data: object = None, *, chosen: dict[str, str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        mine = [(kind, str(said.name)) for kind, said in letter_kinds().items() if not said.at_once]
        for kind, name in sorted(mine, key=lambda one: one[1]):
            self.fields[kind] = forms.ChoiceField(
                label=name, choices=Pace.choices, initial=chosen.get(kind, Pace.ONCE.value)
            )
