"""The tables of a site that has none yet, made in one go; and what can be made again, written without waiting for the disk.

Django's migrations re-read every model at each of their steps, which on an empty database takes a minute to arrive where the
models already say one shall be. Here the tables are made from the last state of the migrations, what they say in SQL is run in
its order, and all are entered as applied; from then on migrations go their usual way. A test holds the two ways against each
other, table by table.

It changes nothing that is there, and fills no table.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder

__all__ = ["in_haste", "lay_tables"]


def lay_tables() -> bool:
    """Make all tables where there are none, whole or not at all; gives whether it did. A database that holds any table is left
    as it is: it has its migrations before it.

    What migrations do in Python is passed over, because it is done to rows, and there are none; so is what they call `elidable`:
    it is about rows, or tables that went again.
    """
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration, _backwards in plan:
            for step in migration.operations:
                if isinstance(step, RunSQL) and not step.elidable:
                    step.database_forwards(migration.app_label, editor, state, state)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for migration, _backwards in plan:
            recorder.record_applied(migration.app_label, migration.name)
    return True


@contextmanager
def in_haste() -> Iterator[None]:
    """No commit in here waits until the disk has it: for thousands in a row that are made again if the machine goes out. What was
    committed last may then be gone, but never half of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
