"""A text's size: what it shares with another weighs less the longer it is. What was indexed goes; the sweep makes it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0001_challenges"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM challenges_indexedtext", migrations.RunSQL.noop, elidable=True),
        migrations.AddField(
            model_name="indexedtext", name="size", field=models.PositiveIntegerField(default=0), preserve_default=False
        ),
    ]
