"""What people's accounts need done without anyone waiting."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget_expired_sessions")
def forget_expired_sessions(timestamp: int) -> None:
    """Every night: sign-ins that have run out are deleted, so that nothing about them is kept longer than needed."""
    call_command("clearsessions")
