"""Reminders are said once, and confidential minutes are encrypted with a secret outside the database."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nybrott.dialogues.models import encrypted, host_keys


def seal(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """As `meetings.models.Minutes.seal` does."""
    for one in apps.get_model("meetings", "Minutes").objects.exclude(secret=""):
        plain = one.secret.replace("\0", "").encode()
        whole = plain + b"\0" * (-len(plain) % 4_096)
        one.sealed = encrypted(next(host_keys(b"nybrott confidential minutes")), whole, f"minutes of slot {one.slot_id}")  # fmt: skip
        one.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("meetings", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField("slot", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("slot", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("minutes", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("minutes", "sealed", models.BinaryField(null=True, verbose_name="confidential part")),
        migrations.RunPython(seal, elidable=True),
        migrations.RemoveConstraint("minutes", "a_confidential_part_has_its_reason"),
        migrations.RemoveField("minutes", "secret"),
        migrations.AddConstraint(
            "minutes",
            models.CheckConstraint(
                condition=models.Q(("sealed__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="a_confidential_part_has_its_reason",
            ),
        ),
    ]
