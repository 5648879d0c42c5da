"""Features of texts become numbers, packed. What was indexed goes, and the sweep makes it again from the words."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# Beside the table, not in it: looking up passes thousands of rows and reads the long columns of a few hundred.
NARROW = """
ALTER TABLE needs_indexedtext SET (toast_tuple_target = 256);
ALTER TABLE needs_indexedtext ALTER COLUMN packed SET STORAGE EXTERNAL, ALTER COLUMN keys SET STORAGE EXTERNAL
"""
WIDE = """
ALTER TABLE needs_indexedtext RESET (toast_tuple_target);
ALTER TABLE needs_indexedtext ALTER COLUMN packed SET STORAGE EXTENDED, ALTER COLUMN keys SET STORAGE EXTENDED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0002_likeness"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM needs_indexedtext", migrations.RunSQL.noop),
        migrations.DeleteModel(name="IndexedToken"),
        migrations.CreateModel(
            name="TokenCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("texts", models.PositiveIntegerField()),
                ("tokens", models.BinaryField()),
                ("seen", models.BinaryField()),
            ],
        ),
        migrations.RemoveIndex(model_name="indexedtext", name="indexed_text_keys"),
        migrations.RemoveField(model_name="indexedtext", name="keys"),
        migrations.RemoveField(model_name="indexedtext", name="tokens"),
        migrations.RemoveField(model_name="indexedtext", name="runs"),
        migrations.AddField(
            model_name="indexedtext", name="packed", field=models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AddField(
            model_name="indexedtext",
            name="keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="indexedtext",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="indexed_text_keys"),
        ),
        migrations.RunSQL(NARROW, WIDE),
    ]
