"""What everyone was told in a dialogue, as programs are given it."""

from typing import Any

from django.db.models import Count, F, Max

from nybrott.dialogues.models import Dialogue, Item, Query

MOST = 200  # of each, in one answer; the pages of the dialogue have all


def told_state() -> str:
    """Changes whenever everyone is told something, or a question is answered."""
    told = Item.objects.filter(shown_at__isnull=False).aggregate(n=Count("pk"), newest=Max("shown_at"))
    said = Query.objects.exclude(answer="").aggregate(n=Count("pk"), newest=Max("answered_at"))
    return repr((told, said))


def told_to_all(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Information everyone was given, the newest first."""
    rows = dialogue.items.filter(shown_at__isnull=False).order_by("-shown_at", "-pk")
    return [{**one} for one in rows.values("title", "text", "url", "shown_at")[:MOST]]


def answered_to_all(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Questions with their answers, the newest first; never who asked."""
    rows = dialogue.queries.exclude(answer="").order_by("-answered_at", "-pk")
    return [{**one} for one in rows.values("number", "answer", "answered_at", question=F("shown"))[:MOST]]
