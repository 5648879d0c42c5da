"""What of one's own a group answers."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.groups.models import OwnNeed
from nybrott.needs.models import NeedDescription
from nybrott.procurements.queries import challenges_for, descriptions_for
from nybrott.ui.forms import OneLineField

FEW = 20  # of each, besides those that are chosen, until somebody looks for a word


class OwnNeedsForm(forms.Form):
    """Own challenges and approved need descriptions. Of many, the chosen and the newest are shown, or those with the word in `find`."""

    # fmt: off
    find = OneLineField(label=_("Find by a word in the title"), required=False, max_length=100, help_text=_("Only the newest are shown. What you have ticked stays ticked while you look for more."))
    challenges = forms.ModelMultipleChoiceField(Challenge.objects.none(), label=_("Challenges of ours it answers"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("The group is on their red thread from "
                                                                                                                                                                                     "now on. The others in the group see none"
                                                                                                                                                                                     " of it."))
    descriptions = forms.ModelMultipleChoiceField(NeedDescription.objects.none(), label=_("Approved need descriptions of ours it answers"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Where there is one: its challenge follows along."))
    # fmt: on

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        word = " ".join(str(self["find"].value() or "").split())[:100]
        many = [
            self._show_few(name, found, word)
            for name, found in (("challenges", challenges_for(actor)), ("descriptions", descriptions_for(actor)))
        ]
        if not word and not any(many):
            del self.fields["find"]
        if not descriptions_for(actor).exists():
            del self.fields["descriptions"]

    @staticmethod
    def first(there: Iterable[OwnNeed]) -> dict[str, Any]:
        """What is linked now."""
        rows = list(there)
        return {
            "challenges": [one.challenge_id for one in rows],
            "descriptions": [one.description_id for one in rows if one.description_id],
        }

    def said(self) -> dict[str, Collection[Any]]:
        """As the action takes it."""
        return {name: list(self.cleaned_data.get(name) or ()) for name in ("challenges", "descriptions")}

    def _show_few(self, name: str, found: QuerySet[Any], word: str) -> bool:
        """Show those that are chosen first, then few others. Gives whether there are more than are shown."""
        field: Any = self.fields[name]
        field.queryset = found
        chosen = [int(one) for one in self[name].value() or () if str(one).isascii() and str(one).isdigit() and len(str(one)) < 18]  # fmt: skip
        rest = found.exclude(pk__in=chosen)
        others = list((rest.filter(title__icontains=word) if word else rest)[: FEW + 1])
        rows = [*found.filter(pk__in=chosen), *others[:FEW]]
        field.widget.choices = [(one.pk, field.label_from_instance(one)) for one in rows]
        return len(others) > FEW
