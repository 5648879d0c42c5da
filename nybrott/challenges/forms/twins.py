"""What people say of likely twins, and joining with another challenge."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, Twin
from nybrott.challenges.queries import LikelyTwin
from nybrott.challenges.queries.challenges import UNDER_WAY
from nybrott.core.actor import Actor

MOST = 10  # twins that are judged at once


class TwinForm(forms.Form):
    """What one likely twin is. `found` carries what was shown, signed for the one who saw it, so that nothing about it
    can be made up on the way back."""

    found = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("How does it relate to yours?"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=500, help_text=_("Needed when it is not the same, and when you join."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, twin: LikelyTwin | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._salt = f"challenges.twin.{actor.user_id}.{actor.organisation_id}"
        self.twin = twin
        # of several that are shown at once, the first is the likest; that one is asked about
        self._may_wait = bool(self.prefix) and self.prefix != "t0"
        if twin is not None:
            self.initial["found"] = signing.dumps(asdict(twin), salt=self._salt, compress=True)
        elif self.is_bound:
            self.twin = self._opened(str(self.data.get(self.add_prefix("found"), "")))
        # the house's forms show a field's widget as a group; the choices depend on whose it is
        self.fields["decision"].choices = self._choices()  # type: ignore[attr-defined]
        self.fields["decision"].required = not self._may_wait
        if self.prefix:
            said = _("Say how the most similar one relates to yours. The others can wait.")
            self.fields["decision"].error_messages["required"] = said

    def _opened(self, found: str) -> LikelyTwin | None:
        try:
            return LikelyTwin(**signing.loads(found, salt=self._salt))
        except (signing.BadSignature, TypeError):
            return None

    def _choices(self) -> list[tuple[str, Any]]:
        join = [(Twin.Decision.JOINED, _("Join: we carry on with that one, for both"))]
        return [
            *([("", _("Not judged yet"))] if self._may_wait else []),
            (Twin.Decision.LINKED, _("Link: we learn from it and carry on with ours")),
            *(join if self.twin is not None and self.twin.own and self.twin.kind == "challenge" else []),
            (Twin.Decision.PASSED, _("Not the same")),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A decision that others will ask about has its reason."""
        cleaned = super().clean() or {}
        if self.twin is None:
            raise forms.ValidationError(_said("What was shown here is too old or has changed. Look again."))
        needs_why = cleaned.get("decision") in (Twin.Decision.PASSED, Twin.Decision.JOINED)
        if needs_why and not cleaned.get("reason", "").strip():
            self.add_error("reason", _said("Say why in a sentence; others will ask."))
        return cleaned


class JoinForm(forms.Form):
    """With which challenge, and why."""

    other = forms.ModelChoiceField(
        Challenge.objects.none(), label=_("The challenge that continues"), empty_label=_("Choose a challenge")
    )
    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, actor: Actor, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Challenge.objects.visible_to(actor).filter(state__in=UNDER_WAY).exclude(pk=challenge.pk)
        self.fields["other"].queryset = found.order_by("title")  # type: ignore[attr-defined]
