"""A site without tables is given the same ones that all migrations make, one after the other."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState
from pytest_django.plugin import DjangoDbBlocker

from nybrott.groundwork import in_haste, lay_tables

# everything a database holds that is not a row: each question gives the words that make the thing
SAYS = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale, is_nullable,
        column_default, is_identity, identity_generation, generation_expression, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind <> 'a'
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    "kinds": "SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid ORDER BY enumsortorder",
    "extensions": "SELECT extname FROM pg_extension",
    "storage": """SELECT attrelid::regclass::text, attname, attstorage FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped""",
    "settings": "SELECT relname, reloptions::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'S')",
    "applied": "SELECT app, name FROM django_migrations",
    "kinds of things": "SELECT app_label, model FROM django_content_type",
    "permissions": """SELECT app_label, model, codename, name FROM auth_permission
        JOIN django_content_type ON django_content_type.id = content_type_id""",
}  # fmt: skip
MADE = "test_laid_in_one_go"


def _says(name: str) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(os.environ["DATABASE_URL"], dbname=name) as connected:
        return {word: sorted(connected.execute(question).fetchall(), key=repr) for word, question in SAYS.items()}


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database without a table, which the connection goes to meanwhile."""
    mine = connection.settings_dict["NAME"]
    name = f"{MADE}_{mine}"[:63]

    def use(database: str) -> None:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database

    with (
        django_db_blocker.unblock(),
        psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server,
    ):
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        use(name)
        yield mine
        use(mine)
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _itself(_state: ProjectState, room: str, model: str, delay: bool = False) -> set[tuple[str, str]]:
    return {(room, model)}


@pytest.mark.first
@pytest.mark.parametrize("quickly", [True, pytest.param(False, marks=pytest.mark.soak)])
def test_what_is_laid_in_one_go_is_what_all_migrations_make(
    empty: str, monkeypatch: pytest.MonkeyPatch, quickly: bool
) -> None:
    """Every migration from nothing. Nine tenths of the time Django reads anew all models that hang together with the one that
    a step changes; quickly, it is only the changed one. What the steps do to the tables is the same."""
    with monkeypatch.context() as reads:
        if quickly:
            reads.setattr(ProjectState, "_find_reload_model", _itself)
        call_command("migrate", verbosity=0)
    migrated = _says(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    assert lay_tables()
    call_command("migrate", verbosity=0)  # enters kinds and permissions, as it does after migrations
    laid = _says(connection.settings_dict["NAME"])
    for word in SAYS:
        assert laid[word] == migrated[word], word
    assert len(laid["columns"]) > 2000, "there is something to compare"
    assert len(laid["triggers"]) > 2


def test_where_there_is_a_table_nothing_is_laid(empty: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE something (id int)")
    assert not lay_tables()
    assert connection.introspection.table_names() == ["something"]


def test_what_breaks_off_leaves_nothing(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object) -> None:
        raise RuntimeError("broken off")

    monkeypatch.setattr("nybrott.groundwork.MigrationRecorder.record_applied", fails)
    with pytest.raises(RuntimeError):
        lay_tables()
    assert connection.introspection.table_names() == []


@pytest.mark.django_db
def test_only_what_is_done_in_haste_does_not_wait_for_the_disk() -> None:
    def said(question: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return str(cursor.fetchone()[0])

    said("SELECT set_config('synchronous_commit', 'on', false)")  # the server of the tests is always in haste
    with in_haste():
        assert said("SHOW synchronous_commit") == "off"
    usual = said("SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'")
    assert said("SHOW synchronous_commit") == usual
