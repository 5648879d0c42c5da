"""A counting also knows where words stand. What was indexed and counted goes; the sweep makes it again from the words."""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ("first", "rows", "owners", "told", "sizes")


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0002_sizes_of_texts"),
    ]

    operations = [
        migrations.RunSQL(
            "DELETE FROM challenges_indexedtext; DELETE FROM challenges_tokencount",
            migrations.RunSQL.noop,
            elidable=True,
        ),
        *(
            migrations.AddField(
                model_name="tokencount", name=name, field=models.BinaryField(default=b""), preserve_default=False
            )
            for name in COLUMNS
        ),
        migrations.CreateModel(
            name="FreshText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="challenges.indexedtext"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TokenPlaces",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.BigIntegerField()),
                ("places", models.BinaryField()),
                (
                    "counted",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="challenges.tokencount",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("counted", "token"), name="places_of_a_token_once_in_a_counting")
                ],
            },
        ),
    ]
