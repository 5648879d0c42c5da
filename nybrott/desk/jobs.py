"""What the desk does without anyone waiting."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.desk import actions


@app.periodic(cron="41 2 * * *")
@app.task(name="desk.sweep_uploads")
def sweep_uploads(timestamp: int) -> None:
    """Every night: the bytes of files that nothing names any more are deleted."""
    actions.sweep_uploads(actor=system("Uploads"), now=datetime.fromtimestamp(timestamp, UTC))


@app.task(name="desk.work_on_import")
def work_on_import(import_id: int) -> None:
    """Check the rows of an import, or take them in."""
    actions.work_on_import(import_id=import_id, clock=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="desk.go_on_with_imports")
def go_on_with_imports(timestamp: int) -> None:
    """Every minute: an import whose worker was killed goes on."""
    actions.go_on_with_imports(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="31 2 * * *")
@app.task(name="desk.forget_imports")
def forget_imports(timestamp: int) -> None:
    """Every night: imports that nobody confirmed within a month are let be, and files of that age forgotten."""
    actions.forget_imports(actor=system("Imports"), now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="7 6 * * *")
@app.task(name="desk.remind_of_tasks")
def remind_of_tasks(timestamp: int) -> None:
    """Every morning: letters about tasks that are due tomorrow, today or earlier."""
    actions.remind_of_tasks(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="17 6 * * 1")
@app.task(name="desk.send_weekly_tasks")
def send_weekly_tasks(timestamp: int) -> None:
    """Every Monday morning: each person's tasks in one letter."""
    actions.send_weekly_tasks(now=datetime.fromtimestamp(timestamp, UTC))
