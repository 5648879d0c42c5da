"""The index of notices lives in the room `notices` now, and is made anew there; nothing of value is lost."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("observatory", "0001_notice_index")]

    operations: ClassVar = [
        migrations.DeleteModel("IndexedCandidate"),
        migrations.DeleteModel("IndexedNotice"),
        migrations.DeleteModel("NoticeIndex"),
    ]
