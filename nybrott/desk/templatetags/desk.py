"""A form that saves as one goes: {% load desk %}. How it is used: docs/develop/drafts.md."""

import json
import secrets
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from nybrott.desk.queries import Writing

register = template.Library()


@register.simple_tag
def draftform(writing: Writing) -> SafeString:
    """The attributes of the form element."""
    draft = writing.draft
    said: dict[str, Any] = {
        "data-draft": writing.key,
        "data-draft-save": reverse("desk:draft", args=[writing.key]),
        "data-draft-token": reverse("desk:draft_token"),
        "data-draft-owner": writing.owner,
        "data-draft-saved": str(int(draft.saved_at.timestamp() * 1000)) if draft else "0",
    }
    return mark_safe(flatatt(said).strip())  # noqa: S308 - flatatt escapes every value


@register.simple_tag
def draftnote(writing: Writing, form: BaseForm) -> SafeString:
    """When it was saved, who else writes, and the buttons; inside the form, under its fields."""
    names = json.dumps({field.html_name: str(field.label) for field in form.visible_fields()})
    said = {"writing": writing, "names": names, "page": f"plain-{secrets.token_hex(8)}"}
    return render_to_string("desk/draftnote.html", said)
