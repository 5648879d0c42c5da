"""What is done with notices without anyone waiting."""

from django.utils import timezone
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from nybrott.notices import actions


@app.periodic(cron="* * * * *")
@app.task(name="notices.index_lake", queueing_lock="notices.index_lake")
def index_lake(timestamp: int) -> None:
    """Every minute: when the lake was rebuilt, let the search and the candidates follow it.

    That only one does it is seen to by the action's own lock, which a killed worker lets go; the queue's would stay.
    """
    actions.index_lake(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.carry_imports")
def carry_imports(timestamp: int = 0) -> None:
    """As soon as somebody asks, and every minute for what was interrupted: carry imports through, one at a time."""
    actions.carry_imports(clock=timezone.now)


@app.periodic(cron="41 3 * * *")
@app.task(name="notices.forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: forget jobs that went well more than three days ago; one a minute would pile up."""
    await builtin_tasks.remove_old_jobs(context, max_hours=72)
