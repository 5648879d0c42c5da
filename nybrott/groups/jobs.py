"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.groups import actions
from nybrott.groups.models import BuyersGroup
from nybrott.groups.states import OVER


@app.periodic(cron="17,47 * * * *")
@app.task(name="groups.compare", queueing_lock="groups.compare")
def compare(timestamp: int) -> None:
    """Twice an hour: the statements of each network are compared, where something was worded, verified, agreed or taken back since."""
    actions.compare_all(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="7 * * * *")
@app.task(name="groups.close_departed", queueing_lock="groups.close_departed")
def close_departed(timestamp: int) -> None:
    """Every hour: whoever left a network is written down as gone from its groups. Pages have seen it since that moment."""
    for group in BuyersGroup.objects.exclude(state__in=OVER).order_by("pk"):
        actions.close_departed(group=group, now=datetime.fromtimestamp(timestamp, UTC))
