"""Invitations, for tests."""

from collections.abc import Sequence

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer
from nybrott.invitations import actions
from nybrott.invitations.models import Brief, Follower


def a_brief(dialogue: Dialogue, *, actor: Actor | None = None) -> list[Brief]:
    """A brief that everyone was given."""
    return actions.give_brief(
        actor=actor or a_buyer(dialogue.organisation), dialogue=dialogue, address="https://nybrott.example/dialogues/x/", now=timezone.now()
    )  # fmt: skip


def a_follower(email: str = "ola@firma.example", *, cpv: Sequence[str] = (), words: Sequence[str] = (), language: str = "nb", confirmed: bool = True) -> Follower:  # fmt: skip
    """Somebody who follows dialogues, or asked to."""
    now = timezone.now()
    made = actions.ask_to_follow(email=email, language=language, cpv=cpv, words=words, key=f"key-{email}-{Follower.objects.count()}", now=now)  # fmt: skip
    if confirmed:
        assert actions.confirm_follower(follower=made, now=now)
        made.refresh_from_db()
    return made
