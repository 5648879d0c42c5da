"""A decision knows the programme its lessons are carried on in, and why it was corrected."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("effects", "0002_when_a_claim_was_changed"),
        ("programmes", "0002_programmes_and_packages"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="corrected",
            field=models.CharField(blank=True, max_length=500, verbose_name="why it is corrected"),
        ),
        migrations.AddField(
            model_name="decision",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="programmes.programme",
            ),
        ),
    ]
